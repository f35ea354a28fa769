"""Twilio's forms, a file a case (decoded values). `late` status callbacks are `status_sent` after `status_read`.

Text, picture, button, location, quoting and contact follow captured payloads; list_item, sticker, document, cart,
reaction and flow_answer are built from documentation and from what public handlers read.
"""

import json
from pathlib import Path

FOLDER = Path(__file__).parent


def names(prefix: str = "") -> list[str]:
    """All cases, for parametrize; `prefix` such as "status_"."""
    return sorted(path.stem for path in FOLDER.glob(f"{prefix}*.json"))


def inbound_names() -> list[str]:
    """The cases that are messages from people."""
    return [name for name in names() if not name.startswith("status_")]


def load(name: str, **changes: str) -> dict[str, str]:
    """The form of one case; `changes` replace or add fields, such as MessageSid="SM…"."""
    return {**json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")), **changes}
