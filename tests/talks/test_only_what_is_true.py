"""A heading names only what all goods below it have; a question for the material is answered from the seller's own words."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.market import CATALOG, Market

WRITTEN = {
    "K0106": "Rayon adem.",
    "K0202": "Katun prima, furing dada.",
    "K0203": "Sutra, gradasi tujuh.",
    "K0204": "Halus seperti sutra, aslinya katun primisima.",
}


@pytest.fixture
def written(sqlite_market: Market, tmp_path: Path) -> Market:
    """The market with goods whose sellers say what they are made of."""
    _import(sqlite_market, tmp_path, WRITTEN)
    return sqlite_market


def _import(market: Market, folder: Path, descriptions: Mapping[str, str]) -> None:
    (folder / "sellers.csv").write_bytes((CATALOG / "sellers.csv").read_bytes())
    with open(CATALOG / "listings.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] in descriptions]
    with open(folder / "listings.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, rows[0])
        out.writeheader()
        out.writerows({**row, "photo": "", "description": descriptions[row["code"]]} for row in rows)
    market.flask("catalog", "import", str(folder))


def test_goods_of_the_material_stand_alone_while_there_are_any(written: Market) -> None:
    sari = written.shopper()
    sari.says("daster katun")
    sari.gets_one_message(r"\*Daster bahan katun\* — 1 barang", "K0202")
    sari.gets_not("K0106")
    sari.says("bahan sutra ada?")
    sari.gets_one_message(r"bahan sutra\* — 1 barang", "K0203")
    sari.gets_not("K0204")  # only like silk
    sari.says("do you have silk scarf")
    sari.gets_one_message("K0203")


def test_a_material_that_nobody_wrote_is_no_heading(written: Market) -> None:
    sari = written.shopper()
    sari.says("kemeja sutra")
    sari.gets_one_message(r"\*Kemeja\* — 4 barang", r"\(bahan sutra: belum tertulis di barang ini\.\)")
    sari.gets_not("belum ada yang persis")


def test_a_wish_that_only_some_goods_say_is_told_as_such(written: Market) -> None:
    sari = written.shopper()
    sari.says("kemeja lengan panjang")
    sari.gets_one_message(r"\*Kemeja\* — 4 barang", r"Yang menyebut lengan panjang di depan\.", r"1\. K0101")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("is it silk?", r"Yes\..*sutra \(silk\)"),
        ("is it cotton?", r"No\..*sutra \(silk\)"),
        ("ini sutra ya?", r"Ya\. Bahan .*K0203.* menurut penjual: sutra"),
        ("bahannya katun bukan?", r"menurut penjual: sutra"),
    ],
)
def test_is_it_silk(written: Market, question: str, answer: str) -> None:
    kate = written.shopper("Kate")
    kate.says("show me K0203 please" if "is it" in question else "K0203")
    kate.says(question)
    kate.gets_one_message(answer)
