"""Expected refusals of this room: a code (the class), no words."""


class TooManyQuestions(Exception):
    """The shop owes this shopper answers to more than enough already."""
