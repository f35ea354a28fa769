"""Twilio at its HTTP edge: forms that come in, calls that go out, error codes, content templates."""
