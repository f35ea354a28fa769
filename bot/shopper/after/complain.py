""" "barangnya sobek", "komplain P0001": a complaint with a number, given to the shop, and what the shopper makes of the
answer. An order that is not theirs nobody complains of; one order has one open complaint, and what is said later is
added to it."""

import re
from collections.abc import Sequence
from contextlib import suppress

from flask_babel import gettext as _

from bot.clocks import complaint_clocks
from bot.news import complaint_news
from bot.shopper.after import track_order, which_complaint
from bot.talk import choices
from bot.talk.deed import Deed, Ear, PictureUse, Question
from bot.talk.turn import Answer, Handler, Turn, say
from bot.words import office, order_words
from bot.words.wording import moment, plain, why_lost
from matters import complaints
from matters.errors import TooLate, TooManyQuestions
from matters.models import CAUSE, Complaint
from messaging import pictures
from messaging.content import MAX_LIST_ITEMS
from messaging.models import ReceivedPicture
from orders import errors, lookup
from orders.models import Order
from orders.states import SHOPPER, Actor

NAME = which_complaint.NAME
WORDS = "complaint_words"  # the deed that gets what the complaint is about
ADDED = frozenset(
    ("not_understood", "smalltalk", NAME, "words", "not_received")
)  # what may go on with an open complaint
RECENT = 20
MATTER, FEW = re.compile(r"\bT\d{4,}\b", re.IGNORECASE), 2  # words beside a number that tell nothing new


def complain(turn: Turn) -> Answer:
    """Opens a complaint, or adds to the one that is open."""
    order = _meant(turn)
    if isinstance(order, Answer):
        return order
    words, cause = str(turn.facts.get("words") or ""), str(turn.facts.get("cause") or "")
    picture = _picture(turn)
    if cause in CAUSE and not words:
        words = complaint_news.cause(cause)
    known = complaints.of_order(turn.session, order)
    if known:
        return _add(turn, known, words, picture) if words or picture else which_complaint.state(known)
    if not words and not picture:
        return _ask_what(turn, order)
    return _open(turn, order, words, cause or "other", picture)


def hears(turn: Turn) -> Handler | None:
    """What hears a message that quotes the shop's answer to a complaint, or goes on with one; None for any other."""
    if turn.message.choice or turn.message.kind != "text":
        return None
    named = MATTER.search(turn.message.text)
    if named and turn.intent.name in ADDED | {"complain"}:
        return _named(turn, named)
    complaint = which_complaint.quoted(turn)
    goes_on = turn.intent.name in ADDED and not turn.facts.get("order_no")
    if complaint is None and goes_on:
        complaint = which_complaint.talked_of(turn) or which_complaint.answered_last(turn)
    if complaint is None or complaint.matter.state == "closed":
        return None
    return lambda turn: _add(turn, complaint, turn.message.text, None)


def _named(turn: Turn, number: re.Match[str]) -> Handler | None:
    """ "T0001", "keluhan T0001 masih belum beres": where it stands, or more about it."""
    complaint = complaints.by_number(turn.session, turn.person.id, number[0])
    if complaint is None or complaint.matter.state == "closed":
        return None
    rest = MATTER.sub("", turn.message.text).split()
    return lambda turn: (
        which_complaint.state(complaint) if len(rest) <= FEW else _add(turn, complaint, turn.message.text, None)
    )


def is_talked_of(turn: Turn) -> bool:
    """Whether our last answer has asked for more about a complaint."""
    return which_complaint.talked_of(turn) is not None


def more(turn: Turn) -> Answer:
    """A yes to that."""
    complaint = which_complaint.talked_of(turn)
    assert complaint
    return which_complaint.going_on(complaint, _("Silakan kirim fotonya, atau tulis keterangannya di sini."))


def enough(turn: Turn) -> Answer:
    """A no to that: nothing is to be added."""
    return say(_("Baik. Kabarnya kami kirim ke sini."))


# ---------------------------------------------------------------- which order


def _meant(turn: Turn) -> Order | Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order") or _asked_about(turn)
    if number:
        order = lookup.of_shopper(turn.session, turn.person.id, str(number))
        if order is None:
            return track_order.track(turn)
        return order if complaints.can_be_about(order) else _not_yet(order)
    recent = lookup.recent_of_shopper(turn.session, turn.person.id, RECENT)
    orders = [order for order in recent if complaints.can_be_about(order) and not _is_long_ago(turn, order)]
    if len(orders) == 1:
        return orders[0]
    return _which(turn, orders) if orders else _nothing_to_complain_of()


def _asked_about(turn: Turn) -> str:
    """The order of which our last answer has asked what is wrong."""
    deed, _sep, number = (turn.talk.question or {}).get("deed", "").partition(choices.SEPARATOR)
    return number if deed == WORDS else ""


def _is_long_ago(turn: Turn, order: Order) -> bool:
    try:
        complaints.check(turn.session, order)
    except TooLate:
        return True
    return False


def _which(turn: Turn, orders: Sequence[Order]) -> Answer:
    """The words, or the picture, are held until it is known."""
    held = turn.talk.question or {}
    words = str(turn.facts.get("words") or held.get("held", ""))
    sent = pictures.received(turn.session, turn.message.sid) if turn.message.shows else None
    options = [
        choices.deed(NAME, one.number, one.number, "", sent.id if sent and sent.id else "", description=_short(one))
        for one in orders[:MAX_LIST_ITEMS]
    ]
    lines = [f"*{one.number}*: {_short(one)}" for one in orders] if len(options) <= 3 else []
    text = "\n".join([_("Maaf atas kejadian ini."), *lines, _("Ini tentang pesanan yang mana ya?")])
    answer = say(text, *options)
    return Answer(answer.content, answer.about, {"held": words})


def _short(order: Order) -> str:
    return f"{plain(order.seller.shop)}, {', '.join(dict.fromkeys(line.code for line in order.lines))}"[:72]


def _not_yet(order: Order) -> Answer:
    text = _("Pesanan ini belum bisa dikeluhkan.")
    return say(f"{text}\n\n{order_words.for_shopper(order)}", order=order.number)


def _nothing_to_complain_of() -> Answer:
    text = _("Maaf atas kejadian ini. Tidak ada pesanan Anda di sini yang sedang jalan atau baru sampai.")
    return say(text + " " + _("Ketik *petugas* kalau perlu bicara dengan petugas pasar, atau *pesanan saya*."))


# ---------------------------------------------------------------- opening and adding


def _ask_what(turn: Turn, order: Order) -> Answer:
    held = (turn.talk.question or {}).get("held", "")
    if held:
        return _open(turn, order, held, "other", None)
    owes_money = order.order_status == "cancelled" or order.fulfilment_status == "returned"
    names = [name for name in CAUSE if name != "other" and (name != "money" or owes_money)]
    options = [choices.deed(NAME, complaint_news.cause(name), order.number, name) for name in names]
    text = _("Maaf atas kejadian ini. *%(number)s* dari %(shop)s:", number=order.number, shop=plain(order.seller.shop))
    answer = say(text + " " + _("pilih, atau tulis saja. Masalahnya apa?"), *options, order=order.number)
    return Answer(answer.content, answer.about, {"slot": "words", "deed": f"{WORDS}:{order.number}"})


def _open(turn: Turn, order: Order, words: str, cause: str, picture: ReceivedPicture | None) -> Answer:
    try:
        complaint = complaint_clocks.begin(turn.session, order, cause, Actor(SHOPPER, turn.person.id))
    except TooLate:
        return _too_late(order)
    except errors.NotAllowed:
        return _not_yet(order)
    word = complaints.add(turn.session, complaint, words, picture.key if picture else "")
    if picture is None or picture.state != "to_fetch":
        complaint_news.to_seller(turn.session, complaint, word, first=True)
    text = _(
        "Maaf atas kejadian ini. Keluhan *%(matter)s* tercatat dan kami sampaikan ke %(shop)s.",
        matter=complaint.matter.number,
        shop=plain(order.seller.shop),
    )
    text += " " + _(
        "Penjual diminta menjawab paling lambat %(when)s; lewat itu petugas pasar yang menangani.",
        when=moment(complaint.due_at),
    )
    return which_complaint.going_on(complaint, text + "\n\n" + _("Mau menambahkan foto atau keterangan?"))


def _add(turn: Turn, complaint: Complaint, words: str, picture: ReceivedPicture | None) -> Answer:
    try:
        word = complaints.add(turn.session, complaint, words, picture.key if picture else "")
    except TooManyQuestions:
        return which_complaint.state(complaint)
    if complaint.desk == "seller" and (picture is None or picture.state != "to_fetch"):
        complaint_news.to_seller(turn.session, complaint, word)
    return which_complaint.going_on(complaint, _added(complaint))


def _added(complaint: Complaint) -> str:
    text = _("Sudah ditambahkan ke keluhan *%(matter)s*.", matter=complaint.matter.number)
    if complaint.desk == "staff":
        return f"{text} {office.when_read()}"
    return text + " " + _("%(shop)s sudah kami beri tahu.", shop=plain(complaint.order.seller.shop))


def _too_late(order: Order) -> Answer:
    days = complaints.LONGEST_AFTER.days
    text = _("Pesanan *%(number)s* sudah selesai lebih dari %(days)s hari.", number=order.number, days=days)
    contact = _("Hubungi penjualnya: %(phone)s, atau ketik *petugas*.", phone=order.seller.phone)
    return say(f"{text} {contact}", order=order.number)


# ---------------------------------------------------------------- with a picture


def fits_picture(turn: Turn) -> bool:
    """Whether the picture of this message belongs to a complaint: one that is talked of or quoted, or its words are one."""
    if turn.intent.name == NAME:
        return True
    is_bare = turn.intent.name in (*ADDED, "picture")
    return which_complaint.quoted(turn) is not None or (
        is_bare and (bool(_asked_about(turn)) or which_complaint.talked_of(turn) is not None)
    )


def take_picture(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """It goes on when the picture has come; but what opens a complaint is answered at once."""
    complaint = which_complaint.quoted(turn) or which_complaint.talked_of(turn)
    order = complaint.order if complaint else _meant(turn)
    if isinstance(order, Answer):
        return order
    complaint = complaint or complaints.of_order(turn.session, order)
    if complaint is None:
        return _open(turn, order, turn.message.text, "other", picture)
    with suppress(TooManyQuestions):
        complaints.add(turn.session, complaint, turn.message.text, picture.key)
        return None
    return which_complaint.state(complaint)


def picture_came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The shop sees it; who has just been told of a new complaint is not told again."""
    found = complaints.with_picture(turn.session, picture.key)
    if found is None:
        return None
    complaint, word = found
    first = complaints.is_first(turn.session, complaint, word)
    if complaint.desk == "seller":
        complaint_news.to_seller(turn.session, complaint, word, first=first)
    return None if first else which_complaint.going_on(complaint, _added(complaint))


def picture_lost(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The words go on without it."""
    found = complaints.with_picture(turn.session, picture.key)
    text = why_lost(picture.problem) + " " + _("Boleh dikirim ulang?")
    if found is None:
        return say(text)
    complaint, word = found
    word.picture = ""
    if word.text and complaint.desk == "seller":
        first = complaints.is_first(turn.session, complaint, word)
        complaint_news.to_seller(turn.session, complaint, word, first=first)
    return which_complaint.going_on(complaint, text)


def _picture(turn: Turn) -> ReceivedPicture | None:
    """The picture that was held until the order was tapped."""
    told = str(turn.facts.get("picture") or "")
    found = pictures.by_ids(turn.session, [int(told)] if told.isdecimal() and int(told) <= choices.LARGEST else [])
    return next((one for one in found if one.person_id == turn.person.id and one.state != "failed"), None)


DEED = Deed(
    "complain",
    handlers={NAME: complain, "complain": complain, WORDS: complain},
    buttons={NAME: ("order_no", "cause", "picture"), WORDS: ("order_no",)},
    may_answer=(
        Ear("own complaint", hears),
        Question("complaint talked of", is_talked_of, {"yes": more, "no": enough}),
        PictureUse(NAME, fits_picture, take_picture, picture_came, picture_lost),
    ),
)
