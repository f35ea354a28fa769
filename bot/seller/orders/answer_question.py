"""A shop answers what shoppers ask through the market (bot/shopper/finding/ask_seller.py).

Which question is meant: the one quoted; else the one that was tapped; else, while the newest message to the shop is a
question, the only one that waits. With several the bot asks which, and holds the answer until it knows.
"""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot.news import relayed
from bot.seller.orders import answer_order
from bot.talk import choices, lexicon
from bot.talk.deed import SELLERS, Deed, Ear, PictureUse
from bot.talk.turn import Answer, Handler, Turn, ask_whether, say
from bot.understanding import sum_offered
from bot.understanding.goods import caption
from bot.words.wording import moment, plain, shortened
from catalog import bargains
from catalog.models import PriceOffer
from matters import enquiries
from matters.models import Enquiry
from messaging.content import MAX_LIST_ITEMS, MAX_LIST_TITLE, Content, Option
from messaging.models import ReceivedPicture
from money import rupiah
from orders import lookup

LEAST = 1_000  # rupiah: less is no price
# What may answer a question that was not quoted. The short words are for an order as long as one waits.
IN_WORDS, SHORT = frozenset(("words",)), frozenset(("yes", "no", "accept", "reject", "paid", "not_paid"))


def hears_quoted(turn: Turn) -> Handler | None:
    """What hears a message that quotes a question; None for any other."""
    if not _may_answer(turn) or "enquiry" not in turn.quoted:
        return None
    return answer if enquiries.of_seller(turn.session, _shop(turn), turn.quoted["enquiry"]) else None


def hears_asked(turn: Turn) -> Handler | None:
    """What hears a message that answers the question just asked; None for any other."""
    name = turn.intent.name
    if not _may_answer(turn) or "enquiry" in turn.quoted or turn.asked is None or name not in IN_WORDS | SHORT:
        return None
    if name in SHORT and answer_order.waiting(turn):
        return _order_or_question if name in ("yes", "no") else None
    return answer


def _may_answer(turn: Turn) -> bool:
    """The typed title of a button says itself which question it answers."""
    is_words = not turn.message.choice and turn.message.kind == "text"
    return turn.seller is not None and is_words and not (turn.facts.get("order_no") or turn.facts.get("enquiry"))


def answer(turn: Turn) -> Answer:
    """Gives the words to the shopper who asked."""
    words = _words(turn)
    number = turn.facts.get("enquiry") or turn.quoted.get("enquiry")
    if number:
        enquiry = enquiries.of_seller(turn.session, _shop(turn), number)
        if enquiry is None:
            return _nothing_waits()
        return _give(turn, enquiry, words) if words else _ask_for_words(enquiry)
    waiting = enquiries.waiting(turn.session, _shop(turn))
    if not waiting and turn.asked:
        waiting = [found for found in [enquiries.of_seller(turn.session, _shop(turn), turn.asked)] if found]
    if not waiting:
        return _nothing_waits()
    return _give(turn, waiting[0], words) if len(waiting) == 1 and words else _which(waiting, words)


def questions(turn: Turn) -> Answer:
    """ "pertanyaan": what waits for an answer."""
    waiting = enquiries.waiting(turn.session, _shop(turn))
    return _which(waiting, "") if waiting else _nothing_waits()


def ask_buyer(turn: Turn) -> Answer:
    """ "tanya P0001 warnanya mau apa?": a question to who has ordered."""
    order = lookup.of_seller(turn.session, _shop(turn), str(turn.facts.get("order_no", "")))
    if order is None:
        return say(_("Tulis nomor pesanannya, misalnya *tanya P0001 mau dikirim kapan?* Pesanan yang mana?"))
    enquiry = enquiries.about_order(turn.session, order)
    words = turn.facts.get("question") or turn.facts.get("words", "")
    return _give(turn, enquiry, words) if words else _ask_for_words(enquiry)


def grant_price(turn: Turn) -> Answer:
    """The button "Boleh" under what somebody offers."""
    enquiry = enquiries.of_seller(turn.session, _shop(turn), turn.facts["enquiry"])
    if enquiry is None or enquiry.listing is None:
        return _nothing_waits()
    price = turn.facts["price"]
    if bargains.is_steep(price, enquiry.listing.price) and not turn.facts.get("sure"):
        return _sure(enquiry, price, enquiry.listing.price)
    return _give(turn, enquiry, _("Boleh, %(price)s.", price=rupiah(price)), price)


def refuse_price(turn: Turn) -> Answer:
    """The button "Harga pas"."""
    enquiry = enquiries.of_seller(turn.session, _shop(turn), turn.facts["enquiry"])
    return _give(turn, enquiry, _("Harganya sudah pas."), 0) if enquiry else _nothing_waits()


# ---------------------------------------------------------------- giving


def _sure(enquiry: Enquiry, price: int, usual: int) -> Answer:
    """A price below half may be a slip of a busy finger, or pieces taken for thousands."""
    text = _("%(price)s itu kurang dari separuh harga (%(usual)s). Yakin boleh segitu?", price=rupiah(price), usual=rupiah(usual))  # fmt: skip
    yes = choices.deed("grant_price", _("Ya, %(price)s", price=rupiah(price)), enquiry.id or 0, price, "sure")
    return ask_whether(
        text, yes, choices.deed("refuse_price", _("Harga pas"), enquiry.id or 0), enquiry=enquiry.id or 0
    )


def _give(turn: Turn, enquiry: Enquiry, words: str, price: int | None = None) -> Answer:
    """`price`: rupiah that were granted by tap, 0: none; None: what the words say."""
    granted = _granted(turn, enquiry, words) if price is None else price
    if granted and price is None and enquiry.listing and bargains.is_steep(granted, enquiry.listing.price):
        return _sure(enquiry, granted, enquiry.listing.price)
    promised = _promise(turn, enquiry, granted)
    word = enquiries.answer(turn.session, enquiry, words)
    heard = relayed.to_shopper(turn.session, enquiry, word, (lambda: _promise_in_words(promised)) if promised else None)
    return _given(turn, enquiry, heard, promised)


def _given(turn: Turn, enquiry: Enquiry, heard: bool, promised: PriceOffer | None = None) -> Answer:
    name = relayed.shopper_name(enquiry)
    text = _("Diteruskan ke %(name)s (%(what)s).", name=name, what=relayed.about(enquiry))
    if promised:
        text += " " + _promise_to_seller(promised)
    if not heard:
        text += " " + _("Pembeli belum membuka chat-nya; jawabannya disampaikan begitu ia membukanya.")
    left = len(enquiries.waiting(turn.session, _shop(turn)))
    if left:
        text += " " + _("Masih ada %(number)s pertanyaan: ketik *pertanyaan*.", number=left)
    return say(text, enquiry=enquiry.id or 0)


def _granted(turn: Turn, enquiry: Enquiry, words: str) -> int | None:
    """The lower price (rupiah for one) that the words of an answer grant to somebody who bargains."""
    if enquiry.listing is None or not enquiry.haggles:
        return None
    named = sum_offered(words, lexicon.current(turn.session))
    price = enquiry.price if named is None and turn.intent.name in ("yes", "accept") else named
    return price if price is not None and LEAST <= price < enquiry.listing.price else None


def _promise(turn: Turn, enquiry: Enquiry, price: int | None) -> PriceOffer | None:
    """The lower price, promised to this shopper."""
    listing = enquiry.listing
    if listing is None or not price or not LEAST <= price < listing.price:
        return None
    return bargains.offer(turn.session, enquiry.shopper_id, listing, price, by_seller=True)


def _promise_in_words(promised: PriceOffer) -> str:
    until = moment(promised.expires_at)
    return _("Harga khusus Anda *%(price)s* per potong, sampai %(until)s.", price=rupiah(promised.price), until=until)


def _promise_to_seller(promised: PriceOffer) -> str:
    until = moment(promised.expires_at)
    return _("Baginya harga %(price)s berlaku sampai %(until)s.", price=rupiah(promised.price), until=until)


# ---------------------------------------------------------------- which


def _words(turn: Turn) -> str:
    """The answer: as it was asked for, as it was held while it was asked for whom, or the message itself."""
    if turn.facts.get("words"):
        return str(turn.facts["words"])
    return (turn.talk.question or {}).get("held", "") if turn.facts.get("enquiry") else turn.message.text


def _which(waiting: Sequence[Enquiry], words: str) -> Answer:
    options = tuple(_option(enquiry) for enquiry in waiting[:MAX_LIST_ITEMS])
    text = _("Jawaban itu untuk pertanyaan yang mana?") if words else _("Mau menjawab pertanyaan yang mana?")
    return Answer(Content.fitting(text, options=options, list_title=_("Pilih")), {}, {"held": words} if words else {})


def _option(enquiry: Enquiry) -> Option:
    name = f"{relayed.shopper_name(enquiry)[:12]} · {relayed.in_short(enquiry)}"
    described = shortened(plain(enquiry.listing.title), 72) if enquiry.listing else ""
    return choices.deed("answer_question", name[:MAX_LIST_TITLE], enquiry.id or 0, description=described)


def _order_or_question(turn: Turn) -> Answer:
    """A bare yes while an order waits as well as a question."""
    waiting = enquiries.waiting(turn.session, _shop(turn))[: MAX_LIST_ITEMS - 3]
    orders = [_order_option(turn, order.number) for order in answer_order.waiting(turn)[:3]]
    options = (*orders, *map(_option, waiting))
    content = Content.fitting(_("Itu untuk pesanan atau pertanyaan yang mana?"), options=options, list_title=_("Pilih"))
    return Answer(content, {}, {"held": turn.message.text})


def _order_option(turn: Turn, number: str) -> Option:
    if turn.intent.name == "yes":
        return choices.deed("accept", _("Terima %(number)s", number=number), number)
    return choices.deed("reject", _("Tolak %(number)s", number=number), number)


def _ask_for_words(enquiry: Enquiry) -> Answer:
    text = _("Apa jawaban untuk %(name)s tentang %(what)s?", name=relayed.shopper_name(enquiry), what=relayed.about(enquiry))  # fmt: skip
    answer = say(text, enquiry=enquiry.id or 0)
    deed = choices.deed("answer_question", "", enquiry.id or 0).id
    return Answer(answer.content, answer.about, {"slot": "words", "deed": deed})


def _nothing_waits() -> Answer:
    return say(_("Tidak ada pertanyaan yang menunggu. Pertanyaan baru langsung kami kirim ke sini."))


def _shop(turn: Turn) -> int | None:
    return turn.seller.id if turn.seller else None


# ---------------------------------------------------------------- with a picture


def fits_picture(turn: Turn) -> bool:
    """Whether the picture of this message answers a question: one that is quoted, or the one just asked, unless its
    caption offers goods for sale."""
    if "enquiry" not in turn.quoted and caption.is_offer(turn.message.text, lexicon.current(turn.session)):
        return False
    number = turn.quoted.get("enquiry") or turn.asked
    return number is not None and enquiries.of_seller(turn.session, _shop(turn), number) is not None


def take_picture(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The answer goes on when its picture has come."""
    enquiry = enquiries.of_seller(turn.session, _shop(turn), turn.quoted.get("enquiry") or turn.asked or 0)
    assert enquiry is not None  # fits_picture has looked
    enquiries.answer(turn.session, enquiry, turn.message.text, picture.key)
    return None


def picture_came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    word = enquiries.with_picture(turn.session, picture.key)
    enquiry = enquiries.of_seller(turn.session, _shop(turn), word.enquiry_id) if word else None
    if word is None or enquiry is None:
        return None
    return _given(turn, enquiry, relayed.to_shopper(turn.session, enquiry, word))


DEED = Deed(
    "answer a question",
    by=SELLERS,
    handlers={
        "answer_question": answer,
        "questions": questions,
        "ask_buyer": ask_buyer,
        "grant_price": grant_price,
        "refuse_price": refuse_price,
    },
    buttons={
        "answer_question": ("#enquiry",),
        "grant_price": ("#enquiry", "#price", "sure"),
        "refuse_price": ("#enquiry",),
    },
    opposites={"grant_price": ("refuse_price",)},
    may_answer=(
        Ear("quoted question at the shop", hears_quoted),
        Ear("question at the shop", hears_asked),
        PictureUse("answer", fits_picture, take_picture, picture_came),
    ),
)
