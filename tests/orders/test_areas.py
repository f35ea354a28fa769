"""Addresses as people write them, and the area they are in."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders import areas


def named(code):
    return code and areas.load().in_words(code)


def test_all_of_indonesia_is_there():
    codes = areas.load().names
    assert [sum(len(code) == length for code in codes) for length in (2, 5, 8)] == [38, 514, 7285]


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Jl. Melati No 12 RT 03 RW 05, Kec. Pekalongan Barat, Kota Pekalongan 51117", "Kec. Pekalongan Barat, Kota Pekalongan"),
        ("Jl. Bandung No 3, Kec. Pekalongan Timur, Kota Pekalongan 51129", "Kec. Pekalongan Timur, Kota Pekalongan"),
        ("Perum Griya Indah Blok C7, Kec. Batang, Kab. Batang 51215", "Kec. Batang, Kab. Batang"),
        ("Pasar Johar lantai 2 no 14, Kec. Semarang Tengah, Kota Semarang 50138", "Kec. Semarang Tengah, Kota Semarang"),
        ("desa karanganyar kec tirto kab pekalongan", "Kec. Tirto, Kab. Pekalongan"),
        ("jl cikini raya no 5 menteng jakpus", "Kec. Menteng, Kota Jakarta Pusat"),
        ("Kecamatan Gunung Pati, Semarang", "Kec. Gunungpati, Kota Semarang"),
        ("Kec. Wonosari 55851", "Kec. Wonosari, Kab. Gunungkidul"),
        ("wiradesa 51152", "Kec. Wiradesa, Kab. Pekalongan"),
        ("jl melati 12 semarang", "Kota Semarang"),
        ("solo", "Kota Surakarta"),
        ("jogja", "Kota Yogyakarta"),
        ("Kab. Semarang", "Kab. Semarang"),
        ("Jl. Mawar 3, Jateng", "Jawa Tengah"),
    ],
)  # fmt: skip
def test_what_is_beyond_doubt(text, area):
    found = areas.locate(text)
    assert (named(found.code), found.guess, found.among) == (area, None, ())


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("Jl. Mawar 1, Pekalongn Barat, Kota Pekalongan", "Kec. Pekalongan Barat, Kota Pekalongan"),
        ("jl mawar 1 kec pekalongan brat kota pekalongan", "Kec. Pekalongan Barat, Kota Pekalongan"),
        ("kec wiradesaa kab pekalongan", "Kec. Wiradesa, Kab. Pekalongan"),
        ("Kab Batng", "Kab. Batang"),
        ("kota pekalogan", "Kota Pekalongan"),
        ("wiradesa", "Kec. Wiradesa, Kab. Pekalongan"),
        ("Jl Melati Pekalongan", "Kota Pekalongan"),
    ],
)
def test_what_is_mistyped_or_lonely_is_a_guess(text, guess):
    assert named(areas.locate(text).guess) == guess


@pytest.mark.parametrize(
    "text", ["12 Orchard Road, Singapore", "rumah pak RT depan masjid", "", "Jl. Bandung no 3", "🏠"]
)
def test_what_names_no_area(text):
    found = areas.locate(text)
    assert found.code is None and not found.among


def test_areas_of_one_name():
    found = areas.locate("Kec. Karanganyar")
    assert found.code is None and len(found.among) == 6
    assert all("Karanganyar" in named(code) for code in found.among)


def test_every_district_is_found_by_its_full_address():
    places = areas.load()
    districts = [code for code in places.names if len(code) == 8]
    lost = []
    for code in random.Random(7).sample(districts, 1500):
        kind = "Kota" if places.is_city(code) else "Kab."
        regency = areas.gazetteer.bare(places.names[code[:5]])
        text = f"Jl. Mawar No. 3 RT 1 RW 2, Kec. {places.names[code]}, {kind} {regency}"
        if areas.locate(text).code != code:
            lost.append(text)
    assert all(set(text) & set("/()") for text in lost), lost


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    found = areas.locate(text)
    places = areas.load().names
    assert all(code in places for code in (found.code, found.guess, *found.among) if code)
