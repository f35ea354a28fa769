"""What a seller can do: a file for each deed."""
