"""What is ordered and what it costs, in words: a line, a stall's part, the whole summary."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from bot.form import Form
from bot.shopper import ask_address
from bot.turn import Turn
from bot.wording import goods_in_short, plain, shortened
from money import rupiah
from orders import place
from orders.basket import PriceChange
from orders.models import BasketLine
from orders.place import Quote


def line_in_words(line: BasketLine, unit_price: int) -> str:
    """One line: code, title, size, number and price, with the tier's unit price where one applies."""
    goods = goods_in_short(line.listing, line.size)
    if line.quantity is None:
        return f"*{goods}* · {rupiah(line.listing.price)}"
    return sum_in_words(goods, line.quantity, unit_price, line.listing.price)


def lines_in_words(turn: Turn, shown: Sequence[BasketLine]) -> str:
    """These lines of the basket, with the prices of now."""
    basket = turn.basket
    lines = zip(basket.lines, basket.unit_prices(), strict=True)
    return "\n".join(line_in_words(line, price) for line, price in lines if line in shown)


def basket_total(turn: Turn) -> str:
    """ "Isi keranjang: 3 potong, Rp360.000"; a line without a number counts as one piece."""
    basket = turn.basket
    lines = [(line.quantity or 1, price) for line, price in zip(basket.lines, basket.unit_prices(), strict=True)]
    pieces, total = sum(quantity for quantity, _price in lines), sum(quantity * price for quantity, price in lines)
    return _("Isi keranjang: %(pieces)s potong, *%(total)s*.", pieces=pieces, total=rupiah(total))


def sum_in_words(goods: str, quantity: int, unit: int, retail: int) -> str:
    wholesale = " " + _("(harga grosir)") if unit < retail else ""
    return f"*{goods}* · {quantity} x {rupiah(unit)}{wholesale} = {rupiah(quantity * unit)}"


def changes_in_words(changes: Iterable[PriceChange]) -> list[str]:
    """What costs something else than when it was seen last."""
    return [
        _(
            "Harga %(code)s berubah dari %(before)s menjadi %(now)s.",
            code=change.line.listing.code,
            before=rupiah(change.before),
            now=rupiah(change.now),
        )
        for change in changes
    ]


def payment_name(method: str) -> str:
    return {
        "transfer": _("transfer"),
        "qris": "QRIS",
        "cod": _("COD (bayar saat paket sampai)"),
        "cash": _("tunai di toko"),
    }[method]


def summary(turn: Turn, draft: Form) -> str:
    """All that will be ordered, of which stall, for whom and where to; ends with the question."""
    quotes = place.quote(turn.session, turn.basket.wanted())
    total = _("Total barang: *%(total)s*", total=rupiah(sum(quote.goods_total for quote in quotes)))
    is_sent = draft["delivery"] == "ship"
    sums = [total] + ([_("Ongkir dihitung penjual saat menerima pesanan.")] if is_sent else [])
    blocks = [_quote_in_words(quote) for quote in quotes]
    blocks += ["\n".join(sums), "\n".join(_person_in_words(draft)), _("Sudah benar?")]
    return "\n\n".join(blocks)


def _person_in_words(draft: Form) -> list[str]:
    """For whom, where to, how it is paid, and what the seller is asked for."""
    is_sent = draft["delivery"] == "ship"
    lines = [
        _("Nama: %(name)s", name=draft["buyer_name"]),
        _("HP penerima: %(phone)s", phone=draft["phone"]) if is_sent and draft.get("phone") else "",
        _("Alamat: %(where)s", where=ask_address.in_words(draft)) if is_sent else _("Diambil di toko"),
        _("Bayar: %(method)s", method=payment_name(draft["payment"])),
        _("Pengirim di paket: %(sender)s (tanpa nota harga)", sender=draft["sender_name"])
        if is_sent and draft.get("sender_name")
        else "",
        _("Dibungkus sebagai kado, tanpa harga") if draft.get("gift") else "",
        _("Catatan: %(note)s", note=shortened(draft["note"], 120)) if draft.get("note") else "",
    ]
    return list(filter(None, lines))


def _quote_in_words(quote: Quote) -> str:
    lines = [
        sum_in_words(goods_in_short(line.listing, line.size), line.quantity, line.unit_price, line.listing.price)
        for line in quote.lines
    ]
    return "\n".join([_("Dari %(shop)s:", shop=plain(quote.seller.shop)), *lines])
