"""The shop's one answer to a review: to the message that told of it, or after the button under it."""

from flask_babel import gettext as _

from bot.talk import choices
from bot.talk.deed import SELLERS, Deed, Ear
from bot.talk.turn import Answer, Handler, Turn, say
from bot.words.wording import plain
from orders import errors, lookup, reviews
from orders.models import Order


def hears(turn: Turn) -> Handler | None:
    """What hears a message that quotes a review; None for any other."""
    number, name = turn.quoted.get("review"), turn.intent.name
    if number is None or turn.seller is None or turn.message.choice or turn.message.kind != "text":
        return None
    return answer if name == "yes" else lambda turn: _answer(turn, number, turn.message.text)


def answer(turn: Turn) -> Answer:
    """The button "Jawab", or a yes, and then the words."""
    number = turn.facts.get("order_no") or turn.quoted.get("review", "")
    words = turn.facts.get("words")
    if words:
        return _answer(turn, number, words)
    order = _order(turn, number)
    given = reviews.of_order(turn.session, order) if order else []
    if order is None or not given:
        return _none()
    if given[0].answered_at is not None:
        return _answered(order)
    asked = say(_("Apa jawaban Anda untuk ulasan *%(number)s*?", number=order.number))
    deed = choices.deed("answer_review", "", order.number).id
    return Answer(asked.content, {"review": order.number}, {"slot": "words", "deed": deed})


def _answer(turn: Turn, number: str, words: str) -> Answer:
    order = _order(turn, number)
    if order is None:
        return _none()
    try:
        reviews.answer(turn.session, order, words)
    except errors.NotAllowed:
        return _answered(order)
    text = _("Di bawah ulasan *%(number)s* sekarang tampil: “%(words)s”", number=order.number, words=plain(words))
    return say(text, review=order.number)


def _order(turn: Turn, number: str) -> Order | None:
    return lookup.of_seller(turn.session, turn.seller.id if turn.seller else None, number)


def _none() -> Answer:
    return say(_("Tidak ada ulasan itu di toko Anda. Ketik *pesanan* untuk melihat pesanan toko."))


def _answered(order: Order) -> Answer:
    return say(_("Ulasan *%(number)s* sudah pernah dijawab; satu kali saja ya.", number=order.number))


DEED = Deed(
    "answer a review",
    by=SELLERS,
    handlers={"answer_review": answer},
    buttons={"answer_review": ("order_no",)},
    may_answer=(Ear("quoted review", hears),),
)
