"""The yes under the summary: the basket becomes orders, one a seller, and a second yes finds them placed."""

import hashlib
import uuid

from flask_babel import gettext as _

from bot.clocks import order_clocks
from bot.shopper.buying import bill
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import plain
from money import rupiah
from orders import lookup, place
from orders.models import Order
from orders.place import Terms


def name_summary(draft: Form, text: str) -> str:
    """The id under which exactly this summary will be placed. One that says something else gets another id, so that a
    yes to an old one can be told from a yes to this."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    if draft.get("summary") != digest:
        draft.update(summary=digest, checkout=str(uuid.uuid4()))
    return str(draft["checkout"])


def place_all(turn: Turn, draft: Form, terms: Terms) -> Answer:
    """Raises errors.SoldOut or NotForSale, and then nothing is placed."""
    _quotes, plan = bill.reckon(turn, draft)
    wanted = turn.basket.wanted()
    placed = place.place(turn.session, turn.person, wanted, terms, plan.parcels, checkout=draft["checkout"])
    turn.talk.form = None
    turn.basket.forget()
    reached = [order_clocks.placed(turn.session, order) for order in placed]
    return _placed(placed, all(reached))


def already(turn: Turn, checkout: str) -> Answer | None:
    """What a second yes to a summary hears: its orders are placed; None when they are not."""
    placed = lookup.of_checkout(turn.session, turn.person.id, checkout)
    if not placed:
        return None
    lines = [_("Pesanan ini sudah tersimpan, tidak dipesan dua kali:"), *map(_in_short, placed)]
    return say("\n".join([*lines, _("Lihat keadaannya dengan *pesanan saya*.")]), order=placed[0].number)


def _placed(placed: list[Order], all_reached: bool) -> Answer:
    lines = [_("Terima kasih! Pesanan sudah tersimpan:"), *map(_in_short, placed), ""]
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


def _in_short(order: Order) -> str:
    return f"*{order.number}* · {plain(order.seller.shop)} · {rupiah(order.total)}"
