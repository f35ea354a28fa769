"""What an order must know beside its goods: the questions, in their order, and what answers fill in."""

import re
from dataclasses import replace

from flask import current_app
from flask_babel import gettext as _

from bot.shopper.buying import ask_address, bill, order_lines, place_order
from bot.talk import choices
from bot.talk.form import Form, Slot
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import plain, shortened
from messaging.content import MAX_BUTTON_TITLE, MAX_BUTTONS, MAX_LIST_ITEMS, MAX_LIST_TITLE, Content, Option
from money import rupiah
from orders import areas, cod, lookup, parcels
from orders.place import Terms
from orders.postage import Offer

# What a message tells, where the form keeps it, and how many characters of it.
CALLED_A_NAME = re.compile(r"(?i)\b(?:nama\w*|name|a\.? ?n\b|jeneng\w*|asma\w*|penerima\w*|buyer|recipient)")
FACTS = {
    "name": ("buyer_name", 60),
    "delivery": ("delivery", 10),
    "payment": ("payment", 10),
    "note": ("note", 300),
    "sender_name": ("sender_name", 60),
    "courier": ("courier", 30),
}


def fill(turn: Turn, draft: Form) -> None:
    """Puts what the message told of the buyer into the form."""
    facts = turn.facts
    for fact, (slot, longest) in FACTS.items():
        if fact == "name" and facts.get(fact) and _is_guess(turn, draft):
            draft.setdefault("note", plain(str(facts[fact]))[: FACTS["note"][1]])
        elif facts.get(fact):
            draft[slot] = plain(str(facts[fact]))[:longest]
    if facts.get("gift"):
        draft["gift"] = True
    if draft.get("delivery") == "pickup" and draft.get("payment") == "cod":
        draft["payment"] = "cash"  # "bayar di tempat" where it is fetched
    ask_address.fill(turn, draft)


def _is_guess(turn: Turn, draft: Form) -> bool:
    """Whether a name was given before, and this one neither answers the question for it nor is called one: a line
    between an address and a thanks ("Mohon segera dikirim") replaces nobody."""
    known = draft.get("buyer_name")
    return (
        bool(known)
        and draft.get("asked") not in ("name", "name_address")
        and not CALLED_A_NAME.search(turn.intent.text)
    )


def noted(turn: Turn, draft: Form, asked: str | None) -> str:
    """What the message told while something else was asked, so that the question after it is no deaf ear; "" when it
    answered what was asked."""
    told = turn.facts.keys() & {"delivery", "payment", "sender_name", "gift", "address"}
    if asked is None or not told or turn.facts.keys() & {asked, "name", "choice"}:
        return ""
    if "address" in told:
        if asked not in ("size", "quantity", "payment"):  # elsewhere the address is what comes next
            return ""
        told -= {"delivery"}
    words = {
        "delivery": _("dikirim") if draft.get("delivery") == "ship" else _("diambil di toko"),
        "payment": bill.payment_name(draft["payment"]) if draft.get("payment") else "",
        "sender_name": _("pengirim %(name)s", name=draft.get("sender_name", "")),
        "gift": _("dibungkus kado"),
        "address": _("alamat %(address)s", address=shortened(draft.get("address", ""), 60)),
    }
    return _(
        "Baik, kami catat: %(what)s.", what=", ".join(filter(None, (words[part] for part in words if part in told)))
    )


def terms(draft: Form) -> Terms:
    """What is agreed, once nothing is missing."""
    is_sent = draft["delivery"] == "ship"
    return Terms(
        buyer_name=draft["buyer_name"],
        address=draft["address"] if is_sent else "",
        delivery=draft["delivery"],
        payment_method=draft["payment"],
        area=draft.get("area", "") if is_sent else "",
        recipient_phone=draft.get("phone") if is_sent else None,
        pin=draft.get("pin", "") if is_sent else "",
        note=draft.get("note", ""),
        gift=draft.get("gift", False),
        sender_name=draft.get("sender_name", "") if is_sent else "",
    )


# ---------------------------------------------------------------- the questions


def _ask_name(turn: Turn, draft: Form) -> Answer:
    last = lookup.recent_of_shopper(turn.session, turn.person.id, 1)
    known = [order.buyer_name for order in last if len(order.buyer_name) <= MAX_BUTTON_TITLE]
    return say(_("Pesanan ini atas nama siapa?"), *(choices.answer("name", name, name) for name in known))


def _ask_delivery(turn: Turn, draft: Form) -> Answer:
    options = (
        choices.answer("delivery", "ship", _("Dikirim")),
        choices.answer("delivery", "pickup", _("Diambil di toko")),
    )
    return say(_("Barangnya mau dikirim atau diambil di toko?"), *options)


def _ask_payment(turn: Turn, draft: Form) -> Answer:
    transfer, qris = choices.answer("payment", "transfer", "Transfer"), choices.answer("payment", "qris", "QRIS")
    if draft["delivery"] == "pickup":
        last = choices.answer("payment", "cash", _("Bayar di toko"))
        return say(_("Mau bayar pakai apa: transfer, QRIS, atau langsung di toko?"), transfer, qris, last)
    no_cod = _no_cod(turn, draft)
    if no_cod is None:
        last = choices.answer("payment", "cod", "COD")
        return say(_("Mau bayar pakai apa: transfer, QRIS, atau COD?"), transfer, qris, last)
    opening = f"{no_cod} " if draft.pop("payment", "") == "cod" else ""
    return say(opening + _("Mau bayar pakai apa: transfer atau QRIS?"), transfer, qris)


def _no_cod(turn: Turn, draft: Form) -> str | None:
    """Why these goods can't be paid at the door of this address; None: they can."""
    quotes, plan = bill.reckon(turn, draft, cod=True)
    reason = cod.refusal(turn.session, turn.person.id, max(quote.goods_total for quote in quotes))
    if reason == "refused_before":
        return _("COD tidak bisa, karena ada paket COD Anda yang kembali tanpa dibayar.")
    if reason == "too_much":
        limit = rupiah(current_app.config["SETTINGS"].cod_limit)
        return _("COD hanya sampai %(limit)s per toko.", limit=limit)
    is_carried = all(plan.offers.get(quote.seller_id) for quote in quotes)
    return None if is_carried else _("Maaf, belum ada kurir yang melayani COD ke alamat itu.")


def _payment_fits(turn: Turn, draft: Form) -> bool:
    if draft.get("payment") == "cod":
        return draft["delivery"] == "ship" and _no_cod(turn, draft) is None
    return draft.get("payment") in ("transfer", "qris", "cash" if draft["delivery"] == "pickup" else "transfer")


def _ask_confirmation(turn: Turn, draft: Form) -> Answer:
    text = bill.summary(turn, draft)
    return say(text, *confirmation_options(), checkout=place_order.name_summary(draft, text))


def confirmation_options() -> list[Option]:
    return [
        choices.deed("yes", _("Ya, pesan")),
        choices.deed("no", _("Ubah")),
        choices.deed("cancel", _("Batal")),
    ]


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
    *ask_address.SLOTS,
    Slot("payment", lambda turn, draft: not _payment_fits(turn, draft), _ask_payment),
    Slot("confirm", lambda turn, draft: True, _ask_confirmation),
)
BASKET_SLOTS = (*SLOTS[:2], Slot("basket", lambda turn, draft: True, _show_basket))


def slots(draft: Form) -> tuple[Slot, ...]:
    """What is asked for: all that an order needs, or what a basket does."""
    return BASKET_SLOTS if draft.get("stage") == "basket" else SLOTS


# ---------------------------------------------------------------- what to change


def ask_what_to_change(draft: Form) -> Answer:
    """Under the summary: a tappable list of what can be different, and how to say it in words."""
    parts = [
        ("goods", _("Barang atau jumlah")),
        ("name", _("Nama")),
        ("delivery", _("Dikirim atau diambil")),
        *([("address", _("Alamat"))] if draft["delivery"] == "ship" else []),
        *([("courier", _("Kurir"))] if draft.get("area") and draft["delivery"] == "ship" else []),
        ("payment", _("Cara bayar")),
        ("note", _("Catatan ke penjual")),
    ]
    options = tuple(choices.deed("change_what", title, part) for part, title in parts)
    text = _("Baik, belum kami pesan. Pilih, atau tulis misalnya *jadi 3*, *ukuran L*, *kado*, *pengirim Toko Rina*.")
    text += " " + _("Apa yang mau diubah?")
    return Answer(Content.fitting(text, options=options, list_title=_("Pilih")))


def ask_for(turn: Turn, draft: Form, part: str) -> Answer | None:
    """Asks for one part anew; None for a part that is asked for by the usual questions once it is forgotten."""
    if part == "goods":
        text = _("Tulis misalnya *%(code)s jadi 3* atau *hapus %(code)s*.", code=turn.basket.lines[0].listing.code)
        return say(text + " " + _("Mau diubah jadi apa?"))
    if part == "note":
        draft["asked"] = "note"
        return say(_("Apa catatannya untuk penjual?"))
    if part == "courier":
        return ask_courier(turn, draft)
    if part == "address":
        ask_address.forget(draft)
    else:
        draft.pop(FACTS.get(part, (part, 0))[0], None)
    return None


def ask_courier(turn: Turn, draft: Form) -> Answer | None:
    """A tappable list of the services that go to the address, the cheapest first; None when there are none."""
    _quotes, plan = bill.reckon(turn, draft)
    found = parcels.services(plan)[:MAX_LIST_ITEMS]
    options = [
        choices.answer(
            "courier",
            offer.service,
            f"{offer.service} {rupiah(offer.fee)}"[:MAX_LIST_TITLE],
            ", ".join(filter(None, [days_in_words(offer), _("bisa COD") if offer.cod else ""])),
        )
        for offer in found
    ]
    if not options:
        return None
    draft["asked"] = "courier"
    text = _("Ongkir ke %(area)s, dari yang termurah.", area=areas.load().in_words(draft["area"]))
    if len(options) <= MAX_BUTTONS:
        options = [replace(option, title=option.title[:MAX_BUTTON_TITLE]) for option in options]
    text += " " + _("Mau pakai kurir yang mana?")
    return Answer(Content.fitting(text, options=tuple(options), list_title=_("Pilih kurir")))


def days_in_words(offer: Offer) -> str:
    return _("%(days)s hari", days=offer.days) if offer.days else ""
