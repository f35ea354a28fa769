"""What a shopper and a shop say to each other through the market: shown as somebody's words in one line, with links that
can't be tapped and nothing of it made into a button. No phone number goes along: that comes with an order.
"""

import re
from collections.abc import Callable

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

from bot.talk import choices
from bot.talk.about import About
from bot.words import pictures
from bot.words.wording import harmless, name_only, plain, shortened
from catalog import lookup
from matters.models import Enquiry, EnquiryWord
from messaging import outbox
from messaging.content import Content, Image, Knock, Option
from money import rupiah
from people.models import Person

LIKE_A_NUMBER = re.compile(r"(?:\d\D?){6,}")
NAME_LENGTH = 40


def to_seller(session: Session, enquiry: Enquiry, said: EnquiryWord) -> bool:
    """Gives the shop what the shopper said. False when nobody of the shop hears of it now, so that it waits."""
    knock, asks = Knock("question_asked", (in_short(enquiry),)), enquiry.state == "waiting"
    heard = []
    for person in listeners(session, enquiry):
        with force_locale(person.language):
            what = about(enquiry)
            asked = _("*Pertanyaan pembeli* tentang %(what)s", what=what)
            content = question(enquiry, said, asked if asks else _("*Pembeli menjawab* tentang %(what)s", what=what))
        heard.append(outbox.notice(session, person, content, {"enquiry": enquiry.id, "asks": asks}, knock))
    return any(heard)


def question(enquiry: Enquiry, said: EnquiryWord, opening: str) -> Content:
    """What the shopper said, and how it is answered while it waits for that."""
    lines = [opening, quoted(shopper_name(enquiry), said.text, bool(said.picture))]
    if enquiry.state == "waiting":
        lines += ["", _how_to_answer(enquiry)]
    return Content.fitting("\n".join(lines), image=_image(enquiry, said.picture), options=_grants(enquiry))


def to_shopper(session: Session, enquiry: Enquiry, said: EnquiryWord, promise: Callable[[], str] | None = None) -> bool:
    """Gives the shopper what the shop said; `promise`: what the market adds to it. False when it has to wait."""
    shopper, asks = enquiry.shopper, "?" in said.text
    with force_locale(shopper.language):
        opening = _("*%(shop)s* tentang %(what)s:", shop=plain(enquiry.seller.shop), what=about(enquiry))
        text = f"{opening}\n{quoted('', said.text, bool(said.picture))}"
        options = () if asks else _order(enquiry)
        closing = _("Mau pesan?") if options else _("Balas pesan ini, langsung kami teruskan ke penjualnya.")
        text = f"{text}\n\n" + " ".join(filter(None, [promise() if promise else "", closing]))
        image = Image(said.picture) if said.picture else None
        content = Content.fitting(text, image=image, options=options)
    told: About = {"enquiry": enquiry.id or 0, "asks": asks}
    if enquiry.listing:
        told["codes"] = [enquiry.listing.code]
    return outbox.notice(session, shopper, content, told, Knock("question_answered", (in_short(enquiry),)))


def _order(enquiry: Enquiry) -> tuple[Option, ...]:
    """The button to order what was talked of, as long as it can be had."""
    listing = enquiry.listing
    can_be_had = listing is not None and lookup.is_visible(listing) and lookup.total_available(listing)
    return (choices.order(listing.code, _("Pesan")),) if listing and can_be_had else ()


def listeners(session: Session, enquiry: Enquiry) -> list[Person]:
    """Who of the shop is told: everybody, but who said STOP only of orders."""
    people = lookup.people_of(session, enquiry.seller_id)
    return [person for person in people if enquiry.order_id or person.opted_out_at is None]


def about(enquiry: Enquiry) -> str:
    """ "*K0104* Sarung cap kawung", "pesanan *P0001*"."""
    if enquiry.listing:
        return f"*{enquiry.listing.code}* {shortened(plain(enquiry.listing.title), 60)}"
    assert enquiry.order is not None
    return _("pesanan *%(number)s*", number=enquiry.order.number)


def quoted(name: str, text: str, has_picture: bool) -> str:
    """Somebody's words as somebody's words."""
    words = f"“{harmless(text)}”" if text else ""
    picture = _("(foto)") if has_picture else ""
    said = " ".join(filter(None, [picture, words]))
    return f"{name}: {said}" if name else said


def shopper_name(enquiry: Enquiry) -> str:
    """The name on the order that is talked of; else what the shopper calls himself, unless that is a number."""
    own = enquiry.order.buyer_name if enquiry.order else enquiry.shopper.profile_name
    name = shortened(name_only(own), NAME_LENGTH)
    return _("Pembeli") if not name or LIKE_A_NUMBER.search(name) else name


def in_short(enquiry: Enquiry) -> str:
    """A code or an order's number."""
    if enquiry.listing:
        return enquiry.listing.code
    assert enquiry.order is not None
    return enquiry.order.number


def _how_to_answer(enquiry: Enquiry) -> str:
    if not enquiry.haggles:
        return _("Balas pesan ini, langsung kami teruskan. Apa jawaban Anda?")
    if enquiry.price is None:
        how = _("Balas dengan harganya, misalnya *55rb*, atau *harga pas*. Boleh berapa?")
    else:
        how = _("Balas *boleh*, harga lain, atau *harga pas*. Boleh %(price)s?", price=rupiah(enquiry.price))
    return "\n".join(filter(None, [_bid(enquiry), how]))


def _bid(enquiry: Enquiry) -> str:
    """The price as it is and as it is offered, for one piece and for all that are spoken of."""
    if enquiry.listing is None:
        return ""
    usual, pieces = enquiry.listing.price, enquiry.pieces or 1
    told = [_("Harga sekarang %(price)s", price=rupiah(usual))]
    if enquiry.price:
        told.append(_("ditawar %(price)s per potong", price=rupiah(enquiry.price)))
    if pieces > 1:
        told.append(_("untuk %(number)s potong", number=pieces))
    if enquiry.price and pieces > 1:
        told.append(_("jadi %(sum)s, biasanya %(usual)s", sum=rupiah(enquiry.price * pieces), usual=rupiah(usual * pieces)))  # fmt: skip
    return ", ".join(told) + "."


def _grants(enquiry: Enquiry) -> tuple[Option, ...]:
    """What a tap says to somebody who bargains."""
    if not enquiry.haggles or enquiry.id is None:
        return ()
    grant = (choices.deed("grant_price", _("Boleh"), enquiry.id, enquiry.price),) if enquiry.price else ()
    return (*grant, choices.deed("refuse_price", _("Harga pas"), enquiry.id))


def _image(enquiry: Enquiry, picture: str) -> Image | None:
    if picture:
        return Image(picture)
    return pictures.card(enquiry.listing) if enquiry.listing else None
