"""When a shop is open, in the city's own time (Asia/Jakarta: UTC+7)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

import hours
from catalog.models import Seller
from catalog.opening_hours import after_open_time, is_open, next_opening, open_minutes
from settings import Settings

MONDAY = datetime(2026, 11, 30, tzinfo=UTC)
DAYTIME = {str(day): [8 * 60, 16 * 60] for day in range(6)}  # Monday to Saturday


@pytest.fixture(scope="module", autouse=True)
def app():
    app = Flask("market")
    app.config["SETTINGS"] = Settings(
        opening_hours="08:00-17:00", special_days="2027-02-08..2027-03-09 09:00-15:00; 2027-03-10..2027-03-14 closed"
    )
    with app.app_context():
        yield app


def shop(**values) -> Seller:
    return Seller(phone="+62812", shop="Batik", **values)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """That hour in Pekalongan, days counted from Monday 30 November 2026."""
    return MONDAY + timedelta(days=day, hours=hour - 7, minutes=minute)


@pytest.mark.parametrize(
    ("hour", "minute", "expected"),
    [(7, 59, False), (8, 0, True), (12, 0, True), (16, 59, True), (17, 0, False), (23, 59, False)],
)
def test_the_markets_hours_hold_where_a_shop_has_none(hour, minute, expected):
    assert is_open(shop(), local(0, hour, minute)) is expected


def test_a_shops_own_hours_and_its_free_day():
    batik = shop(hours=DAYTIME)
    assert is_open(batik, local(5, 15, 59))
    assert not is_open(batik, local(5, 16, 30))
    assert not is_open(batik, local(6, 10))  # Sunday
    assert next_opening(batik, local(5, 18)) == local(7, 8)
    assert next_opening(batik, local(1, 10)) == local(1, 10)
    assert next_opening(batik, local(1, 3)) == local(1, 8)


def test_open_minutes_leave_out_the_night():
    assert open_minutes(shop(), local(0, 16), local(1, 9)) == 120
    assert open_minutes(shop(), local(0, 18), local(1, 7)) == 0
    assert open_minutes(shop(hours=DAYTIME), local(5, 15), local(7, 9)) == 120


def test_two_hours_from_the_evening_end_next_morning():
    assert after_open_time(shop(), local(0, 16), timedelta(hours=2)) == local(1, 9)
    assert after_open_time(shop(), local(0, 22), timedelta(hours=2)) == local(1, 10)
    assert after_open_time(shop(), local(0, 9), timedelta(hours=2)) == local(0, 11)
    assert after_open_time(shop(hours=DAYTIME), local(5, 15), timedelta(hours=2)) == local(7, 9)


def test_a_holiday_closes_but_stops_no_clock_of_an_open_order():
    batik = shop(closed_at=local(0, 10), closed_until=local(3, 0))
    assert not is_open(batik, local(1, 10))
    assert next_opening(batik, local(1, 10)) == local(3, 8)
    assert is_open(batik, local(3, 8))
    assert open_minutes(batik, local(0, 16), local(1, 9)) == 120
    assert next_opening(shop(closed_at=local(0, 10)), local(1, 10)) is None


def test_an_announced_holiday_closes_from_its_first_day_on():
    batik = shop(closes_at=local(2, 0), closed_until=local(4, 0))
    assert is_open(batik, local(1, 10)) and not is_open(batik, local(2, 10)) and is_open(batik, local(4, 8))
    assert next_opening(batik, local(1, 18)) == local(4, 8)
    assert next_opening(batik, local(1, 10)) == local(1, 10)


def test_special_days():
    ramadan, feast = datetime(2027, 2, 10, tzinfo=UTC), datetime(2027, 3, 9, tzinfo=UTC)
    assert not is_open(shop(), ramadan + timedelta(hours=8.5 - 7))
    assert is_open(shop(), ramadan + timedelta(hours=14.5 - 7))
    assert not is_open(shop(), ramadan + timedelta(hours=15.5 - 7))
    at_night = shop(hours={str(day): [18 * 60, 22 * 60] for day in range(7)})
    assert is_open(at_night, ramadan + timedelta(hours=19 - 7))
    assert next_opening(shop(), feast + timedelta(hours=16 - 7)) == datetime(2027, 3, 15, 1, tzinfo=UTC)


def test_a_market_that_never_opens_stops_no_clock(app):
    app.config["SETTINGS"] = Settings(special_days="2020-01-01..2099-12-31 closed")
    try:
        start = local(0, 9)
        assert after_open_time(shop(), start, timedelta(hours=2)) == start + timedelta(hours=2)
        assert next_opening(shop(), start) is None
    finally:
        app.config["SETTINGS"] = Settings()


@given(
    st.integers(0, 20 * 24 * 60),
    st.integers(0, 40 * 60),
    st.dictionaries(st.sampled_from("0123456"), st.integers(0, 1380), min_size=1),
)
def test_waiting_and_measuring_agree(start, minutes, begins):
    batik = shop(hours={day: [begin, begin + 60] for day, begin in begins.items()})
    begin = MONDAY + timedelta(minutes=start)
    end = after_open_time(batik, begin, timedelta(minutes=minutes))
    assert open_minutes(batik, begin, end) == minutes


@pytest.mark.parametrize(
    "text", ["8-17", "08:00", "17:00-08:00", "08:60-17:00", "25:00-26:00", "", "08:00-17:00-18:00"]
)
def test_no_hours(text):
    with pytest.raises(ValueError):
        hours.read_span(text)


def test_midnight_is_an_end():
    assert hours.read_span("00:00-24:00") == (0, 1440)
    assert hours.write_span((480, 1020)) == "08.00–17.00"
