"""A seller answers an order: yes, no, "yang XL habis, L ada 2", "ongkir 15rb". A bare "ya" or "tidak" is about the one
thing that waits for her."""

from dataclasses import dataclass, replace

from flask_babel import gettext as _

from bot.seller.orders import take_money, which_order
from bot.seller.orders.which_order import actor, follow
from bot.shopper.after import answer_proposal
from bot.talk import choices
from bot.talk.deed import SELLERS, Deed, Question
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.words import order_words
from bot.words.wording import size_name
from catalog import lookup as catalog_lookup
from messaging.content import Option
from money import rupiah
from orders import changes, deeds, lookup
from orders.changes import LineTerms, Offer
from orders.models import Order, OrderLine

MOST_POSTAGE = 5_000_000  # rupiah: more is a slip of the finger


def accept(turn: Turn) -> Answer:
    return which_order.do(turn, "accept", _is_placed, _accept)


def reject(turn: Turn) -> Answer:
    return which_order.do(turn, "reject", _is_placed, _reject, turn.facts.get("reason", ""))


def reject_sold_out(turn: Turn) -> Answer:
    """A bare "habis"."""
    return reject(replace(turn, intent=replace(turn.intent, facts={**turn.facts, "reason": "sold_out"})))


def offer_other(turn: Turn) -> Answer:
    """ "yang XL habis, L ada 2"."""
    gone, offered = _told(turn)
    carried = (",".join(gone), ",".join(f"{one.size}={one.pieces or ''}" for one in offered))
    return which_order.do(turn, "counter_offer", lambda order: _can_offer(order, gone), _offer_other, *carried)


def set_postage(turn: Turn) -> Answer:
    """ "ongkir 15rb"."""
    fee = _fee(turn)
    if fee is None or not 0 <= fee <= MOST_POSTAGE:
        return say(_("Contoh: *ongkir 15rb*. Ongkirnya berapa?"))
    return which_order.do(turn, "set_postage", _wants_postage, _set_postage, fee)


# ---------------------------------------------------------------- a bare yes or no


def waiting(turn: Turn) -> list[Order]:
    """Orders that wait for this shop: for an answer, for a look at the account, for a yes to calling off."""
    if turn.seller is None:
        return []
    return [order for order in lookup.recent_of_seller(turn.session, turn.seller.id) if _question(order)]


def has_come(turn: Turn) -> bool:
    """Whether an order that waits for this shop has been told of since our last answer: it was asked last."""
    number = turn.noticed.get("order")
    return number is not None and any(order.number == number for order in waiting(turn))


def _is_quoted(turn: Turn) -> bool:
    return turn.seller is not None and "order" in turn.quoted


def _has_come_meanwhile(turn: Turn) -> bool:
    """Whether an order has come since the drafts talked of were asked about."""
    return bool(turn.talk.drafts) and has_come(turn)


def _is_unanswered(turn: Turn) -> bool:
    return any(one.order_status == "placed" for one in waiting(turn))


def say_yes(turn: Turn) -> Answer:
    return _answer_bare(turn, is_yes=True)


def say_no(turn: Turn) -> Answer:
    return _answer_bare(turn, is_yes=False)


def hold(turn: Turn) -> Answer:
    """ "jangan diterima dulu", "belum bisa", "jangan dibatalkan": nothing is done, and it still waits."""
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    orders = [order for order in waiting(turn) if number in (None, order.number)]
    if len(orders) != 1:
        return say(_("Baik, tidak ada yang diubah.") + " " + _("Ketik *pesanan* untuk melihat yang masih jalan."))
    order = orders[0]
    question = _question(order)
    if question == "cancel":
        return answer_proposal.decline_as_seller(turn, order)
    if question == "money":
        return take_money.ask(order)
    text = _("Baik, *%(number)s* belum dijawab dan pembeli masih menunggu.", number=order.number)
    return ask_whether(text + " " + _("Bisa dilayani?"), *_accept_options(order), order=order.number)


def _question(order: Order) -> str | None:
    """What the order asks its seller just now."""
    if order.proposal == "cancel_by_shopper":
        return "cancel"
    if order.order_status == "placed":
        return "answer"
    return "money" if order.payment_status == "proof_sent" and order.order_status == "accepted" else None


def _answer_bare(turn: Turn, is_yes: bool) -> Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number or len(waiting(turn)) == 1:
        return which_order.do(turn, "accept", lambda order: bool(_question(order)), _yes if is_yes else _no)
    options = [_bare_option(order, is_yes) for order in waiting(turn)[:10]]
    return say(_("Ada beberapa yang menunggu Anda. Yang mana?"), *options)


def _bare_option(order: Order, is_yes: bool) -> Option:
    intent, title = {
        ("answer", True): ("accept", _("Terima %(number)s", number=order.number)),
        ("answer", False): ("reject", _("Tolak %(number)s", number=order.number)),
        ("money", True): ("paid", _("Uang masuk %(number)s", number=order.number)),
        ("money", False): ("not_paid", _("Belum masuk %(number)s", number=order.number)),
        ("cancel", True): ("agree", _("Batalkan %(number)s", number=order.number)),
        ("cancel", False): ("decline", _("Jangan batal %(number)s", number=order.number)),
    }[_question(order) or "answer", is_yes]
    return choices.deed(intent, title[:20], order.number, description=which_order.short(order))


def _yes(turn: Turn, order: Order) -> Answer:
    question = _question(order)
    if question == "cancel":
        return answer_proposal.agree_as_seller(turn, order)
    if question == "money":  # "ok" may only mean that she has read it: money is confirmed in so many words
        return take_money.ask(order)
    return _accept(turn, order)


def _no(turn: Turn, order: Order) -> Answer:
    question = _question(order)
    if question == "cancel":
        return answer_proposal.decline_as_seller(turn, order)
    return take_money.deny(turn, order) if question == "money" else _reject(turn, order)


# ---------------------------------------------------------------- yes and no


def _is_placed(order: Order) -> bool:
    return order.order_status == "placed"


def _accept(turn: Turn, order: Order) -> Answer:
    if order.order_status == "accepted" and order.proposal == "cancel_by_shopper":
        return _yes(turn, order)
    follow(turn, order, deeds.accept(turn.session, order, actor(turn)))
    lines = [_("*%(number)s diterima.* Pembeli sudah kami beri tahu.", number=order.number)]
    if order.proposal == "changes":
        lines.append(_("Begitu ia setuju, total dan cara bayarnya kami kirim."))
    elif order.standing.total_is_open:
        return _ask_postage(order, lines)
    elif order.proposal == "cod":
        lines.append(_("Ini COD: kemas setelah pembeli memastikan, nanti kami kabari."))
    else:
        lines += _next_steps(order)
    return say("\n".join(lines), order=order.number)


def _ask_postage(order: Order, lines: list[str]) -> Answer:
    """Nobody can pay before the postage is known."""
    question = _("Ongkirnya belum ada. Contoh: *ongkir %(number)s 15rb*. Berapa ongkirnya?", number=order.number)
    asked = say("\n".join([*lines, question]), order=order.number)
    return Answer(asked.content, asked.about, {"slot": "price", "deed": f"set_postage:{order.number}"})


def _next_steps(order: Order) -> list[str]:
    lines = [_("Kalau uang sudah masuk, ketik *lunas %(number)s*.", number=order.number)]
    if order.delivery == "ship":
        lines.append(_("Kalau sudah dikirim, ketik *resi %(number)s JNE 0123456789*.", number=order.number))
    else:
        lines.append(_("Kalau sudah siap, ketik *siap diambil %(number)s*.", number=order.number))
    return lines


def _reject(turn: Turn, order: Order) -> Answer:
    reason = turn.facts.get("reason")
    if reason not in ("sold_out", "seller_closed", "price_or_postage", "other"):
        options = [
            choices.deed("reject", _("Barang habis"), order.number, "sold_out"),
            choices.deed("reject", _("Toko tutup"), order.number, "seller_closed"),
            choices.deed("reject", _("Alasan lain"), order.number, "other"),
        ]
        return say(_("Boleh tahu alasan menolak %(number)s?", number=order.number), *options, order=order.number)
    follow(turn, order, deeds.reject(turn.session, order, actor(turn), reason))
    text = _(
        "*%(number)s ditolak* (%(reason)s). Pembeli sudah kami beri tahu.",
        number=order.number,
        reason=order_words.reason(reason),
    )
    return say("\n".join([text, *(_still_in_stock(turn, order.lines) if reason == "sold_out" else [])]))


def _still_in_stock(turn: Turn, lines: list[OrderLine]) -> list[str]:
    """What the catalogue still has of goods that are gone: the pieces went back there."""
    listing = catalog_lookup.by_code(turn.session, lines[0].code)
    left = catalog_lookup.available(listing, lines[0].size) if listing else 0
    if not left:
        return []
    goods = f"{lines[0].code} {size_name(lines[0].size)}".strip()
    text = _("Di katalog %(goods)s masih tercatat %(left)s.", goods=goods, left=left)
    return [text + " " + _("Kalau memang habis, ketik *%(goods)s habis*.", goods=goods)]


# ---------------------------------------------------------------- another size, fewer pieces


@dataclass(frozen=True)
class Offered:
    """A size that there is, and how many pieces of it; None: as many as wanted."""

    size: str
    pieces: int | None


def _told(turn: Turn) -> tuple[list[str], list[Offered]]:
    """Sizes that are gone and what there is instead, from words or from a tap."""
    gone, offered = turn.facts.get("gone") or [], turn.facts.get("offered") or []
    if isinstance(gone, str):
        gone = gone.split(",")
    if isinstance(offered, str):
        offered = [part.split("=") for part in offered.split(",")]
    return list(gone), [Offered(str(size or ""), int(pieces) if pieces else None) for size, pieces in offered]


def _can_offer(order: Order, gone: list[str]) -> bool:
    sizes = {line.size for line in order.lines}
    is_open = order.order_status == "placed" or (order.order_status == "accepted" and order.payment_status == "unpaid")
    return is_open and (not gone or bool(sizes.intersection(gone)))


def _offer_other(turn: Turn, order: Order) -> Answer:
    gone, offered = _told(turn)
    line = _line_meant(order, gone, offered)
    if line is None:
        sizes = ", ".join(f"{one.code} {size_name(one.size)}".strip() for one in order.lines)
        text = _("Pesanan %(number)s berisi %(goods)s.", number=order.number, goods=sizes)
        return say(text + " " + _("Contoh: *yang XL habis, L ada 2*. Yang mana yang habis?"), order=order.number)
    if not offered:
        return _ask_what_instead(turn, order, line)
    return _make_offer(turn, order, line, offered)


def _line_meant(order: Order, gone: list[str], offered: list[Offered]) -> OrderLine | None:
    """The line that can't be delivered as ordered: of a size that is gone, else the only one."""
    named = [line for line in order.lines if line.size in gone]
    if not gone and len(order.lines) > 1:
        named = [line for line in order.lines if line.size in [one.size for one in offered]]
    elif not gone:
        named = order.lines
    return named[0] if len(named) == 1 else None


def _ask_what_instead(turn: Turn, order: Order, line: OrderLine) -> Answer:
    """Only that a size is gone was said: what the catalogue has of others is offered to the seller by tap."""
    listing = catalog_lookup.by_code(turn.session, line.code)
    others = [v.size for v in listing.variants if v.size != line.size] if listing else []
    there = [(size, min(line.quantity, catalog_lookup.available(listing, size))) for size in others if listing]
    options = [
        choices.deed(
            "counter_offer", _("Tawarkan %(size)s", size=f"{size} x {n}"), order.number, line.size, f"{size}={n}"
        )
        for size, n in there
        if n
    ][:2]
    options.append(choices.deed("reject", _("Tolak, habis"), order.number, "sold_out"))
    goods = f"{line.code} {size_name(line.size)}".strip()
    text = _("%(goods)s di pesanan %(number)s habis.", goods=goods, number=order.number)
    return say(text + " " + _("Tawarkan yang lain, atau tolak?"), *options, order=order.number)


def _make_offer(turn: Turn, order: Order, line: OrderLine, offered: list[Offered]) -> Answer:
    listing = catalog_lookup.by_code(turn.session, line.code)
    sizes = [variant.size for variant in listing.variants] if listing else []
    terms = next(one for one in changes.terms_of(order) if (one.code, one.size) == (line.code, line.size))
    new: list[LineTerms] = []
    for one in offered:
        size = one.size or line.size
        if sizes and size not in sizes:
            text = _("%(code)s tidak punya ukuran %(size)s.", code=line.code, size=size_name(size))
            known = ", ".join(map(size_name, sizes))
            return say(text + " " + _("Ukurannya: %(sizes)s. Yang ada ukuran apa?", sizes=known), order=order.number)
        wanted_still = line.quantity - sum(one_new.quantity for one_new in new)
        pieces = min(wanted_still, one.pieces or wanted_still)
        if pieces > 0:
            new.append(terms.fewer(size, pieces))
    rest = tuple(terms for terms in changes.terms_of(order) if (terms.code, terms.size) != (line.code, line.size))
    happened = changes.offer(turn.session, order, actor(turn), Offer(lines=_joined([*rest, *new]), rest=rest))
    follow(turn, order, happened)
    lines = [
        _("Tawaran untuk *%(number)s* kami sampaikan ke pembeli:", number=order.number),
        *order_words.offer(order, changes.open_offer(turn.session, order) or Offer()),
        _("Jawabannya kami kabari. Kalau batal menawarkan, ketik *tolak %(number)s*.", number=order.number),
    ]
    return say("\n".join(lines), order=order.number)


def _joined(lines: list[LineTerms]) -> tuple[LineTerms, ...]:
    """The same code and size once."""
    joined: dict[tuple[str, str], LineTerms] = {}
    for line in lines:
        before = joined.get((line.code, line.size))
        pieces = line.quantity + (before.quantity if before else 0)
        rounding = line.rounding + (before.rounding if before else 0)
        joined[line.code, line.size] = replace(line, quantity=pieces, rounding=rounding)
    return tuple(joined.values())


# ---------------------------------------------------------------- postage


def _fee(turn: Turn) -> int | None:
    """The postage that was said, at once or when it was asked for."""
    fee: int | None = turn.facts.get("shipping_fee", turn.facts.get("price"))
    return fee


def _wants_postage(order: Order) -> bool:
    is_open = order.order_status == "placed" or (order.order_status == "accepted" and order.payment_status == "unpaid")
    return is_open and order.delivery == "ship"


def _set_postage(turn: Turn, order: Order) -> Answer:
    fee = _fee(turn)
    assert fee is not None
    if order.delivery != "ship":
        return say(_("Pesanan %(number)s diambil di toko, jadi tanpa ongkir.", number=order.number), order=order.number)
    happened = changes.offer(turn.session, order, actor(turn), Offer(shipping_fee=fee))
    follow(turn, order, happened)
    total = rupiah(changes.due_after(order, changes.open_offer(turn.session, order) or Offer()))
    if happened.event.kind == "postage_set":
        text = _(
            "Ongkir *%(number)s* jadi %(fee)s, total %(total)s.", number=order.number, fee=rupiah(fee), total=total
        )
        if order.order_status == "accepted":
            return say(text + " " + _("Pembeli sudah kami beri tahu."), order=order.number)
        yes, no = _accept_options(order)
        return ask_whether(text + " " + _("Diterima?"), yes, no, order=order.number)
    text = _(
        "Ongkir %(fee)s untuk *%(number)s* (total jadi %(total)s) kami tanyakan ke pembeli.",
        fee=rupiah(fee),
        number=order.number,
        total=total,
    )
    return say(text + " " + _("Jawabannya kami kabari."), order=order.number)


def _accept_options(order: Order) -> tuple[Option, Option]:
    return choices.deed("accept", _("Terima"), order.number), choices.deed("reject", _("Tolak"), order.number)


DEED = Deed(
    "answer an order",
    by=SELLERS,
    handlers={
        "accept": accept,
        "reject": reject,
        "sold_out": reject_sold_out,
        "counter_offer": offer_other,
        "set_postage": set_postage,
    },
    buttons={
        "accept": ("order_no",),
        "reject": ("order_no", "reason"),
        "counter_offer": ("order_no", "gone", "offered"),
        "set_postage": ("order_no", "#shipping_fee"),
    },
    opposites={"accept": ("reject",)},
    may_answer=(
        Question("quoted order", _is_quoted, {"yes": say_yes, "no": say_no, "hold": hold, "sold_out": reject_sold_out}),
        Question("order that has come", _has_come_meanwhile, {"yes": say_yes, "no": say_no}),
        Question("order", lambda turn: bool(waiting(turn)), {"yes": say_yes, "no": say_no, "hold": hold}),
        Question("unanswered order", _is_unanswered, {"sold_out": reject_sold_out}),
    ),
    pierces={"counter_offer": ("complaint at the shop",), "set_postage": ("complaint at the shop",)},
)
