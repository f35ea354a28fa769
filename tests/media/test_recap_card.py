"""A shop's month as a picture: of a fixed size, the same for the same figures, whole even when photos are lost."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from media.jobs import drawing, ensure_drawn
from media.recap_card import MAX_BYTES, SIZE, RecapCard, RecapRow
from media.storage import Storage, open_storage

MONTH = RecapCard(
    title="November 2026",
    subtitle="Griya Batik Wati dan Anak Cucu, Pasar Setono Blok C nomor 112 🧵",
    headline="Rp12.450.000",
    caption="penjualan sebulan, lewat chat dan di kios",
    facts=(("24", "pesanan"), ("20", "lunas"), ("31", "potong laku di kios")),
    note="Hemat komisi Rp356.000",
    note_detail="dibanding potongan 8% di lokapasar lain",
    days_title="Per hari",
    days_detail="Terbaik 2 Nov: Rp1.430.000",
    days=tuple(n * 10_000 for n in range(30)),
    rows_title="Terlaris",
    rows=tuple(RecapRow(f"K010{n}", "Kemeja cap parang merah lengan panjang", f"{n} potong", None) for n in range(3)),
)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return open_storage(str(tmp_path))


@pytest.mark.parametrize(
    "card",
    [
        MONTH,
        replace(MONTH, rows=MONTH.rows[:1]),
        replace(MONTH, rows=MONTH.rows[:2], note="", note_detail=""),
        replace(MONTH, rows=(), days=(0,) * 31),
        replace(MONTH, days=(5,)),
    ],
)
def test_drawn_and_stored_once(storage: Storage, card: RecapCard) -> None:
    key = ensure_drawn(storage, drawing(json.loads(json.dumps(card.to_json()))))
    data = storage.get(key)
    assert len(data) < MAX_BYTES
    assert Image.open(BytesIO(data)).size == SIZE
    assert (ensure_drawn(storage, card), key) == (key, card.key)


def test_another_figure_is_another_picture() -> None:
    assert replace(MONTH, headline="Rp12.450.001").key != MONTH.key


def test_a_lost_photo_becomes_the_neutral_tile(storage: Storage) -> None:
    lost = replace(MONTH, rows=(RecapRow("K0101", "Kemeja", "1 potong", "goods/00/" + "0" * 40 + ".jpg"),))
    key = ensure_drawn(storage, lost)
    assert key != lost.key
    assert Image.open(BytesIO(storage.get(key))).size == SIZE
