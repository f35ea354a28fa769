"""Pieces joined without decoding give the very bytes of the whole encoded at once."""

import random
from collections.abc import Callable

import pytest
from PIL import Image

from media import splice
from tests.media.making import opened

QUALITY = 78


def chance(seed: int, size: tuple[int, int]) -> Image.Image:
    """A picture of chance, smooth enough to be one."""
    small = Image.frombytes("RGB", (40, 40), random.Random(seed).randbytes(40 * 40 * 3))
    return small.resize(size, Image.Resampling.BICUBIC)


def joined(pictures: list[list[Image.Image]]) -> splice.Piece:
    rows = [splice.beside([splice.piece(one, QUALITY) for one in row]) for row in pictures]
    return splice.below(rows)


def test_a_page_of_pieces_is_the_page_encoded_whole() -> None:
    widths, heights = (64, 96, 352), (16, 48, 208, 96)
    pictures = [[chance(x * y, (x, y)) for x in widths] for y in heights]
    whole = Image.new("RGB", (sum(widths), sum(heights)))
    top = 0
    for row in pictures:
        left = 0
        for one in row:
            whole.paste(one, (left, top))
            left += one.width
        top += row[0].height
    assert splice.page(joined(pictures), whole.size, QUALITY) == splice.encode(whole, QUALITY)


def test_what_lies_on_a_piece_takes_its_place_and_changes_nothing_else() -> None:
    under, over = chance(1, (128, 64)), chance(2, (64, 32))
    whole = under.copy()
    whole.paste(over, (32, 16))
    laid = splice.covered(splice.piece(under, QUALITY), splice.piece(over, QUALITY), 32 // splice.SEGMENT, 1)
    assert splice.page(laid, whole.size, QUALITY) == splice.encode(whole, QUALITY)


def test_a_page_may_be_smaller_than_its_pieces() -> None:
    data = splice.page(splice.piece(chance(3, (96, 64)), QUALITY), (90, 50), QUALITY)
    assert opened(data).size == (90, 50)


@pytest.mark.parametrize("damage", [lambda d: d[:-40], lambda d: d[:20], lambda d: b"", lambda d: d[:-2] + b"xy"])
def test_a_damaged_piece_is_refused(damage: Callable[[bytes], bytes]) -> None:
    data = splice.encode(chance(4, (96, 64)), QUALITY)
    assert splice.opened(data, (96, 64), QUALITY)
    with pytest.raises(splice.NotAPiece):
        splice.opened(damage(data), (96, 64), QUALITY)


def test_a_piece_of_another_size_or_quality_is_refused() -> None:
    data = splice.encode(chance(4, (96, 64)), QUALITY)
    for size, quality in (((64, 96), QUALITY), ((96, 64), QUALITY - 1)):
        with pytest.raises(splice.NotAPiece):
            splice.opened(data, size, quality)
