"""What a message of ours was about: what a quote of it means, a bare yes after it, and a notice that nobody has quoted."""

from typing import Any, TypedDict


class About(TypedDict, total=False):
    """Kept as JSON with the message (`OutboundMessage.about`); the rooms below only carry it.

    codes      listings shown, in the order of their numbers
    sheet      they are numbered, so that a number means one of them from now on
    numbered   a notice whose choices may be typed by their number
    search     the wish that is answered (Talk.search)
    drafts     ids of drafts of listings
    checkout   the summary that a yes agrees to, by its name
    order      number of an order
    arrival    number of an order whose parcel may have come: has it?
    refund     number of an order whose money is to come back: has it?
    review     number of the order that was reviewed
    enquiry    id of a shopper's question to a shop
    asks       the question waits for an answer of whoever got this
    complaint  id of a complaint
    matter     number of a matter before the staff
    event      id of a change of a shop, to be taken back
    question   what is asked, as in `Answer`: ids of the choices that yes and no stand for
    """

    codes: list[str]
    sheet: bool
    numbered: bool
    search: dict[str, Any]
    drafts: list[int]
    checkout: str
    order: str
    arrival: str
    refund: str
    review: str
    enquiry: int
    asks: bool
    complaint: int
    matter: str
    event: int
    question: dict[str, str]
