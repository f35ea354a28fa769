"""Who can hold a simulated phone: a few shoppers, every stall of the market, and any number that is typed."""

from typing import Any

from sqlmodel import Session, col, or_, select

import clock
from catalog.models import Seller
from messaging import outbox
from messaging.simulator.forms import Sender
from people import directory
from people.directory import CHANNEL, parse_phone

SHOPPERS = (
    ("whatsapp:+6281390000001", "Sari", "Belanja untuk keluarga"),
    ("whatsapp:+6281390000002", "Budi", "Cari seragam kantor"),
    ("whatsapp:+6281390000003", "Kate", "Turis, menulis bahasa Inggris"),
    ("whatsapp:ID.4566546130240823", "Dewi", "Memakai username WhatsApp"),
)
MOST_STALLS = 60


def find(session: Session, words: str) -> dict[str, list[dict[str, Any]]]:
    """Shoppers and stalls that fit `words`."""
    found = stalls(session, words)
    numbers = {stall["address"] for stall in found}
    return {"shoppers": [one for one in shoppers(words) if one["address"] not in numbers], "stalls": found}


def shoppers(words: str = "") -> list[dict[str, Any]]:
    """The sample shoppers whose name or number holds `words`; a whole phone number finds itself."""
    found = [
        _person(address, name, name, "shopper", about)
        for address, name, about in SHOPPERS
        if words.lower() in f"{name} {about} {address}".lower()
    ]
    return found + _typed_number(words)


def stalls(session: Session, words: str = "") -> list[dict[str, Any]]:
    """Stalls whose name, owner, sentra or number holds `words`, by name."""
    query = select(Seller).order_by(col(Seller.shop)).limit(MOST_STALLS)
    for word in words.split():
        fields = (col(Seller.shop), col(Seller.owner), col(Seller.sentra), col(Seller.phone))
        query = query.where(or_(*(field.icontains(word, autoescape=True) for field in fields)))
    return [of_stall(stall) for stall in session.exec(query)]


def of_stall(stall: Seller, address: str = "") -> dict[str, Any]:
    """A stall as holder of a phone: its own number, or `address` of another one that acts for it."""
    about = ", ".join(filter(None, (f"Sentra {stall.sentra}" if stall.sentra else "", stall.owner)))
    return _person(address or CHANNEL + stall.phone, stall.shop, stall.owner or stall.shop, "stall", about)


def first_two(session: Session) -> tuple[dict[str, Any], dict[str, Any]]:
    """Who holds the two phones when the page is opened for the first time."""
    stall = session.exec(select(Seller).order_by(col(Seller.id)).limit(1)).first()
    everybody = shoppers()
    return everybody[0], of_stall(stall) if stall else everybody[1]


def wake_sample(session: Session) -> None:
    """Has the sample's stalls write today: who tries the market for the first time sees an order arrive at the stall.
    Only of real stalls the 24-hour rule is learnt, and of shoppers."""
    for phone in session.exec(select(Seller.phone).where(col(Seller.sample))):
        person = directory.person_of_phone(session, phone)
        if not person.window_is_open:
            person.last_heard_at = clock.now()
            outbox.release_waiting(session, person, outbox.told(session, person))


def _typed_number(words: str) -> list[dict[str, Any]]:
    if sum(c.isdigit() for c in words) < 8:
        return []
    try:
        phone = parse_phone(words)
    except ValueError:
        return []
    if any(address == CHANNEL + phone for address, _, _ in SHOPPERS):
        return []
    return [_person(CHANNEL + phone, phone, "", "shopper", "Nomor yang Anda ketik")]


def _person(address: str, name: str, profile: str, role: str, about: str) -> dict[str, Any]:
    number = Sender(address, "").digits
    shown = f"+{number[:2]} {number[2:5]}-{number[5:9]}-{number[9:]}".rstrip("-") if number else "nomor disembunyikan"
    return {"address": address, "name": name, "profile": profile, "role": role, "about": about, "number": shown}
