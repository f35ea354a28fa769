"""Addresses read into their parts, as a courier's form asks for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.address import in_parts, read_address

WHOLE = "Jl. Melati No. 12 RT 03/RW 05, Kel. Bendan Kergon, Kec. Pekalongan Barat, Kota Pekalongan, Jawa Tengah 51117"


def test_all_parts_of_a_whole_address():
    assert in_parts(WHOLE, "") == {
        "street": "Jl. Melati No. 12",
        "rt": "03",
        "rw": "05",
        "village": "Bendan Kergon",
        "district": "Pekalongan Barat",
        "regency": "Kota Pekalongan",
        "province": "Jawa Tengah",
        "postcode": "51117",
    }


@pytest.mark.parametrize(
    ("text", "rt", "rw"),
    [
        ("gg 4 rt 1 rw 2", "1", "2"),
        ("RT/RW 001/002", "001", "002"),
        ("rt.03/05", "03", "05"),
        ("RT 04, RW 01", "04", "01"),
        ("rt5", "5", ""),
        ("Jl. Smart 3", "", ""),
    ],
)
def test_rt_and_rw(text, rt, rw):
    read = read_address(text)
    assert (read.rt, read.rw) == (rt, rw)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Jl. Mawar 3, Kota Batang 5121", "5121"),
        ("Jl. Mawar 3, Batang, kode pos 512155", "512155"),
        ("Jl. Mawar 3, Batang, kode pos: 51", "51"),
        ("Jl. Mawar 3, Batang 51215", ""),
        ("Perum Indah blok C 1234", ""),
        ("Jl. Mawar no 12", ""),
    ],
)
def test_a_postcode_has_five_figures(text, wrong):
    assert read_address(text).wrong_postcode == wrong


def test_the_area_that_was_agreed_on_counts():
    parts = in_parts("Jl. Mawar 1, Pekalongn Brt", "33.75.01")
    assert (parts["district"], parts["regency"]) == ("Pekalongan Barat", "Kota Pekalongan")


@given(st.text(max_size=400))
def test_any_text_is_read(text):
    read_address(text)
    assert set(in_parts(text, "")) >= {"street", "postcode"}
