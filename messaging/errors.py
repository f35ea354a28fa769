"""What a transport and the fetching of pictures raise. The text is for the log and for staff: never a number or an address."""


class TransportError(Exception):
    """Something went wrong on the way out. `code` is Twilio's error code, if it gave one."""

    def __init__(self, reason: str, code: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.code = code


class Refused(TransportError):
    """Refused for good: trying again makes no sense."""


class Later(TransportError):
    """Not taken now, nothing was sent: may be tried again."""


class AccountFault(Later):
    """Our account at Twilio or the number is at fault, not this message: it waits until that is mended, and whoever
    runs the market is told."""


class Puzzling(Later):
    """A code that we do not know: it may be the account's fault or the message's. It waits, but not for ever, and
    whoever runs the market is told."""


class Again(Later):
    """Worth some more tries, because the cause may be ours and pass soon, but not for ever."""


class OurFault(Again):
    """Something of ours failed while it was prepared or sent, e.g. a picture that can't be drawn."""


class WindowClosed(TransportError):
    """The person's 24-hour window is closed: may go with the next answer."""


class Unclear(TransportError):
    """Nobody knows whether it went out: look before sending again."""


class FetchProblem(Exception):
    """A picture did not come. `code`: one of pictures.PROBLEMS; `tries`: how many it is worth, the first one counted."""

    def __init__(self, code: str, reason: str, tries: int = 1) -> None:
        super().__init__(reason)
        self.code, self.reason, self.tries = code, reason, tries

    @property
    def is_passing(self) -> bool:
        """Whether another try may help."""
        return self.tries > 1
