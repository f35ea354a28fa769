"""Numbers, money, sizes, prices, hours, and lines of an order."""
