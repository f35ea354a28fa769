"""The photo's part of a tile, encoded once for each form and kept beside the sheets, since every sheet with that listing
needs it again."""

import hashlib
import json
from functools import lru_cache

from PIL import Image, ImageFilter

from media import paint, splice
from media.errors import Missing
from media.pictures import stored_photo
from media.splice import NotAPiece, Piece
from media.storage import Storage
from media.tiles import RADIUS, Form, card_ground

VERSION = 1  # raise it whenever the drawing changes
_SOFTER = (0.3, 0.5, 0.7, 1.0, 1.5, 2.2, 4.0, 8.0, 16.0)  # pixels of blur


def panel(storage: Storage, photo: str, form: Form, most_bytes: int) -> Piece:
    """The photo in its place. Raises storage's Missing, or BadPicture when what is kept of it can't be decoded."""
    key = _key(photo, form, most_bytes)
    try:
        return splice.opened(storage.get(key), form.panel, form.quality)
    except (Missing, NotAPiece):
        data = _encoded(_drawn(storage, photo, form), form.quality, most_bytes)
    storage.put(key, data)
    return splice.opened(data, form.panel, form.quality)


def _key(photo: str, form: Form, most_bytes: int) -> str:
    content = json.dumps([VERSION, photo, form.name, form.quality, most_bytes])
    digest = hashlib.sha256(content.encode()).hexdigest()[:40]
    return f"sheets/panels/{digest[:2]}/{digest}.jpg"


def _drawn(storage: Storage, photo: str, form: Form) -> Image.Image:
    left, top, right, bottom = form.photo
    size = (right - left, bottom - top)
    canvas = card_ground(form, (0, 0, *form.panel))
    canvas.paste(paint.fitted(stored_photo(storage, photo, *size), size), (left, top), _mask(form))
    return canvas


@lru_cache(maxsize=8)
def _mask(form: Form) -> Image.Image:
    """The photo's shape: those of its corners are round that are the card's."""
    left, top, right, bottom = form.card
    card = paint.rounded(right - left, bottom - top, RADIUS)
    return card.crop((0, 0, form.photo[2] - left, form.photo[3] - top))


def _encoded(image: Image.Image, quality: int, most_bytes: int) -> bytes:
    """`image` under `most_bytes`. All pieces share their quantisation, so what takes too many bytes can't have a coarser
    one: its finest grain is softened instead."""
    data = splice.encode(image, quality)
    for radius in _SOFTER:
        if len(data) < most_bytes:
            break
        data = splice.encode(image.filter(ImageFilter.BoxBlur(radius)), quality)
    return data
