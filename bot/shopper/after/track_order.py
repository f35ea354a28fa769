""" "pesanan saya": where the orders stand and what comes next, open ones first."""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot.shopper.buying import check_out
from bot.talk.about import About
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.words import order_words, parcel_words, paying
from bot.words.wording import plain
from orders import lookup
from orders.models import Order

SHOWN = 5
MOST_CHARACTERS = 1500


def track(turn: Turn) -> Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number:
        return _one(turn, number)
    orders = _open_ones_first(turn)
    sold = lookup.open_of_seller(turn.session, turn.seller.id) if turn.seller else []
    if not orders and not sold:
        return _nothing(turn)
    blocks = [in_words(order) for order in orders[:SHOWN]]
    if sold:
        own = [order_words.for_seller(order) for order in sold[:SHOWN]]
        blocks = [_("*Pesanan masuk ke toko Anda*"), *own, *([_("*Belanjaan Anda*"), *blocks] if blocks else [])]
    return say(_joined(blocks))


def tell_buyer(turn: Turn) -> Answer:
    """ "pembelinya siapa, dari mana?", "sudah bayar belum?": a seller's open orders, each with who ordered and where it
    goes."""
    sold = lookup.open_of_seller(turn.session, turn.seller.id) if turn.seller else []
    if not sold or turn.facts.get("order_no") or turn.quoted.get("order"):
        return track(turn)
    blocks = ["\n".join([order_words.for_seller(one), *parcel_words.for_seller(one)]) for one in sold[:SHOWN]]
    about: About = {"order": sold[0].number} if len(sold) == 1 else {}
    return say(_joined(blocks), **about)


def in_words(order: Order) -> str:
    """The order as its shopper sees it, with what comes next and what to beware of."""
    return "\n".join(filter(None, [order_words.for_shopper(order), paying.warning_of(order)]))


def _open_ones_first(turn: Turn) -> Sequence[Order]:
    """The shopper's open orders, then the others, each the newest first."""
    still_open = list(lookup.open_of_shopper(turn.session, turn.person.id))[::-1]
    recent = lookup.recent_of_shopper(turn.session, turn.person.id, SHOWN + len(still_open))
    return [*still_open, *(order for order in recent if order.order_status not in lookup.OPEN)]


def _joined(blocks: Sequence[str]) -> str:
    text = blocks[0]
    for block in blocks[1:]:
        if len(text) + len(block) < MOST_CHARACTERS:
            text += "\n\n" + block
    return text


def _nothing(turn: Turn) -> Answer:
    unfinished = check_out.ask_again(turn, _("Belum ada pesanan yang masuk ke penjual; yang ini belum selesai."))
    if unfinished:
        return unfinished
    if turn.seller:
        return say(_("Belum ada pesanan yang jalan. Pesanan baru langsung kami kirim ke sini."))
    return say(_("Belum ada pesanan. Contoh: *kemeja parang L* atau *daster di bawah 60rb*. Mau lihat batik apa?"))


def _one(turn: Turn, number: str) -> Answer:
    order = lookup.of_shopper(turn.session, turn.person.id, number)
    if order is not None:
        return say(in_words(order), order=order.number)
    own = lookup.of_seller(turn.session, turn.seller.id, number) if turn.seller else None
    if own is not None:
        return say(order_words.for_seller(own), order=own.number)
    return say(
        _("Pesanan %(number)s tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihatnya.", number=plain(number))
    )


DEED = Deed(
    "track orders",
    handlers={"order_status": track},
    buttons={"order_status": ("order_no",)},
)
OF_SELLERS = Deed("who ordered", by=SELLERS, handlers={"order_asked": tell_buyer})
