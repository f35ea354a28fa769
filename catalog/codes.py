"""What a listing's code and an order's number look like: one rule for reading, import and numbering."""

LEAST_DIGITS = 4
MOST_DIGITS = 11  # of a code that an import may bring; whatever is written longer is read as a code that nobody has
DIGITS = rf"[0-9]{{{LEAST_DIGITS},{MOST_DIGITS}}}"
WRITTEN = rf"[0-9]{{{LEAST_DIGITS},}}"
MOST_COUNTED = 9  # digits of the codes after which the market goes on numbering
