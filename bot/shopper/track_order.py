""" "pesanan saya": where the orders stand and what comes next."""

from flask_babel import gettext as _

from bot import order_words
from bot.shopper import check_out
from bot.turn import Answer, Turn, say
from bot.wording import plain
from orders import lookup

SHOWN = 5
MOST_CHARACTERS = 1500


def track(turn: Turn) -> Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number:
        return _one(turn, number)
    recent = lookup.recent_of_shopper(turn.session, turn.person.id, 20)
    own = (
        [order_words.for_seller(order) for order in lookup.open_of_seller(turn.session, turn.seller.id)]
        if turn.seller
        else []
    )
    unfinished = check_out.ask_again(turn, _("Belum ada pesanan yang masuk ke penjual; yang ini belum selesai."))
    if not recent and not own and unfinished:
        return unfinished
    if not recent and not own and turn.seller:
        return say(_("Belum ada pesanan yang jalan. Pesanan baru langsung kami kirim ke sini."))
    if not recent and not own:
        return say(_("Belum ada pesanan. Contoh: *kemeja parang L* atau *daster di bawah 60rb*. Mau lihat batik apa?"))
    newest_open_first = sorted(recent, key=lambda order: order.order_status not in lookup.OPEN)
    blocks = [order_words.for_shopper(order) for order in newest_open_first[:SHOWN]]
    if own:
        blocks = [
            _("*Pesanan masuk ke toko Anda*"),
            *own[:SHOWN],
            *([_("*Belanjaan Anda*"), *blocks] if blocks else []),
        ]
    text = blocks[0]
    for block in blocks[1:]:
        if len(text) + len(block) < MOST_CHARACTERS:
            text += "\n\n" + block
    return say(text)


def _one(turn: Turn, number: str) -> Answer:
    order = lookup.of_shopper(turn.session, turn.person.id, number)
    if order is not None:
        return say(order_words.for_shopper(order), order=order.number)
    own = lookup.of_seller(turn.session, turn.seller.id, number) if turn.seller else None
    if own is not None:
        return say(order_words.for_seller(own), order=own.number)
    return say(
        _("Pesanan %(number)s tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihatnya.", number=plain(number))
    )
