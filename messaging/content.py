"""What a message holds, whoever carries it: Twilio or the simulator."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# WhatsApp's limits as Twilio documents them (Content API: quick-reply, list-picker, whatsapp/card; message body).
MAX_TEXT = 1600
MAX_CHOICES_TEXT = 1024
MAX_BUTTONS = 3
MAX_BUTTON_TITLE = 20
MAX_LIST_ITEMS = 10
MAX_LIST_TITLE = 24
MAX_LIST_DESCRIPTION = 72
MAX_OPTION_ID = 200


@dataclass(frozen=True)
class IncomingMessage:
    """One message from a person. `kind`: text, picture, voice, video, document, sticker, location, contact,
    button, list_item, cart, reaction or unknown. `sender` is an address like "whatsapp:+62…" or "whatsapp:ID.…"."""

    sid: str
    sender: str
    external_id: str | None  # Twilio's ExternalUserId, an address too
    kind: str
    text: str = ""
    choice: str = ""  # id of the tapped button or list item
    media_url: str = ""
    media_type: str = ""
    quoted_sid: str = ""  # the message that this one answers
    profile_name: str = ""
    forwarded: bool = False  # somebody else's words, or our own, passed on
    advertised: str = ""  # what the ad said by which this person came: its headline, text and address
    location: tuple[str, str] | None = None  # latitude and longitude
    address: str = ""  # of a place that was sent, with its name
    received_at: datetime | None = None
    form: dict[str, Any] = field(default_factory=dict)  # everything that came, unknown fields too

    @property
    def shows(self) -> bool:
        """Whether it brings something that may be looked at: a picture, or a PDF, which is taken for its first page."""
        return self.kind == "picture" or self.is_pdf

    @property
    def is_card(self) -> bool:
        """Whether it brings a contact card, which comes as a file."""
        return self.kind == "contact" and bool(self.media_url)

    @property
    def is_pdf(self) -> bool:
        return self.kind == "document" and self.media_type.split(";")[0].strip().lower() == "application/pdf"


@dataclass(frozen=True)
class Image:
    """A picture by its key in storage. `sheet` says what stands on one that is drawn (a contact sheet, a card), so that
    the worker can draw it: a dict as messaging.content can store it (JSON), understood by media."""

    key: str
    sheet: dict[str, Any] | None = None


@dataclass(frozen=True)
class Option:
    """A tappable answer. `id` comes back when it is tapped; `description` is shown in lists only."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True)
class Knock:
    """What is said to somebody whose 24-hour window is closed, so that the whole message can follow: the name of an
    approved text (messaging/twilio/notice_templates.toml) and the values of its variables, without line breaks."""

    name: str
    values: tuple[str, ...] = ()


def _fitting(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Choices that WhatsApp takes: titles cut where they are too long, each another one, the whole title beside it."""
    kept = list({option.id: option for option in options}.values())[:MAX_LIST_ITEMS]
    limit = MAX_LIST_TITLE if len(kept) > MAX_BUTTONS else MAX_BUTTON_TITLE
    titles: set[str] = set()
    fitting = []
    for option in kept:
        title = option.title if len(option.title) <= limit else option.title[: limit - 1].rstrip() + "…"
        for number in range(2, len(kept) + 2):
            if title not in titles:
                break
            title = f"{option.title[: limit - 3].rstrip()}… {number}"[:limit]
        titles.add(title)
        told = option.description or (option.title if title != option.title else "")
        fitting.append(Option(option.id, title, told[:MAX_LIST_DESCRIPTION]))
    return tuple(fitting)


@dataclass(frozen=True)
class Content:
    """What is sent: words, perhaps one picture, perhaps choices (up to 3 become buttons, up to 10 a list).
    `list_title` is the word on the button that opens a list."""

    text: str
    image: Image | None = None
    options: tuple[Option, ...] = ()
    list_title: str = ""

    def __post_init__(self) -> None:
        too_long = [o for o in self.options if len(o.title) > self._title_limit or len(o.id) > MAX_OPTION_ID]
        if too_long or len(self.options) > MAX_LIST_ITEMS or len({o.id for o in self.options}) != len(self.options):
            raise ValueError(f"choices that WhatsApp would refuse: {self.options}")
        if self.image and self.is_list:
            raise ValueError("a list can't carry a picture")
        limit = MAX_CHOICES_TEXT if self.options else MAX_TEXT
        if not self.text or len(self.text) > limit:
            raise ValueError(f"text of {len(self.text)} characters, allowed are 1 to {limit}")

    @classmethod
    def fitting(
        cls, text: str, image: Image | None = None, options: tuple[Option, ...] = (), list_title: str = ""
    ) -> "Content":
        """The same for a text of any length: one that is too long loses its middle, never its last lines, where the
        question stands; and for choices with titles of any length, of which a list has at most ten."""
        options = _fitting(options)
        limit = MAX_CHOICES_TEXT if options else MAX_TEXT
        if len(text) > limit:
            end = text[-limit // 3 :].split("\n", 1)[-1]
            text = f"{text[: limit - len(end) - 3]}\n…\n{end}"
        return cls(text, image, options, list_title)

    def with_text(self, text: str) -> "Content":
        """The same with other words."""
        return Content.fitting(text, self.image, self.options, self.list_title)

    @property
    def is_list(self) -> bool:
        return len(self.options) > MAX_BUTTONS

    @property
    def _title_limit(self) -> int:
        return MAX_LIST_TITLE if self.is_list else MAX_BUTTON_TITLE

    def to_json(self) -> dict[str, Any]:
        """For the outbox."""
        return {
            "text": self.text,
            "image": {"key": self.image.key, "sheet": self.image.sheet} if self.image else None,
            "options": [[o.id, o.title, o.description] for o in self.options],
            "list_title": self.list_title,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Content":
        image = stored.get("image")
        return cls(
            text=stored["text"],
            image=Image(**image) if image else None,
            options=tuple(Option(*option) for option in stored.get("options", [])),
            list_title=stored.get("list_title", ""),
        )
