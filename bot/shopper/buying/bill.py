"""What is ordered and what it costs, in words: a line, a stall's part, the whole summary."""

from collections.abc import Iterable, Sequence

from flask_babel import gettext as _

from bot.shopper.buying import ask_address
from bot.talk.form import Form
from bot.talk.turn import Turn
from bot.words.wording import goods_in_short, kilograms, plain, shortened, times
from messaging.content import MAX_CHOICES_TEXT
from money import rupiah
from orders import parcels, place
from orders.basket import PriceChange
from orders.models import BasketLine, Order
from orders.parcels import Plan
from orders.place import Parcel, Quote
from orders.pricing import UnitPrice, worth_adding


def lines_in_words(turn: Turn, shown: Sequence[BasketLine]) -> str:
    """These lines of the basket, with the prices of now."""
    lines = zip(turn.basket.lines, turn.basket.unit_prices(), strict=True)
    return "\n".join(_line_in_words(line, unit) for line, unit in lines if line in shown)


def _line_in_words(line: BasketLine, unit: UnitPrice) -> str:
    """One line: code, title, size, number and price, with the tier's unit price where one applies."""
    goods = goods_in_short(line.listing, line.size)
    if line.quantity is None:
        return f"*{goods}* · {rupiah(unit.price if unit.promised else line.listing.price)}"
    return _sum_in_words(goods, line.quantity, unit, line.listing.price)


def basket_total(turn: Turn) -> str:
    """ "Isi keranjang: 3 potong, Rp360.000", and what a few pieces more would save."""
    pieces = turn.basket.pieces()
    prices = turn.basket.unit_prices()
    total = sum(unit.total(quantity) for (_listing, quantity), unit in zip(pieces, prices, strict=True))
    number = sum(quantity for _listing, quantity in pieces)
    text = _("Isi keranjang: %(pieces)s potong, *%(total)s*.", pieces=number, total=rupiah(total))
    return "\n".join(filter(None, [text, _hint(turn)]))


def _sum_in_words(goods: str, quantity: int, unit: UnitPrice, retail: int) -> str:
    """ "*K0104 Sarung …* · 12 x Rp110.000 (1 lusin, grosir 10+) = Rp1.320.000": how the price came about is said."""
    notes = [_in_dozens(quantity)]
    if unit.promised:
        notes.append(_("harga khusus Anda"))
    elif unit.price < retail:
        notes.append(_("grosir %(least)s+", least=unit.tier_from))
        notes.append(_("campur %(pieces)s potong", pieces=unit.counted) if unit.mixed else "")
    why = ", ".join(filter(None, notes))
    total = unit.total(quantity)
    return f"*{goods}* · {times(quantity, unit.price, total)}{f' ({why})' if why else ''} = {rupiah(total)}"


def _in_dozens(quantity: int) -> str:
    """ "2 kodi", "1 lusin": as people count by the dozen; "" where it does not come out even."""
    for pieces, name in ((144, "gross"), (20, "kodi"), (12, "lusin")):
        if quantity % pieces == 0:
            return f"{quantity // pieces} {name}"
    return ""


def _hint(turn: Turn) -> str:
    """What a few pieces more would save; "" when the next tier is far away."""
    step = worth_adding(turn.basket.pieces(), turn.basket.promised)
    if step is None or step.next_price is None:
        return ""
    return _(
        "Tambah %(missing)s potong lagi, harganya jadi %(price)s per potong: hemat %(saving)s.",
        missing=step.missing,
        price=rupiah(step.next_price),
        saving=rupiah(step.saving),
    )


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


def reckon(turn: Turn, draft: Form, cod: bool | None = None) -> tuple[list[Quote], Plan]:
    """What the basket costs and how it is sent, as things stand now. `cod`: only services that collect the money;
    None: as the way of paying wants it. Raises what place.quote raises."""
    quotes = place.quote(turn.session, turn.basket.wanted(), turn.person.id)
    area = draft.get("area", "") if draft.get("delivery") == "ship" else ""
    collects = draft.get("payment") == "cod" if cod is None else cod
    return quotes, parcels.plan(
        turn.session, quotes, area, draft.get("courier", ""), collects, draft.get("join", False)
    )


def summary(turn: Turn, draft: Form) -> str:
    """All that will be ordered, of which stall, for whom and where to; ends with the question. However much it is, it
    fits a message with buttons: titles get shorter before anything is left out."""
    quotes, plan = reckon(turn, draft)
    text = ""
    for title_length in (40, 20, 0):
        blocks = [_quote_in_words(quote, draft, plan, title_length) for quote in quotes]
        blocks += ["\n".join(_sums(turn, draft, quotes, plan)), "\n".join(_person_in_words(draft)), _("Sudah benar?")]
        text = "\n\n".join(filter(None, blocks))
        if len(text) <= MAX_CHOICES_TEXT:
            break
    return text


def _sums(turn: Turn, draft: Form, quotes: Sequence[Quote], plan: Plan) -> list[str]:
    goods = sum(quote.goods_total for quote in quotes)
    is_sent = draft["delivery"] == "ship"
    lines = []
    if not plan.parcels:
        lines.append(_("Total barang: *%(total)s*", total=rupiah(goods)))
    elif len(quotes) > 1:
        lines.append(_("Total semua: *%(total)s*", total=rupiah(goods + plan.postage)))
    lines.append(_hint(turn))
    if plan.saving and not plan.joined:
        lines.append(_("Ketik *gabung kirim* untuk satu paket: hemat %(saving)s.", saving=rupiah(plan.saving)))
    if plan.parcels:
        lines.append(_("Ongkir masih perkiraan, dipastikan penjual saat menerima pesanan."))
    elif is_sent:
        lines.append(_("Ongkir dihitung penjual saat menerima pesanan."))
    return list(filter(None, lines))


def _person_in_words(draft: Form) -> list[str]:
    """For whom, where to, how it is paid, and what the seller is asked for."""
    is_sent = draft["delivery"] == "ship"
    lines = [
        _("Nama: %(name)s", name=draft["buyer_name"]),
        _("HP penerima: %(phone)s", phone=draft["phone"]) if is_sent and draft.get("phone") else "",
        _("Alamat: %(where)s", where=ask_address.in_words(draft)) if is_sent else _("Diambil di toko"),
        _("Bayar: %(method)s", method=payment_name(draft["payment"])),
        *([_("Paket COD tidak boleh dibuka sebelum dibayar.")] if draft["payment"] == "cod" else []),
        _("Pengirim di paket: %(sender)s (tanpa nota harga)", sender=draft["sender_name"])
        if is_sent and draft.get("sender_name")
        else "",
        _("Dibungkus sebagai kado, tanpa harga") if draft.get("gift") else "",
        _("Catatan: %(note)s", note=shortened(draft["note"], 120)) if draft.get("note") else "",
    ]
    return list(filter(None, lines))


def _quote_in_words(quote: Quote, draft: Form, plan: Plan, title_length: int) -> str:
    """One stall's goods, their postage and what both come to."""
    lines = [_("Dari %(shop)s:", shop=plain(quote.seller.shop))]
    for line in quote.lines:
        goods = goods_in_short(line.listing, line.size, title_length)
        lines.append(_sum_in_words(goods, line.quantity, line.unit, line.listing.price))
    lines += made_to_order(quote)
    parcel = plan.parcels.get(quote.seller_id)
    if parcel:
        lines.append(_postage_in_words(quote, parcel, plan))
        lines.append(_("Jumlah: *%(total)s*", total=rupiah(quote.goods_total + parcel.fee)))
    return "\n".join(lines)


def _postage_in_words(quote: Quote, parcel: Parcel, plan: Plan) -> str:
    if parcel.packer_id not in (None, quote.seller_id):
        return _("Ongkir: ikut paket gabungan")
    weight = sum(plan.parcels[seller].weight_g for seller in plan.joined) if parcel.packer_id else parcel.weight_g
    text = _(
        "Ongkir %(service)s, %(weight)s: %(fee)s",
        service=parcel.service,
        weight=("± " if plan.estimated else "") + kilograms(weight),
        fee=rupiah(parcel.fee),
    )
    return text + (" " + _("(paket gabungan, dikemas toko ini)") if parcel.packer_id else "")


def made_to_order(order: Order | Quote) -> list[str]:
    """What is made for the order: when it is ready, and what is paid before."""
    if not order.lead_days:
        return []
    ready = _("Dibuat dulu (PO), siap ±%(days)s hari.", days=order.lead_days)
    down = _("DP dulu *%(sum)s*, sisanya setelah siap.", sum=rupiah(order.deposit))
    return [ready, *([down] if order.deposit else [])]
