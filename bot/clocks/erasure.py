"""The hour at which somebody's data are deleted: told first, as UU PDP asks (article 45), done an hour later. What is
still open is finished before; then it is looked again each day."""

from datetime import timedelta
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import clock
import database
import scheduling
from bot.talk.models import Conversation
from catalog import changes, sellers
from catalog import lookup as catalog_lookup
from catalog.models import Seller
from matters import complaints, deeds, enquiries
from matters import lookup as matters
from matters.errors import StillOpen
from messaging import outbox
from messaging.content import Content, Knock
from orders import lookup
from people import directory, erasure
from people.models import ErasureRequest, Person

LOOK_AGAIN = timedelta(days=1)
ANSWER = "answer_question"  # the choice by which a shop answers what was asked
TO_READ = timedelta(hours=1)  # between the last message and the end


def arrange(session: Session, request: ErasureRequest) -> None:
    scheduling.arrange(session, tell, str(request.id), request.due_at, request_id=request.id)


def tell(session: Session, request_id: int) -> None:
    """The last message."""
    found = _ready(session, request_id)
    if found is None:
        return
    _request, person = found
    with force_locale(person.language):
        text = _(
            "Sesuai permintaan Anda, data Anda di Lokapasar dihapus sekarang. Setelah ini tidak ada pesan lagi dari kami."
        )
        text += " " + _("Kalau nanti menulis lagi, kita mulai dari awal.")
    outbox.notice(session, person, Content(text), knock=Knock("data_deleted"))
    scheduling.arrange(session, finish, str(request_id), clock.now() + TO_READ, request_id=request_id)


def finish(session: Session, request_id: int) -> None:
    """The end: what is kept is kept without the person, in the copies that sellers got as well."""
    found = _ready(session, request_id)
    if found is None:
        return
    _request, person = found
    orders, asked = lookup.all_of_shopper(session, person.id), enquiries.all_of_shopper(session, person.id)
    for seller_id in {order.seller_id for order in orders} | {enquiry.seller_id for enquiry in asked}:
        about: dict[str, set[Any]] = {
            "order": {order.number for order in orders if order.seller_id == seller_id},
            "review": {order.number for order in orders if order.seller_id == seller_id},
            "enquiry": {enquiry.id for enquiry in asked if enquiry.seller_id == seller_id},
        }
        in_lists = about["order"] | {f"{ANSWER}:{number}" for number in about["enquiry"]}
        for recipient in catalog_lookup.people_of(session, seller_id):
            outbox.forget(session, recipient, about, in_lists)
            _forget_choices(session, recipient)
    changes.forget(session, person.id, person.phone)
    erasure.erase(session, person)
    database.after_commit(session, "forgotten", database.let_go_of_the_past)


def _forget_choices(session: Session, recipient: Person) -> None:
    """The titles under our last answer may name somebody; tapped, their ids still work."""
    kept = session.get(Conversation, recipient.id, with_for_update=True)
    if kept is not None:
        kept.state = {**kept.state, "options": []}


def forget_shop(session: Session, phone: str) -> Seller:
    """Staff have settled with the owner of the shop with this number (E.164) that it is given up: the shop is forgotten,
    and whoever of it has asked for that too, as everybody is. Raises UnknownSeller, and errors.StillOpen while orders or
    complaints are open."""
    seller = sellers.by_number(session, phone)
    still_open = [order.number for order in lookup.open_of_seller(session, seller.id)]
    still_open += [one.matter.number for one in complaints.open_of_seller(session, seller.id)]
    if still_open:
        raise StillOpen(still_open)
    seller, people = sellers.forget(session, phone)
    for person in people:
        matter = matters.open_of_person(session, person.id, "shop_data")
        if matter is not None:
            deeds.close(session, matter)
            arrange(session, erasure.ask(session, person, clock.now()))
    return seller


def _ready(session: Session, request_id: int) -> tuple[ErasureRequest, Person] | None:
    """The request and its person, locked; None when it was taken back, or has to wait another day."""
    request = session.get(ErasureRequest, request_id)
    if request is None:
        return None
    person = directory.locked(session, request.person_id)
    if not lookup.open_of_shopper(session, person.id) and not complaints.open_of_shopper(session, person.id):
        return request, person
    request.due_at = clock.now() + LOOK_AGAIN
    arrange(session, request)
    return None
