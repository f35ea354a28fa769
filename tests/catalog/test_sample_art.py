"""The sample catalogue: its files say what the contract asks for, its pictures show what the files say."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sample import dyes
from sample.draw import draw_sample
from sample.garments import GARMENTS
from sample.motifs import MOTIFS, drawn_tile

SAMPLE = Path(__file__).resolve().parents[2] / "sample"

PRODUCTS = [
    "kain",
    "sarung",
    "bahan",
    "kemeja",
    "blus",
    "dress",
    "gamis",
    "daster",
    "outer",
    "rok",
    "celana",
    "kaos",
    "jaket",
    "selendang",
    "kerudung",
    "mukena",
    "sarimbit",
    "anak",
    "tas",
    "dompet",
    "sandal",
    "sprei",
    "taplak",
    "blangkon",
    "aksesori",
]
TECHNIQUES = ["tulis", "cap", "kombinasi", "printing", "ecoprint", "jumputan"]
ALL_MOTIFS = [
    "jlamprang",
    "buketan",
    "terang-bulan",
    "pagi-sore",
    "hokokai",
    "semen",
    "liong",
    "tujuh-rupa",
    "encim",
    "parang",
    "kawung",
    "mega-mendung",
    "truntum",
    "sidomukti",
    "sidoluhur",
    "sekar-jagad",
    "tambal",
    "ceplok",
    "lung-lungan",
    "gringsing",
    "udan-liris",
    "merak",
    "burung-hong",
    "bunga",
    "kupu-kupu",
    "ikan",
    "gurda",
    "nitik",
    "lereng",
    "tiga-negeri",
    "tumpal",
    "abstrak",
    "polos",
]
COLOURS = [
    "merah",
    "maroon",
    "biru",
    "navy",
    "hijau",
    "tosca",
    "kuning",
    "mustard",
    "oranye",
    "coklat",
    "sogan",
    "krem",
    "putih",
    "hitam",
    "abu",
    "ungu",
    "pink",
    "salem",
    "emas",
    "silver",
    "multi",
]
SIZES = ["S", "M", "L", "XL", "XXL", "3XL", "4XL", "allsize", "2", "4", "6", "8", "10", "12"]
SENTRA = [
    "Setono",
    "Kauman",
    "Pesindon",
    "Jenggot",
    "Buaran",
    "Kradenan",
    "Banyurip",
    "Kergon",
    "Pasirsari",
    "Krapyak",
    "Tirto",
    "Medono",
]


def rows(name: str) -> list[dict[str, str]]:
    with open(SAMPLE / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def sellers() -> list[dict[str, str]]:
    return rows("sellers.csv")


@pytest.fixture(scope="module")
def listings() -> list[dict[str, str]]:
    return rows("listings.csv")


def many(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def test_stalls_of_every_sentra(sellers):
    assert len(sellers) >= 26
    assert {seller["sentra"] for seller in sellers} == set(SENTRA)
    assert len({seller["phone"] for seller in sellers}) == len({seller["shop"] for seller in sellers}) == len(sellers)
    assert all(re.fullmatch(r"\+6281100010\d{3}", seller["phone"]) for seller in sellers)
    assert [seller["verified"] for seller in sellers].count("no") == 3


def test_every_canonical_value_is_for_sale(listings):
    assert len(listings) >= 170
    assert {row["product"] for row in listings} == set(PRODUCTS)
    assert {row["technique"] for row in listings} == {*TECHNIQUES, ""}
    assert {motif for row in listings for motif in many(row["motifs"])} == set(ALL_MOTIFS)
    assert {colour for row in listings for colour in many(row["colours"])} == set(COLOURS)
    assert {size for row in listings for size in many(row["sizes"])} <= set(SIZES)


def test_each_listing_is_well_formed(sellers, listings):
    phones = {seller["phone"] for seller in sellers}
    assert [row["code"] for row in listings] == [f"K{number:04d}" for number in range(1, len(listings) + 1)]
    assert {row["seller_phone"] for row in listings} == phones
    for row in listings:
        assert row["photo"] in ("", f"{row['code']}.jpg")
        assert int(row["price"]) > 0 and int(row["weight_g"]) > 0 and row["description"]
        if ":" in row["stock"]:
            assert [part.split(":")[0] for part in many(row["stock"])] == many(row["sizes"]), row["code"]
        else:
            assert int(row["stock"]) >= 0


def test_wholesale_gets_cheaper_with_number(listings):
    for row in listings:
        tiers = [tuple(map(int, tier.split(":"))) for tier in many(row["wholesale"])]
        for (fewer, dearer), (more, cheaper) in pairwise([(1, int(row["price"])), *tiers]):
            assert fewer < more and dearer > cheaper, row["code"]


def test_a_title_names_nothing_that_the_columns_lack(listings):
    for row in listings:
        title = f" {row['title'].lower().replace('-', ' ')} "
        columns = {"product": PRODUCTS, "technique": TECHNIQUES, "motifs": ALL_MOTIFS, "colours": COLOURS}
        for column, words in columns.items():
            named = {word for word in words if f" {word.replace('-', ' ')} " in title}
            assert named <= set(many(row[column])), row["code"]


def test_the_most_asked_question_has_answers(listings):
    """ "kemeja mega mendung biru XL dibawah 200rb", from several stalls, in stock."""
    fitting = [
        row["seller_phone"]
        for row in listings
        if row["product"] == "kemeja" and "mega-mendung" in many(row["motifs"]) and "biru" in many(row["colours"])
        if int(row["price"]) < 200_000 and re.search(r"\bXL:[1-9]", row["stock"].replace("XXL", "2XL"))
    ]
    assert len(set(fitting)) >= 4


def tile_of(motif: str) -> np.ndarray:
    colours = dyes.palette(["biru", "krem", "merah"], 1)
    return np.asarray(drawn_tile(motif, colours, np.random.default_rng(1), 0.6).finished(), dtype=float)


def test_every_motif_draws_a_tile_of_its_own():
    assert set(MOTIFS) == set(ALL_MOTIFS)
    seen: list[np.ndarray] = []
    for motif in ALL_MOTIFS:
        tile = tile_of(motif)
        assert tile.std() > (0.5 if motif == "polos" else 12), motif
        patch = np.resize(tile, (96, 96, 3))
        assert all(np.abs(patch - other).mean() > 3 for other in seen), motif
        seen.append(patch)


def test_a_tile_closes_without_a_seam():
    for motif in ("kawung", "parang", "mega-mendung", "gringsing"):
        tile = tile_of(motif)
        inside = np.abs(np.diff(tile, axis=0)).mean()
        assert np.abs(tile[0] - tile[-1]).mean() < 2.2 * inside + 6, motif
        assert np.abs(tile[:, 0] - tile[:, -1]).mean() < 2.2 * inside + 6, motif


@pytest.mark.parametrize("product", PRODUCTS)
def test_every_product_draws_a_picture(product):
    picture = draw_sample(product, "cap", ["kawung"], ["coklat", "krem"], 3)
    assert (picture.mode, picture.size) == ("RGB", (960, 1200))
    assert np.asarray(picture.resize((96, 120))).std() > 20


def test_the_same_arguments_give_the_same_picture():
    first, again = (draw_sample("kain", "tulis", ["buketan"], ["krem", "merah"], 8) for _ in range(2))
    other = draw_sample("kain", "tulis", ["parang"], ["krem", "merah"], 8)
    assert first.tobytes() == again.tobytes() != other.tobytes()


@pytest.mark.parametrize("technique", [*TECHNIQUES, None])
def test_every_technique_and_an_empty_motif_can_be_drawn(technique):
    picture = draw_sample("dompet", technique, [], ["multi"], 5)
    assert isinstance(picture, Image.Image)


def test_garments_and_products_agree():
    assert set(GARMENTS) == set(PRODUCTS)
