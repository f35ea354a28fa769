"""The QRIS with the exact amount: its fields, and what a scanner reads from the picture."""

import io

import pytest
import qriskit
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from media import qris
from media.qris_card import MAX_BYTES, SIZE, QrisCard

STATIC = qriskit.build(
    merchant_name="BATIK BUDI JAYA",
    merchant_city="PEKALONGAN",
    mcc="5699",
    accounts=[
        qriskit.MerchantAccount.create(
            tag="26", guid="ID.CO.BRI.WWW", pan="936000020000000001", merchant_id="0000001", criteria="UMI"
        )
    ],
    postal_code="51111",
).dumps()
SUMS = st.integers(min_value=1, max_value=99_999_999)


@settings(max_examples=50, deadline=None)
@given(SUMS)
def test_only_method_amount_and_checksum_change(amount):
    before, after = qriskit.parse(STATIC), qriskit.parse(qris.with_amount(STATIC, amount))
    assert qriskit.is_valid(after.dumps())
    assert (after.is_dynamic, after.amount) == (True, amount)
    changed = {"01", "54", "63"}
    assert [node for node in after.nodes if node.tag not in changed] == [
        node for node in before.nodes if node.tag not in changed
    ]


def test_what_is_broken_gets_no_amount():
    with pytest.raises(qris.BadQris):
        qris.with_amount(STATIC[:-1] + ("0" if STATIC[-1] != "0" else "1"), 1000)


@pytest.mark.parametrize("width", [1080, 720, 480])
def test_a_scanner_reads_it_from_the_picture_also_when_it_was_made_smaller(storage, width):
    payload = qris.with_amount(STATIC, 190_123)
    drawn = QrisCard(payload, "BATIK BUDI JAYA, PEKALONGAN", "Rp190.123", "Pesanan P0001").draw(storage)
    assert len(drawn) < MAX_BYTES
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.size == SIZE
        smaller = picture.convert("RGB").resize((width, width * SIZE[1] // SIZE[0]))
        again = io.BytesIO()
        smaller.save(again, "JPEG", quality=70)
        (code,) = zxingcpp.read_barcodes(Image.open(again))
    assert code.text == payload


def test_a_card_survives_the_outbox_and_another_sum_is_another_picture():
    card = QrisCard(STATIC, "BATIK BUDI JAYA", "Masukkan Rp190.000", "Pesanan P0001")
    assert QrisCard.from_json(card.to_json()) == card
    assert QrisCard(STATIC, "BATIK BUDI JAYA", "Masukkan Rp190.001", "Pesanan P0001").key != card.key
