"""What can go wrong on a simulated phone. The text is shown in the page."""


class NotSendable(Exception):
    """What the person wants to send can't be sent; nothing was posted."""


class NotTaken(Exception):
    """The market's door did not take the message."""
