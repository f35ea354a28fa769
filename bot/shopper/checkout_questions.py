"""What an order must know beside its goods: the questions, in their order, and what answers fill in."""

from dataclasses import replace

from flask_babel import gettext as _

from bot import choices
from bot.form import Form, Slot
from bot.shopper import bill, order_lines, place_order
from bot.turn import Answer, Turn, say
from bot.wording import plain, shortened
from messaging.content import Option

SHORTEST_ADDRESS = 10  # characters
LONGEST = 500  # characters of an answer
SLOT_OF_FACT = {"name": "buyer_name", "address": "address", "delivery": "delivery", "payment": "payment"}


def fill(turn: Turn, draft: Form) -> None:
    """Puts what the message told of the buyer into the form."""
    facts = turn.facts
    for fact, slot in SLOT_OF_FACT.items():
        if facts.get(fact):
            draft[slot] = plain(str(facts[fact]))[:LONGEST]
    if facts.get("wrong") == "address":
        draft.pop("address", None)  # asked for again
    if facts.get("address") and not draft.get("delivery"):
        draft["delivery"] = "ship"


# ---------------------------------------------------------------- the questions


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


def _payment_fits(draft: Form) -> bool:
    allowed = ("transfer", "qris", "cash" if draft["delivery"] == "pickup" else "cod")
    return draft.get("payment") in allowed


def _ask_confirmation(turn: Turn, draft: Form) -> Answer:
    text = bill.summary(turn, draft)
    return say(text, *confirmation_options(), checkout=place_order.name_summary(draft, text))


def confirmation_options() -> list[Option]:
    return [
        choices.deed("yes", _("Ya, pesan")),
        choices.deed("no", _("Ubah")),
        choices.deed("cancel", _("Batal")),
    ]


def ask_what_to_change() -> Answer:
    return say(
        _("Baik, belum kami pesan. Misalnya *ukuran L*, *jadi 3*, *alamat …*, atau *batal*. Apa yang mau diubah?")
    )


def _show_basket(turn: Turn, draft: Form) -> Answer:
    """Nothing is asked for that an answer would have to name: whatever comes next is free."""
    draft["asked"] = None
    text = bill.basket_total(turn) + " " + _("Mau dipesan sekarang?")
    yes = choices.deed("check_out", _("Pesan sekarang"))
    answer = say(text, yes, choices.deed("empty_basket", _("Kosongkan")))
    return replace(answer, question={"yes": yes.id})


SLOTS = (
    Slot("size", lambda turn, draft: order_lines.is_missing(turn, draft, "size"), order_lines.ask_size),
    Slot("quantity", lambda turn, draft: order_lines.is_missing(turn, draft, "quantity"), order_lines.ask_quantity),
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
BASKET_SLOTS = (*SLOTS[:2], Slot("basket", lambda turn, draft: True, _show_basket))


def slots(draft: Form) -> tuple[Slot, ...]:
    """What is asked for: all that an order needs, or what a basket does."""
    return BASKET_SLOTS if draft.get("stage") == "basket" else SLOTS
