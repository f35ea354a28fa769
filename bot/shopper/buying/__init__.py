"""From a wish to an order: a file for each deed."""
