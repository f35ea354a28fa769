"""What was sold at the stall is told by one message: off the stock, in the log, counted by the city only with a yes."""

from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

import database
from orders import offline
from orders.models import OfflineSale, OfflineSaleEvent
from tests.market import Market, Person
from tests.talks.test_ordering import buys


@pytest.fixture
def pak_budi(market: Market) -> Person:
    """With the question about counting behind him."""
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("laku K0105 1").says("ya").gets("Terima kasih")
    pak_budi.says("batalkan")
    return pak_budi


def sales(market: Market) -> list[OfflineSale]:
    with market.app.app_context(), database.reading() as session:
        return list(session.exec(select(OfflineSale).where(OfflineSale.code != "K0105").order_by(OfflineSale.id)))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "code", "stock", "told"),
    [
        ("laku K0104 2", "K0104", "58", ("", 2, 240_000)),
        ("laku K0104", "K0104", "59", ("", 1, 120_000)),
        ("K0104 laku 1 lusin", "K0104", "48", ("", 12, 1_320_000)),  # the tier's price
        ("laku K0101 L 2", "K0101", "M:3|L:3|XL:0", ("L", 2, 350_000)),
        ("laku K0104 2 200rb", "K0104", "58", ("", 2, 200_000)),
        ("laku K0104 2 @115rb", "K0104", "58", ("", 2, 230_000)),
        ("laku 2 daster 90rb", "K0106", "38", ("allsize", 2, 90_000)),
        ("terjual 3 daster", "K0106", "37", ("allsize", 3, 165_000)),
        ("sold K0104 2", "K0104", "58", ("", 2, 240_000)),
    ],
)
def test_told_in_many_words(
    sqlite_market: Market, tmp_path: Path, words: str, code: str, stock: str, told: tuple[str, int, int]
) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says(words).gets_one_message("L0001", code)
    assert sqlite_market.listing(code, tmp_path)["stock"] == stock
    (sale,) = sales(sqlite_market)
    assert (sale.size, sale.quantity, sale.amount) == told
    assert (sale.code, sale.evidence, sale.taken_back_at) == (code, "declared", None)


def test_a_childs_size_needs_two_numbers(market: Market, tmp_path: Path) -> None:
    bu_wati = market.seller("Bu Wati")
    bu_wati.says("laku K0207 4").gets("4 potong", "12 → 8")
    bu_wati.says("laku K0207 4 2").gets("K0207.*, 4", "2 potong", "8 → 6")
    bu_wati.says("laku K0207 ukuran 6").gets("1 potong", "6 → 5")
    assert market.listing("K0207", tmp_path)["stock"] == "5"


def test_the_log_has_all_of_it_and_the_orders_export_none(market: Market, pak_budi: Person) -> None:
    pak_budi.says("laku K0101 L 2").gets_one_message("L0002", "2 potong, Rp350.000", "L 5 → 3", "batalkan")
    (sale,) = sales(market)
    assert (sale.number, sale.title, sale.product, sale.technique) == (
        "L0002",
        "Kemeja cap parang merah",
        "kemeja",
        "cap",
    )
    with market.app.app_context(), database.reading() as session:
        (event,) = session.exec(select(OfflineSaleEvent).where(OfflineSaleEvent.sale_id == sale.id)).all()
        assert (event.kind, event.actor, event.facts) == ("told", "seller", {"quantity": 2, "amount": 350_000})
        assert event.actor_id is not None
    buys(market.shopper(), "K0104 1")
    assert [row["order_no"] for row in market.orders()] == ["P0001"]


def test_taken_back(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("laku K0104 2").taps("Batalkan").gets_one_message(
        "Dibatalkan", "58 → 60", "L0002 tidak dihitung lagi"
    )
    pak_budi.says("batalkan").gets_one_message("sudah dibatalkan")
    assert market.listing("K0104", tmp_path)["stock"] == "60"
    (sale,) = sales(market)
    assert sale.taken_back_at is not None
    pak_budi.says("K0104").gets("laku di kios 0")


def test_more_than_the_stock_says(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("laku K0103 3").gets_one_message(
        "tercatat 1, kurang dari 3", r"\[Laku 1 saja\]", r"\[Memang laku 3\]"
    )
    assert market.listing("K0103", tmp_path)["stock"] == "1"
    pak_budi.taps("Memang laku 3").gets_one_message("3 potong", "3 → 0", "Habis")
    assert market.listing("K0103", tmp_path)["stock"] == "0"
    pak_budi.says("batalkan").gets("Dibatalkan")
    assert market.listing("K0103", tmp_path)["stock"] == "1"
    pak_budi.says("laku K0103 3").taps("Laku 1 saja").gets_one_message("1 potong", "1 → 0")
    market.time_passes(minutes=10)
    pak_budi.says("laku K0103").gets_one_message("tercatat 0", r"Memang laku 1\?")
    pak_budi.says("tidak").gets("tidak ada yang diubah")
    assert market.listing("K0103", tmp_path)["stock"] == "0"


def test_which_goods_and_which_size(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("laku 2 kemeja 300rb").gets_one_message("Barang yang mana", "K0101", "K0102", "K0103")
    pak_budi.taps("K0102").gets_one_message("Yang laku ukuran apa", r"\[L\]", r"\[XL\]")
    pak_budi.taps("XL").gets_one_message("2 potong, Rp300.000", "XL 4 → 2")
    assert market.listing("K0102", tmp_path)["stock"] == "L:2|XL:2"


def test_the_price_of_one_where_the_sum_can_not_be_meant(market: Market, pak_budi: Person) -> None:
    pak_budi.says("laku K0106 12 45rb").gets_one_message("12 potong, Rp540.000")


def test_several_at_once_are_taken_back_at_once(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("laku K0104 2, K0106 3").gets_one_message("L0002.*K0104", "L0003.*K0106")
    pak_budi.says("batalkan").gets_one_message("K0104", "K0106", "L0002, L0003")
    assert [market.listing(code, tmp_path)["stock"] for code in ("K0104", "K0106")] == ["60", "40"]


@pytest.mark.parametrize(
    "words", ["laku K0104 2000000", "laku K0104 2 90 juta", "laku K0104 2 10rb", "laku K0104 200000 pcs"]
)
def test_absurd_sales_are_asked_back(market: Market, pak_budi: Person, tmp_path: Path, words: str) -> None:
    pak_budi.says(words).gets_one_message(r"\?")
    assert market.listing("K0104", tmp_path)["stock"] == "60"
    assert sales(market) == []


def test_an_absurd_sum_may_be_meant(market: Market, pak_budi: Person) -> None:
    pak_budi.says("laku K0104 2 2 juta").gets_one_message("biasanya Rp240.000")
    pak_budi.says("ya").gets_one_message("2 potong, Rp2.000.000", "60 → 58")
    assert [sale.amount for sale in sales(market)] == [2_000_000]


def test_the_same_sale_told_twice_is_asked_about_once(market: Market, pak_budi: Person, tmp_path: Path) -> None:
    pak_budi.says("laku K0102 XL 2").gets("XL 4 → 2")
    pak_budi.says("laku K0102 XL 2")
    pak_budi.gets_one_message(
        "baru saja dicatat laku 2", r"Ini penjualan lain\?", r"\[Ya, penjualan lain\]\s+\[Tidak\]"
    )
    assert market.listing("K0102", tmp_path)["stock"] == "L:2|XL:2"
    pak_budi.taps("Ya, penjualan lain").gets_one_message("L0003", "XL 2 → 0")
    pak_budi.taps("Ya, penjualan lain").gets(r"Ini penjualan lain\?")  # a tap may come twice as well
    pak_budi.says("tidak").gets("tidak ada yang diubah")
    assert [(sale.size, sale.quantity) for sale in sales(market)] == [("XL", 2), ("XL", 2)]


def test_another_number_or_a_later_time_is_another_sale(sqlite_market: Market, tmp_path: Path) -> None:
    pak_budi = sqlite_market.seller("Pak Budi")
    pak_budi.says("laku K0104 2, K0106 3").says("ya")
    pak_budi.says("laku K0104 3").gets("58 → 55")
    pak_budi.says("laku K0104 2, K0106 3").gets("K0104.*dicatat laku 2", "K0106.*dicatat laku 3", "penjualan lain")
    pak_budi.says("ya").gets("55 → 53", "37 → 34")
    sqlite_market.time_passes(minutes=6)
    pak_budi.says("laku K0104 2").gets("53 → 51")


# ---------------------------------------------------------------- counted by the city


def counted(market: Market) -> int:
    with market.app.app_context(), database.reading() as session:
        return len(_counted(session))


def _counted(session: Session) -> list[Any]:
    from catalog.models import Seller

    rows = select(OfflineSale).join(Seller).where(*offline.counted_by_the_city())
    return list(session.exec(rows))


def test_the_question_comes_once_and_a_yes_counts(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("laku K0104 2").gets_one_message(
        "60 → 58", r"boleh ikut dihitung .*\?", r"\[Ya, boleh\]", r"\[Batalkan\]"
    )
    assert counted(market) == 0
    pak_budi.says("ya").gets_one_message("Terima kasih")
    assert counted(market) == 1
    pak_budi.says("laku K0104 1").gets_one_message("58 → 57")
    pak_budi.gets_not("dihitung")
    assert counted(market) == 2


@pytest.mark.parametrize("answer", ["tidak", "Tidak", "stok K0106 9"])
def test_without_a_yes_stock_changes_and_nothing_is_counted(market: Market, tmp_path: Path, answer: str) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("laku K0104 2").says(answer)
    pak_budi.says("laku K0104 1").gets_one_message("58 → 57")
    pak_budi.gets_not("boleh ikut dihitung")
    assert (counted(market), len(sales(market))) == (0, 2)
    assert market.listing("K0104", tmp_path)["stock"] == "57"
    pak_budi.says("rekap").gets("Laku di kios: 3 potong")


def test_batal_right_after_it_is_about_the_sale(market: Market, tmp_path: Path) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("laku K0104 2").says("batal").gets_one_message("Dibatalkan", "58 → 60")
    assert market.listing("K0104", tmp_path)["stock"] == "60"


def test_a_no_may_become_a_yes_by_the_same_button(market: Market) -> None:
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("laku K0104 2").taps("Tidak").gets("tidak dihitung")
    pak_budi.taps("Ya, boleh").gets("Terima kasih")
    assert counted(market) == 1
