"""Pictures as they come in, and the renditions that go out.

What people send is trusted in nothing: the bytes are looked at, turned upright, brought to sRGB, and drawn anew without
what the camera wrote beside them (place, time, owner).
"""

import hashlib
import secrets
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from media.errors import BadPicture
from media.storage import Storage

MAX_BYTES = 16 * 1024 * 1024  # WhatsApp carries no more (reference: Twilio, media)
MAX_PIXELS = 64_000_000  # a 64-megapixel phone; decoded, that is 190 MB
Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow's own guard, for whoever opens pictures elsewhere

FULL_SIDE = 1600  # pixels, longest side of what a shopper gets
FULL_BYTES = 1_000_000
TILE = (516, 516)  # pixels; as wide as a cell of the six-tile sheet, which cuts its height from it
CROP = (0.5, 0.3)  # where a crop stays: above the middle, since collars hang at the top and labels lie at the bottom
RENDITION_VERSION = 1  # another number gives other keys: cached pictures never change under their address

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITIES = (88, 84, 80, 76, 72, 68, 62, 56, 48, 40, 32, 24, 18)
_SRGB = ImageCms.createProfile("sRGB")
_PAPER = (255, 255, 255)  # what shows through a transparent picture


def intake(data: bytes) -> Image.Image:
    """The picture in `data` (JPEG, PNG or WebP by its content), upright, RGB in sRGB, without any metadata.

    Large JPEGs come out at a fraction of their size, never below FULL_SIDE. Raises BadPicture.
    """
    if len(data) > MAX_BYTES:
        raise BadPicture("too_many_bytes")
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise BadPicture("too_many_pixels") from None
    except Exception:
        raise BadPicture("not_a_picture") from None
    if image.width * image.height > MAX_PIXELS:
        raise BadPicture("too_many_pixels")
    try:
        image.draft("RGB", (FULL_SIDE, FULL_SIDE))
        image.load()
        clean = _to_srgb(ImageOps.exif_transpose(image))
    except Exception:
        raise BadPicture("broken") from None
    clean.info = {}
    return clean


def store_goods_photo(storage: Storage, data: bytes) -> str:
    """Keep a picture of goods as a full rendition and a tile; returns the key of the full one.

    The same bytes always give the same key and are worked on once. Raises BadPicture.
    """
    digest = hashlib.sha256(f"{RENDITION_VERSION}:".encode() + data).hexdigest()[:40]
    key = f"goods/{digest[:2]}/{digest}.jpg"
    if storage.exists(key):
        return key
    image = intake(data)
    # The tile first: a full rendition that is there says that both are.
    tile = ImageOps.fit(image, TILE, Image.Resampling.LANCZOS, centering=CROP)
    storage.put(tile_key(key), encode_jpeg(tile, FULL_BYTES))
    storage.put(key, _full_rendition(image))
    return key


def store_private_photo(storage: Storage, data: bytes, kind: str) -> str:
    """Keep a picture that is not for everybody (`kind`: a folder's name such as "proofs"); returns its random key.

    Raises BadPicture.
    """
    key = f"private/{kind}/{secrets.token_hex(20)}.jpg"
    storage.put(key, _full_rendition(intake(data)))
    return key


def tile_key(photo_key: str) -> str:
    """Where the tile rendition of a goods photo lies."""
    return photo_key.removesuffix(".jpg") + ".tile.jpg"


def encode_jpeg(image: Image.Image, max_bytes: int) -> bytes:
    """`image` as a baseline JPEG under `max_bytes`, in the best quality that fits; smaller when none does."""
    best = _jpeg(image, _QUALITIES[0])
    if len(best) < max_bytes:
        return best
    best, low, high = b"", 1, len(_QUALITIES)  # from here on halve what is left of the list
    while low < high:
        middle = (low + high) // 2
        data = _jpeg(image, _QUALITIES[middle])
        if len(data) < max_bytes:
            best, high = data, middle
        else:
            low = middle + 1
    return best or encode_jpeg(image.reduce(2), max_bytes)


def _full_rendition(image: Image.Image) -> bytes:
    full = image.copy()
    full.thumbnail((FULL_SIDE, FULL_SIDE), Image.Resampling.LANCZOS)
    return encode_jpeg(full, FULL_BYTES)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=False, subsampling="4:2:0")
    return out.getvalue()


def _to_srgb(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I"):  # 16-bit PNG: keep the upper byte, a plain convert would clip to white
        image = image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
            if converted is not None:
                return converted
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that does not fit its picture: the plain colours are the best guess
    if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        layer = image.convert("RGBA")
        paper = Image.new("RGB", layer.size, _PAPER)
        paper.paste(layer, mask=layer.getchannel("A"))
        return paper
    return image.convert("RGB")
