"""Slow work of this room, for the worker. No transaction is open meanwhile."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from flask import Flask, current_app

from media.contact_sheet import Sheet
from media.pictures import is_whole
from media.qris_card import QrisCard
from media.recap_card import RecapCard
from media.receipt import Receipt
from media.storage import Storage

log = logging.getLogger(__name__)


class Drawing(Protocol):
    """What is drawn when it is sent: it is named by what stands on it."""

    @property
    def key(self) -> str: ...
    @property
    def photos(self) -> set[str]:
        """Keys of the photos on it."""

    def without(self, lost: set[str]) -> "Drawing": ...
    def draw(self, storage: Storage) -> bytes: ...


_KINDS: Mapping[str, Callable[[dict[str, Any]], Drawing]] = {
    "sheet": Sheet.from_json,
    "recap": RecapCard.from_json,
    "qris": QrisCard.from_json,
    "receipt": Receipt.from_json,
}


def drawing(value: dict[str, Any]) -> Drawing:
    """What the `to_json` of a drawing gave."""
    return _KINDS[value.get("kind", "sheet")](value)


def complete_sheets(app: Flask, complete: Callable[[Sheet], Sheet]) -> None:
    """Have `complete` asked, just before a sheet is drawn, for the photos that its goods have had to wait for."""
    app.extensions["sheet_completion"] = complete


def completed(wanted: Drawing) -> Drawing:
    """The same with the photos that have come, or are made now, since the message was written."""
    complete = current_app.extensions.get("sheet_completion")
    if complete and isinstance(wanted, Sheet) and any(tile.photo is None for tile in wanted.tiles):
        return complete(wanted)
    return wanted


def ensure_drawn(storage: Storage, wanted: Drawing) -> str:
    """See that the picture is drawn and stored; returns the key to send.

    That is its own, except when a photo is lost or damaged: its place becomes the neutral one, and because addresses are
    cached for a year such a picture goes under its own key. Two workers drawing the same do no harm.
    """
    key = wanted.key
    if storage.exists(key):
        return key
    try:
        drawn = wanted.draw(storage)
    except Exception:
        lost = {photo for photo in wanted.photos if not is_whole(storage, photo)}
        if not lost:  # it has come meanwhile, or it is no photo's fault: whoever calls tries again
            raise
        log.error("%s goods photos are lost or damaged in storage: %s", len(lost), sorted(lost))
        return ensure_drawn(storage, wanted.without(lost))
    storage.put(key, drawn)
    return key
