"""The parcel on its way: where it is looked up, when the shopper is asked for it, and how the order is done."""

from tests.market import Market, Person
from tests.talks.buying import it_is, presses, sent_to_her, until
from tests.talks.test_knocking import approve_all


def sent(market: Market, at: str = "2026-12-01T10:00") -> tuple[Person, Person]:
    """Sari's order is accepted and on its way from that moment on; the postage table says 1 to 2 days."""
    it_is(market, at)
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 1")
    pak_budi.says("gratis ongkir P0001")
    pak_budi.says("terima P0001")
    sari.listens()
    pak_budi.says("resi P0001 JNE 0123456789")
    return sari, pak_budi


def stands(market: Market) -> list[str]:
    return [market.orders()[0][name] for name in ("order_status", "fulfilment_status", "evidence")]


def test_number_courier_link_and_what_to_do_then(market: Market) -> None:
    sari, _pak_budi = sent(market)
    sari.gets_one_message("P0001", r"JNE: .?0123456789", "https://www.jne.co.id", "1–2 hari.*sudah diterima")


def test_asked_after_the_expected_days_by_day(market: Market) -> None:
    sari, pak_budi = sent(market)
    sari.listens()
    until(market, "2026-12-03T09:59")
    sari.gets_nothing()
    until(market, "2026-12-03T10:01")
    sari.gets_nothing()  # her window is closed: it waits
    sari.says("halo")
    sari.gets("P0001.*seharusnya sudah sampai", r"Paketnya sudah sampai\?", "Diterima", "Belum", "Ada masalah")
    pak_budi.says("halo")
    sari.taps("Diterima")
    sari.gets_one_message("P0001. selesai")
    pak_budi.gets("Pembeli sudah menerima pesanan .P0001")
    assert stands(market) == ["completed", "delivered", "buyer_confirmed"]


def test_nobody_is_asked_at_night(market: Market) -> None:
    sari, _pak_budi = sent(market, "2026-12-01T23:50")
    until(market, "2026-12-03T23:55")
    sari.says("halo")
    sari.gets_not("seharusnya sudah sampai")
    sari.listens()
    until(market, "2026-12-04T07:59")  # past midnight in the city, and the third in London
    sari.gets_nothing()
    until(market, "2026-12-04T08:01")
    sari.gets_one_message(r"Paketnya sudah sampai\?")


def test_a_closed_window_is_knocked_at(market: Market) -> None:
    sari, _pak_budi = sent(market)
    approve_all(market)
    sari.listens()
    until(market, "2026-12-03T10:01")
    sari.gets_one_message("P0001.*seharusnya sudah sampai", "Kabari")
    sari.taps("Kabari")
    sari.gets(r"Paketnya sudah sampai\?")
    sari.says("sudah")
    sari.gets("P0001. selesai")


def test_not_yet_and_asked_again(market: Market) -> None:
    sari, pak_budi = sent(market)
    until(market, "2026-12-03T09:00")
    sari.says("halo")
    pak_budi.says("halo")
    until(market, "2026-12-03T10:01")
    sari.taps("Belum")
    sari.gets_one_message("belum sampai", "3 hari lagi")
    pak_budi.gets("Sari Dewi bilang paket .P0001. .JNE 0123456789. belum sampai")
    pak_budi.listens()
    sari.says("belum sampai juga")
    sari.gets_one_message("masih di jalan")
    pak_budi.gets_nothing()
    until(market, "2026-12-06T10:02")
    sari.says("halo")
    sari.gets(r"Paketnya sudah sampai\?")
    assert stands(market) == ["accepted", "shipped", "parcel_number"]


def test_done_by_itself_after_a_week_with_a_notice(market: Market) -> None:
    sari, pak_budi = sent(market)
    until(market, "2026-12-10T09:00")
    assert stands(market) == ["accepted", "shipped", "parcel_number"]
    sari.says("halo")
    pak_budi.says("halo")
    sari.listens()
    until(market, "2026-12-10T10:05")
    sari.gets_one_message("P0001.*selesai, karena tidak ada kabar", "komplain P0001")
    pak_budi.gets("P0001.*kami anggap sudah sampai")
    assert stands(market) == ["completed", "delivered", "parcel_number"]
    sari.says("sudah saya terima kok kak")
    assert stands(market) == ["completed", "delivered", "parcel_number"]  # which order is not said
    sari.says("sudah diterima P0001")
    sari.gets("P0001. selesai")
    assert stands(market) == ["completed", "delivered", "buyer_confirmed"]


def test_a_worker_that_slept_a_month_asks_before_it_decides(market: Market) -> None:
    sari, _pak_budi = sent(market)
    market.time_passes(days=30)
    sari.says("halo")
    sari.gets(r"Paketnya sudah sampai\?")
    assert stands(market)[0] == "accepted"


def test_her_own_words_at_any_time(market: Market) -> None:
    for number, words in enumerate(("udah nyampe kak", "received", "sudah diterima", "paket sudah di tangan"), 1):
        sari, pak_budi = market.shopper(f"Sari {'ABCD'[number - 1]}"), market.seller("Pak Budi")
        order = sent_to_her(sari, "K0104 1")
        pak_budi.says(f"gratis ongkir {order}")
        pak_budi.says(f"terima {order}")
        pak_budi.says(f"resi {order} JNE 012345678{number}")
        sari.says(words)
        sari.gets(f"{order}. (selesai|is done)")


def test_what_was_never_sent_is_asked_about(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 1")
    pak_budi.says("gratis ongkir P0001")
    pak_budi.says("terima P0001")
    sari.says("sudah sampai kak")
    sari.gets_one_message(r"P0001. dari Batik Budi.* sudah di tangan Anda\?|P0001.*sudah di tangan Anda\?")
    sari.says("ya")
    sari.gets("selesai")
    assert stands(market) == ["completed", "delivered", "buyer_confirmed"]


def test_praise_is_no_arrival(market: Market) -> None:
    sari, _pak_budi = sent(market)
    sari.says("bajunya bagus")
    sari.gets_one_message(r"P0001.*sudah di tangan Anda\?")
    sari.says("belum")
    assert stands(market)[1] == "shipped"


def test_two_parcels_are_asked_apart(market: Market) -> None:
    sari, pak_budi = sent(market)
    sent_to_her(sari, "K0104 1")
    for words in ("gratis ongkir P0002", "terima P0002", "resi P0002 JNE 0123456780"):
        pak_budi.says(words)
    sari.says("sudah sampai")
    sari.gets_one_message("P0001", "P0002", r"Yang mana ya\?")
    sari.taps("P0002")
    sari.gets("P0002. selesai")
    assert [row["order_status"] for row in market.orders()] == ["accepted", "completed"]


def test_nobody_says_it_of_anothers_order(market: Market) -> None:
    _sari, pak_budi = sent(market)
    tono = market.shopper("Tono")
    pak_budi.listens()
    tono.says("sudah diterima P0001")
    tono.gets("P0001 tidak ada di daftar Anda")
    presses(tono, "received:P0001:sure")
    tono.gets("tidak ada di daftar Anda")
    presses(tono, "not_received:P0001")
    pak_budi.gets_nothing()
    assert stands(market)[0] == "accepted"


def test_open_orders_first_each_with_its_next_step(market: Market) -> None:
    sari, pak_budi = sent(market)
    sent_to_her(sari, "K0104 1")
    sent_to_her(sari, "K0104 1")
    pak_budi.says("gratis ongkir P0002")
    pak_budi.says("terima P0002")
    sari.says("sudah diterima P0001")
    sari.says("pesanan saya")
    seen = sari.last.seen
    assert seen.index("P0003") < seen.index("P0002") < seen.index("P0001")
    sari.gets("batal P0003", "rekening P0002", "Selesai")
    sari.says("rekening P0002")
    sari.gets("BRI", "P0002")


def test_an_account_changed_since_is_warned_of(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sent_to_her(sari, "K0104 1")
    pak_budi.says("gratis ongkir P0001")
    pak_budi.says("terima P0001")
    sari.says("pesanan saya")
    sari.gets_not("baru saja diganti")
    pak_budi.says("ganti rekening BCA 1234567890 a.n. Budi Santoso")
    pak_budi.says("ya")
    sari.says("pesanan saya")
    sari.gets("Rekening toko ini baru saja diganti")
