"""Which complaint a shopper speaks of, and where it stands."""

from flask_babel import gettext as _

from bot.news import complaint_news
from bot.talk.turn import Answer, Turn, say
from bot.words import office
from bot.words.wording import moment
from matters import complaints
from matters.models import Complaint

NAME = "complaint"  # in what a message is about, and in ids


def quoted(turn: Turn) -> Complaint | None:
    return own(turn, turn.quoted.get(NAME))


def talked_of(turn: Turn) -> Complaint | None:
    """The one that our last answer was about."""
    return own(turn, (turn.talk.question or {}).get(NAME))


def answered_last(turn: Turn) -> Complaint | None:
    """The one that the newest notice to this person is about."""
    return own(turn, turn.noticed.get(NAME))


def own(turn: Turn, told: object) -> Complaint | None:
    """This person's complaint with the id that is told."""
    number = int(str(told)) if str(told or "").isdecimal() else 0
    return complaints.of_shopper(turn.session, turn.person.id, number) if number else None


def going_on(complaint: Complaint, text: str) -> Answer:
    """What is written or shown next may belong to it."""
    answer = say(text, complaint=complaint.id or 0, order=complaint.order.number)
    return Answer(answer.content, answer.about, {NAME: str(complaint.id)})


def state(complaint: Complaint) -> Answer:
    """Where a complaint stands."""
    head = _("Keluhan *%(matter)s* tentang *%(order)s*:", matter=complaint.matter.number, order=complaint.order.number)
    if complaint.desk == "staff":
        where = _("sedang ditangani petugas pasar.") + " " + office.when_read()
    elif complaint.agreed_at:
        where = _("sudah disepakati (%(remedy)s), menunggu penjual.", remedy=complaint_news.remedy(complaint))
    elif complaint.matter.answered_at:
        where = _("penjual sudah menjawab.")
    else:
        where = _("menunggu jawaban penjual, paling lambat %(when)s.", when=moment(complaint.due_at))
    return going_on(complaint, f"{head} {where} " + _("Mau menambahkan foto atau keterangan?"))
