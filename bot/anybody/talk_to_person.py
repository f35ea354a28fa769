"""A person of the staff is wanted: a numbered matter is opened, and the bot goes on answering until somebody has
answered it (bot/anybody/handover.py)."""

from flask_babel import gettext as _

from bot.talk import choices, left_open
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.words import office
from matters import deeds, lookup
from matters.models import Matter

TELLS_ITS_MATTER = 60  # characters: who writes more with the wish for a person has said what it is about
WORDS = "matter_words"  # the deed that puts words into a matter


def want(turn: Turn) -> Answer:
    """ "mau bicara dengan orang": opens a matter, or adds to the open one."""
    matter = lookup.open_of_person(turn.session, turn.person.id, "help")
    opening = _("*%(number)s* masih terbuka di petugas pasar.", number=matter.number) if matter else ""
    if matter is None:
        matter = deeds.open_(turn.session, "help", turn.person.id)
        opening = _("Kami sambungkan ke petugas pasar, nomornya *%(number)s*.", number=matter.number)
    deeds.add_words(turn.session, matter, turn.message.text)
    text = f"{opening} {office.when_read()} " + _("Sambil menunggu, bot ini tetap menjawab.")
    if len(turn.message.text) > TELLS_ITS_MATTER:
        return left_open.ask_again(turn, text) or say(text, matter=matter.number)
    return ask_for_words(f"{text}\n\n" + _("Boleh ditulis di sini, masalahnya apa?"), matter)


def ask_for_words(text: str, matter: Matter) -> Answer:
    """The text, and whatever is written next belongs to the matter."""
    answer = say(text, matter=matter.number)
    return Answer(answer.content, answer.about, {"slot": "words", "deed": f"{WORDS}:{matter.number}"})


def keep_words(turn: Turn) -> Answer:
    """What the matter is about."""
    matter = lookup.by_number(turn.session, turn.facts["matter_no"])
    if matter is None or matter.person_id != turn.person.id or matter.state == "closed":
        return want(turn)
    deeds.add_words(turn.session, matter, turn.facts["words"])
    text = _("Sudah kami catat di *%(number)s*.", number=matter.number)
    again = left_open.ask_again(turn, text)
    return again or ask_for_words(text + " " + _("Ada lagi yang perlu petugas tahu?"), matter)


def is_it_a_bot(turn: Turn) -> Answer:
    """ "ini bot ya?": said honestly."""
    text = _("Ya, ini bot: pesan dijawab otomatis, dan petugas pasar bisa ikut membaca kalau diminta.")
    again = left_open.ask_again(turn, text)
    yes = choices.deed("talk_to_person", _("Hubungi petugas"))
    return again or ask_whether(text + " " + _("Mau bicara dengan petugas?"), yes, choices.deed("no", _("Tidak usah")))


DEED = Deed(
    "talk to a person",
    handlers={"talk_to_person": want, WORDS: keep_words, "is_it_a_bot": is_it_a_bot},
    buttons={"talk_to_person": (), WORDS: ("matter_no",)},
    pierces={
        "talk_to_person": (
            *("complaint at the shop", "own complaint"),
            *("quoted question at the shop", "quoted review", "quoted answer of a shop"),
        )
    },
)
