"""What a shopper can do: a file for each deed."""
