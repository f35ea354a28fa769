"""What sending costs: kilograms, the most exact destination, parcels of several stalls, the table as a file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import delete, select

import database
from orders import parcels, postage, postage_file
from orders.models import PostageRate

CITY, BARAT = "33.74", "33.75.01"


@given(st.integers(0, 200_000), st.integers(0, 900), st.integers(0, 20_000))
def test_kilograms_that_are_charged(weight, tolerance, least):
    charged = postage.kilograms(weight, tolerance, least)
    assert charged >= 1 and charged * 1000 >= least
    assert charged * 1000 + tolerance >= weight  # what is over is within the tolerance
    assert charged <= max(1, -(-weight // 1000), -(-least // 1000))
    assert postage.kilograms(weight + 1, tolerance, least) >= charged


@pytest.mark.parametrize(("weight", "charged"), [(0, 1), (1000, 1), (1300, 1), (1301, 2), (2300, 2), (2400, 3)])
def test_three_hundred_grams_are_let_pass(weight, charged):
    assert postage.kilograms(weight, 300, 0) == charged


@pytest.fixture
def rates(app):
    """JNE everywhere and to Semarang, Pos to Central Java with COD, cargo from 10 kg, in place of the examples."""
    rows = [
        ("JNE", "REG", "", 40_000, 30_000, 1000, False),
        ("JNE", "REG", "33", 11_000, 10_000, 1000, False),
        ("JNE", "REG", CITY, 9_000, 8_000, 1000, False),
        ("Pos", "", "33", 10_000, 9_000, 1000, True),
        ("JTR", "", "33", 6_000, 3_000, 10_000, False),
    ]
    with database.transaction() as session:
        session.execute(delete(PostageRate))
        for courier, service, destination, first, following, least, cod in rows:
            session.add(
                PostageRate(
                    courier=courier,
                    service=service,
                    origin=postage.ORIGIN,
                    destination=destination,
                    first_kg=first,
                    next_kg=following,
                    min_weight_g=least,
                    cod=cod,
                )
            )


def asked(area, weight, **more):
    with database.reading() as session:
        return [(offer.service, offer.fee) for offer in postage.offers(session, area, weight, **more)]


def test_the_most_exact_destination_counts_and_the_cheapest_comes_first(rates):
    assert asked(CITY, 1000) == [("JNE REG", 9_000), ("Pos", 10_000), ("JTR", 33_000)]
    assert asked("33.74.01", 2000)[0] == ("JNE REG", 17_000)
    assert asked("33", 1000)[0] == ("Pos", 10_000)
    assert asked("71", 1000) == [("JNE REG", 40_000)]
    assert asked("", 1000) == []


def test_cargo_is_cheapest_from_ten_kilograms_on(rates):
    assert asked(CITY, 12_000)[0] == ("JTR", 6_000 + 11 * 3_000)


def test_cash_on_delivery_only_where_the_table_says_so(rates):
    assert asked(CITY, 1000, cod=True) == [("Pos", 10_000)]
    assert asked("71", 1000, cod=True) == []


@pytest.mark.parametrize(("wanted", "found"), [("jne", "JNE REG"), ("POS", "Pos"), ("j n t", None), ("", None)])
def test_a_courier_by_its_name(rates, wanted, found):
    with database.reading() as session:
        offer = postage.of_courier(postage.offers(session, CITY, 1000), wanted)
    assert (offer.service if offer else None) == found


def planned(quotes, *wanted, join_allowed=(), **more):
    with database.transaction() as session:
        quoted = quotes(session, *wanted)
        for quote in quoted:
            quote.seller.joins_parcels = quote.seller.shop in join_allowed
            quote.seller.sentra = "Setono"
        return [quote.seller_id for quote in quoted], parcels.plan(session, quoted, CITY, **more)


def test_a_parcel_for_each_stall(rates, cast, quotes):
    (budi, wati), plan = planned(quotes, "K0101 L 10", "K0201 1")
    assert (plan.parcels[budi].weight_g, plan.parcels[budi].fee) == (2500, 9_000 + 2 * 8_000)
    assert (plan.parcels[wati].weight_g, plan.parcels[wati].fee) == (400, 9_000)
    assert plan.postage == 34_000 and not plan.joined and not plan.saving


def test_stalls_that_allow_it_share_a_parcel_packed_by_the_one_with_most(rates, cast, quotes):
    allowed = ("Batik Pak Budi", "Wati Collection")
    (budi, wati), plan = planned(quotes, "K0101 L 1", "K0201 2", join_allowed=allowed)
    assert (plan.joined, plan.saving, plan.postage) == ((), 9_000, 18_000)
    _sellers, plan = planned(quotes, "K0101 L 1", "K0201 2", join_allowed=allowed, join=True)
    assert plan.joined == (wati, budi)
    assert (plan.parcels[wati].fee, plan.parcels[budi].fee) == (9_000, 0)
    assert {parcel.packer_id for parcel in plan.parcels.values()} == {wati}


@pytest.mark.parametrize("why", ["one does not allow it", "the courier collects the money"])
def test_no_joint_parcel_when(rates, cast, quotes, why):
    allowed = ("Batik Pak Budi",) if why.startswith("one") else ("Batik Pak Budi", "Wati Collection")
    _sellers, plan = planned(
        quotes, "K0101 L 1", "K0201 2", join_allowed=allowed, join=True, cod=why.startswith("the courier")
    )
    assert plan.joined == () and plan.saving == 0


def test_a_weight_that_is_not_told_is_estimated_and_said_so(rates, cast, quotes):
    (budi,), plan = planned(quotes, "K0102 S 2")
    assert plan.estimated and plan.parcels[budi].weight_g == 500


# ---------------------------------------------------------------- the file

HEADER = ",".join(postage_file.COLUMNS)


def take_over(folder: Path, *lines: str, skip_bad: bool = False):
    file = folder / "postage.csv"
    file.write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    with database.transaction() as session:
        return postage_file.take_over(session, file, skip_bad)


def test_the_table_comes_out_as_it_went_in(rates, tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    with database.transaction() as session:
        assert postage_file.write(session, first) == 5
        postage_file.take_over(session, first)
        postage_file.write(session, second)
    assert first.read_text() == second.read_text()
    assert "JNE,REG,Kota Pekalongan,Kota Semarang,9000,8000,300,1000,no,,no" in first.read_text()
    assert ",Indonesia," in first.read_text()


def test_the_file_is_the_table(rates, tmp_path):
    take_over(tmp_path, "JNE,REG,Kota Pekalongan,Kab. Batang,8000,7000,,,yes,1-2,no")
    with database.reading() as session:
        (rate,) = session.exec(select(PostageRate)).all()
    assert (rate.destination, rate.tolerance_g, rate.min_weight_g, rate.cod, rate.days) == (
        "33.25",
        300,
        1000,
        True,
        "1-2",
    )


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        (",REG,Kota Pekalongan,Kab. Batang,8000,7000,,,,,", "courier", "is missing"),
        ("JNE,REG,Kota Pekalongan,Kab. Batng,8000,7000,,,,,", "destination", "perhaps “Kab. Batang”"),
        ("JNE,REG,Kota Pekalongan,Mars,8000,7000,,,,,", "destination", "is no province"),
        ("JNE,REG,Kota Pekalongan,Kab. Batang,8.000,7000,,,,,", "first_kg", "no whole number"),
        ("JNE,REG,Kota Pekalongan,Kab. Batang,8000,-1,,,,,", "next_kg", "no whole number"),
        ("JNE,REG,Kota Pekalongan,Kab. Batang,8000,7000,,,maybe,,", "cod", "neither yes nor no"),
        ("JNE,REG,Kota Pekalongan,Kab. Batang,8000,7000,,,,soon,", "days", "no number of days"),
        ("=JNE,REG,Kota Pekalongan,Kab. Batang,8000,7000,,,,,", "courier", "a spreadsheet would run"),
        ("JNE,REG", "", "has 2 values"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number_and_nothing_changes(rates, tmp_path, line, column, reason):
    good = "JNE,REG,Kota Pekalongan,Kab. Tegal,8000,7000,,,yes,1-2,no"
    with pytest.raises(postage_file.PostageRefused) as refused:
        take_over(tmp_path, good, line)
    (refusal,) = refused.value.refusals
    assert (refusal.line, refusal.field) == (3, column) and reason in str(refusal)
    with database.reading() as session:
        assert len(session.exec(select(PostageRate)).all()) == 5
    assert take_over(tmp_path, good, line, skip_bad=True).rates == 1


def test_a_destination_twice_is_refused(rates, tmp_path):
    line = "JNE,REG,Kota Pekalongan,Kab. Tegal,8000,7000,,,yes,1-2,no"
    with pytest.raises(postage_file.PostageRefused, match="line 2 already"):
        take_over(tmp_path, line, line)
