"""What can go wrong while the market is looked after. The text is one sentence for an operator."""


class NotRestorable(Exception):
    """Nothing was restored, and nothing was changed."""
