"""Pictures as they come in, and the renditions that go out.

What people send is trusted in nothing: the bytes are looked at, turned upright, brought to sRGB, and drawn anew without
what the camera wrote beside them (place, time, owner).
"""

import hashlib
import secrets
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from media.errors import BadPicture, Missing
from media.likeness import fingerprint, sharpness
from media.storage import Storage

MAX_BYTES = 16 * 1024 * 1024  # WhatsApp carries no more (reference: Twilio, media)
MAX_PIXELS = 64_000_000  # a 64-megapixel phone; a JPEG of it is decoded at a quarter of its size
MAX_PIXELS_WHOLE = 24_000_000  # of PNG and WebP, which can only be decoded whole: 72 MB
Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow's own guard, for whoever opens pictures elsewhere

FULL_SIDE = 1600  # pixels, longest side of what a shopper gets
FULL_BYTES = 1_000_000
TILE = (516, 516)  # pixels; as wide as a cell of the six-tile sheet, which cuts its height from it
CROP = (0.5, 0.3)  # where a crop stays: above the middle, since collars hang at the top and labels lie at the bottom
WEBP_QUALITY, WEBP_EFFORT = 80, 0  # more effort takes twice as long for a fifth fewer bytes
RENDITION_VERSION = 2  # another number gives other keys: cached pictures never change under their address

_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITIES = (88, 84, 80, 76, 72, 68, 62, 56, 48, 40, 32, 24, 18)
_SRGB = ImageCms.createProfile("sRGB")
_ORIENTATION = 0x0112  # EXIF: from 5 on the picture lies on its side
_PAPER = (255, 255, 255)  # what shows through a transparent picture


@dataclass(frozen=True)
class Looks:
    """What can be told of a picture without understanding it. `width` and `height`: pixels, as sent, upright."""

    width: int
    height: int
    fingerprint: str
    sharpness: float


def intake(data: bytes) -> Image.Image:
    """The picture in `data` (JPEG, PNG or WebP by its content), upright, RGB in sRGB, without any metadata.

    Large JPEGs come out at a fraction of their size, their longer side never below FULL_SIDE. Raises BadPicture.
    """
    return _upright(_opened(data))


def keep(storage: Storage, data: bytes, key: str, goods_key: str = "") -> Looks:
    """Keep a picture that somebody sent under `key` (a private one) and, with `goods_key`, as goods too. The same again
    under the same keys does no harm. Raises BadPicture, and then nothing is kept."""
    opened = _opened(data)
    width, height = opened.size
    is_turned = opened.getexif().get(_ORIENTATION, 1) >= 5
    image = _at_most(_upright(opened), FULL_SIDE)
    full = encode_jpeg(image, FULL_BYTES)
    storage.put(key, full)
    if goods_key:
        _put_goods(storage, goods_key, image, full)
    size = (height, width) if is_turned else (width, height)
    return Looks(*size, fingerprint(image), sharpness(image))


def make_goods(storage: Storage, key: str, goods_key: str) -> None:
    """Make goods of a picture that is kept under `key` already. Raises storage's Missing."""
    full = storage.get(key)
    _put_goods(storage, goods_key, intake(full), full)


def store_goods_photo(storage: Storage, data: bytes) -> str:
    """Keep a picture of goods in all its renditions; returns the key of the full one.

    The same bytes always give the same key and are worked on once. Raises BadPicture.
    """
    digest = hashlib.sha256(f"{RENDITION_VERSION}:".encode() + data).hexdigest()[:40]
    key = new_goods_key(digest)
    if storage.exists(key):
        return key
    image = _at_most(intake(data), FULL_SIDE)
    _put_goods(storage, key, image, encode_jpeg(image, FULL_BYTES))
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
    storage.put(key, encode_jpeg(_at_most(intake(data), FULL_SIDE), FULL_BYTES))
    return key


def tile_key(photo_key: str) -> str:
    """Where the tile rendition of a goods photo lies."""
    return photo_key.removesuffix(".jpg") + ".tile.jpg"


def webp_key(key: str) -> str:
    """Where the WebP of a goods photo or of its tile lies: smaller, for browsers. WhatsApp takes no WebP."""
    return key.removesuffix(".jpg") + ".webp"


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


def _opened(data: bytes) -> Image.Image:
    """The picture in `data`, its header read and its size found bearable; nothing is decoded yet."""
    if len(data) > MAX_BYTES:
        raise BadPicture("too_many_bytes")
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise BadPicture("too_many_pixels") from None
    except Exception:
        raise BadPicture("not_a_picture") from None
    if image.width * image.height > (MAX_PIXELS if image.format == "JPEG" else MAX_PIXELS_WHOLE):
        raise BadPicture("too_many_pixels")
    return image


def _upright(image: Image.Image) -> Image.Image:
    try:
        share = max(1, max(image.size) // FULL_SIDE)
        image.draft("RGB", (image.width // share, image.height // share))
        image.load()
        clean = _to_srgb(ImageOps.exif_transpose(image))
    except Exception:
        raise BadPicture("broken") from None
    clean.info = {}
    return clean


def _put_goods(storage: Storage, key: str, image: Image.Image, full: bytes) -> None:
    """All renditions of a goods photo of at most FULL_SIDE, the full JPEG last: one that is there says that all are."""
    tile = ImageOps.fit(image, TILE, Image.Resampling.HAMMING, centering=CROP)
    storage.put(webp_key(tile_key(key)), _webp(tile))
    storage.put(tile_key(key), encode_jpeg(tile, FULL_BYTES))
    storage.put(webp_key(key), _webp(image))
    storage.put(key, full)


def _at_most(image: Image.Image, side: int) -> Image.Image:
    image.thumbnail((side, side), Image.Resampling.BICUBIC)  # in place: two of them would take twice the memory
    return image


def _webp(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)
    return out.getvalue()


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
