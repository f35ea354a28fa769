""" "barangnya sobek", "komplain P0001": a complaint with a number, given to the shop, and what the shopper makes of the
answer. An order that is not theirs nobody complains of; one order has one open complaint, and what is said later is
added to it."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

from flask_babel import gettext as _

from bot import choices, complaint_news, office, order_words
from bot.jobs import complaint_clocks
from bot.shopper import track_order
from bot.turn import Answer, Turn, say
from bot.wording import moment, plain, why_lost
from matters import complaints
from matters.errors import TooLate, TooManyQuestions
from matters.models import CAUSE, Complaint
from messaging import pictures
from messaging.content import MAX_LIST_ITEMS
from messaging.models import ReceivedPicture
from orders import errors, lookup
from orders.models import Order
from orders.states import SHOPPER, Actor

NAME = "complaint"
WORDS = "complaint_words"  # the deed that gets what the complaint is about
ADDED = frozenset(
    ("not_understood", "smalltalk", NAME, "words", "not_received")
)  # what may go on with an open complaint
# Of a message that quotes what the shop has answered: what is for the bot all the same.
FOR_THE_BOT = frozenset(
    (
        *("yes", "no", "cancel", "stop", "start", "help", "talk_to_person", "delete_me", "thanks", "agree_remedy"),
        *("complaint_settled", "complaint_unsettled", "return_sent", "receipt", "repeat_order", "bot_back", "hear"),
    )
)
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
        return _add(turn, known, words, picture) if words or picture else _state(known)
    if not words and not picture:
        return _ask_what(turn, order)
    return _open(turn, order, words, cause or "other", picture)


def handler(turn: Turn) -> Callable[[Turn], Answer | None] | None:
    """What hears a message that quotes the shop's answer to a complaint, or goes on with one; None for any other."""
    if turn.message.choice or turn.message.kind != "text":
        return None
    named = MATTER.search(turn.message.text)
    if named and turn.intent.name in ADDED | {"complain"}:
        return _named(turn, named)
    complaint = _quoted(turn)
    goes_on = turn.intent.name in ADDED and not turn.facts.get("order_no")
    if complaint is None and goes_on:
        complaint = _talked_of(turn) or _answered_last(turn)
    if complaint is None or turn.intent.name in FOR_THE_BOT or complaint.matter.state == "closed":
        return None
    return lambda turn: _add(turn, complaint, turn.message.text, None)


def _named(turn: Turn, number: re.Match[str]) -> Callable[[Turn], Answer | None] | None:
    """ "T0001", "keluhan T0001 masih belum beres": where it stands, or more about it."""
    complaint = complaints.by_number(turn.session, turn.person.id, number[0])
    if complaint is None or complaint.matter.state == "closed":
        return None
    rest = MATTER.sub("", turn.message.text).split()
    return lambda turn: _state(complaint) if len(rest) <= FEW else _add(turn, complaint, turn.message.text, None)


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


def is_talked_of(turn: Turn) -> bool:
    """Whether our last answer has asked for more about a complaint."""
    return _talked_of(turn) is not None


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
    sent = pictures.received(turn.session, turn.message.sid) if turn.message.kind == "picture" else None
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
    return _going_on(complaint, text + "\n\n" + _("Ada foto atau tambahan? Kirim saja ke sini."))


def _going_on(complaint: Complaint, text: str) -> Answer:
    """What is written or shown next may belong to it."""
    answer = say(text, complaint=complaint.id, order=complaint.order.number)
    return Answer(answer.content, answer.about, {NAME: str(complaint.id)})


def _add(turn: Turn, complaint: Complaint, words: str, picture: ReceivedPicture | None) -> Answer:
    try:
        word = complaints.add(turn.session, complaint, words, picture.key if picture else "")
    except TooManyQuestions:
        return _state(complaint)
    if complaint.desk == "seller" and (picture is None or picture.state != "to_fetch"):
        complaint_news.to_seller(turn.session, complaint, word)
    return _going_on(complaint, _added(complaint))


def _added(complaint: Complaint) -> str:
    text = _("Sudah ditambahkan ke keluhan *%(matter)s*.", matter=complaint.matter.number)
    if complaint.desk == "staff":
        return f"{text} {office.when_read()}"
    return text + " " + _("%(shop)s sudah kami beri tahu.", shop=plain(complaint.order.seller.shop))


def _state(complaint: Complaint) -> Answer:
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
    return _going_on(complaint, f"{head} {where} " + _("Ada foto atau tambahan? Kirim saja ke sini."))


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
    return _quoted(turn) is not None or (is_bare and (bool(_asked_about(turn)) or _talked_of(turn) is not None))


def take_picture(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """It goes on when the picture has come; but what opens a complaint is answered at once."""
    complaint = _quoted(turn) or _talked_of(turn)
    order = complaint.order if complaint else _meant(turn)
    if isinstance(order, Answer):
        return order
    complaint = complaint or complaints.of_order(turn.session, order)
    if complaint is None:
        return _open(turn, order, turn.message.text, "other", picture)
    with suppress(TooManyQuestions):
        complaints.add(turn.session, complaint, turn.message.text, picture.key)
        return None
    return _state(complaint)


def picture_came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The shop sees it; who has just been told of a new complaint is not told again."""
    found = complaints.with_picture(turn.session, picture.key)
    if found is None:
        return None
    complaint, word = found
    first = complaints.is_first(turn.session, complaint, word)
    if complaint.desk == "seller":
        complaint_news.to_seller(turn.session, complaint, word, first=first)
    return None if first else _going_on(complaint, _added(complaint))


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
    return _going_on(complaint, text)


def _picture(turn: Turn) -> ReceivedPicture | None:
    """The picture that was held until the order was tapped."""
    told = str(turn.facts.get("picture") or "")
    found = pictures.by_ids(turn.session, [int(told)] if told.isdecimal() else [])
    return next((one for one in found if one.person_id == turn.person.id and one.state != "failed"), None)


# ---------------------------------------------------------------- what comes of it


def _with_own(turn: Turn, deed: Callable[[Turn, Complaint], Answer]) -> Answer:
    complaint = _own(turn, turn.facts.get(NAME))
    if complaint is None:
        return say(_("Keluhan itu tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihat pesanan Anda."))
    if complaint.matter.state == "closed":
        text = _("Keluhan *%(matter)s* sudah ditutup.", matter=complaint.matter.number)
        again = _("Kalau belum beres, ketik *komplain %(order)s*.", order=complaint.order.number)
        return say(f"{text} {again}", order=complaint.order.number)
    return deed(turn, complaint)


def _agree(turn: Turn, complaint: Complaint) -> Answer:
    if not complaint.remedy or complaint.agreed_at:
        return _state(complaint)
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
    return say(f"{text} {step}", complaint=complaint.id, order=complaint.order.number)


def _settle(turn: Turn, complaint: Complaint) -> Answer:
    complaint_clocks.settle(turn.session, complaint, Actor(SHOPPER, turn.person.id))
    text = _("Syukurlah. Keluhan *%(matter)s* kami tutup; terima kasih.", matter=complaint.matter.number)
    return say(text, order=complaint.order.number)


def hand_on(turn: Turn, complaint: Complaint) -> Answer:
    """To staff, because the shopper is not content."""
    if not complaint_clocks.hand_on(turn.session, complaint):
        return _state(complaint)
    text = _("Baik, keluhan *%(matter)s* sekarang ditangani petugas pasar.", matter=complaint.matter.number)
    return _going_on(complaint, f"{text} {office.when_read()} " + _("Ada yang perlu petugas tahu?"))


# ---------------------------------------------------------------- which complaint


def _quoted(turn: Turn) -> Complaint | None:
    return _own(turn, turn.quoted.get(NAME))


def _talked_of(turn: Turn) -> Complaint | None:
    """The one that our last answer was about."""
    return _own(turn, (turn.talk.question or {}).get(NAME))


def _answered_last(turn: Turn) -> Complaint | None:
    """The one that the newest notice to this person is about."""
    return _own(turn, turn.noticed.get(NAME))


def _asking(turn: Turn) -> Complaint | None:
    found = _quoted(turn) or _answered_last(turn)
    is_asked = found is not None and found.matter.state == "answered" and found.desk == "seller"
    return found if is_asked else None


def _own(turn: Turn, told: object) -> Complaint | None:
    """This person's complaint with the id that is told."""
    number = int(str(told)) if str(told or "").isdecimal() else 0
    return complaints.of_shopper(turn.session, turn.person.id, number) if number else None


HANDLERS = {
    NAME: complain,
    "complain": complain,
    WORDS: complain,
    "agree_remedy": agree_remedy,
    "complaint_settled": settled,
    "complaint_unsettled": unsettled,
}
