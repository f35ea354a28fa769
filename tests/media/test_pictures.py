import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from media.errors import BadPicture
from media.pictures import store_goods_photo, store_private_photo, tile_key
from media.renditions import MAX_BYTES, TILE, intake
from media.storage import Storage
from tests.media.making import colour_at, noise, opened, picture


def refusal(data: bytes) -> str:
    with pytest.raises(BadPicture) as caught:
        intake(data)
    return caught.value.code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_phone_sends_is_taken_by_its_content(kind: str) -> None:
    image = intake(picture((300, 200), kind=kind))
    assert (image.size, image.mode, image.info) == ((300, 200), "RGB", {})


NO_PICTURES = [b"", b"GIF89a", b"%PDF-1.7", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8"]
OTHER_KINDS = [picture(kind=kind) for kind in ("GIF", "BMP", "TIFF")]


@pytest.mark.parametrize("data", NO_PICTURES + OTHER_KINDS)
def test_another_kind_of_file_is_refused(data: bytes) -> None:
    assert refusal(data) == "not_a_picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_cut_off_picture_is_refused(kind: str) -> None:
    whole = noise(1, (400, 300)) if kind == "JPEG" else picture((400, 300), kind=kind)
    assert refusal(whole[: len(whole) * 2 // 3]) in ("broken", "not_a_picture")


def test_too_many_bytes_are_refused_unread() -> None:
    assert refusal(b"\xff\xd8" + bytes(MAX_BYTES)) == "too_many_bytes"


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("side", [9_000, 30_000, 2_000_000])
def test_a_small_file_that_unfolds_to_a_huge_picture_is_refused(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in chunks
    )
    assert refusal(png) == "too_many_pixels"


def test_a_picture_is_turned_upright_and_loses_what_the_camera_wrote(storage: Storage) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # lies on its right side
    exif[0x010F] = "Kamera Pak Budi"
    exif.get_ifd(0x8825)[1] = "S"  # GPS
    data = picture((400, 200), exif=exif, comment=b"Jalan Kergon 12")
    assert b"Kamera Pak Budi" in data and b"Kergon" in data
    kept = storage.get(store_goods_photo(storage, data))
    assert opened(kept).size == (200, 400)
    assert not opened(kept).getexif() and b"Kamera" not in kept and b"Kergon" not in kept and b"Exif" not in kept


def test_transparency_becomes_paper() -> None:
    out = BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    assert colour_at(intake(out.getvalue()), (25, 25)) == (255, 255, 255)


def test_16_bit_grey_keeps_its_shades() -> None:
    out = BytesIO()
    Image.new("I;16", (50, 50), 128 * 256).save(out, "PNG")
    assert colour_at(intake(out.getvalue()), (25, 25)) == (128, 128, 128)


def test_cmyk_becomes_rgb() -> None:
    out = BytesIO()
    Image.new("CMYK", (50, 50), (0, 255, 255, 0)).save(out, "JPEG")
    red, green, blue = colour_at(intake(out.getvalue()), (25, 25))
    assert red > 200 and green < 60 and blue < 60


def test_a_colour_profile_is_applied_and_a_broken_one_ignored() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (lab, b"no profile at all", lab[:200]):
        assert intake(picture((50, 50), (200, 30, 30), icc_profile=profile)).info == {}


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (3000, 2), (2400, 3200)])
def test_any_shape_gets_both_renditions(storage: Storage, size: tuple[int, int]) -> None:
    key = store_goods_photo(storage, picture(size))
    assert max(opened(storage.get(key)).size) <= 1600
    assert opened(storage.get(tile_key(key))).size == TILE


def test_renditions_are_baseline_jpegs_under_a_megabyte_even_of_noise(storage: Storage) -> None:
    key = store_goods_photo(storage, noise(2, (1600, 1600)))
    full = storage.get(key)
    assert len(full) < 1_000_000
    image = opened(full)
    assert (image.format, image.mode, "progressive" in image.info) == ("JPEG", "RGB", False)


def test_the_same_bytes_have_one_key_and_others_another(storage: Storage) -> None:
    data = picture()
    key = store_goods_photo(storage, data)
    assert key == store_goods_photo(storage, data) != store_goods_photo(storage, picture(colour=(1, 2, 3)))
    name = key.rsplit("/", 1)[1]
    assert key == f"goods/{name[:2]}/{name}" and len(name) == 44


def test_a_private_photo_has_a_key_that_nobody_can_guess(storage: Storage) -> None:
    first, second = (store_private_photo(storage, picture(), "proofs") for _ in range(2))
    assert first != second and first.startswith("private/proofs/") and storage.exists(first)
