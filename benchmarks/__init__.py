"""Measurements of what matters; `make bench` prints them as one table."""
