""" "tanya K0123 bahannya apa?": answered from the listing where it says so, else the seller is asked, and answers through
the market (bot/seller/orders/answer_question.py)."""

from dataclasses import replace

from flask_babel import gettext as _

from bot.news import relayed
from bot.shopper.after import track_order
from bot.shopper.finding import ask_listing, show_listing
from bot.talk import choices, left_open, lexicon
from bot.talk.deed import Deed, Ear, PictureUse
from bot.talk.turn import Answer, Handler, Turn, say
from bot.understanding import Line, understand
from bot.words.wording import plain
from catalog import lookup as catalog_lookup
from catalog.models import Listing
from matters import enquiries
from matters.errors import TooManyQuestions
from matters.models import Enquiry
from messaging.models import ReceivedPicture
from orders import lookup
from orders.models import Order

NAME = "ask_seller"
ANSWERS = frozenset(("words", "yes", "no"))  # what may answer a question that was not quoted


def ask(turn: Turn) -> Answer:
    """Asks the seller of the listing, or of the order, that is meant."""
    question = turn.facts.get("words") or turn.facts.get("question") or (turn.talk.question or {}).get("held", "")
    order = _order_meant(turn)
    if order is not None:
        return _ask_about_order(turn, order, question)
    listing = ask_listing.talked_of(turn)
    if listing is None:
        return show_listing.which(turn)
    turn.talk.listing = listing.code
    if not question:
        return _ask_what(listing)
    told = None if turn.facts.get("of_seller") or turn.facts.get("words") else _from_listing(turn, listing, question)
    return told or relay(turn, enquiries.about_listing(turn.session, turn.person.id, listing), question)


def contact(turn: Turn) -> Answer:
    """ "minta nomor penjual": it comes with an accepted order; before that questions go through the market."""
    order = _order_meant(turn)
    listing = None if order else ask_listing.talked_of(turn)
    if order is None and listing is not None:
        turn.talk.listing = listing.code
        return _ask_what(listing)
    recent = [order] if order else lookup.recent_of_shopper(turn.session, turn.person.id, 5)
    for one in recent:
        if one.order_status in ("accepted", "completed"):
            return _ask_about_order(turn, one, "")
    text = _("Nomor penjual kami kirim setelah pesanan diterima. Sebelum itu pertanyaan kami teruskan: *tanya K… pertanyaannya*.")  # fmt: skip
    return left_open.ask_again(turn, text) or say(text + " " + _("Mau tanya tentang barang yang mana?"))


def hears_quoted(turn: Turn) -> Handler | None:
    """What hears a message that quotes what a seller said; None for others."""
    number = turn.quoted.get("enquiry")
    return _relays(turn, number) if number is not None else None


def hears_asked(turn: Turn) -> Handler | None:
    """What hears a message that answers what a seller has just asked; None for others."""
    if turn.asked is None or turn.intent.name not in ANSWERS or "enquiry" in turn.quoted:
        return None
    return _relays(turn, turn.asked)


def _relays(turn: Turn, number: int) -> Handler | None:
    if turn.message.choice or turn.message.kind != "text":
        return None
    enquiry = enquiries.of_shopper(turn.session, turn.person.id, number)
    if enquiry is None:
        return None
    return lambda turn: relay(turn, enquiry, turn.message.text, asks=turn.asked is None or "?" in turn.message.text)


def relay(turn: Turn, enquiry: Enquiry, text: str, asks: bool = True) -> Answer:
    """Gives the words to the shop, and says so; not `asks`: they answer what the shop has asked."""
    if not relayed.listeners(turn.session, enquiry):
        return say(_("Toko ini sedang tidak menerima pertanyaan lewat sini. Mau lihat barang yang mirip?"))
    try:
        word = enquiries.ask(turn.session, enquiry, text, asks=asks)
    except TooManyQuestions:
        return too_many(turn, enquiry)
    return told_relayed(turn, enquiry, relayed.to_seller(turn.session, enquiry, word))


def too_many(turn: Turn, enquiry: Enquiry) -> Answer:
    shop = plain(enquiry.seller.shop)
    text = _("%(shop)s belum menjawab pertanyaan Anda yang tadi; jawabannya kami kirim begitu ada.", shop=shop)
    return left_open.ask_again(turn, text) or say(text + " " + _("Sambil menunggu, mau lihat batik apa?"))


def told_relayed(turn: Turn, enquiry: Enquiry, heard: bool, opening: str = "") -> Answer:
    """What the shopper hears after the shop was asked."""
    shop = plain(enquiry.seller.shop)
    if enquiry.state != "waiting":
        text = _("Sudah kami teruskan ke %(shop)s.", shop=shop)
        return left_open.ask_again(turn, text) or say(text, enquiry=enquiry.id or 0)
    if heard:
        text = _("Sudah kami tanyakan ke %(shop)s; jawabannya kami kirim ke sini.", shop=shop)
    else:
        text = _("Kami tanyakan ke %(shop)s begitu ia membuka chat-nya; jawabannya kami kirim ke sini.", shop=shop)
    text = f"{opening} {text}".strip()
    codes = [enquiry.listing.code] if enquiry.listing else []
    again = left_open.ask_again(turn, text)
    return again or say(text + " " + _("Sambil menunggu, mau lihat yang lain?"), codes=codes, enquiry=enquiry.id or 0)


# ---------------------------------------------------------------- what is meant


def _order_meant(turn: Turn) -> Order | None:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    return lookup.of_shopper(turn.session, turn.person.id, number) if number else None


def _ask_what(listing: Listing) -> Answer:
    text = _("Mau tanya apa ke %(shop)s tentang *%(code)s*?", shop=plain(listing.seller.shop), code=listing.code)
    answer = say(text, codes=[listing.code])
    return Answer(answer.content, answer.about, {"slot": "words", "deed": choices.deed(NAME, "", listing.code).id})


def _ask_about_order(turn: Turn, order: Order, question: str) -> Answer:
    if question:
        asked = understand(question, lexicon.current(turn.session))
        if asked.name == "order_status" and not turn.facts.get("of_seller"):
            return track_order.track(turn)
        return relay(turn, enquiries.about_order(turn.session, order), question)
    text = _("Kontak %(shop)s (%(number)s): %(phone)s.", shop=plain(order.seller.shop), number=order.number, phone=order.seller.phone)  # fmt: skip
    opening = text if order.order_status in ("accepted", "completed") else ""
    answer = say((opening + " " + _("Mau tanya apa? Kami teruskan ke penjualnya.")).strip())
    deed = choices.deed(NAME, "", "", order.number).id
    return Answer(answer.content, answer.about, {"slot": "words", "deed": deed})


def _from_listing(turn: Turn, listing: Listing, question: str) -> Answer | None:
    """The answer, where the listing itself gives it."""
    meant = understand(question, lexicon.current(turn.session))
    asked = replace(turn, intent=replace(meant, lines=(Line(code=listing.code),)))
    return ask_listing.says(asked, listing) if catalog_lookup.is_visible(listing) else None


# ---------------------------------------------------------------- with a picture


def fits_picture(turn: Turn) -> bool:
    """Whether the picture of this message goes with a question."""
    if "enquiry" in turn.quoted:
        return enquiries.of_shopper(turn.session, turn.person.id, turn.quoted["enquiry"]) is not None
    return turn.intent.name == NAME and bool(_order_meant(turn) or ask_listing.talked_of(turn))


def take_picture(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The question goes on when its picture has come: whoever is asked shall see it."""
    enquiry = _enquiry_meant(turn)
    text = turn.facts.get("question") or turn.message.text
    try:
        enquiries.ask(turn.session, enquiry, text, picture.key)
    except TooManyQuestions:
        return too_many(turn, enquiry)
    return None


def _enquiry_meant(turn: Turn) -> Enquiry:
    quoted = enquiries.of_shopper(turn.session, turn.person.id, turn.quoted.get("enquiry", 0))
    if quoted:
        return quoted
    order, listing = _order_meant(turn), ask_listing.talked_of(turn)
    if order:
        return enquiries.about_order(turn.session, order)
    assert listing is not None  # fits_picture has looked
    return enquiries.about_listing(turn.session, turn.person.id, listing)


def picture_came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    word = enquiries.with_picture(turn.session, picture.key)
    enquiry = enquiries.of_shopper(turn.session, turn.person.id, word.enquiry_id) if word else None
    if word is None or enquiry is None:
        return None
    return told_relayed(turn, enquiry, relayed.to_seller(turn.session, enquiry, word))


def picture_lost(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The words go on without it."""
    word = enquiries.with_picture(turn.session, picture.key)
    enquiry = enquiries.of_shopper(turn.session, turn.person.id, word.enquiry_id) if word else None
    if word is None or enquiry is None:
        return None
    word.picture = ""
    opening = _("Fotonya tidak bisa kami ambil.")
    if not word.text:
        return say(opening + " " + _("Boleh dikirim ulang?"))
    return told_relayed(turn, enquiry, relayed.to_seller(turn.session, enquiry, word), opening)


DEED = Deed(
    "ask a seller",
    handlers={NAME: ask, "contact_seller": contact},
    buttons={NAME: ("code", "order_no")},
    may_answer=(
        Ear("quoted answer of a shop", hears_quoted),
        Ear("question of a shop", hears_asked),
        PictureUse("question", fits_picture, take_picture, picture_came, picture_lost),
    ),
    pierces={NAME: ("quoted answer of a shop",)},
)
