"""Stars: how they are asked for, and what all of them come to."""

from flask_babel import format_decimal
from flask_babel import gettext as _
from sqlmodel import Session

from bot.talk import choices
from catalog.models import Listing
from messaging.content import Content
from orders import reviews
from orders.models import Order


def of_listing(session: Session, listing: Listing) -> str:
    """ "⭐ 4,5 dari 12 ulasan"; "" when there are none."""
    standing = reviews.standing(session, listing.id)
    if not standing.number:
        return ""
    return _("⭐ %(stars)s dari %(number)s ulasan", stars=format_decimal(standing.stars, "0.0"), number=standing.number)


def asked_for(order: Order, opening: str = "") -> Content:
    """`opening`, and a list of five, so that its numbers are the stars."""
    options = [
        choices.deed("review", f"{'⭐' * number} {word}", order.number, number)
        for number, word in ((1, _("Kecewa")), (2, _("Kurang")), (3, _("Cukup")), (4, _("Puas")), (5, _("Puas sekali")))
    ]
    text = _("Berapa bintang untuk *%(number)s*?", number=order.number)
    return Content.fitting(f"{opening} {text}".strip(), options=tuple(options), list_title=_("Pilih bintang"))
