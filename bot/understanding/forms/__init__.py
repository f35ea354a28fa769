"""What stands in an answer to a question, and in a filled-in form."""
