"""A place on the map or a contact card in place of words: where an order goes, and to whom.

A place that has a written address is the address; a bare pin goes along to the seller, and the street is still asked for.
A card's name and number are the recipient's; it comes as a file, so the talk goes on when the worker has fetched it.
"""

from dataclasses import replace

from flask_babel import gettext as _

from bot.anybody import small_talk
from bot.shopper.buying import check_out, checkout_questions
from bot.talk.deed import Deed, PictureUse
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn
from bot.words.wording import harmless, name_only, shortened
from messaging import pictures
from messaging.models import ReceivedPicture


def place(turn: Turn) -> Answer:
    """A place, with an address or without."""
    draft, address = _open(turn), harmless(turn.message.address)
    pin = _pin(turn)
    if turn.seller is not None and draft is None:
        return small_talk.cannot_read(turn)
    if draft is None:
        text = _("Lokasinya sudah sampai. Kami pakai sebagai alamat saat Anda memesan: kirim lagi waktu ditanya ya.")
        return small_talk.with_examples(turn, text)
    if pin:
        draft["pin"] = pin
        draft.setdefault("delivery", "ship")
    if not address:
        text = _("Titik lokasinya kami catat untuk kurir.") if pin else _("Lokasi itu belum bisa kami baca.")
        return check_out.go_on(turn, draft, opening=text)
    told = _saying(turn, {"address": address})
    checkout_questions.fill(told, draft)
    return check_out.go_on(told, draft, opening=_("Alamat dari lokasi: %(address)s.", address=shortened(address, 120)))


def take_card(turn: Turn, card: ReceivedPicture) -> None:
    """Nothing is said until it is here."""


def card_came(turn: Turn, card: ReceivedPicture) -> Answer | None:
    """The card is read: its name and number are the recipient's."""
    told = {"name": name_only(card.facts.get("name", "")), "phone": card.facts.get("phone", "")}
    card.facts = {}  # somebody else's: kept only where an order needs it
    draft = _open(turn)
    if draft is None:
        text = _("Kontaknya sudah sampai, tapi sekarang tidak ada pesanan yang menunggu penerima.")
        return small_talk.with_examples(turn, text)
    facts = {name: value for name, value in told.items() if value}
    known = _saying(turn, facts)
    checkout_questions.fill(known, draft)
    if not told["phone"]:
        opening = _("Penerima: %(name)s. Di kontak itu tidak ada nomor HP.", name=told["name"])
    else:
        opening = _("Penerima: %(who)s.", who=", ".join(facts.values()))
    return check_out.go_on(known, draft, opening=opening)


def card_lost(turn: Turn, card: ReceivedPicture) -> Answer | None:
    return small_talk.with_examples(
        turn, _("Maaf, kontak itu tidak bisa kami baca. Tolong tulis nama dan nomor HP-nya ya.")
    )


def _open(turn: Turn) -> Form | None:
    """The order that is being filled in; a basket that is only looked at is none."""
    draft = check_out.open_form(turn)
    return draft if draft is not None and draft.get("stage") != "basket" and turn.basket.lines else None


def _saying(turn: Turn, facts: dict[str, str]) -> Turn:
    """The turn as if it had been written: "penerima" makes the name the recipient's, whoever was named before."""
    text = " ".join(["penerima", *facts.values()])
    return replace(turn, intent=replace(turn.intent, name="answer", text=text, facts=facts))


def _pin(turn: Turn) -> str:
    """ "-6.732000,108.552300"; "" for what is no point on Earth."""
    try:
        north, east = map(float, turn.message.location or ())
    except ValueError:
        return ""
    return f"{north:.6f},{east:.6f}" if abs(north) <= 90 and abs(east) <= 180 else ""


DEED = Deed(
    "address sent",
    handlers={"location": place, "contact": small_talk.cannot_read},
    may_answer=(
        PictureUse(pictures.CARD, lambda turn: turn.message.is_card, take_card, card_came, card_lost, is_card=True),
    ),
)
