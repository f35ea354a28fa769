"""Looking for goods and asking about them: a file for each deed."""
