"""Matters: what people bring before a person of the staff, numbered, with who said what, until it is settled."""
