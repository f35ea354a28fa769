"""What a seller does with her goods: a file for each deed."""
