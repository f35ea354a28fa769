"""Who somebody is: persons, their addresses, when they were last heard, what they allow."""
