"""What reviews come to, in words."""

from flask_babel import format_decimal
from flask_babel import gettext as _
from sqlmodel import Session

from catalog.models import Listing
from orders import reviews


def of_listing(session: Session, listing: Listing) -> str:
    """ "⭐ 4,5 dari 12 ulasan"; "" when there are none."""
    standing = reviews.standing(session, listing.id)
    if not standing.number:
        return ""
    return _("⭐ %(stars)s dari %(number)s ulasan", stars=format_decimal(standing.stars, "0.0"), number=standing.number)
