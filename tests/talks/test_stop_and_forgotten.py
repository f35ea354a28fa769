"""STOP and MULAI, and "hapus data saya": what goes, what stays, and when."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel, col, select

import database
from catalog.models import ShopEvent
from messaging.models import OutboundMessage
from orders.models import Order
from people.models import Alias
from people.models import Person as PersonRow
from tests.market import Market
from tests.talks.test_opening_a_shop import joins
from tests.talks.test_ordering import ADDRESS, buys

pytestmark = pytest.mark.both_databases


def test_stop_in_the_middle_of_a_checkout(market: Market) -> None:
    sari = market.shopper()
    sari.says("K0104 2")
    sari.says("Sari Dewi")
    sari.says("STOP")
    sari.gets_one_message("berhenti mengirim", "tidak jadi dipesan", "MULAI")
    sari.says("ya")
    assert market.orders() == []
    sari.says("cari kemeja parang")  # whoever writes is answered
    sari.gets("K0101")
    sari.says("MULAI")
    sari.gets_one_message("Senang bertemu lagi")


def test_notices_of_own_orders_go_on_after_stop(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    for person in (sari, pak_budi):
        for word in ("STOP", "berhenti", "Unsubscribe"):
            person.says(word)
            person.gets_one_message("berhenti mengirim")
    pak_budi.says("terima P0001")
    sari.gets("P0001.*diterima")
    buys(sari, "K0105 1")
    pak_budi.gets("Pesanan baru P0002")


def rows_with(market: Market, *words: str) -> list[str]:
    """Tables in which one of the words still stands."""
    found = []
    with market.app.app_context(), Session(database.engine()) as session:
        for table in SQLModel.metadata.sorted_tables:
            for row in session.execute(table.select()).all():
                if any(word in str(value) for value in row for word in words):
                    found.append(table.name)
    return sorted(set(found))


def test_all_that_names_a_person_is_gone_and_the_figures_stay(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says(f"Pesan K0104 1\nNama: Sari Rahasia\nAlamat: {ADDRESS}\nBayar transfer, dikirim")
    sari.says("ya")
    pak_budi.gets("Sari Rahasia", "Jl. Kenanga")
    pak_budi.says("pesanan")
    pak_budi.gets("P0001.*Sari Rahasia")
    pak_budi.says("tolak habis P0001")
    sari.says("tanya penjual K0104 Sari mau tahu ini luntur tidak?")
    pak_budi.gets("Sari mau tahu")
    market.shopper("Tono").says("tanya penjual K0104 panjangnya berapa?")
    pak_budi.says("pertanyaan")
    pak_budi.gets("Sari")
    sari.says("mau bicara dengan petugas, nama saya Sari Rahasia dan saya mau tahu kenapa pesanan ditolak")
    sari.gets("T0001")
    sari.says("hapus data saya")
    sari.gets_one_message("nama, nomor, alamat", "angka pesanan", r"Hapus data Anda, betul\?")
    before = market.orders()
    sari.says("ya")
    sari.gets_one_message("Data Anda dihapus", "batal hapus")
    market.time_passes(hours=47)
    assert "person" in rows_with(market, "Sari")
    market.time_passes(hours=1, minutes=1)
    sari.says("halo")  # an hour to read the last message, and she is heard meanwhile
    sari.gets("data Anda di Lokapasar dihapus sekarang")
    market.time_passes(hours=1, minutes=1)
    number = sari.address.removeprefix("whatsapp:")
    assert rows_with(market, "Sari", number, "Kenanga", "kenapa pesanan") == []
    (row,) = market.orders()
    assert {key: row[key] for key in row if key != "buyer"} == {key: before[0][key] for key in row if key != "buyer"}
    assert "All orders are what their logs tell" in market.flask("orders", "check")


def test_who_comes_back_is_somebody_new(market: Market) -> None:
    sari = market.shopper()
    sari.says("hapus data saya")
    sari.taps("Ya, hapus")
    market.time_passes(hours=49)
    market.time_passes(hours=2)
    sari.says("pesanan saya")
    sari.gets("Belum ada pesanan")
    with market.app.app_context(), Session(database.engine()) as session:
        assert session.exec(select(Alias).where(Alias.address == sari.address)).one()
        assert len(session.exec(select(PersonRow).where(col(PersonRow.erased_at).is_not(None))).all()) == 1


def test_it_can_be_taken_back(market: Market) -> None:
    sari = market.shopper()
    sari.says("hapus data saya")
    sari.says("ya")
    sari.says("batal hapus")
    sari.gets_one_message("tidak jadi dihapus")
    market.time_passes(hours=60)
    assert "person" in rows_with(market, "Sari")
    sari.says("hapus data saya")
    sari.says("tidak")
    market.time_passes(hours=60)
    assert "person" in rows_with(market, "Sari")


def test_open_orders_are_finished_first(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 1")
    pak_budi.says("terima P0001")
    sari.says("hapus data saya")
    sari.gets("P0001 masih berjalan dan diselesaikan dulu")
    sari.says("ya")
    market.time_passes(hours=50)
    sari.says("pesanan saya")
    sari.gets("P0001")
    with market.app.app_context(), database.transaction() as session:
        session.exec(select(Order)).one().order_status = "completed"
    market.time_passes(hours=25)
    market.time_passes(hours=2)
    assert "person" not in rows_with(market, "Sari")
    with market.app.app_context(), Session(database.engine()) as session:
        order = session.exec(select(Order)).one()
        assert (order.buyer_name, order.buyer_phone, order.address) == ("", None, "")
        told = session.exec(select(OutboundMessage)).all()
        assert all("Sari" not in row.content["text"] for row in told)


def test_the_owner_of_a_shop_gets_a_person(market: Market, tmp_path) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("hapus data saya")
    pak_budi.gets_one_message("T0001", "3x24 jam")
    market.time_passes(hours=60)
    assert market.listing("K0104", tmp_path)["code"] == "K0104"
    assert "shop_data" in market.flask("inbox", "list")


def test_who_had_a_shop_is_forgotten_in_its_log_too(market: Market) -> None:
    """The shop goes on with somebody else; what was done, and when, stays written."""
    siti, new_phone = market.shopper("Siti Aminah", "whatsapp:+6281390001234"), "+6281390009999"
    joins(siti)
    siti.says("ganti alamat toko Jl. Rahasia 7")
    before = events(market)
    market.flask("sellers", "move", "+6281390001234", new_phone)
    siti.says("hapus data saya")
    siti.gets(r"Hapus data Anda, betul\?")
    siti.says("ya")
    market.time_passes(hours=49)
    market.time_passes(hours=2)
    assert "shop_event" not in rows_with(market, "+6281390001234", "Siti", "1234567890", "Rahasia")
    assert [event[:3] for event in events(market)][: len(before)] == [event[:3] for event in before]
    assert new_phone in str(events(market))


def test_nobody_else_changes_the_log(market: Market) -> None:
    """The database itself refuses, but for the one time that a person is forgotten."""
    joins(market.shopper("Siti Aminah", "whatsapp:+6281390001234"))
    with market.app.app_context():
        for change in ("old = '{}'", "kind = 'x', forgotten_at = at", "forgotten_at = NULL, actor = 'x'"):
            with pytest.raises(DBAPIError), database.transaction() as session:
                session.execute(text(f"UPDATE shop_event SET {change}"))
        with database.transaction() as session:
            session.execute(text("UPDATE shop_event SET new = '{}', forgotten_at = at"))
        for change in ("UPDATE shop_event SET new = '{}', forgotten_at = at", "DELETE FROM shop_event"):
            with pytest.raises(DBAPIError), database.transaction() as session:
                session.execute(text(change))


def events(market: Market) -> list[tuple]:
    with market.app.app_context(), Session(database.engine()) as session:
        found = session.exec(select(ShopEvent).order_by(col(ShopEvent.id)))
        return [(event.kind, event.at, event.actor, event.old, event.new) for event in found]


def test_a_shop_is_given_up_and_its_owner_forgotten(market: Market, tmp_path) -> None:
    """Not before everything is settled; then the shop's name is all that is left, for the figures of its orders."""
    siti, sari = market.shopper("Siti Aminah", "whatsapp:+6281390001234"), market.shopper("Sari")
    joins(siti)
    market.flask("sellers", "verify", "+6281390001234")
    siti.says("jual daster kawung cap 45rb stok 10")
    siti.says("ya")
    code = siti.gets(r"K0\d{3}")
    buys(sari, f"pesan {code} 1")
    siti.says("hapus data saya")
    siti.gets("T0001")
    refused = market.app.test_cli_runner().invoke(args=["sellers", "forget", "+6281390001234", "--yes"])
    assert refused.exit_code == 1 and "Still open: P0001" in refused.output
    siti.says("tolak P0001 tutup")
    assert "Batik Sekar Ayu is forgotten" in market.flask("sellers", "forget", "+6281390001234", "--yes")
    market.work()
    siti.gets("data Anda di Lokapasar dihapus sekarang")
    sari.says(code)
    sari.gets("tidak ada di pasar ini")
    market.time_passes(hours=1, minutes=1)
    assert rows_with(market, "6281390001234", "Siti", "1234567890") == []
    assert market.flask("inbox", "list").startswith("Nothing")
    (row,) = market.orders()
    assert (row["shop"], row["seller_phone"], row["order_status"]) == ("Batik Sekar Ayu", "", "rejected")
    market.flask("catalog", "export", str(tmp_path))
    assert "Sekar Ayu" not in (tmp_path / "sellers.csv").read_text() + (tmp_path / "listings.csv").read_text()
    siti.says("barang saya")
    joins(siti)  # from the beginning
