"""Where the pictures that people send and those of goods are kept, in which renditions, under which keys."""

import hashlib
import secrets
from dataclasses import replace
from io import BytesIO

from PIL import Image

from media import decoding
from media.errors import BadPicture, Missing
from media.likeness import fingerprint
from media.renditions import FULL_SIDE, RENDITION_VERSION, TILE, Developed, develop
from media.storage import Storage


def keep(storage: Storage, data: bytes, key: str, goods_key: str = "", reads_codes: bool = False) -> Developed:
    """Keep a picture that a stranger sent under `key` (a private one) and, with `goods_key`, as goods too. The same again
    under the same keys does no harm. Raises BadPicture, and then nothing is kept, and decoding.Failed."""
    picture = decoding.develop(data, bool(goods_key), reads_codes)
    storage.put(key, picture.full)
    if goods_key:
        _put_goods(storage, goods_key, picture)
    return picture


def make_goods(storage: Storage, key: str, goods_key: str) -> None:
    """Make goods of a picture that is kept under `key` already. Raises storage's Missing."""
    full = storage.get(key)
    _put_goods(storage, goods_key, replace(decoding.develop(full, as_goods=True), full=full))


def store_goods_photo(storage: Storage, data: bytes) -> str:
    """Keep a picture of goods in all its renditions; returns the key of the full one.

    The same bytes always give the same key and are worked on once. Raises BadPicture.
    """
    digest = hashlib.sha256(f"{RENDITION_VERSION}:".encode() + data).hexdigest()[:40]
    key = new_goods_key(digest)
    if storage.exists(key):
        return key
    _put_goods(storage, key, develop(data, as_goods=True))
    return key


def stored_photo(storage: Storage, key: str, width: int, height: int) -> Image.Image:
    """A photo that is kept under `key`, for a place of this size (pixels): the tile where it is large enough, else the
    full one, decoded no larger than needed. Raises storage's Missing, or BadPicture when it is damaged."""
    is_small = width <= TILE[0] and height <= TILE[1] and key.startswith("goods/")
    data = storage.get(tile_key(key) if is_small else key)
    try:
        image = Image.open(BytesIO(data))
        image.draft("RGB", (width, height))
        image.load()
        return image if image.mode == "RGB" else image.convert("RGB")
    except Exception:
        raise BadPicture("broken") from None


def is_whole(storage: Storage, key: str) -> bool:
    """Whether what a drawing needs of a photo is there and can be decoded."""
    try:
        stored_photo(storage, key, *TILE)
        stored_photo(storage, key, FULL_SIDE, FULL_SIDE)
    except (Missing, BadPicture):
        return False
    return True


def fingerprint_of(storage: Storage, key: str) -> str:
    """The fingerprint (media.likeness) of a goods photo that is kept. Raises storage's Missing."""
    image = Image.open(BytesIO(storage.get(key)))
    image.draft("RGB", TILE)
    return fingerprint(image)


def new_goods_key(name: str = "") -> str:
    """A key for a picture of goods; `name`: 40 hexadecimal digits, by chance when there are none."""
    name = name or secrets.token_hex(20)
    return f"goods/{name[:2]}/{name}.jpg"


def new_private_key(kind: str) -> str:
    """A key that nobody can guess for a picture that is not for everybody; `kind`: a folder's name such as "proofs"."""
    return f"private/{kind}/{secrets.token_hex(20)}.jpg"


def store_private_photo(storage: Storage, data: bytes, kind: str) -> str:
    """Keep a picture that is not for everybody; returns its random key. Raises BadPicture."""
    key = new_private_key(kind)
    storage.put(key, develop(data).full)
    return key


def tile_key(photo_key: str) -> str:
    """Where the tile rendition of a goods photo lies."""
    return photo_key.removesuffix(".jpg") + ".tile.jpg"


def webp_key(key: str) -> str:
    """Where the WebP of a goods photo or of its tile lies: smaller, for browsers. WhatsApp takes no WebP."""
    return key.removesuffix(".jpg") + ".webp"


def renditions(key: str) -> tuple[str, ...]:
    """All keys under which a picture of goods lies, its own included."""
    return key, tile_key(key), webp_key(key), webp_key(tile_key(key))


def _put_goods(storage: Storage, key: str, picture: Developed) -> None:
    """All renditions of a goods photo, the full JPEG last: one that is there says that all are."""
    storage.put(webp_key(tile_key(key)), picture.tile_webp)
    storage.put(tile_key(key), picture.tile)
    storage.put(webp_key(key), picture.full_webp)
    storage.put(key, picture.full)
