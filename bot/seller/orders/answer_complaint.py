"""A shop answers a complaint: by tap it offers something, in own words (quoting the complaint) it says something."""

from flask_babel import gettext as _

from bot.clocks import complaint_clocks
from bot.news import complaint_news
from bot.talk.deed import SELLERS, Deed, Ear, PictureUse
from bot.talk.turn import Answer, Handler, Turn, say
from matters import complaints
from matters.models import REMEDY, Complaint
from messaging.models import ReceivedPicture

NAME = "answer_complaint"
UNQUOTED = frozenset(("not_understood", "words"))  # what may answer the newest notice


def hears(turn: Turn) -> Handler | None:
    """What hears a message that answers a complaint; None for any other."""
    if turn.seller is None or turn.message.choice or turn.message.kind != "text":
        return None
    name, complaint = turn.intent.name, _quoted(turn)
    if complaint is None and name in UNQUOTED:
        complaint = _newest(turn)
    if complaint is None or complaint.matter.state == "closed":
        return None
    if name == "parcel_number" and complaint.remedy != "replace":  # no number of another parcel
        return None
    return lambda turn: _give(turn, complaint, turn.message.text)


def offer_remedy(turn: Turn) -> Answer:
    """The tapped "Uang kembali", "Kirim ganti", "Minta retur"."""
    told, remedy = str(turn.facts.get("complaint") or ""), str(turn.facts.get("remedy") or "")
    complaint = _own(turn, told)
    if complaint is None or remedy not in REMEDY:
        return say(_("Keluhan itu tidak ada di toko Anda. Ketik *pesanan* untuk melihat pesanan toko."))
    if complaint.matter.state == "closed" or complaint.agreed_at:
        return say(_("Keluhan *%(matter)s* sudah disepakati atau selesai.", matter=complaint.matter.number))
    return _give(turn, complaint, "", remedy)


def fits_picture(turn: Turn) -> bool:
    """Whether the picture of this message answers a complaint."""
    return turn.seller is not None and _quoted(turn) is not None


def take_picture(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The shopper sees it when it has come."""
    complaint = _quoted(turn)
    assert complaint  # fits_picture has looked
    complaints.answer(turn.session, complaint, turn.message.text, picture=picture.key)
    complaint_clocks.answered(turn.session, complaint)
    return None


def picture_came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    found = complaints.with_picture(turn.session, picture.key)
    if found is None:
        return None
    return _given(found[0], complaint_news.to_shopper(turn.session, *found))


def _give(turn: Turn, complaint: Complaint, words: str, remedy: str = "") -> Answer:
    word = complaints.answer(turn.session, complaint, words, remedy)
    if complaint.desk == "seller":
        complaint_clocks.answered(turn.session, complaint)
    return _given(complaint, complaint_news.to_shopper(turn.session, complaint, word))


def _given(complaint: Complaint, heard: bool) -> Answer:
    told = _("Jawaban untuk keluhan *%(matter)s* sudah kami teruskan ke pembeli.", matter=complaint.matter.number)
    if not heard:
        told = _("Jawaban untuk keluhan *%(matter)s* kami teruskan begitu pembeli membuka chat-nya.", matter=complaint.matter.number)  # fmt: skip
    return say(
        told + " " + _("Kabarnya kami kirim ke sini."), complaint=complaint.id or 0, order=complaint.order.number
    )


def _own(turn: Turn, told: object) -> Complaint | None:
    number = int(str(told)) if str(told or "").isdecimal() else 0
    return complaints.of_seller(turn.session, turn.seller.id, number) if turn.seller and number else None


def _quoted(turn: Turn) -> Complaint | None:
    return _own(turn, turn.quoted.get("complaint"))


def _newest(turn: Turn) -> Complaint | None:
    return _own(turn, turn.noticed.get("complaint"))


DEED = Deed(
    "answer a complaint",
    by=SELLERS,
    handlers={"offer_remedy": offer_remedy},
    buttons={"offer_remedy": ("#complaint", "remedy")},
    may_answer=(Ear("complaint at the shop", hears), PictureUse(NAME, fits_picture, take_picture, picture_came)),
    pierces={"offer_remedy": ("complaint at the shop",)},
)
