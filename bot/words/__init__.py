"""Words and pictures that several replies share."""
