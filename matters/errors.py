"""Expected refusals of this room: a code (the class), no words."""


class TooLate(Exception):
    """The order was completed too long ago to complain about it."""


class TooManyQuestions(Exception):
    """The shop owes this shopper answers to more than enough already."""
