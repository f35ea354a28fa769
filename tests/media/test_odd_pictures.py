"""What phones, apps and bad lines make of pictures: shown if it can be shown, else said at once what it is."""

import struct
import zlib
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from media.errors import BadPicture
from media.renditions import MAX_SCANS, develop
from tests.media.making import noise, picture


def seen(data: bytes) -> tuple[int, int] | str:
    """Width and height of what is shown, or why it is not."""
    try:
        looks = develop(data).looks
    except BadPicture as problem:
        return problem.code
    return looks.width, looks.height


def saved(image: Image.Image, kind: str, **how: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def photo(size: tuple[int, int] = (400, 200)) -> Image.Image:
    return Image.effect_mandelbrot(size, (-2, -1, 1, 1), 40).convert("RGB")


def oriented(entry: bytes, kind: str) -> bytes:
    tiff = b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + b"\0\0\0\0"
    return saved(photo(), kind, exif=b"Exif\0\0" + tiff)


@pytest.mark.filterwarnings("ignore:Truncated File Read")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    "type_, count, value, size",
    [
        (3, 1, b"\x06\0\0\0", (200, 400)),  # as it should be
        (2, 2, b"6\0\0\0", (200, 400)),  # written as letters, a byte, or of no type
        (1, 1, b"\x06\0\0\0", (200, 400)),
        (7, 1, b"\x06\0\0\0", (200, 400)),
        (2, 4, b"abc\0", (400, 200)),  # nothing that tells anything: as it lies
        (5, 1, b"\x0f\x27\0\0", (400, 200)),
        (3, 1, b"\x63\0\0\0", (400, 200)),
    ],
)
def test_an_orientation_in_any_form(kind: str, type_: int, count: int, value: bytes, size: tuple[int, int]) -> None:
    assert seen(oriented(struct.pack("<HHI4s", 0x112, type_, count, value), kind)) == size


def test_exif_that_is_none() -> None:
    assert seen(picture(exif=b"Exif\0\0Exif\0\0II*\0")) == (640, 480)
    for name, body in (
        (b"eXIf", b"no tiff at all"),
        (b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n  xx\nzz")),
        (b"tEXt", b"Raw profile type exif\0\nexif\n 12\nzzqq"),
    ):
        chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        png = saved(photo(), "PNG")
        assert seen(png[:33] + chunk + png[33:]) == (400, 200)


def checksums(png: bytes) -> Iterator[tuple[bytes, int]]:
    """Name of each chunk, and where its checksum begins."""
    at = 8
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        yield png[at + 4 : at + 8], at + 8 + length
        at += 12 + length


def test_a_png_with_a_wrong_checksum_is_shown_all_the_same() -> None:
    png = saved(Image.effect_noise((300, 200), 80), "PNG")
    for name, at in checksums(png):
        damaged = png[:at] + bytes([png[at] ^ 0xFF]) + png[at + 1 :]
        assert seen(damaged) == ("not_a_picture" if name == b"IHDR" else (300, 200))


JPEG = noise(4, (800, 600))
PROGRESSIVE = saved(Image.open(BytesIO(JPEG)), "JPEG", progressive=True, quality=90)
PNG = saved(Image.effect_noise((300, 200), 80), "PNG")


@pytest.mark.parametrize("data", [JPEG, PROGRESSIVE])
@pytest.mark.parametrize("missing", [2, 300])
def test_a_jpeg_short_of_its_last_bytes_is_shown(data: bytes, missing: int) -> None:
    assert seen(data[:-missing]) == (800, 600)


@pytest.mark.parametrize("data, share", [(JPEG, 0.6), (JPEG, 0.1), (PROGRESSIVE, 0.05), (PNG, 0.6)])
def test_one_that_ends_in_the_middle_is_not(data: bytes, share: float) -> None:
    """A proof of payment without its sum proves nothing."""
    assert seen(data[: int(len(data) * share)]) == "broken"


def test_a_phones_jpeg_with_a_second_picture_inside_is_a_jpeg() -> None:
    """MPO: the limit of pixels is that of JPEGs, which are decoded at a fraction of their size."""
    large = Image.new("RGB", (8000, 6000), (200, 30, 20))
    assert seen(saved(large, "MPO", save_all=True, append_images=[photo()])) == (8000, 6000)


def test_a_jpeg_of_ever_more_scans_is_refused_undecoded() -> None:
    at = PROGRESSIVE.rindex(b"\xff\xda")
    scan = PROGRESSIVE[at : PROGRESSIVE.rindex(b"\xff\xd9")]
    assert seen(PROGRESSIVE[:at] + scan * 20 + PROGRESSIVE[at:]) == (800, 600)
    assert seen(PROGRESSIVE[:at] + scan * MAX_SCANS + PROGRESSIVE[at:]) == "broken"


def test_a_pdf_is_its_first_page_and_shows_no_goods() -> None:
    receipt = saved(Image.new("RGB", (595, 842), (255, 255, 255)), "PDF")
    assert seen(receipt) == (1131, 1600) and seen(receipt[:200]) == "broken"
    with pytest.raises(BadPicture) as caught:
        develop(receipt, as_goods=True)
    assert caught.value.code == "pdf"


def test_an_iphones_own_kind_is_named() -> None:
    assert seen(b"\0\0\0\x18ftypheic" + bytes(100)) == "heic"
