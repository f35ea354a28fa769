"""A person of the staff talks with somebody: the bot is quiet in that chat, and what is said goes to the matter.

It is quiet only once an officer has answered, and says so. It comes back two hours after the officer's last word, when
staff hand the chat back, or at the word "bot". Orders are no talk: their notices go on, and what is tapped under them or
said with their number is heard as always. All functions take the caller's transaction, so that the desk's pages can use
them as `flask inbox` does.
"""

from collections.abc import Callable

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import scheduling
from bot.anybody import small_talk
from bot.clocks import complaint_clocks
from bot.news import complaint_news
from bot.talk import left_open
from bot.talk.deed import Deed, Ear
from bot.talk.turn import Answer, Handler, Turn, say
from matters import complaints, deeds, lookup
from matters.models import Matter
from messaging import outbox
from messaging.content import Content, Knock
from orders.states import OFFICER, Actor
from people import directory

OFFICERS = Actor(OFFICER)  # flask inbox knows no names of users


# ---------------------------------------------------------------- in a turn


def hears(turn: Turn) -> Handler | None:
    """What hears this message while an officer talks with its sender; None: the bot answers."""
    if turn.message.choice or turn.facts.get("order_no") or "order" in turn.quoted:
        return None
    matter = turn.officer
    return (lambda turn: _pass_on(turn, matter)) if matter else None


def is_talking(session: Session, person_id: int | None) -> bool:
    """Whether an officer talks with this person just now: nobody else's news come in between."""
    return lookup.talking(session, person_id) is not None


def _pass_on(turn: Turn, matter: Matter) -> None:
    """The message goes to the officer, and the bot says nothing."""
    picture = turn.picture
    words = turn.message.text or ("" if picture else f"<{turn.message.kind}>")
    deeds.add_words(turn.session, matter, words, picture.key if picture else "")


def call_back(turn: Turn) -> Answer:
    """ "bot": it answers again."""
    matter = lookup.talking(turn.session, turn.person.id)
    if matter is None:
        return small_talk.greet(turn)
    deeds.hand_back(turn.session, matter)
    scheduling.call_off(turn.session, come_back, matter.number)
    text = _("Bot di sini lagi. *%(number)s* tetap terbuka di petugas.", number=matter.number)
    return left_open.ask_again(turn, text) or say(text + " " + _("Mau cari batik apa?"))


# ---------------------------------------------------------------- what staff do


def answer(session: Session, matter: Matter, text: str, officer: str = "") -> bool:
    """An officer answers; `officer`: the name that is shown, if any. True when the person hears of it now, else it waits
    for the 24-hour window."""
    complaint = complaints.of_matter(session, matter)
    if complaint:
        complaint_clocks.hand_on(session, complaint)  # it is in the hands of staff now, whoever was asked before
    begins = deeds.answer(session, matter, text)
    assert matter.quiet_until is not None
    scheduling.arrange(session, come_back, matter.number, matter.quiet_until, number=matter.number)
    person = directory.person(session, matter.person_id)
    with force_locale(person.language):
        who = _("*Petugas pasar* (%(name)s):", name=officer) if officer else _("*Petugas pasar:*")
        told = f"{who}\n{text}"
        if begins:
            told += "\n\n" + _(
                "(%(number)s. Balas saja di sini, langsung dibaca petugas. Bot diam dulu; ketik *bot* untuk memanggilnya.)",
                number=matter.number,
            )
    knock = Knock("staff_reply", (matter.number,))
    return outbox.notice(session, person, Content.fitting(told), {"matter": matter.number}, knock)


def hand_back(session: Session, matter: Matter) -> None:
    """The officer lets the bot answer again; the matter stays open."""
    scheduling.call_off(session, come_back, matter.number)
    if deeds.hand_back(session, matter):
        _tell(
            session,
            matter,
            lambda: _("Petugas menyerahkan chat ini kembali ke bot; *%(number)s* tetap terbuka.", number=matter.number),
        )


def close(session: Session, matter: Matter) -> bool:
    """The officer settles the matter. False when that was done already."""
    scheduling.call_off(session, come_back, matter.number)
    was_quiet, complaint = matter.bot_is_quiet, complaints.of_matter(session, matter)
    settled = complaint_clocks.settle(session, complaint, OFFICERS) if complaint else deeds.close(session, matter)
    if settled:
        _tell(session, matter, lambda: _closed(matter, was_quiet))
    return settled


def tell_shop(session: Session, matter: Matter, text: str, officer: str = "") -> bool | None:
    """An officer says something to the shop that a complaint is about. True when the shop hears of it now; None: the
    matter is no complaint."""
    complaint = complaints.of_matter(session, matter)
    if complaint is None:
        return None
    deeds.note(session, matter, text, "officer")
    return complaint_news.staff_to_seller(session, complaint, text, officer)


def _closed(matter: Matter, was_quiet: bool) -> str:
    text = _("Petugas menutup *%(number)s*.", number=matter.number)
    text += " " + _("Bot menjawab lagi.") if was_quiet else ""
    return text + " " + _("Kalau belum beres, ketik *petugas*.")


def come_back(session: Session, number: str) -> None:
    """The deed of the clock: the officer has said nothing for long enough. Who waits for an answer is told."""
    matter = lookup.by_number(session, number)
    if matter is None or matter.bot_is_quiet or not deeds.hand_back(session, matter) or not matter.unread:
        return
    _tell(session, matter, lambda: _left_alone(matter))


def _left_alone(matter: Matter) -> str:
    text = _("Petugas sedang tidak di tempat; pesan Anda tersimpan di *%(number)s*.", number=matter.number)
    return text + " " + _("Bot menjawab lagi. Ada yang bisa kami bantu dulu?")


def _tell(session: Session, matter: Matter, text: Callable[[], str]) -> None:
    if matter.kind == "proof":  # the person has never heard of it
        return
    person = directory.person(session, matter.person_id)
    with force_locale(person.language):
        content = Content(text())
    outbox.notice(session, person, content, {"matter": matter.number})


DEED = Deed(
    "handover",
    handlers={"bot_back": call_back},
    may_answer=(Ear("officer who talks", hears),),
    pierces={"bot_back": ("officer who talks", "complaint at the shop", "own complaint")},
    clocks=(come_back,),
)
