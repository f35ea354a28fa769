"""Helpers of the Makefile, and a market of their own for tests and pictures."""
