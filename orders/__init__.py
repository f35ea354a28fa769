"""What was bought: orders, their states and events, the sales log."""
