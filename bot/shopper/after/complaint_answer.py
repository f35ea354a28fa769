"""What the shopper makes of a shop's answer to a complaint: agrees, is content, or wants staff."""

from collections.abc import Callable

from flask_babel import gettext as _

from bot.clocks import complaint_clocks
from bot.news import complaint_news
from bot.shopper.after import which_complaint
from bot.talk.deed import Deed, Question
from bot.talk.turn import Answer, Turn, say
from bot.words import office, order_words
from matters import complaints
from matters.models import Complaint
from orders.states import SHOPPER, Actor


def asked(turn: Turn) -> bool:
    """Whether the newest notice, or the one quoted, asks this person about a complaint."""
    return _asking(turn) is not None


def say_yes(turn: Turn) -> Answer:
    """A bare yes to what the shop has answered."""
    complaint = _asking(turn)
    assert complaint
    return _agree(turn, complaint) if complaint.remedy and complaint.agreed_at is None else _settle(turn, complaint)


def say_no(turn: Turn) -> Answer:
    complaint = _asking(turn)
    assert complaint
    return hand_on(turn, complaint)


def agree_remedy(turn: Turn) -> Answer:
    """ "Setuju"."""
    return _with_own(turn, _agree)


def settled(turn: Turn) -> Answer:
    """ "Sudah beres"."""
    return _with_own(turn, _settle)


def unsettled(turn: Turn) -> Answer:
    """ "Belum beres": it goes to staff."""
    return _with_own(turn, hand_on)


def _with_own(turn: Turn, deed: Callable[[Turn, Complaint], Answer]) -> Answer:
    complaint = which_complaint.own(turn, turn.facts.get(which_complaint.NAME))
    if complaint is None:
        return say(_("Keluhan itu tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihat pesanan Anda."))
    if complaint.matter.state == "closed":
        text = _("Keluhan *%(matter)s* sudah ditutup.", matter=complaint.matter.number)
        again = _("Kalau belum beres, ketik *komplain %(order)s*.", order=complaint.order.number)
        return say(f"{text} {again}", order=complaint.order.number)
    return deed(turn, complaint)


def _agree(turn: Turn, complaint: Complaint) -> Answer:
    if not complaint.remedy or complaint.agreed_at:
        return which_complaint.state(complaint)
    complaints.agree(turn.session, complaint)
    complaint_news.agreed(turn.session, complaint)
    step = {
        "refund": _("Begitu penjual mengirimnya, kami tanyakan apakah sudah masuk."),
        "replace": _("Nomor resi gantinya kami kabari."),
        "return": _(
            "Kirim balik ke %(place)s (%(phone)s), lalu ketik *sudah dikirim balik %(number)s* dan nomor resinya.",
            place=order_words.shop_and_place(complaint.order),
            phone=complaint.order.seller.phone,
            number=complaint.order.number,
        ),
    }[complaint.remedy]
    text = _("Baik, kesepakatannya dicatat: *%(remedy)s*.", remedy=complaint_news.remedy(complaint))
    return say(f"{text} {step}", complaint=complaint.id or 0, order=complaint.order.number)


def _settle(turn: Turn, complaint: Complaint) -> Answer:
    complaint_clocks.settle(turn.session, complaint, Actor(SHOPPER, turn.person.id))
    text = _("Syukurlah. Keluhan *%(matter)s* kami tutup; terima kasih.", matter=complaint.matter.number)
    return say(text, order=complaint.order.number)


def hand_on(turn: Turn, complaint: Complaint) -> Answer:
    """To staff, because the shopper is not content."""
    if not complaint_clocks.hand_on(turn.session, complaint):
        return which_complaint.state(complaint)
    text = _("Baik, keluhan *%(matter)s* sekarang ditangani petugas pasar.", matter=complaint.matter.number)
    return which_complaint.going_on(complaint, f"{text} {office.when_read()} " + _("Ada yang perlu petugas tahu?"))


def _asking(turn: Turn) -> Complaint | None:
    found = which_complaint.quoted(turn) or which_complaint.answered_last(turn)
    is_asked = found is not None and found.matter.state == "answered" and found.desk == "seller"
    return found if is_asked else None


ANSWERS = {"yes": say_yes, "no": say_no, "done": say_yes}
DEED = Deed(
    "answer to a complaint",
    handlers={"agree_remedy": agree_remedy, "complaint_settled": settled, "complaint_unsettled": unsettled},
    buttons={
        "agree_remedy": ("#complaint",),
        "complaint_settled": ("#complaint",),
        "complaint_unsettled": ("#complaint",),
    },
    may_answer=(
        Question("quoted complaint", lambda turn: which_complaint.NAME in turn.quoted and asked(turn), ANSWERS),
        Question("complaint", asked, ANSWERS),
    ),
    pierces={
        "agree_remedy": ("own complaint",),
        "complaint_settled": ("own complaint",),
        "complaint_unsettled": ("own complaint",),
    },
)
