"""How the database's tables came to be, one numbered file a step."""
