"""Expected refusals of this room: a code (the class), no words."""


class TooLate(Exception):
    """The order was completed too long ago to complain about it."""


class TooManyQuestions(Exception):
    """The shop owes this shopper answers to more than enough already."""


class StillOpen(Exception):
    """Something can't be done while these are open. numbers: of orders and matters."""

    def __init__(self, numbers: list[str]) -> None:
        super().__init__(", ".join(numbers))
        self.numbers = numbers
