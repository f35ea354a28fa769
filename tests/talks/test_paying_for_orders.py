"""What shopper and seller hear of the money: how to pay, in parts, too much, back again; and clock two."""

from pathlib import Path

import database
from catalog.models import Seller
from tests.market import Market, Person
from tests.talks.buying import buys, it_is, sent_to_her, until


def accepted(market: Market, wish: str = "K0104 2", pay: str = "transfer") -> tuple[Person, Person]:
    """Sari's order of Rp240.000, accepted by Pak Budi."""
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, wish, pay)
    pak_budi.says("terima")
    sari.listens()
    return sari, pak_budi


def money(market: Market) -> tuple[str, str]:
    (row,) = market.orders()
    return row["order_status"], row["payment_status"]


def test_the_account_is_shown_only_after_the_yes(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    sari.gets_not("001201000123501")
    sari.says("pesanan saya")
    sari.gets_not("001201000123501")
    sari.listens()
    pak_budi.says("terima")
    sari.gets_one_message(
        r"Total \*Rp240.000\*", "BRI 001201000123501", "Budi Santoso", "sudah dicek petugas", "Paling lambat besok"
    )


def test_an_account_that_staff_have_not_compared_is_marked(market: Market) -> None:
    sari, bu_wati = market.shopper(), market.seller("Bu Wati")
    with market.app.app_context(), database.transaction() as session:
        session.get_one(Seller, 2).verified = False
    buys(sari, "K0203 1")
    bu_wati.says("terima")
    sari.gets("Wati Rahayu", "belum dicek petugas")


def test_a_part_and_the_rest(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("kurang 40rb")
    pak_budi.gets("P0001.*masuk Rp200.000, kurang Rp40.000")
    sari.gets_one_message("menerima.*Rp200.000", "Kurang.*Rp40.000.* lagi")
    assert money(market) == ("accepted", "proof_sent")
    sari.says("pesanan saya")
    sari.gets("masuk Rp200.000, kurang Rp40.000")
    pak_budi.says("lunas P0001")
    pak_budi.gets("P0001 lunas")
    assert money(market) == ("accepted", "paid")
    market.flask("orders", "check")


def test_a_down_payment(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("dp 100rb sudah masuk")
    pak_budi.gets("masuk Rp100.000, kurang Rp140.000")
    sari.gets("Rp100.000", "Rp140.000")


def test_too_much_and_back_again(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("lebih 20rb")
    pak_budi.gets("P0001 lunas", "Kembalikan Rp20.000", "sudah dikembalikan P0001")
    sari.gets("sudah diterima", "Lebih Rp20.000")
    sari.listens()
    pak_budi.says("sudah dikembalikan P0001")
    sari.gets_one_message("mengembalikan.*Rp20.000")
    assert money(market) == ("accepted", "paid")
    market.flask("orders", "check")


def test_short_without_a_sum_is_asked(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("kurang P0001")
    if "Kurangnya berapa" in pak_budi.last.seen:
        pak_budi.says("40rb")
    sari.gets("Rp200.000")


def test_paid_before_it_was_accepted_accepts_it(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    buys(sari, "K0104 2")
    pak_budi.says("lunas P0001")
    assert money(market) == ("accepted", "paid")


def test_cash_is_paid_at_the_stall_when_it_is_fetched(market: Market) -> None:
    sari, pak_budi = accepted(market, pay="di toko")
    pak_budi.says("siap diambil")
    pak_budi.gets("P0001 siap")
    sari.gets_one_message("siap diambil di Batik Budi Jaya", "Siapkan Rp240.000")
    pak_budi.says("sudah diambil P0001")
    pak_budi.gets("sudah diambil, selesai", r"Rp240.000 sudah diterima\?")
    sari.gets("sudah diambil")
    pak_budi.says("ya")
    pak_budi.gets("P0001 lunas")
    assert money(market) == ("completed", "paid")


class TestClockTwo:
    def test_a_warning_and_the_end(self, market: Market, tmp_path: Path) -> None:
        it_is(market, "2026-12-01T09:00")
        sari, pak_budi = accepted(market)
        until(market, "2026-12-02T04:55")
        sari.gets_nothing()
        until(market, "2026-12-02T05:05")
        sari.gets_one_message("P0001.*belum dibayar dan akan batal hari ini 09.00", "BRI 001201000123501")
        sari.says("halo").listens()
        pak_budi.says("halo").listens()
        until(market, "2026-12-02T09:05")
        sari.gets_one_message("P0001.*batal: belum dibayar pada waktunya", "telanjur transfer")
        pak_budi.gets_one_message("P0001 batal", "Stoknya sudah kembali")
        (row,) = market.orders()
        assert (row["order_status"], row["cancel_reason"]) == ("cancelled", "expired_unpaid")
        assert market.listing("K0104", tmp_path)["stock"] == "60"
        market.flask("orders", "check")

    def test_it_begins_when_the_total_is_known(self, market: Market) -> None:
        it_is(market, "2026-12-31T09:00")
        sari, pak_budi = market.shopper(), market.seller("Pak Budi")
        sent_to_her(sari, "K0104 2")
        pak_budi.says("ongkir 90rb")
        pak_budi.says("terima")
        until(market, "2026-12-31T20:00")
        sari.taps("Ya, setuju")
        sari.gets("Paling lambat besok 20.00")
        until(market, "2027-01-01T19:55")  # over midnight and into another half-year
        assert market.orders()[0]["order_status"] == "accepted"
        until(market, "2027-01-01T20:05")
        assert market.orders()[0]["cancel_reason"] == "expired_unpaid"

    def test_never_for_cash_or_once_a_part_has_come(self, market: Market) -> None:
        it_is(market, "2026-12-01T09:00")
        tono, pak_budi = market.shopper("Tono"), market.seller("Pak Budi")
        buys(tono, "K0104 1", "di toko")
        pak_budi.says("terima")
        sari = market.shopper("Sari")
        buys(sari, "K0104 2")
        pak_budi.says("terima")
        pak_budi.says("kurang 40rb P0002")
        until(market, "2026-12-05T09:00")
        assert {row["order_status"] for row in market.orders()} == {"accepted"}
