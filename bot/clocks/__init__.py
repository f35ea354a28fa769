"""Turns that no message began: something has come, or it is time. Registered in bot/__init__.py."""
