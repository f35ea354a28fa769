"""The city's desk."""
