"""A question that a shop leaves unanswered: the shop is reminded once, and the shopper is told honestly, with what may
be done instead."""

from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import clock
import scheduling
from bot.anybody import handover
from bot.news import relayed
from bot.talk import choices
from bot.talk.about import About
from bot.words.wording import plain
from matters import deeds, enquiries
from matters.models import Enquiry, EnquiryWord
from messaging import outbox, staleness
from messaging.content import Content, Knock


def remind(session: Session, enquiry_id: int, word_id: int) -> None:
    """The deed of the clock behind enquiries.REMIND."""
    found = enquiries.unanswered(session, enquiry_id, word_id)
    if found is None:
        return
    enquiry, asked = found
    knock = Knock("question_asked", (relayed.in_short(enquiry),))
    for person in relayed.listeners(session, enquiry):
        if handover.is_talking(session, person.id):
            continue
        if outbox.is_waiting(session, person, enquiry=enquiry.id):
            outbox.knock_again(session, person, knock)
            continue
        with force_locale(person.language):
            opening = _("*Masih menunggu jawaban Anda* tentang %(what)s", what=relayed.about(enquiry))
            content = relayed.question(enquiry, asked, opening)
        about: About = {"enquiry": enquiry.id or 0, "asks": True}
        outbox.notice(session, person, content, about, knock, _only_while_waiting(enquiry, asked))


def tell_shopper(session: Session, enquiry_id: int, word_id: int) -> None:
    """The deed of the clock behind enquiries.LEFT_UNANSWERED."""
    found = enquiries.unanswered(session, enquiry_id, word_id)
    if found is None or found[0].shopper.opted_out_at is not None:
        return
    enquiry, asked = found
    if handover.is_talking(session, enquiry.shopper_id):
        due = clock.now() + deeds.QUIET_FOR
        scheduling.arrange(session, enquiries.LEFT_UNANSWERED, str(enquiry_id), due, enquiry_id=enquiry_id, word_id=word_id)  # fmt: skip
        return
    with force_locale(enquiry.shopper.language):
        content, about = _left_unanswered(enquiry)
    outbox.notice(session, enquiry.shopper, content, about, only_while=_only_while_waiting(enquiry, asked))


def still_waits(session: Session, enquiry: int, word: int) -> bool:
    """For messaging.staleness: whether the shop still owes the answer."""
    return enquiries.unanswered(session, enquiry, word) is not None


def _left_unanswered(enquiry: Enquiry) -> tuple[Content, About]:
    """The honest word, and what it is about. Of goods others are offered; of an order the shop's number, once it has
    accepted, or a person of the staff."""
    shop, person = plain(enquiry.seller.shop), choices.deed("talk_to_person", _("Hubungi petugas"))
    text = _("%(shop)s belum menjawab pertanyaan Anda tentang %(what)s; kalau dijawab, langsung kami teruskan.", shop=shop, what=relayed.about(enquiry))  # fmt: skip
    if enquiry.listing:
        similar = choices.deed("instead", _("Lihat yang mirip"), "", enquiry.listing.code)
        content = Content.fitting(text + " " + _("Mau lihat yang mirip dulu?"), options=(similar, person))
        return content, {"codes": [enquiry.listing.code], "question": {"yes": similar.id}}
    assert enquiry.order is not None
    if enquiry.order.order_status in ("accepted", "completed"):
        text += " " + _("Nomor penjual: %(phone)s.", phone=enquiry.seller.phone)
    content = Content.fitting(text + " " + _("Mau dibantu petugas pasar?"), options=(person,))
    return content, {"order": enquiry.order.number, "question": {"yes": person.id}}


def _only_while_waiting(enquiry: Enquiry, asked: EnquiryWord) -> dict[str, Any]:
    return staleness.only_while(still_waits, enquiry=enquiry.id, word=asked.id)
