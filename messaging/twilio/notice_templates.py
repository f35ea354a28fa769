"""Templates that WhatsApp has approved for writing to somebody whose 24-hour window is closed.

Their texts stand in notice_templates.toml. Source: reference/twilio.md sections 4.2 and 5.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import Session

from messaging.models import NoticeTemplate

APPROVED = "approved"  # WhatsApp's word
CATEGORY = "UTILITY"
TAP = "hear"  # the intent that a tap on a template's button carries
_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True)
class NoticeText:
    """One text in one language. `samples` are what Twilio shows WhatsApp's reviewers for {{1}}, {{2}} …"""

    name: str
    language: str
    body: str
    samples: tuple[str, ...]
    button: str

    @property
    def friendly_name(self) -> str:
        """What it is called at Twilio and WhatsApp (a-z, 0-9, _): another text has another name."""
        text = json.dumps([self.body, self.button, TAP])
        return f"lokapasar_{self.name}_{self.language}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    def filled(self, values: tuple[str, ...]) -> str:
        """The text as the person reads it. Raises ValueError unless there is a value for each variable."""
        if len(values) != len(self.samples):
            raise ValueError(f"{self.name} takes {len(self.samples)} values, not {len(values)}")
        text = self.body
        for number, value in enumerate(values, 1):
            text = text.replace("{{" + str(number) + "}}", value)
        return text

    def create_request(self) -> dict[str, Any]:
        """The JSON document for POST /v1/Content."""
        action = {"type": "QUICK_REPLY", "title": self.button, "id": TAP}
        return {
            "friendly_name": self.friendly_name,
            "language": self.language,
            "variables": {str(number): sample for number, sample in enumerate(self.samples, 1)},
            "types": {"twilio/quick-reply": {"body": self.body, "actions": [action]}},
        }


@cache
def _all() -> dict[tuple[str, str], NoticeText]:
    return {
        (name, language): NoticeText(name, language, one["body"], tuple(one["samples"]), one["button"])
        for name, languages in tomllib.loads(_FILE.read_text(encoding="utf-8")).items()
        for language, one in languages.items()
    }


def every() -> Iterator[NoticeText]:
    """All texts in all languages."""
    yield from _all().values()


def text(name: str, language: str) -> NoticeText:
    """The text with this name, in Indonesian where there is none in the language. Raises KeyError for no such name."""
    return _all().get((name, language)) or _all()[name, "id"]


def approved_sid(session: Session, text: NoticeText) -> str | None:
    """The content at Twilio that may carry this text now; None as long as WhatsApp has not approved it."""
    row = session.get(NoticeTemplate, text.friendly_name)
    return row.sid if row and row.status == APPROVED else None
