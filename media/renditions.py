"""What somebody sent becomes a clean picture and the renditions that go out.

The bytes are trusted in nothing: they are looked at, turned upright, brought to sRGB, and drawn anew without what the
camera wrote beside them (place, time, owner). Knows no storage: bytes in, bytes out, so that it can be done in a process
of its own (decoding.py).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageCms, ImageFile, ImageOps

from media import qris
from media.errors import BadPicture
from media.likeness import fingerprint, sharpness

MAX_BYTES = 16 * 1024 * 1024  # WhatsApp carries no more (reference: Twilio, media)
MAX_PIXELS = 64_000_000  # a 64-megapixel phone; a JPEG of it is decoded at a quarter of its size
MAX_PIXELS_WHOLE = 24_000_000  # of PNG and WebP, which can only be decoded whole: 72 MB
MAX_SCANS = 100  # of a JPEG: cameras write 1, careful encoders 14; each costs a pass over the whole picture
Image.MAX_IMAGE_PIXELS = MAX_PIXELS  # Pillow's own guard, for whoever opens pictures elsewhere

FULL_SIDE = 1600  # pixels, longest side of what a shopper gets
FULL_BYTES = 1_000_000
TILE = (516, 516)  # pixels; as wide as a cell of the six-tile sheet, which cuts its height from it
CROP = (0.5, 0.3)  # where a crop stays: above the middle, since collars hang at the top and labels lie at the bottom
WEBP_QUALITY, WEBP_EFFORT = 80, 0  # more effort takes twice as long for a fifth fewer bytes
RENDITION_VERSION = 2  # another number gives other keys: cached pictures never change under their address

_FORMATS = ("JPEG", "PNG", "WEBP")
_JPEGS = ("JPEG", "MPO")  # MPO: a JPEG with a second one behind it (depth, HDR), as many phones write
_QUALITIES = (88, 84, 80, 76, 72, 68, 62, 56, 48, 40, 32, 24, 18)
_SRGB = ImageCms.createProfile("sRGB")
_ORIENTATION = 0x0112  # EXIF
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LIES_ON_ITS_SIDE = 5  # from this orientation on width and height change places
_PAPER = (255, 255, 255)  # what shows through a transparent picture
_MOST_LOST = 0.1  # of its rows, at the bottom, that may be missing from a picture that is shown all the same
_COARSE_SCANS = 5  # of a progressive JPEG's usual ten
_SCAN, _PDF, _HEIC = b"\xff\xda", b"%PDF-", (b"ftyphei", b"ftyphev", b"ftypmif1", b"ftypmsf1")


@dataclass(frozen=True)
class Looks:
    """What can be told of a picture without understanding it. `width` and `height`: pixels, as sent, upright."""

    width: int
    height: int
    fingerprint: str
    sharpness: float


@dataclass(frozen=True)
class Developed:
    """A picture that was sent, as it is kept. `full`: a JPEG of at most FULL_SIDE and FULL_BYTES; of goods also `tile`,
    a JPEG of TILE, and both as WebP, else b"". `codes`: what the QR codes on it say; None where nobody asked."""

    looks: Looks
    codes: list[str] | None
    full: bytes
    tile: bytes = b""
    full_webp: bytes = b""
    tile_webp: bytes = b""


def develop(data: bytes, as_goods: bool = False, reads_codes: bool = False) -> Developed:
    """All that is wanted of a picture that somebody sent; a PDF (a bank's receipt) is taken for its first page, but shows
    no goods. Raises BadPicture."""
    if data.startswith(_PDF) and as_goods:
        raise BadPicture("pdf")
    clean, size = _first_page(data) if data.startswith(_PDF) else _clean(data)
    codes = qris.codes_on(clean) if reads_codes else None
    image = at_most(clean, FULL_SIDE)
    looks = Looks(*size, fingerprint(image), sharpness(image))
    full = encode_jpeg(image, FULL_BYTES)
    if not as_goods:
        return Developed(looks, codes, full)
    tile = ImageOps.fit(image, TILE, Image.Resampling.HAMMING, centering=CROP)
    return Developed(looks, codes, full, encode_jpeg(tile, FULL_BYTES), _webp(image), _webp(tile))


def intake(data: bytes) -> Image.Image:
    """The picture in `data` (JPEG, PNG or WebP by its content), upright, RGB in sRGB, without any metadata.

    Large JPEGs come out at a fraction of their size, their longer side never below FULL_SIDE. Raises BadPicture.
    """
    return _clean(data)[0]


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


def at_most(image: Image.Image, side: int) -> Image.Image:
    """`image`, in place, with no side longer than `side`: two of them would take twice the memory."""
    image.thumbnail((side, side), Image.Resampling.BICUBIC)
    return image


# ---------------------------------------------------------------- from bytes to a clean picture


def _clean(data: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """The clean picture, and its width and height as sent, upright."""
    if len(data) > MAX_BYTES:
        raise BadPicture("too_many_bytes")
    opened = _opened(data)
    size = opened.size
    try:
        image, orientation = _loaded(opened, data)
        clean = _to_srgb(image.transpose(_TURNS[orientation]) if orientation in _TURNS else image)
    except MemoryError:
        raise BadPicture("too_many_pixels") from None
    except Exception:
        raise BadPicture("broken") from None
    clean.info = {}
    return clean, size[::-1] if orientation >= _LIES_ON_ITS_SIDE else size


def _opened(data: bytes) -> Image.Image:
    """The picture in `data`, its header read and its size found bearable; nothing is decoded yet."""
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
    except Image.DecompressionBombError:
        raise BadPicture("too_many_pixels") from None
    except Image.UnidentifiedImageError:
        raise BadPicture("heic" if data[4:12].startswith(_HEIC) else "not_a_picture") from None
    except Exception:
        raise BadPicture("broken") from None
    if image.width * image.height > (MAX_PIXELS if image.format in _JPEGS else MAX_PIXELS_WHOLE):
        raise BadPicture("too_many_pixels")
    if image.format in _JPEGS and data.count(_SCAN) > MAX_SCANS:
        raise BadPicture("broken")
    return image


def _loaded(image: Image.Image, data: bytes) -> tuple[Image.Image, int]:
    """The picture decoded, large JPEGs at a fraction of their size, and its orientation. A damaged file is taken when
    hardly more is missing than its last rows."""
    try:
        _decode(image)
    except MemoryError:
        raise
    except Exception:
        if _lost_share(image, data) > _MOST_LOST:
            raise
        with _leniently():
            image = Image.open(BytesIO(data), formats=_FORMATS)
            _decode(image)
    return image, _orientation(image)


def _decode(image: Image.Image) -> None:
    share = max(1, max(image.size) // FULL_SIDE)
    image.draft("RGB", (image.width // share, image.height // share))
    image.load()


@contextmanager
def _leniently() -> Iterator[None]:
    """Pillow takes what there is of a damaged file."""
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False


def _lost_share(image: Image.Image, data: bytes) -> float:
    """How much was not decoded of a file that is damaged: the rows at its bottom that nothing was written to, from 0 to
    1. A progressive JPEG comes in ever finer passes over the whole instead: after most of them it can be seen."""
    if image.info.get("progressive"):
        return 0.0 if data.count(_SCAN) > _COARSE_SCANS else 1.0
    try:
        box = image.im.getbbox()
    except ValueError:  # nothing at all
        box = None
    return 1 - box[3] / image.height if box else 1.0


def _orientation(image: Image.Image) -> int:
    """The orientation that the camera wrote, 1 to 8, as a number, a byte or a word; 1 where it can't be read."""
    try:
        told = image.getexif().get(_ORIENTATION, 1)
        number = told[0] if isinstance(told, bytes) and not told[:1].isdigit() else int(told)
    except Exception:  # what stands there may be anything
        return 1
    return number if number in _TURNS else 1


def _first_page(data: bytes) -> tuple[Image.Image, tuple[int, int]]:
    """The first page of a PDF as its reader would see it, and the size of that picture."""
    try:
        document = pypdfium2.PdfDocument(data)
        page = document[0]
        image = page.render(scale=FULL_SIDE / max(page.get_size())).to_pil().convert("RGB")
        document.close()
    except pypdfium2.PdfiumError as problem:
        raise BadPicture("locked" if "password" in str(problem).lower() else "broken") from None
    except Exception:
        raise BadPicture("broken") from None
    return image, image.size


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


# ---------------------------------------------------------------- and back to bytes


def _webp(image: Image.Image) -> bytes:
    out = BytesIO()
    image.save(out, "WEBP", quality=WEBP_QUALITY, method=WEBP_EFFORT)
    return out.getvalue()


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=False, subsampling="4:2:0")
    return out.getvalue()
