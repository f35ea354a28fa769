"""The parcel leaves: its number, whose it is, a mistyped one, and goods that come back."""

from pathlib import Path

from tests.market import Market, Person
from tests.talks.buying import buys, sent_to_her


def accepted(market: Market, pay: str = "transfer") -> tuple[Person, Person]:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 1", pay)
    pak_budi.says("gratis ongkir P0001")
    pak_budi.says("terima P0001")
    sari.listens()
    return sari, pak_budi


def test_the_courier_is_guessed_and_confirmed(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("resi P0001 JX1234567890")
    pak_budi.gets_one_message(r"JX1234567890 sepertinya J&T. Betul\?", "Ya, J&T", "Kurir lain")
    sari.gets_nothing()
    pak_budi.taps("Ya, J&T")
    pak_budi.gets("J&T JX1234567890.*P0001", "belum Anda konfirmasi")
    sari.gets_one_message("J&T.*JX1234567890")


def test_money_seen_and_parcel_sent_in_one_breath(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("sudah masuk, resi P0001 JNE 0123456789")
    pak_budi.gets_one_message("P0001 lunas", "JNE 0123456789")
    pak_budi.gets_not("belum Anda konfirmasi")
    sari.gets_one_message("sudah dikirim", "Pembayarannya sudah diterima", "JNE.*0123456789")
    [order] = market.orders()
    assert (order["payment_status"], order["fulfilment_status"]) == ("paid", "shipped")


def test_a_typed_yes_confirms_the_courier_too(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("resi JX1234567890")
    pak_budi.says("ya")
    sari.gets("J&T.*JX1234567890")


def test_a_number_that_could_be_anybodys_is_asked_by_list(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("resi P0001 0123456789")
    pak_budi.gets(r"kurir apa\?", "JNE", "Kurir lain")
    pak_budi.taps("JNE")
    sari.gets("JNE.*0123456789")


def test_a_second_number_replaces_the_first(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("kirim JNE 0123456789")
    sari.listens()
    pak_budi.says("resi P0001 JNE 0123456788")
    sari.gets_one_message("0123456788")
    sari.says("pesanan saya")
    sari.gets("0123456788")
    sari.gets_not("0123456789")


def test_the_same_number_again_tells_nobody(market: Market) -> None:
    sari, pak_budi = accepted(market)
    pak_budi.says("kirim JNE 0123456789")
    sari.listens()
    pak_budi.says("resi P0001 JNE 0123456789")
    sari.gets_nothing()


def test_several_open_orders_are_asked(market: Market) -> None:
    sari, pak_budi = accepted(market)
    tono = market.shopper("Tono")
    sent_to_her(tono, "K0104 1")
    pak_budi.says("gratis ongkir P0002")
    pak_budi.says("terima P0002")
    tono.listens()
    pak_budi.says("kirim JNE 0123456789")
    pak_budi.gets("P0001", "P0002", r"Yang mana\?")
    pak_budi.taps("P0002")
    tono.gets_one_message("0123456789")
    sari.gets_nothing()


class TestCod:
    def accepted(self, market: Market) -> tuple[Person, Person]:
        return accepted(market, "COD")

    def test_packed_only_after_the_shoppers_yes(self, market: Market) -> None:
        sari, pak_budi = market.shopper(), market.seller("Pak Budi")
        sent_to_her(sari, "K0104 1", "COD")
        pak_budi.says("gratis ongkir P0001")
        sari.listens()
        pak_budi.says("terima P0001")
        pak_budi.gets("kemas setelah pembeli memastikan")
        sari.gets_one_message("diterima", "Rp120.000", "COD", "tidak boleh dibuka sebelum dibayar", r"Jadi dikirim\?")
        sari.taps("Ya, kirim")
        sari.gets_one_message("P0001.*dikemas", "Rp120.000")
        pak_budi.gets("memastikan pesanan COD.*P0001")

    def test_sent_without_waiting_warns_the_seller(self, market: Market) -> None:
        _sari, pak_budi = self.accepted(market)
        pak_budi.says("kirim JNE 0123456789")
        pak_budi.gets("belum memastikan COD")

    def test_no_after_all(self, market: Market, tmp_path: Path) -> None:
        sari, pak_budi = self.accepted(market)
        pak_budi.listens()
        sari.says("tidak")
        sari.gets("P0001.*dibatalkan")
        pak_budi.gets("dibatalkan pembeli")
        assert market.listing("K0104", tmp_path)["stock"] == "60"

    def test_a_refused_parcel_comes_back(self, market: Market, tmp_path: Path) -> None:
        sari, pak_budi = self.accepted(market)
        sari.says("ya")
        pak_budi.says("kirim JNE 0123456789")
        pak_budi.says("paket P0001 retur")
        pak_budi.gets("COD.*P0001.*kembali", "stoknya sudah kembali")
        sari.gets("kembali ke Batik Budi Jaya karena tidak dibayar")
        (row,) = market.orders()
        assert (row["order_status"], row["fulfilment_status"]) == ("cancelled", "returned")
        assert market.listing("K0104", tmp_path)["stock"] == "60"


class TestCallingOff:
    """After acceptance by agreement."""

    def test_the_shopper_asks_and_the_seller_agrees(self, market: Market, tmp_path: Path) -> None:
        sari, pak_budi = market.shopper(), market.seller("Pak Budi")
        buys(sari, "K0104 1")
        pak_budi.says("terima")
        pak_budi.says("lunas P0001")
        pak_budi.listens()
        sari.says("batal P0001")
        sari.gets("sudah diterima", "persetujuan penjual")
        sari.says("ya")
        sari.gets("kami sampaikan ke Batik Budi Jaya")
        pak_budi.gets_one_message("Sari Dewi minta membatalkan.*P0001", "Rp120.000", r"Boleh dibatalkan\?")
        sari.listens()
        pak_budi.says("ya")
        pak_budi.gets("P0001.*dibatalkan", "Kembalikan Rp120.000")
        sari.gets_one_message("setuju.*P0001.*batal", "mengembalikan Rp120.000")
        assert market.listing("K0104", tmp_path)["stock"] == "60"
        pak_budi.says("sudah dikembalikan P0001")
        (row,) = market.orders()
        assert (row["order_status"], row["payment_status"], row["cancel_reason"]) == (
            "cancelled",
            "refunded",
            "shopper_changed_mind",
        )
        market.flask("orders", "check")

    def test_the_seller_does_not_agree(self, market: Market) -> None:
        sari, pak_budi = market.shopper(), market.seller("Pak Budi")
        buys(sari, "K0104 1")
        pak_budi.says("terima")
        sari.says("batal P0001")
        sari.says("ya")
        pak_budi.says("tidak")
        pak_budi.gets("P0001.*tetap jalan")
        sari.gets("tidak setuju membatalkan", "tetap jalan")
        assert market.orders()[0]["order_status"] == "accepted"

    def test_the_seller_calls_off_what_is_not_paid(self, market: Market, tmp_path: Path) -> None:
        sari, pak_budi = market.shopper(), market.seller("Pak Budi")
        buys(sari, "K0104 1")
        pak_budi.says("terima")
        sari.listens()
        pak_budi.says("batal P0001")
        pak_budi.gets("alasan membatalkan")
        pak_budi.taps("Barang habis")
        sari.gets_one_message("dibatalkan Batik Budi Jaya: barangnya habis", "mirip")
        assert market.listing("K0104", tmp_path)["stock"] == "60"

    def test_the_seller_asks_when_it_is_paid(self, market: Market) -> None:
        sari, pak_budi = market.shopper(), market.seller("Pak Budi")
        buys(sari, "K0104 1")
        pak_budi.says("lunas P0001")
        sari.listens()
        pak_budi.says("batal P0001")
        pak_budi.taps("Barang habis")
        pak_budi.gets("tanyakan dulu ke pembeli")
        sari.gets_one_message("minta membatalkan.*barangnya habis", "wajib dikembalikan", r"Boleh dibatalkan\?")
        sari.taps("Tidak")
        pak_budi.gets("tidak setuju")
        assert market.orders()[0]["order_status"] == "accepted"

    def test_the_shopper_cancels_while_the_seller_accepts(self, market: Market) -> None:
        sari, pak_budi = market.shopper(), market.seller("Pak Budi")
        buys(sari, "K0104 1")
        sari.says("batal P0001")
        pak_budi.says("terima")
        sari.says("ya")
        sari.gets("P0001.*kami sampaikan|sudah diterima")
        pak_budi.gets("minta membatalkan")
        assert market.orders()[0]["order_status"] == "accepted"
