"""One and the same receipt, sent again, is known; another receipt of the same bank's app is another."""

import pytest

from media import likeness
from tests.media.receipts import jpeg, receipt

ORIGINAL = jpeg(receipt())


@pytest.mark.parametrize(("quality", "width"), [(85, 1080), (60, 1080), (70, 720), (50, 540)])
def test_saved_again_or_smaller_it_is_the_same(quality, width):
    assert likeness.are_same(ORIGINAL, jpeg(receipt(), quality, width))


@pytest.mark.parametrize(
    "other",
    [
        receipt(amount="Rp190.124"),
        receipt(reference="2026112700001235"),
        receipt(when="27/11/2026 10:22"),
        receipt("Rp240.000", "2026112800009871", "28/11/2026 19:05"),
    ],
)
def test_one_other_figure_makes_another(other):
    assert not likeness.are_same(ORIGINAL, jpeg(other))


def test_another_shape_is_another():
    assert not likeness.are_same(ORIGINAL, jpeg(receipt().crop((0, 0, 1080, 900))))
