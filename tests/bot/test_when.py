"""Days that are said, seen from a given today."""

from datetime import date

import pytest

from bot.understanding.amounts.when import hours, until_date

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("facts", "last_day"),
    [
        ({"days": 1}, date(2026, 11, 25)),
        ({"days": 3}, date(2026, 11, 27)),
        ({"weekday": 0}, date(2026, 11, 30)),
        ({"weekday": 2}, date(2026, 12, 2)),
        ({"day": 5}, date(2026, 12, 5)),
        ({"day": 30}, date(2026, 11, 30)),
        ({"day": 31}, date(2026, 12, 31)),
        ({"day": 5, "month": 1}, date(2027, 1, 5)),
        ({"day": 29, "month": 2}, date(2028, 2, 29)),
        ({"until": "lebaran"}, None),
    ],
)
def test_the_last_day_meant(facts, last_day):
    assert until_date(facts, WEDNESDAY) == last_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8-16", "08:00-16:00"),
        ("8-4", "08:00-16:00"),
        ("08.00 s/d 21.00", "08:00-21:00"),
        ("jam 7 pagi sampai jam 9 malam", "07:00-21:00"),
        ("1 siang - 8 malam", "13:00-20:00"),
        ("00:00-24:00", "00:00-24:00"),
        ("25-30", None),
        ("harga 8", None),
    ],
)
def test_opening_hours(text, expected):
    assert hours(text).get("hours") == expected
