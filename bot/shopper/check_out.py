"""Ordering: what is missing is asked for, one thing at a time, in any order, until a summary and a yes.

The form's own part: `lines` (code, size, quantity), `buyer_name`, `delivery`, `address`, `payment`.
"""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _

from bot import choices, form, notices
from bot.form import Form, Slot
from bot.shopper import find_batik, show_listing
from bot.turn import Answer, Turn, say
from bot.understanding import Line
from bot.wording import plain, shortened, size_name, sizes_in_stock
from catalog import lookup
from catalog.models import Listing
from messaging.content import MAX_LIST_ITEMS, Content, Option
from money import rupiah
from orders import errors, place
from orders.models import Order
from orders.place import Quote, WantedLine

NAME = "check_out"
MOST_PIECES = 10_000  # of one listing in one order
SHORTEST_ADDRESS = 10  # characters
DEFAULT_QUANTITY_CHOICES = (1, 2, 3)


def order(turn: Turn) -> Answer:
    """ "pesan K0123 L 2", "mau no 3", a tapped "Pesan": opens the form or adds to it."""
    wanted = [_named(turn, line) for line in _lines_wanted(turn)]
    if not wanted or any(line["code"] is None for line in wanted):
        return show_listing.which(turn)
    problem = _why_not(turn, wanted)
    if problem:
        return problem
    draft = _open_form(turn) or {"name": NAME, "lines": []}
    _put_lines(draft, wanted)
    _fill_facts(turn, draft)
    return _go_on(turn, draft, repeat=True)


def change(turn: Turn) -> Answer:
    """An answer to the form's question, or a correction: "eh L aja", "jadi 3", "ganti alamat …"."""
    draft = _open_form(turn)
    if draft is None:
        return _changed_without_form(turn)
    changed = _fill_facts(turn, draft)
    return _go_on(turn, draft, repeat=changed)


def review(turn: Turn) -> Answer:
    """ "keranjang": what the form holds so far."""
    draft = _open_form(turn)
    if draft is None or not draft["lines"]:
        return say(_("Keranjang masih kosong. Contoh: *kemeja parang L*. Mau lihat batik apa?"))
    return _go_on(turn, draft, repeat=True)


def confirm(turn: Turn, draft: Form) -> Answer:
    """The yes under the summary places the orders; a yes to anything else repeats the question."""
    return _place(turn, draft) if draft["asked"] == "confirm" else _go_on(turn, draft, repeat=False)


def decline(turn: Turn, draft: Form) -> Answer:
    """A no under the summary: asks what should be different; nothing is ordered."""
    if draft["asked"] != "confirm":
        return drop(turn)
    return say(
        _("Baik, belum kami pesan. Misalnya *ukuran L*, *jadi 3*, *alamat …*, atau *batal*. Apa yang mau diubah?")
    )


def ask_again(turn: Turn, opening: str) -> Answer | None:
    """`opening`, and after it the question that is still waited for, without the goods; None when there is none."""
    draft = _open_form(turn)
    if draft is None or not draft["asked"]:
        return None
    if draft["asked"] == "confirm":
        return say(opening + " " + _("Pesanannya sudah benar?"), *_confirmation_options())
    slot = next(slot for slot in SLOTS if slot.name == draft["asked"])
    asked = slot.ask(turn, draft)
    return Answer(asked.content.with_text(f"{opening} {asked.content.text}"), asked.about)


def remove(turn: Turn) -> Answer:
    """ "hapus K0130", "ga jadi spreinya": takes these goods out of the form; when nothing is left, or none is named, all."""
    draft = _open_form(turn)
    codes = {_named(turn, line)["code"] for line in turn.intent.lines}
    goods = turn.facts.get("goods")
    lines = draft["lines"] if draft else []
    kept = [line for line in lines if line["code"] not in codes and _listing(turn, line).product != goods]
    if not draft or not kept or len(kept) == len(lines):
        return drop(turn)
    draft["lines"] = kept
    return _go_on(turn, draft, repeat=True)


def drop(turn: Turn) -> Answer:
    """Gives the open form up."""
    turn.talk.form = None
    return say(_("Baik, batal ya, tidak ada yang dipesan. Kalau mau lihat yang lain, tulis saja barangnya."))


# ---------------------------------------------------------------- filling


def _open_form(turn: Turn) -> Form | None:
    return turn.talk.form if turn.talk.form and turn.talk.form["name"] == NAME else None


def _lines_wanted(turn: Turn) -> list[Line]:
    """What is to be ordered; "semuanya" is all of the last sheet, "dua-duanya" both where there are two."""
    number = turn.facts.get("all")
    if number and number is not True and len(turn.codes) != number:
        return []
    if number:
        return [Line(code=code) for code in turn.codes]
    return list(turn.intent.lines) or [Line()]


def _named(turn: Turn, line: Line) -> dict[str, Any]:
    code = line.code or (turn.code_at(line.place) if line.place else None)
    if code is None and not line.place:
        code = show_listing.wanted_code(turn)
    return {"code": code, "size": line.size, "quantity": line.quantity}


def _why_not(turn: Turn, wanted: list[dict[str, Any]]) -> Answer | None:
    """An answer when something wanted does not exist, is not for sale, or is sold out."""
    for line in wanted:
        listing = lookup.by_code(turn.session, line["code"])
        if listing is None or not lookup.is_visible(listing):
            return show_listing.no_such_code(line["code"])
        turn.talk.listing = listing.code
        if lookup.total_available(listing) == 0:
            opening = _("Maaf, %(goods)s sedang habis.", goods=_goods(listing))
            return find_batik.instead_of(turn, listing, line["size"], opening)
    return None


def _put_lines(draft: Form, wanted: list[dict[str, Any]]) -> None:
    """A code that is in the form already is changed, a new one is added."""
    for line in wanted:
        same = [
            old
            for old in draft["lines"]
            if old["code"] == line["code"] and (not line["size"] or old["size"] in (None, line["size"]))
        ]
        if same:
            same[0].update({name: value for name, value in line.items() if value is not None})
        else:
            draft["lines"].append(line)


def _fill_facts(turn: Turn, draft: Form) -> bool:
    """Puts what the message told into the form; True when something to be ordered has changed."""
    facts = turn.facts
    for fact, slot in (
        ("name", "buyer_name"),
        ("address", "address"),
        ("delivery", "delivery"),
        ("payment", "payment"),
    ):
        if facts.get(fact):
            draft[slot] = plain(str(facts[fact]))[:500]
    if facts.get("wrong") == "address":
        draft.pop("address", None)  # asked for again
    if facts.get("address") and not draft.get("delivery"):
        draft["delivery"] = "ship"
    changed = False
    for name in ("size", "quantity"):
        if facts.get(name) is not None:
            for line in _lines_meant(turn, draft, name):
                line[name] = facts[name]
                changed = True
    return changed


def _lines_meant(turn: Turn, draft: Form, name: str) -> list[dict[str, Any]]:
    """The line asked about; else those where it is missing; else the only one; else the last."""
    if draft.get("asked") == name:
        at = draft.get("asked_line", 0)
        return draft["lines"][at : at + 1]
    missing = [line for line in draft["lines"] if line[name] is None]
    return missing or draft["lines"][-1:]


def _changed_without_form(turn: Turn) -> Answer:
    code = show_listing.wanted_code(turn)
    found = find_batik.in_size(turn, turn.facts["size"]) if code is None and set(turn.facts) == {"size"} else None
    if found:
        return found
    if code is None:
        return say(_("Tulis kodenya, misalnya *pesan K… L 2*, atau cari dulu barangnya. Untuk barang yang mana ya?"))
    return order(turn)


# ---------------------------------------------------------------- asking


def _go_on(turn: Turn, draft: Form, repeat: bool) -> Answer:
    """Checks the lines against what is for sale now, then asks for the next missing thing or shows the summary."""
    problem = _settle_lines(turn, draft)
    if problem:
        turn.talk.form = draft
        return problem
    return _unless_gone(turn, draft, lambda: _ask_next(turn, draft, repeat))


def _ask_next(turn: Turn, draft: Form, repeat: bool) -> Answer:
    asked = form.ask_next(turn, draft, SLOTS)
    if draft["asked"] == "confirm" or not (repeat or draft["asked"] in ("size", "quantity")):
        return asked
    goods = "\n".join(_line_in_words(turn, line) for line in draft["lines"])
    return Answer(_with_opening(goods, asked), asked.about)


def _settle_lines(turn: Turn, draft: Form) -> Answer | None:
    """Sizes and numbers that can't be: asks again, saying what there is. A listing with one size needs no question."""
    for at, line in enumerate(draft["lines"]):
        listing = _listing(turn, line)
        sizes = [v.size for v in listing.variants]
        if not sizes or sizes == ["allsize"] or (len(sizes) == 1 and not line["size"]):
            line["size"] = sizes[0] if sizes else ""
        if line["size"] and line["size"] not in sizes:
            wrong, line["size"] = line["size"], None
            return _ask_size_again(
                turn,
                draft,
                at,
                listing,
                _("%(goods)s: ukuran %(size)s tidak ada.", goods=_goods(listing), size=size_name(wrong)),
            )
        if line["size"] and lookup.available(listing, line["size"]) == 0:
            gone, line["size"] = line["size"], None
            return _ask_size_again(
                turn,
                draft,
                at,
                listing,
                _("%(goods)s: ukuran %(size)s sedang habis.", goods=_goods(listing), size=size_name(gone)),
            )
        left = _left(listing, line["size"])
        if line["quantity"] is not None and not 1 <= line["quantity"] <= min(left, MOST_PIECES):
            line["quantity"] = None
            draft.update(asked="quantity", asked_line=at)
            text = _("%(goods)s tinggal %(left)s potong.", goods=_goods(listing, line["size"]), left=left)
            return say(text + " " + _("Mau berapa potong?"), *_quantity_options(left))
    return None


def _ask_size_again(turn: Turn, draft: Form, at: int, listing: Listing, opening: str) -> Answer:
    draft.update(asked="size", asked_line=at)
    asked = _ask_size(turn, draft)
    return Answer(_with_opening(opening, asked), asked.about)


def _line_missing(name: str) -> Any:
    def is_missing(turn: Turn, draft: Form) -> bool:
        at = next((at for at, line in enumerate(draft["lines"]) if line[name] is None), None)
        if at is not None:
            draft["asked_line"] = at
        return at is not None

    return is_missing


def _ask_size(turn: Turn, draft: Form) -> Answer:
    listing = _listing(turn, draft["lines"][draft["asked_line"]])
    sizes = sizes_in_stock(listing)
    options = [
        choices.answer("size", size, size_name(size), _("sisa %(n)s", n=lookup.available(listing, size)))
        for size in sizes
    ]
    sizes_named = ", ".join(map(size_name, sizes))
    text = _("Ada ukuran %(sizes)s. Mau ukuran apa?", sizes=sizes_named)
    return _with_list(text, options[:MAX_LIST_ITEMS], _("Pilih ukuran"))


def _ask_quantity(turn: Turn, draft: Form) -> Answer:
    line = draft["lines"][draft["asked_line"]]
    return say(_("Mau berapa potong?"), *_quantity_options(_left(_listing(turn, line), line["size"])))


def _left(listing: Listing, size: str | None) -> int:
    """Pieces that can be ordered: of this size, or of all as long as none is chosen."""
    return lookup.total_available(listing) if size is None else lookup.available(listing, size)


def _quantity_options(left: int) -> list[Option]:
    return [choices.answer("quantity", n, str(n)) for n in DEFAULT_QUANTITY_CHOICES if n <= left]


def _ask_name(turn: Turn, draft: Form) -> Answer:
    return say(_("Pesanan ini atas nama siapa?"))


def _ask_delivery(turn: Turn, draft: Form) -> Answer:
    options = (
        choices.answer("delivery", "ship", _("Dikirim")),
        choices.answer("delivery", "pickup", _("Diambil di toko")),
    )
    return say(_("Barangnya mau dikirim atau diambil di toko?"), *options)


def _ask_address(turn: Turn, draft: Form) -> Answer:
    given = draft.pop("address", "")
    opening = _("“%(address)s” sepertinya belum lengkap.", address=shortened(given, 60)) + " " if given else ""
    return say(opening + _("Sebutkan jalan dan nomor, kecamatan, kota, dan kode pos ya. Dikirim ke alamat mana?"))


def _ask_payment(turn: Turn, draft: Form) -> Answer:
    last = (
        choices.answer("payment", "cash", _("Bayar di toko"))
        if draft["delivery"] == "pickup"
        else choices.answer("payment", "cod", "COD")
    )
    options = choices.answer("payment", "transfer", "Transfer"), choices.answer("payment", "qris", "QRIS"), last
    return say(
        _("Mau bayar pakai apa: transfer, QRIS, atau COD?")
        if draft["delivery"] == "ship"
        else _("Mau bayar pakai apa: transfer, QRIS, atau langsung di toko?"),
        *options,
    )


def _ask_confirmation(turn: Turn, draft: Form) -> Answer:
    return say(summary(turn, draft), *_confirmation_options())


def _confirmation_options() -> list[Option]:
    return [
        choices.deed("yes", _("Ya, pesan")),
        choices.deed("no", _("Ubah")),
        choices.deed("cancel", _("Batal")),
    ]


SLOTS = (
    Slot("size", _line_missing("size"), _ask_size),
    Slot("quantity", _line_missing("quantity"), _ask_quantity),
    Slot("name", lambda turn, draft: len(draft.get("buyer_name", "")) < 2, _ask_name),
    Slot("delivery", lambda turn, draft: draft.get("delivery") not in ("ship", "pickup"), _ask_delivery),
    Slot(
        "address",
        lambda turn, draft: draft["delivery"] == "ship" and len(draft.get("address", "")) < SHORTEST_ADDRESS,
        _ask_address,
    ),
    Slot("payment", lambda turn, draft: not _payment_fits(draft), _ask_payment),
    Slot("confirm", lambda turn, draft: True, _ask_confirmation),
)


def _payment_fits(draft: Form) -> bool:
    allowed = ("transfer", "qris", "cash" if draft["delivery"] == "pickup" else "cod")
    return draft.get("payment") in allowed


# ---------------------------------------------------------------- words


def _listing(turn: Turn, line: dict[str, Any]) -> Listing:
    listing = lookup.by_code(turn.session, line["code"])
    assert listing is not None  # _why_not has looked
    return listing


def _goods(listing: Listing, size: str | None = None) -> str:
    name = f"{listing.code} {shortened(plain(listing.title), 40)}"
    return f"{name}, {size_name(size)}" if size else name


def _line_in_words(turn: Turn, line: dict[str, Any]) -> str:
    """One line: code, title, size, number and price, with the tier's unit price where one applies."""
    listing = _listing(turn, line)
    if line["quantity"] is None:
        return f"*{_goods(listing, line['size'])}* · {rupiah(listing.price)}"
    unit = lookup.unit_price(listing, line["quantity"])
    return _sum_in_words(_goods(listing, line["size"]), line["quantity"], unit, listing.price)


def _sum_in_words(goods: str, quantity: int, unit: int, retail: int) -> str:
    wholesale = " " + _("(harga grosir)") if unit < retail else ""
    return f"*{goods}* · {quantity} x {rupiah(unit)}{wholesale} = {rupiah(quantity * unit)}"


def payment_name(method: str) -> str:
    return {
        "transfer": _("transfer"),
        "qris": "QRIS",
        "cod": _("COD (bayar saat paket sampai)"),
        "cash": _("tunai di toko"),
    }[method]


def summary(turn: Turn, draft: Form) -> str:
    """All that will be ordered, of which stall, for whom and where to; ends with the question."""
    quotes = place.quote(turn.session, _wanted_lines(draft))
    total = _("Total barang: *%(total)s*", total=rupiah(sum(quote.goods_total for quote in quotes)))
    is_sent = draft["delivery"] == "ship"
    sums = [total] + ([_("Ongkir dihitung penjual saat menerima pesanan.")] if is_sent else [])
    person = [
        _("Nama: %(name)s", name=draft["buyer_name"]),
        _("Alamat: %(where)s", where=shortened(draft["address"], 250)) if is_sent else _("Diambil di toko"),
        _("Bayar: %(method)s", method=payment_name(draft["payment"])),
    ]
    blocks = [_quote_in_words(quote) for quote in quotes] + ["\n".join(sums), "\n".join(person), _("Sudah benar?")]
    return "\n\n".join(blocks)


def _quote_in_words(quote: Quote) -> str:
    lines = [
        _sum_in_words(_goods(line.listing, line.size), line.quantity, line.unit_price, line.listing.price)
        for line in quote.lines
    ]
    return "\n".join([_("Dari %(shop)s:", shop=plain(quote.seller.shop)), *lines])


def _wanted_lines(draft: Form) -> list[WantedLine]:
    return [WantedLine(line["code"], line["size"], line["quantity"]) for line in draft["lines"]]


def _with_opening(opening: str, asked: Answer) -> Content:
    return asked.content.with_text(f"{opening}\n\n{asked.content.text}")


def _with_list(text: str, options: list[Option], list_title: str) -> Answer:
    return Answer(Content.fitting(text, options=tuple(options), list_title=list_title))


# ---------------------------------------------------------------- placing


def _place(turn: Turn, draft: Form) -> Answer:
    return _unless_gone(turn, draft, lambda: _place_all(turn, draft))


def _unless_gone(turn: Turn, draft: Form, deed: Callable[[], Answer]) -> Answer:
    """The deed's answer, or what there is to say when something in the form can't be had any more."""
    try:
        return deed()
    except errors.SoldOut as gone:
        return _sold_out_meanwhile(turn, draft, gone)
    except errors.NotForSale as gone:
        draft["lines"] = [line for line in draft["lines"] if line["code"] != gone.code]
        turn.talk.form = draft if draft["lines"] else None
        return say(_("Maaf, %(code)s sudah tidak dijual. Ketik yang dicari, kami carikan yang lain.", code=gone.code))


def _place_all(turn: Turn, draft: Form) -> Answer:
    placed = place.place(
        turn.session,
        turn.person,
        _wanted_lines(draft),
        buyer_name=draft["buyer_name"],
        address=draft.get("address", "") if draft["delivery"] == "ship" else "",
        delivery=draft["delivery"],
        payment_method=draft["payment"],
    )
    turn.talk.form = None
    reached = [notices.order_placed(turn.session, placed_order) for placed_order in placed]
    return _placed(placed, all(reached))


def _sold_out_meanwhile(turn: Turn, draft: Form, gone: errors.SoldOut) -> Answer:
    """Somebody was quicker. What is left is offered, else the nearest goods; the rest of the form stays."""
    line = next(
        line for line in draft["lines"] if line["code"] == gone.code and (line["size"] or "") == (gone.size or "")
    )
    listing = _listing(turn, line)
    if gone.left:
        line["quantity"] = None
        return _go_on(turn, draft, repeat=False)
    draft["lines"].remove(line)
    turn.talk.form = draft if draft["lines"] else None
    opening = _("Maaf, %(goods)s baru saja terjual ke orang lain.", goods=_goods(listing, gone.size))
    return find_batik.instead_of(turn, listing, gone.size or None, opening)


def _placed(placed: list[Order], all_reached: bool) -> Answer:
    lines = [_("Terima kasih! Pesanan sudah tersimpan:")]
    lines += [f"*{o.number}* · {plain(o.seller.shop)} · {rupiah(o.goods_total)}" for o in placed]
    lines.append("")
    if all_reached:
        lines.append(
            _(
                "Penjual sudah kami beri tahu. Setelah diterima, total dan cara bayarnya kami kirim ke sini; belum perlu bayar dulu ya."
            )
        )
    else:
        lines.append(
            _(
                "Penjual belum membuka chat-nya hari ini; pesanan tersimpan dan disampaikan begitu ia membukanya. Belum perlu bayar dulu ya."
            )
        )
    lines.append(_("Lihat keadaannya dengan *pesanan saya*."))
    return say("\n".join(lines), order=placed[0].number)
