"""A code is read as it is imported and counted: a long one names its own goods, and one that nobody has names none."""

from pathlib import Path

from tests.market import Market

LONG = "K12345678901"


def _has_long_code(market: Market, folder: Path) -> None:
    market.flask("catalog", "export", str(folder))
    file = folder / "listings.csv"
    file.write_text(file.read_text(encoding="utf-8").replace("K0101", LONG), encoding="utf-8")
    market.flask("catalog", "import", str(folder))


def test_a_long_code_is_read(market: Market, tmp_path: Path) -> None:
    _has_long_code(market, tmp_path)
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says(LONG)
    sari.gets(LONG)
    pak_budi.says(f"stok {LONG} L 3")
    pak_budi.gets(LONG)
    pak_budi.gets_not("12345678901 potong|12.345.678.901")


def test_a_code_that_nobody_has_orders_no_other_goods(market: Market, tmp_path: Path) -> None:
    _has_long_code(market, tmp_path)
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    sari.says(LONG)
    sari.listens()
    for code in ("K1234567890", "K123456789012", "K99999999999999"):
        sari.says(f"pesan {code} 1")
        sari.gets_not("atas nama siapa", "Sudah benar", LONG + r"\b.*berapa")
        pak_budi.says(f"stok {code} 3")
        pak_budi.gets_not("jadi 3|stoknya 3")
        sari.listens()
    assert market.orders() == []


def test_an_imported_code_does_not_make_the_next_ones_long(market: Market, tmp_path: Path) -> None:
    _has_long_code(market, tmp_path)
    pak_budi = market.seller("Pak Budi")
    pak_budi.says("daster cap kawung 45rb stok 12 M L")
    pak_budi.says("tanpa foto")
    pak_budi.says("ya")
    pak_budi.gets(r"K\d{4}\b")
