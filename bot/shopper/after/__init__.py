"""What follows an order: a file for each deed."""
