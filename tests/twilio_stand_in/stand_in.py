"""The stand-in itself: what it keeps, and what tests say to it. Its HTTP side is in server.py."""

import secrets
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.twilio_stand_in import content, messages
from tests.twilio_stand_in.callbacks import LAST, Callbacks
from tests.twilio_stand_in.faults import Fault
from tests.twilio_stand_in.messages import Message
from tests.twilio_stand_in.pictures import PictureFetcher
from tests.twilio_stand_in.server import Server

ACCOUNT = "AC" + "5" * 32
TOKEN = "00112233445566778899aabbccddeeff"
SENDER = "whatsapp:+6281100000000"
WINDOW = timedelta(hours=24)


class TwilioStandIn:
    """One address takes the place of api., content. and messaging.twilio.com."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.now = now
        self.pictures = PictureFetcher()
        self.callbacks = Callbacks(ACCOUNT, TOKEN)
        self.lock = threading.Lock()
        self.reset()
        self.server = Server(self)
        self.url = self.server.url

    def reset(self) -> None:
        """Forget everything, as for a new test."""
        self.sent: list[Message] = []
        self.problems: list[str] = []  # what Twilio or WhatsApp would have refused
        self.unknown_calls: list[str] = []
        self.typing: list[str] = []  # MessageSids that were marked as read
        self.contents: dict[str, dict[str, Any]] = {}
        self.approvals: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.inbound_media: dict[str, tuple[bytes, str, str]] = {}
        self.last_heard: dict[str, datetime] = {}
        self.callbacks.due.clear()
        self.callbacks.answers.clear()
        self.callbacks.order = LAST

    def stop(self) -> None:
        self.server.stop()

    # ------------------------------------------------------------ what tests say
    def fail_next(self, what: int | str, to: str = "", times: int = 1, seconds: float = 12.0) -> None:
        """The next messages go wrong: 429 or 500 (that HTTP status, not accepted), 20003 and other codes of Twilio's
        (refused at once), "hang" (seconds, then 503, not
        accepted), "late" (accepted, answered after seconds), "lost" (accepted, then the connection drops),
        63024 and other WhatsApp codes (accepted, told later by callback). `to="content"`: the next new content; `to="media"`:
        the next picture that is fetched."""
        self.faults.append(Fault(what, to, times, seconds))

    def heard(self, address: str) -> None:
        """This person has written: the 24-hour window is open."""
        self.last_heard[address] = self.now()

    def send_callbacks(self) -> int:
        """Post the status callbacks that are due; returns how many of them tell of a failure."""
        return self.callbacks.send_due()

    def messages_to(self, address: str, since: int = 0) -> list[Message]:
        """What this person got, of everything sent from number `since` on."""
        return [message for message in self.sent[since:] if message.to == address]

    def add_media(self, data: bytes, content_type: str, message_sid: str = "", redirect: str = "") -> str:
        """A picture that a person sent: its MediaUrl. `redirect`: where the second hop leads instead of the picture."""
        sid = self.new_sid("ME")
        self.inbound_media[sid] = (data, content_type, redirect)
        return f"{self.url}/2010-04-01/Accounts/{ACCOUNT}/Messages/{message_sid or self.new_sid('MM')}/Media/{sid}"

    @staticmethod
    def new_sid(prefix: str) -> str:
        return prefix + secrets.token_hex(16)

    # ------------------------------------------------------------ what its HTTP side does
    def take_fault(self, to: str, later: bool) -> Fault | None:
        with self.lock:
            for fault in self.faults:
                if fault.to in self._names(to) and fault.is_told_later == later:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.faults.remove(fault)
                    return fault
        return None

    @staticmethod
    def _names(to: str) -> tuple[str, ...]:
        return (to,) if to in ("content", "media") else ("", to)

    def accept(self, form: dict[str, list[str]]) -> Message:
        """Take a message as Twilio does; raises Refusal. What WhatsApp says of it comes by callback."""
        request = messages.read(form, SENDER, self.contents)
        rendered = request.rendered
        pictures = [self.pictures.fetch(url) for url in rendered.media_urls[:1]]
        message = Message(
            sid=self.new_sid("MM" if pictures else "SM"),
            to=request.to,
            sender=request.sender,
            body=messages.shown_body(rendered.body, pictures),
            kind=rendered.kind,
            at=self.now(),
            pictures=pictures,
            options=rendered.options,
            content_sid=request.content_sid,
            status_callback=request.status_callback,
            problems=rendered.problems + [p.problem for p in pictures if p.problem],
        )
        message.error_code = self._later_refusal(message)
        with self.lock:
            self.sent.append(message)
            self.problems += message.problems
        self.callbacks.plan(message)
        return message

    def _later_refusal(self, message: Message) -> int | None:
        fault = self.take_fault(message.to, later=True)
        if fault:
            return int(fault.what)
        if message.to == message.sender:
            return 63031
        if any(picture.problem for picture in message.pictures):
            return 63019
        is_approved = self.approvals.get(message.content_sid) == "approved"
        if not is_approved and not self._window_is_open(message.to):
            return 63016
        types = self.contents.get(message.content_sid, {}).get("types", {})
        if not is_approved and any(name in content.ONLY_APPROVED for name in types):
            message.problems.append(f"{message.kind} without approval")
        return 63021 if message.problems else None

    def _window_is_open(self, address: str) -> bool:
        heard_at = self.last_heard.get(address)
        return heard_at is not None and self.now() - heard_at < WINDOW
