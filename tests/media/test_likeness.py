"""Which photos are the same one, and which are too blurry to sell cloth by; with the sample's drawn cloth as subjects."""

from io import BytesIO

import pytest
from PIL import Image, ImageEnhance, ImageFilter

from media.likeness import BLURRY, are_alike, fingerprint, sharpness
from tests.media.making import opened, painted

MOTIFS = ("parang", "kawung", "mega-mendung", "buketan", "truntum", "jlamprang")


@pytest.fixture(scope="module")
def cloth() -> dict[str, Image.Image]:
    return {motif: painted("kain", motif, "biru", seed) for seed, motif in enumerate(MOTIFS)}


def sent_again(image: Image.Image, quality: int = 60, share: float = 0.4) -> Image.Image:
    """What WhatsApp makes of a photo that is passed on."""
    out = BytesIO()
    image.resize((round(image.width * share), round(image.height * share))).save(out, "JPEG", quality=quality)
    return opened(out.getvalue())


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_photo_is_known_again_after_it_was_shrunk_and_passed_on(cloth: dict[str, Image.Image], motif: str) -> None:
    assert are_alike(fingerprint(cloth[motif]), fingerprint(sent_again(cloth[motif])))
    lighter = ImageEnhance.Brightness(cloth[motif]).enhance(1.06)
    assert are_alike(fingerprint(cloth[motif]), fingerprint(sent_again(lighter)))


def test_other_cloth_is_not_the_same(cloth: dict[str, Image.Image]) -> None:
    prints = {motif: fingerprint(image) for motif, image in cloth.items()}
    assert not [(a, b) for a in MOTIFS for b in MOTIFS if a < b and are_alike(prints[a], prints[b])]


def test_the_same_pattern_in_another_colour_is_not_the_same() -> None:
    blue, red = (painted("kain", "kawung", colour, 1) for colour in ("biru", "merah"))
    assert not are_alike(fingerprint(blue), fingerprint(red))


def test_another_piece_before_the_same_wall_is_not_the_same() -> None:
    first, second = (painted("kain", "parang", "biru", seed) for seed in (1, 2))
    assert not are_alike(fingerprint(first), fingerprint(second))


def test_what_shows_nothing_is_like_nothing() -> None:
    plain = fingerprint(Image.new("RGB", (300, 300), (10, 20, 30)))
    assert plain == "" and not are_alike(plain, plain)


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_shaken_photo_is_told_from_a_sharp_one(cloth: dict[str, Image.Image], motif: str) -> None:
    assert sharpness(cloth[motif]) > 2 * BLURRY
    assert sharpness(cloth[motif].filter(ImageFilter.GaussianBlur(14))) < BLURRY
