"""A receipt as a picture: as high as its lines, whole with long names and many things, for nobody but whom it is for."""

import json
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from media.jobs import drawing, ensure_drawn
from media.private import is_private
from media.receipt import MAX_BYTES, Receipt, ReceiptRow
from media.storage import Storage, open_storage

RECEIPT = Receipt(
    shop="Batik Budi Jaya",
    place="Kios Blok C 12, Kauman",
    title="Nota P0001",
    date="1 Desember 2026",
    stamp="LUNAS",
    mood="good",
    columns=("Barang", "Jumlah"),
    rows=(ReceiptRow("Sarung cap kawung hitam", "K0104 · 1 x Rp120.000", "Rp120.000"),),
    sums=(("Barang", "Rp120.000"), ("Ongkir (JNE REG)", "Rp10.000")),
    total=("Total", "Rp130.000"),
    facts=(("Cara bayar", "transfer"), ("Bukti", "nomor resi kurir")),
    note="Bayar langsung ke penjual; Lokapasar tidak menyimpan uang.",
)
LONG = ReceiptRow(
    "Kemeja cap parang merah lengan panjang untuk seragam kantor kecamatan 🧵 " * 3, "K0101", "Rp99.999.999"
)


@pytest.fixture
def storage(tmp_path: Path) -> Storage:
    return open_storage(str(tmp_path))


@pytest.mark.parametrize(
    "receipt",
    [
        RECEIPT,
        replace(RECEIPT, rows=(LONG,) * 20, mood="open"),
        replace(RECEIPT, shop="Griya Batik Wati dan Anak Cucu, Pasar Setono Blok C nomor 112", mood="bad"),
        replace(RECEIPT, sums=(), place=""),
    ],
)
def test_drawn_and_stored_once(storage: Storage, receipt: Receipt) -> None:
    key = ensure_drawn(storage, drawing(json.loads(json.dumps(receipt.to_json()))))
    data = storage.get(key)
    assert len(data) < MAX_BYTES
    assert Image.open(BytesIO(data)).size == receipt.size
    assert (ensure_drawn(storage, receipt), key) == (key, receipt.key)


def test_it_is_for_nobody_else() -> None:
    assert is_private(RECEIPT.key)
    assert replace(RECEIPT, stamp="BELUM LUNAS").key != RECEIPT.key


def test_a_long_title_takes_two_lines_and_no_more() -> None:
    assert len(LONG.lines) == 2
    assert replace(RECEIPT, rows=(LONG,)).size[1] > RECEIPT.size[1]
