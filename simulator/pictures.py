"""Pictures and other files that people send from simulated phones, and the samples that they can send."""

import secrets
from pathlib import Path
from typing import Any

from flask import current_app
from sqlmodel import Session, col, select

import database
from catalog.models import Listing, Photo
from media.errors import BadPicture
from media.pictures import tile_key
from media.renditions import encode_jpeg, intake
from simulator.errors import NotSendable
from simulator.models import SimulatorMedia

SAMPLES = Path(__file__).parent / "samples"
MAX_BYTES = 16 * 1024 * 1024  # as much as WhatsApp carries
MAX_PICTURE_BYTES = 4_000_000  # WhatsApp makes pictures smaller before it sends them
MOST_GOODS = 12
TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "ogg": "audio/ogg", "pdf": "application/pdf"}


def keep_upload(data: bytes) -> SimulatorMedia:
    """A file that somebody picked. A picture becomes an upright JPEG, as WhatsApp does it. Raises NotSendable."""
    if data.startswith(b"%PDF-"):
        return _keep(data, "pdf")
    try:
        return _keep(encode_jpeg(intake(data), MAX_PICTURE_BYTES), "jpg")
    except BadPicture:
        raise NotSendable("Berkas ini tidak bisa dikirim. Pilih foto JPG, PNG atau WebP, atau dokumen PDF.") from None


def keep_sample(kind: str) -> SimulatorMedia:
    """The sample voice note or sticker."""
    name = {"voice": "voice.ogg", "sticker": "sticker.webp"}[kind]
    return _keep((SAMPLES / name).read_bytes(), name.rsplit(".")[-1])


def keep_goods_photo(photo_id: int) -> SimulatorMedia:
    """A picture of the market's goods, as if the person had it in the phone. Raises NotSendable."""
    with database.reading() as session:
        photo = session.get(Photo, photo_id)
    if photo is None or photo.key is None:
        raise NotSendable("Foto contoh itu tidak ada lagi. Pilih yang lain.")
    return _note(photo.key, TYPES["jpg"])


def goods_photos(session: Session) -> list[dict[str, Any]]:
    """Some pictures of goods to choose from."""
    query = (
        select(Photo.id, Photo.key, Listing.title)
        .join(Listing, col(Photo.listing_id) == Listing.id)
        .where(col(Photo.key).is_not(None), col(Listing.hidden).is_(False))
        .order_by(col(Listing.shuffle_key), col(Photo.id))
        .limit(MOST_GOODS)
    )
    return [
        {"id": photo_id, "url": f"/media/{key}", "tile": f"/media/{tile_key(key)}", "title": title}
        for photo_id, key, title in session.exec(query)
        if key
    ]


def load(sid: str) -> tuple[bytes, str] | None:
    """Bytes and type of what was sent under `sid`."""
    with database.reading() as session:
        kept = session.get(SimulatorMedia, sid)
    return (current_app.extensions["storage"].get(kept.key), kept.content_type) if kept else None


def _keep(data: bytes, ending: str) -> SimulatorMedia:
    key = f"private/simulator/{secrets.token_hex(20)}.{ending}"
    current_app.extensions["storage"].put(key, data, TYPES[ending])
    return _note(key, TYPES[ending])


def _note(key: str, content_type: str) -> SimulatorMedia:
    kept = SimulatorMedia(sid="ME" + secrets.token_hex(16), key=key, content_type=content_type)
    with database.transaction() as session:
        session.add(kept)
    return kept
