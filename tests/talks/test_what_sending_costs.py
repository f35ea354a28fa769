"""What sending costs: asked without an order, shown in the summary, chosen, shared, collected by the courier."""

from pathlib import Path

import pytest

from tests.market import Market, Person

SEMARANG = "Jl. Sudirman No 20, Kec. Candisari, Kota Semarang 50251"
MAKASSAR = "Jl. Pettarani 5, Kec. Panakkukang, Kota Makassar 90231"


def orders_to(person: Person, wish: str, address: str, payment: str = "transfer") -> None:
    """Ends at the summary."""
    person.says(wish)
    for words in ("Sari Dewi", "dikirim", address, payment):
        person.says(words)


@pytest.mark.parametrize(
    ("question", "place", "weight", "fee"),
    [
        ("ongkir ke Semarang 2kg berapa?", "Kota Semarang", "2 kg", r"JNE REG: Rp20.000"),
        ("ongkir ke jakarta brp kak", "Jakarta", "1 kg", r"JNE REG: Rp14.000"),
        ("ongkos kirim ke Wiradesa", "Kec. Wiradesa, Kab. Pekalongan", "1 kg", "Ojek"),
        ("how much is shipping to Surabaya 3kg?", "Kota Surabaya", "3 kg", r"JNE REG: Rp42.000"),
    ],
)
def test_asked_without_an_order(sqlite_market: Market, question: str, place: str, weight: str, fee: str) -> None:
    sari = sqlite_market.shopper()
    sari.says(question)
    sari.gets_one_message(place, weight, fee, "contoh|example")
    sari.gets_not("K0")


def test_asked_without_a_place(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("ongkir 2kg berapa?")
    sari.gets(r"Ongkir ke kota atau kabupaten mana\?")
    sari.says("semarang")
    sari.gets("Kota Semarang.*2 kg", "JNE REG: Rp20.000")


def test_a_place_that_is_there_more_than_once(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("ongkir ke kec Karanganyar 1kg?")
    sari.gets(r"Yang di mana\?", "Kab. Kebumen")
    sari.taps("Kab. Kebumen")
    sari.gets("Kec. Karanganyar, Kab. Kebumen", "Rp")


def test_the_summary_shows_the_postage_of_each_stall(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    orders_to(sari, "pesan K0104 2 sama K0203 1", SEMARANG)
    sari.gets(
        r"Ongkir Pos Reguler, 0,8 kg: Rp8.500\nJumlah: \*Rp248.500",
        r"Ongkir Pos Reguler, 0,1 kg|Ongkir Pos Reguler, 0,2 kg",
        r"Total semua: \*Rp397.000",
        "perkiraan",
        r"Sudah benar\?",
    )
    sari.says("ya")
    sari.gets("P0001.*Rp248.500", "P0002.*Rp148.500")
    pak_budi.gets("Ongkir Pos Reguler, 0,8 kg: Rp8.500", "ongkir P0001")
    assert [row["shipping_fee"] for row in market.orders()] == ["8500", "8500"]
    assert market.orders()[0]["order_total"] == "248500"


def test_another_courier_by_tap_and_by_word(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    orders_to(sari, "pesan K0104 2", SEMARANG)
    sari.taps("Ubah")
    sari.taps("Kurir")
    sari.gets(r"Mau pakai kurir yang mana\?", r"JNE REG Rp10.000", "1-2 hari, bisa COD")
    sari.taps("JNE REG")
    sari.gets("Ongkir JNE REG, 0,8 kg: Rp10.000", r"Sudah benar\?")
    sari.says("pakai jnt bisa?")
    sari.gets("Ongkir J&T EZ", r"Sudah benar\?")


def test_a_weight_that_nobody_told_is_marked(sqlite_market: Market, tmp_path: Path) -> None:
    sari = sqlite_market.shopper()
    _forget_weights(sqlite_market)
    orders_to(sari, "pesan K0104 2", SEMARANG)
    sari.gets("Ongkir Pos Reguler, ± 0,8 kg")


def test_money_is_collected_only_where_a_courier_does(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    orders_to(sari, "pesan K0104 1", SEMARANG, "COD")
    sari.gets("COD", "Ongkir SiCepat REG", r"Sudah benar\?")  # Pos is cheaper and collects nothing
    tono = sqlite_market.shopper("Tono")
    orders_to(tono, "pesan K0104 1", MAKASSAR, "COD")
    tono.gets("belum ada kurir yang melayani COD", r"transfer atau QRIS\?")
    tono.says("qris")
    tono.gets(r"Sudah benar\?")


def test_nobody_is_stopped_by_an_unknown_place(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    orders_to(sari, "pesan K0104 1", "12 Orchard Road, Singapore", "12 Orchard Road, Singapore")
    sari.says("transfer")
    sari.gets("Ongkir dihitung penjual", r"Sudah benar\?")


def test_one_parcel_for_stalls_that_allow_it(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    _move_to(market, "Kauman")
    pak_budi.says("gabung kirim boleh")
    pak_budi.gets("gabung kirim")
    orders_to(sari, "pesan K0104 2 sama K0203 1", SEMARANG)
    sari.gets_not("gabung kirim")  # Bu Wati has not said so
    bu_wati.says("gabung kirim boleh")
    sari.says("keranjang")
    sari.gets("Ketik \\*gabung kirim\\* untuk satu paket: hemat Rp8.500")
    sari.says("gabung kirim")
    sari.gets(r"Rp8.500 \(paket gabungan, dikemas toko ini\)", "ikut paket gabungan", r"Total semua: \*Rp388.500")
    sari.says("ya")
    pak_budi.gets("Anda yang mengemas")
    bu_wati.gets("dikemas Batik Budi Jaya")
    assert [row["shipping_fee"] for row in market.orders()] == ["8500", "0"]


def test_when_the_packer_is_out_of_it_the_others_send_by_themselves(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    _move_to(market, "Kauman")
    pak_budi.says("gabung kirim boleh")
    bu_wati.says("gabung kirim boleh")
    orders_to(sari, "pesan K0104 2 sama K0203 1", SEMARANG)
    sari.says("gabung kirim")
    sari.says("ya")
    pak_budi.says("tolak P0001 habis")
    bu_wati.gets("Gabung kirim P0002 batal", "ongkir P0002")
    bu_wati.says("ongkir P0002 10rb")
    sari.gets("P0002", "Rp10.000", r"Setuju\?")


def test_what_came_in_one_parcel_has_arrived_together(market: Market) -> None:
    sari, pak_budi, bu_wati = market.shopper(), market.seller("Pak Budi"), market.seller("Bu Wati")
    _move_to(market, "Kauman")
    pak_budi.says("gabung kirim boleh")
    bu_wati.says("gabung kirim boleh")
    orders_to(sari, "pesan K0104 2 sama K0203 1", SEMARANG)
    sari.says("gabung kirim")
    sari.says("ya")
    pak_budi.says("terima P0001")
    bu_wati.says("terima P0002")
    pak_budi.says("resi P0001 JNE 0123456789")
    bu_wati.listens()
    sari.says("sudah sampai kak")
    bu_wati.gets("Pembeli sudah menerima pesanan .P0002")
    assert [row["order_status"] for row in market.orders()] == ["completed", "completed"]


def test_staff_keep_the_table_in_a_file(sqlite_market: Market, tmp_path: Path) -> None:
    sari, file = sqlite_market.shopper(), tmp_path / "postage.csv"
    assert "260 rates" in sqlite_market.flask("postage", "export", str(file))
    lines = [line for line in file.read_text().splitlines() if "JNE,REG" in line or line.startswith("courier")]
    file.write_text("\n".join(lines).replace("10000,10000", "9500,9500").replace(",yes\n", ",no\n"))
    sqlite_market.flask("postage", "import", str(file))
    sari.says("ongkir ke semarang 1kg?")
    sari.gets("JNE REG: Rp9.500")
    sari.gets_not("contoh", "Pos")


def _move_to(market: Market, sentra: str) -> None:
    from sqlmodel import select

    import database
    from catalog.models import Seller

    with market.app.app_context(), database.transaction() as session:
        for seller in session.exec(select(Seller)):
            seller.sentra = sentra


def _forget_weights(market: Market) -> None:
    from sqlmodel import select

    import database
    from catalog.models import Listing

    with market.app.app_context(), database.transaction() as session:
        for listing in session.exec(select(Listing)):
            listing.weight_g = None
