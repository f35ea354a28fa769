"""Slow work of this room, for the worker. No transaction is open meanwhile."""

import logging
from dataclasses import replace

from media.contact_sheet import Sheet, draw_sheet, sheet_key
from media.errors import Missing
from media.pictures import tile_key
from media.storage import Storage

log = logging.getLogger(__name__)


def ensure_sheet(storage: Storage, sheet: Sheet) -> str:
    """See that the sheet is drawn and stored; returns the key to send.

    That is `sheet_key(sheet)`, except when a photo is lost: its tile becomes the neutral one, and because addresses are
    cached for a year such a sheet goes under its own key. Two workers drawing the same do no harm.
    """
    key = sheet_key(sheet)
    if storage.exists(key):
        return key
    try:
        drawn = draw_sheet(sheet, storage.get)
    except Missing:
        poorer = _without_lost_photos(storage, sheet)
        if poorer == sheet:  # it has come meanwhile: whoever calls tries again
            raise
        return ensure_sheet(storage, poorer)
    storage.put(key, drawn)
    return key


def _without_lost_photos(storage: Storage, sheet: Sheet) -> Sheet:
    photos = {tile.photo for tile in sheet.tiles if tile.photo}
    lost = {photo for photo in photos if not (storage.exists(photo) and storage.exists(tile_key(photo)))}
    log.warning("photos missing in storage: %s", sorted(lost))
    return replace(sheet, tiles=tuple(replace(t, photo=None) if t.photo in lost else t for t in sheet.tiles))
