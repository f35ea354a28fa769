"""What a seller does with the shop itself: a file for each deed."""
