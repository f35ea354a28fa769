"""What one side has proposed in an order and the other answers: the shopper to other sizes, a postage, COD or calling
off; the seller to calling off. By tap, by "ya P0001", or by a bare yes where only one thing is asked."""

from dataclasses import replace

from flask_babel import gettext as _

from bot.clocks import order_clocks
from bot.seller.orders import which_order
from bot.talk import choices
from bot.talk.deed import Deed, Ear, Question
from bot.talk.turn import Answer, Handler, Turn, say
from bot.words import order_words, paying
from bot.words.wording import plain, size_name
from money import rupiah
from orders import changes, deeds, errors, lookup
from orders.models import Order
from orders.moving import Happened
from orders.states import SHOPPER, Actor


def asked(turn: Turn) -> list[Order]:
    """Orders in which this person is asked something as the shopper; of a quoted order only that one."""
    orders = lookup.asked_of_shopper(turn.session, turn.person.id)
    number = turn.quoted.get("order")
    return [order for order in orders if number in (None, order.number)]


def hears(turn: Turn) -> Handler | None:
    """ "ya P0001", "tidak P0001" of somebody whose order it is as the shopper: a seller's words elsewhere."""
    number = turn.facts.get("order_no")
    if turn.message.choice or turn.intent.name not in ("accept", "reject") or not number:
        return None
    order = lookup.of_shopper(turn.session, turn.person.id, number)
    if order is None:
        return None
    if order not in asked(replace(turn, quoted={})):
        return lambda turn: say(order_words.for_shopper(order), order=order.number)
    return agree if turn.intent.name == "accept" else decline


def agree(turn: Turn) -> Answer:
    return _answer(turn, is_yes=True)


def decline(turn: Turn) -> Answer:
    return _answer(turn, is_yes=False)


def hold(turn: Turn) -> Answer:
    """ "belum setuju", "jangan dibatalkan": a wish to call off is refused, anything else goes on waiting."""
    order = _order_meant(turn)
    if isinstance(order, Answer):
        return order
    if order.proposal == "cancel_by_seller" and order.shopper_id == turn.person.id:
        return decline(turn)
    offered = changes.open_offer(turn.session, order)
    text = _("Baik, belum ada yang berubah di *%(number)s*. Jawabannya kami tunggu ya.", number=order.number)
    return say(text, *(order_words.offer_options(order, offered) if offered else ()), order=order.number)


def keep_rest(turn: Turn) -> Answer:
    """ "yang ada saja"."""
    order = _order_meant(turn)
    if isinstance(order, Answer):
        return order
    try:
        _follow(turn, order, changes.keep_rest(turn.session, order, _shopper(turn)))
    except errors.NotAllowed:
        return _too_late(order)
    return _goes_on(turn, order)


# ---------------------------------------------------------------- the shopper


def _answer(turn: Turn, is_yes: bool) -> Answer:
    order = _order_meant(turn)
    if isinstance(order, Answer):
        return order
    if order.shopper_id != turn.person.id:
        return (agree_as_seller if is_yes else decline_as_seller)(turn, order)
    if turn.facts.get("event") and turn.facts["event"] != _open_event(turn, order):
        return _changed_meanwhile(turn, order)
    try:
        return _agree(turn, order) if is_yes else _decline(turn, order)
    except errors.NotAllowed:
        return _too_late(order)


def _order_meant(turn: Turn) -> Order | Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number:
        own = lookup.of_shopper(turn.session, turn.person.id, number)
        sold = lookup.of_seller(turn.session, turn.seller.id, number) if turn.seller else None
        return own or sold or _nobodys(number)
    orders = asked(turn)
    if len(orders) == 1:
        return orders[0]
    if not orders:
        return say(
            _("Sekarang tidak ada tawaran yang menunggu jawaban Anda. Ketik *pesanan saya* untuk melihat semuanya.")
        )
    options = [
        choices.deed(turn.intent.name if turn.intent.name != "yes" else "agree", o.number, o.number,
                     description=plain(o.seller.shop)[:72])
        for o in orders[:10]
    ]  # fmt: skip
    return say(_("Ada beberapa pesanan yang menunggu jawaban Anda. Yang mana?"), *options)


def _agree(turn: Turn, order: Order) -> Answer:
    if order.proposal == "cod":
        _follow(turn, order, deeds.confirm_cod(turn.session, order, _shopper(turn)))
        text = _(
            "Siap, *%(number)s* dikemas penjual. Siapkan %(sum)s saat paket sampai ya.",
            number=order.number,
            sum=rupiah(order.due),
        )
        return say(text, order=order.number)
    if order.proposal == "cancel_by_seller":
        wanted = lookup.newest_event(turn.session, order, "cancel_asked")
        reason = wanted.facts["wanted_for"] if wanted else "other"
        _follow(turn, order, deeds.agree_to_cancel(turn.session, order, _shopper(turn), reason))
        return say(_called_off(order), *_similar(order), order=order.number)
    try:
        _follow(turn, order, changes.agree(turn.session, order, _shopper(turn)))
    except errors.SoldOut as gone:
        return _gone_meanwhile(turn, order, gone)
    return _goes_on(turn, order)


def _goes_on(turn: Turn, order: Order) -> Answer:
    """The order as agreed, and what comes next."""
    head = _("Siap, pesanan *%(number)s* sekarang:", number=order.number)
    lines = [head, order_words.goods(order)]
    if order.order_status != "accepted" or order.standing.total_is_open:
        step = _("Penjual sudah kami beri tahu; belum perlu bayar dulu ya.")
        return say("\n".join([*lines, paying.bill_of(order), step]), order=order.number)
    return paying.answer(turn, order, lines)


def _decline(turn: Turn, order: Order) -> Answer:
    if order.proposal == "cancel_by_seller":
        _follow(turn, order, deeds.refuse_to_cancel(turn.session, order, _shopper(turn)))
        return say(
            _("Baik, pesanan *%(number)s* tetap jalan. Penjual sudah kami beri tahu.", number=order.number),
            order=order.number,
        )
    if order.proposal == "cod":
        return _cancel(turn, order, "shopper_changed_mind")
    offered = changes.open_offer(turn.session, order)
    if offered is None or offered.lines is None:
        _follow(turn, order, changes.decline(turn.session, order, _shopper(turn)))
        text = _("Baik, penjual kami minta menghitung lagi ongkir *%(number)s*.", number=order.number)
        return say(
            text + " " + _("Kalau tidak jadi, ketik *batal %(number)s*.", number=order.number), order=order.number
        )
    if offered.rest and not turn.facts.get("all"):
        return _ask_rest_or_nothing(order, offered)
    return _cancel(turn, order, "sold_out")


def _ask_rest_or_nothing(order: Order, offered: changes.Offer) -> Answer:
    told = (order.number, offered.event_id or "")
    options = (
        choices.deed("keep_rest", _("Yang ada saja"), *told),
        choices.deed("decline", _("Batalkan semua"), *told, "all"),
    )
    return say(
        _("Baik. Mau yang ada saja, atau %(number)s dibatalkan semua?", number=order.number),
        *options,
        order=order.number,
    )


def _cancel(turn: Turn, order: Order, reason: str) -> Answer:
    _follow(turn, order, deeds.cancel(turn.session, order, _shopper(turn), reason))
    return say(_called_off(order), *_similar(order), order=order.number)


def _called_off(order: Order) -> str:
    text = _("Pesanan *%(number)s* sudah dibatalkan.", number=order.number)
    if order.found:
        return text + " " + _("Penjual mengembalikan %(sum)s; kami kabari begitu dikirim.", sum=rupiah(order.found))
    return text + " " + _("Mau lihat yang mirip?")


def _similar(order: Order) -> tuple[choices.Option, ...]:
    return () if order.found else (choices.deed("instead", _("Lihat yang mirip"), order.number),)


def _gone_meanwhile(turn: Turn, order: Order, gone: errors.SoldOut) -> Answer:
    """What was offered was sold to somebody else before the yes."""
    goods = f"{gone.code} {size_name(gone.size)}".strip()
    offered = changes.open_offer(turn.session, order)
    options = order_words.offer_options(order, offered)[1:] if offered else ()
    text = _("Maaf, %(goods)s yang ditawarkan baru saja habis (sisa %(left)s).", goods=goods, left=gone.left)
    question = _("Mau yang ada saja, atau dibatalkan?") if offered and offered.rest else _("Dibatalkan saja?")
    return say(f"{text} {question}", *options, order=order.number)


def _changed_meanwhile(turn: Turn, order: Order) -> Answer:
    offered = changes.open_offer(turn.session, order)
    if offered is None:
        return _too_late(order)
    lines = [_("Tawarannya sudah berubah. Sekarang:"), *order_words.offer(order, offered), "", _("Setuju?")]
    return say("\n".join(lines), *order_words.offer_options(order, offered), order=order.number)


def _open_event(turn: Turn, order: Order) -> int | None:
    offered = changes.open_offer(turn.session, order)
    return offered.event_id if offered else None


# ---------------------------------------------------------------- the seller


def agree_as_seller(turn: Turn, order: Order) -> Answer:
    return which_order.guarded(turn, order, _let_go)


def decline_as_seller(turn: Turn, order: Order) -> Answer:
    return which_order.guarded(turn, order, _hold_on)


def _let_go(turn: Turn, order: Order) -> Answer:
    happened = deeds.agree_to_cancel(turn.session, order, which_order.actor(turn), "shopper_changed_mind")
    _follow(turn, order, happened)
    text = _("*%(number)s* dibatalkan, stoknya sudah kembali. Pembeli sudah kami beri tahu.", number=order.number)
    if order.found:
        back = _(
            "Kembalikan %(sum)s ke pembeli, lalu ketik *sudah dikembalikan %(number)s*.",
            sum=rupiah(order.found),
            number=order.number,
        )
        text += "\n" + back
    return say(text, order=order.number)


def _hold_on(turn: Turn, order: Order) -> Answer:
    _follow(turn, order, deeds.refuse_to_cancel(turn.session, order, which_order.actor(turn)))
    return say(
        _("Baik, *%(number)s* tetap jalan. Pembeli sudah kami beri tahu.", number=order.number), order=order.number
    )


# ---------------------------------------------------------------- shared


def _follow(turn: Turn, order: Order, happened: Happened) -> None:
    order_clocks.follow(turn.session, order, happened)


def _shopper(turn: Turn) -> Actor:
    return Actor(SHOPPER, turn.person.id)


def _too_late(order: Order) -> Answer:
    return say(
        _("Itu tidak bisa lagi. Keadaannya sekarang:") + "\n\n" + order_words.for_shopper(order), order=order.number
    )


def _nobodys(number: str) -> Answer:
    return say(
        _("Pesanan %(number)s tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihatnya.", number=plain(number))
    )


ANSWERS = {"yes": agree, "no": decline, "hold": hold}
DEED = Deed(
    "answer a proposal",
    handlers={"agree": agree, "decline": decline, "keep_rest": keep_rest},
    buttons={
        "agree": ("order_no", "#event"),
        "decline": ("order_no", "#event", "all"),
        "keep_rest": ("order_no", "#event"),
    },
    opposites={"agree": ("decline", "cancel")},
    may_answer=(
        Ear("order named", hears),
        Question("quoted offer", lambda turn: "order" in turn.quoted and bool(asked(turn)), ANSWERS),
        Question("offer", lambda turn: bool(asked(turn)), ANSWERS),
    ),
)
