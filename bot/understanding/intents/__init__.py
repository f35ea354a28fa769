"""The steps of `decide`, a file by what they listen for. Each takes the message and returns an intent, or None for "not
mine"; their order stands in `decide` alone."""
