"""What anybody can do, shopper or seller: a file for each deed."""
