"""The basket: put in, look, take out. Nothing is reserved in it, and nothing is asked that only an order needs."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from bot.shopper.after import track_order
from bot.shopper.buying import check_out, wanted
from bot.talk import choices
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from orders import lookup
from orders.models import BasketLine


def add(turn: Turn) -> Answer:
    """ "tambah K0104 2", "masukkan keranjang no 3", a quoted picture: one piece where no number is told."""
    found = wanted.read(turn)
    if isinstance(found, Answer):
        return found
    added = [turn.basket.add(one.listing, one.size, one.quantity or 1) for one in found]
    return _go_on(turn, _("Masuk keranjang:"), added)


def show(turn: Turn) -> Answer:
    """ "keranjang": what is in it; in the middle of an order, what is ordered and what is still missing."""
    return _go_on(turn, "", turn.basket.lines)


def total(turn: Turn) -> Answer:
    """ "totalnya berapa?": of what is in the basket or being ordered; after that, of the order."""
    if not turn.basket.lines and lookup.open_of_shopper(turn.session, turn.person.id):
        return track_order.track(turn)
    return show(turn)


def swap(turn: Turn) -> Answer:
    """ "ganti K0104 aja, yang tadi ga jadi": one thing in place of another, as many of it where no number is told."""
    codes = turn.facts["drop"]
    given_up = [line for code in codes for line in turn.basket.of_code(code)]
    if not codes and turn.basket.lines:
        given_up = turn.basket.of_code(turn.listing or "")[-1:] or turn.basket.lines[-1:]
    pieces = given_up[0].quantity if len(given_up) == 1 else None
    lines = tuple(replace(line, quantity=line.quantity or pieces) for line in turn.intent.lines)
    turn.basket.drop(given_up)
    return check_out.order(replace(turn, intent=replace(turn.intent, lines=lines)))


def remove(turn: Turn) -> Answer:
    """ "hapus K0130", "ga jadi spreinya": takes these goods out; when nothing is left, or none is named, all."""
    codes, product = wanted.codes(turn), turn.facts.get("goods")
    gone = [line for line in turn.basket.lines if line.listing.code in codes or line.listing.product == product]
    if not gone or len(gone) == len(turn.basket.lines):
        return empty(turn)
    turn.basket.drop(gone)
    return _go_on(turn, _("Sudah dikeluarkan."), turn.basket.lines)


def empty(turn: Turn) -> Answer:
    """ "batal", "kosongkan keranjang": nothing is ordered, and one tap brings it back."""
    turn.talk.form = None
    options = [choices.deed("put_back", _("Kembalikan"))] if turn.basket.lines else []
    turn.basket.drop()
    text = _("Baik, batal ya, tidak ada yang dipesan. Kalau mau lihat yang lain, tulis saja barangnya.")
    return say(text, *options)


def put_back(turn: Turn) -> Answer:
    """ "Kembalikan": undoes the last taking out."""
    is_back = turn.basket.put_back()
    return _go_on(turn, _("Sudah kembali ke keranjang:") if is_back else "", turn.basket.lines)


def _go_on(turn: Turn, opening: str, repeat: Sequence[BasketLine]) -> Answer:
    """In the middle of an order it goes on with that, else the basket is shown."""
    if not turn.basket.lines:
        return check_out.nothing_in_basket(turn)
    draft = check_out.open_form(turn) or check_out.new_form(stage="basket")
    return check_out.go_on(turn, draft, opening=opening, repeat=repeat)


DEED = Deed(
    "basket",
    handlers={
        "basket": show,
        "total": total,
        "swap": swap,
        "add_to_basket": add,
        "remove": remove,
        "empty_basket": empty,
        "put_back": put_back,
    },
    buttons={"basket": (), "empty_basket": (), "put_back": ()},
    pierces={"basket": ("quoted answer of a shop",), "add_to_basket": ("quoted answer of a shop",)},
)
