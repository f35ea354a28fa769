"""Three months that the sample market has behind it, so that every page of the desk can be judged by a newcomer: orders,
sales at the stalls, reviews, complaints, people who wait, shops to verify, words not understood. All of it is invented.

Sales are spread as a real market's: few strong stalls, more at weekends, a peak as before Lebaran. An order's states are
not written but follow from its log, event by event along the table of moves. Talks and complaints go through the rooms'
own functions, with the clock set to their day.
"""

import random
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import update
from sqlalchemy.orm import selectinload
from sqlmodel import Session, col, select

import clock
import database
from catalog import sellers
from catalog.models import Listing, ResponsePace, Seller, UnknownWord
from matters import complaints, deeds
from messaging.content import Content
from messaging.models import InboundMessage, OutboundMessage
from orders import reviews, states
from orders.areas.gazetteer import load as gazetteer
from orders.models import OfflineSale, OfflineSaleEvent, Order, OrderEvent, OrderLine
from orders.states import CLOCK, SELLER, SHOPPER, Standing
from people import directory
from people.models import Person

DAYS = 91
ORDERS, STALL_SALES, SHOPPERS = 640, 420, 190
AT_ONCE = 40  # orders in one transaction: an answer never waits long for it
PHONES = "+628000"  # no number of anybody begins so
PEAK, PEAK_WIDTH, PEAK_HEIGHT = 41, 6.0, 2.6  # days ago, days to each side, times as much as usual on top
_SAYS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "history.toml").read_text(encoding="utf-8"))


def is_wanted() -> bool:
    """Whether this market plays with the sample, and has no history yet."""
    settings = current_app.config["SETTINGS"]
    if settings.uses_twilio or settings.sample_catalog != "yes":
        return False
    with database.reading() as session:
        has_stalls = session.exec(select(Seller.id).where(col(Seller.sample)).limit(1)).first() is not None
        has_people = session.exec(select(Person.id).where(col(Person.phone).startswith(PHONES)).limit(1)).first()
    return has_stalls and has_people is None


def make(seed: int = 1) -> int:
    """Write the history up to now; how many orders it has. In several transactions."""
    chance, now = random.Random(seed), clock.now()
    with database.transaction() as session:
        people = _people(session, chance, now)
        _count_words(session, now)
        stalls = _agree_to_be_counted(session, chance)
        listing: Any = Listing
        whole = select(Listing).options(selectinload(listing.tiers), selectinload(listing.variants))
        listings = [one for one in session.exec(whole.order_by(col(Listing.id))) if one.seller_id in stalls]
    weights = _popularity(chance, listings)
    moments = sorted(_moment(chance, now) for _ in range(ORDERS))
    for begin in range(0, ORDERS, AT_ONCE):
        with database.transaction() as session:
            _lay_orders(session, chance, moments[begin : begin + AT_ONCE], people, listings, weights, now)
    with database.transaction() as session:
        _lay_stall_sales(session, chance, stalls, listings, weights, now)
    with database.transaction() as session:
        _note_pace(session)
        _let_people_wait(session, chance, people, now)
        _let_shops_wait(session, now)
    return ORDERS


# ---------------------------------------------------------------- orders


@dataclass
class _Story:
    """The log of one order while it is written: each event along the table of moves, each later than the one before."""

    standing: Standing
    at: datetime
    until: datetime  # now: what would come later has not happened yet
    log: list[OrderEvent] = field(default_factory=list)

    def tells(
        self, kind: str, actor: Any, after: timedelta, reason: str | None = None, amount: int = 0, **facts: Any
    ) -> bool:
        """One event more. False when that is still to come, and then nothing follows."""
        self.at += after
        row = states.allowed(kind, actor, self.standing, reason)
        if self.at > self.until or row is None:
            self.at = self.until + timedelta(days=1)
            return False
        sets = facts.get("sets", {})
        known = {name: value for name, value in sets.items() if name in Standing.__dataclass_fields__}
        moved = row.applied(self.standing.states, reason)
        self.standing = replace(self.standing, states=moved, found=self.standing.found + amount, **known)
        if amount:
            facts |= {"amount": amount, "found": self.standing.found, "due": self.standing.due}
        if reason:
            facts["reason"] = reason
        self.log.append(OrderEvent(order_id=None, at=self.at, kind=kind, actor=actor, facts=facts))
        return True


def _lay_orders(
    session: Session,
    chance: random.Random,
    moments: list[datetime],
    people: list[Person],
    listings: list[Listing],
    weights: list[float],
    now: datetime,
) -> None:
    written = []
    for at in moments:
        order = _order(session, chance, at, chance.choice(people), chance.choices(listings, weights)[0], listings)
        story = _Story(replace(order.standing), at, now)
        _happens(chance, order, story)
        _follow(order, story)
        written.append((order, story.log))
        session.add(order)
    session.flush()
    for order, log in written:
        order.number = f"P{order.id:04d}"
        first = OrderEvent(
            order_id=None,
            at=order.placed_at,
            kind="placed",
            actor=SHOPPER,
            actor_id=order.shopper_id,
            facts=_terms(order),
        )
        for event in (first, *log):
            event.order_id = order.id
            event.actor_id = order.shopper_id if event.actor == SHOPPER else None
            session.add(event)
    session.flush()
    for order, log in written:
        if order.order_status == "completed" and chance.random() < 0.4:
            _review(session, chance, order, log[-1].at, now)


def _order(
    session: Session, chance: random.Random, at: datetime, person: Person, listing: Listing, listings: list[Listing]
) -> Order:
    """One to three goods of one stall, as they are offered; the stock stays as it is."""
    same_stall = [one for one in listings if one.seller_id == listing.seller_id]
    goods = {listing.id: listing} | {
        one.id: one for one in chance.sample(same_stall, min(len(same_stall), chance.choice((0, 0, 0, 1, 2))))
    }
    delivery = "pickup" if chance.random() < 0.12 else "ship"
    method = (
        chance.choices(("transfer", "qris", "cod"), (48, 34, 18))[0]
        if delivery == "ship"
        else chance.choice(("cash", "qris"))
    )
    district = _district(chance) if delivery == "ship" else ""
    return Order(
        number="?" + uuid.uuid4().hex[:10],
        checkout=str(uuid.UUID(int=chance.getrandbits(128))),
        seller_id=listing.seller_id,
        shopper_id=person.id or 0,
        buyer_name=person.profile_name,
        buyer_phone=person.phone,
        address=f"{chance.choice(_SAYS['streets'])} No {chance.randint(1, 90)}, {gazetteer().in_words(district)}"
        if district
        else "",
        area=district,
        delivery=delivery,
        payment_method=method,
        shipping_fee=chance.choice((9, 11, 14, 18, 22, 28, 36)) * 1000 if delivery == "ship" else None,
        placed_at=at,
        lines=[_line(chance, one) for one in goods.values()],
    )


def _line(chance: random.Random, listing: Listing) -> OrderLine:
    quantity = chance.choices((1, 2, 3, 6, 12, 20), (62, 18, 8, 6, 4, 2))[0]
    price = min([listing.price, *(tier.unit_price for tier in listing.tiers if tier.min_quantity <= quantity)])
    sizes = [variant.size for variant in listing.variants]
    return OrderLine(
        listing_id=listing.id or 0,
        code=listing.code,
        title=listing.title,
        product=listing.product,
        technique=listing.technique,
        size=chance.choice(sizes) if sizes else "",
        quantity=quantity,
        unit_price=price,
    )


def _terms(order: Order) -> dict[str, Any]:
    """What the first event of a log says (see orders.place)."""
    lines = [
        {"code": one.code, "size": one.size, "quantity": one.quantity, "unit_price": one.unit_price}
        for one in order.lines
    ]
    sets = {
        "delivery": order.delivery,
        "payment_method": order.payment_method,
        "shipping_fee": order.shipping_fee,
        "lines": lines,
    }
    return {"pieces": sum(one.quantity for one in order.lines), "goods_total": order.goods_total, "sets": sets}


def _happens(chance: random.Random, order: Order, story: _Story) -> None:
    """What becomes of an order, by chance."""
    if story.until - story.at < timedelta(hours=14) and chance.random() < 0.5:
        return  # still waits for its seller
    fate = chance.random()
    hours = lambda least, most: timedelta(hours=chance.uniform(least, most))  # noqa: E731 - said often below
    if fate < 0.05:
        story.tells("answer_reminded", CLOCK, hours(2, 3))
        story.tells("cancelled", CLOCK, hours(12, 20), "expired_unanswered")
    elif fate < 0.09:
        story.tells("rejected", SELLER, hours(0.2, 5), chance.choice(("sold_out", "sold_out", "seller_closed")))
    elif fate < 0.12:
        story.tells("cancelled", SHOPPER, hours(0.1, 3), chance.choice(("shopper_changed_mind", "price_or_postage")))
    elif story.tells("accepted", SELLER, hours(0.05, 4), waited=chance.randint(2, 240)):
        if order.payment_method == "cod":
            story.tells("cod_confirmed", SHOPPER, hours(0.1, 4))
            _sent_and_received(chance, order, story)
            story.tells("paid", SELLER, hours(1, 20), amount=story.standing.due)
        elif fate < 0.18 and order.delivery == "ship":
            story.tells("payment_reminded", CLOCK, hours(18, 20))
            story.tells("cancelled", CLOCK, hours(4, 5), "expired_unpaid")
        else:
            if order.delivery == "ship" and chance.random() < 0.7:
                story.tells("proof_sent", SHOPPER, hours(0.2, 9))
            story.tells("paid", SELLER, hours(0.2, 8), amount=story.standing.due)
            _sent_and_received(chance, order, story)


def _sent_and_received(chance: random.Random, order: Order, story: _Story) -> None:
    hours = lambda least, most: timedelta(hours=chance.uniform(least, most))  # noqa: E731
    if order.delivery == "pickup":
        story.tells("ready", SELLER, hours(0.5, 6))
        story.tells("picked_up", SELLER, hours(2, 30))
        return
    courier, number = chance.choice(("JNE", "J&T", "SiCepat", "Pos Indonesia")), f"{chance.randrange(10**11, 10**12)}"
    if story.tells(
        "parcel_number",
        SELLER,
        hours(2, 30),
        courier=courier,
        number=number,
        sets={"courier": courier, "parcel_number": number},
    ):
        by = SHOPPER if chance.random() < 0.72 else CLOCK
        if chance.random() < 0.04:
            story.tells("not_arrived", SHOPPER, hours(120, 150))
        story.tells("delivered", by, hours(40, 110) if by == SHOPPER else hours(200, 260))


def _follow(order: Order, story: _Story) -> None:
    """The order stands where its log leads."""
    for name, value in asdict(story.standing.states).items():
        setattr(order, name, value)
    order.found = story.standing.found
    for event in story.log:
        for name, value in event.facts.get("sets", {}).items():
            setattr(order, name, value)
        if event.kind == "paid":
            order.paid_at = event.at


def _review(session: Session, chance: random.Random, order: Order, at: datetime, now: datetime) -> None:
    stars = chance.choices((5, 4, 3, 2, 1), (62, 24, 8, 4, 2))[0]
    with _clock_at(min(at + timedelta(hours=chance.uniform(1, 30)), now)):
        reviews.give(session, order, stars)
        reviews.add(session, order, chance.choice(_SAYS["reviews"][str(stars)]))


# ---------------------------------------------------------------- stalls and people


def _lay_stall_sales(
    session: Session,
    chance: random.Random,
    stalls: dict[int, bool],
    listings: list[Listing],
    weights: list[float],
    now: datetime,
) -> None:
    told = []
    for at in sorted(_moment(chance, now, from_=9, until=17) for _ in range(STALL_SALES)):
        listing = chance.choices(listings, weights)[0]
        line = _line(chance, listing)
        session.add(sale := OfflineSale(
            number="?" + uuid.uuid4().hex[:10], seller_id=listing.seller_id, listing_id=listing.id or 0, code=line.code, title=line.title,
            product=line.product, technique=line.technique, size=line.size, quantity=line.quantity, amount=line.total, sold_at=at,
        ))  # fmt: skip
        told.append(sale)
    session.flush()
    for sale in told:
        sale.number = f"L{sale.id:04d}"
        facts = {"quantity": sale.quantity, "amount": sale.amount}
        session.add(OfflineSaleEvent(sale_id=sale.id, at=sale.sold_at, kind="told", actor=SELLER, facts=facts))


def _agree_to_be_counted(session: Session, chance: random.Random) -> dict[int, bool]:
    """Which stalls of the sample let the city count what they sell at the stall."""
    agreed = {}
    for seller in session.exec(select(Seller).where(col(Seller.sample)).order_by(col(Seller.id))):
        agreed[seller.id or 0] = chance.random() < 0.8
        # An UPDATE of one column: the stalls stay as they were for search.
        answer = {"offline_consent": "yes" if agreed[seller.id or 0] else "no", "changed_at": seller.changed_at}
        session.execute(update(Seller).where(col(Seller.id) == seller.id).values(answer))
    return agreed


def _note_pace(session: Session) -> None:
    """How quickly each stall has answered, by its orders' logs."""
    waited: dict[int, list[int]] = {}
    silent: dict[int, int] = {}
    for order in session.exec(select(Order)):
        waited.setdefault(order.seller_id, [])
        silent[order.seller_id] = silent.get(order.seller_id, 0) + (order.cancel_reason == "expired_unanswered")
    answers = select(Order.seller_id, OrderEvent.facts).join(Order).where(OrderEvent.kind == "accepted")
    for seller_id, facts in session.exec(answers):
        waited[seller_id].append(facts.get("waited") or 0)
    for seller_id, minutes in waited.items():
        if minutes and session.get(ResponsePace, seller_id) is None:
            mean = sum(minutes) / len(minutes)
            session.add(
                ResponsePace(seller_id=seller_id, answered=len(minutes), unanswered=silent[seller_id], minutes=mean)
            )


def _people(session: Session, chance: random.Random, now: datetime) -> list[Person]:
    people = []
    for number in range(SHOPPERS):
        person = directory.person_of_phone(session, f"{PHONES}{number:06d}")
        person.profile_name = chance.choice(_SAYS["names"])
        person.created_at = now - timedelta(days=DAYS)
        people.append(person)
    return people


def _let_people_wait(session: Session, chance: random.Random, people: list[Person], now: datetime) -> None:
    """Talks that were handed over, and complaints."""
    people = [session.merge(person) for person in chance.sample(people, len(_SAYS["talks"]))]
    for person, talk in zip(people, _SAYS["talks"], strict=True):
        begin = now - timedelta(hours=talk["hours_ago"])
        for number, said in enumerate(talk["said"]):
            _chat(session, person, begin + timedelta(minutes=3 * number), said, is_last=number == len(talk["said"]) - 1)
        with _clock_at(begin + timedelta(minutes=10)):
            matter = deeds.open_(session, talk["kind"], person.id)
            deeds.add_words(session, matter, talk["said"][-1])
            if "answered" in talk:
                deeds.answer(session, matter, talk["answered"])
                matter.quiet_until = None
        person.last_heard_at = begin + timedelta(minutes=10)
    arrived = select(Order).where(
        col(Order.order_status).in_(("completed", "accepted")), Order.fulfilment_status != "unfulfilled"
    )
    newest = session.exec(arrived.order_by(col(Order.placed_at).desc()).limit(len(_SAYS["complaints"]))).all()
    for order, told in zip(newest, _SAYS["complaints"], strict=False):
        _complain(session, order, told, now)


def _complain(session: Session, order: Order, told: dict[str, Any], now: datetime) -> None:
    hours = current_app.config["SETTINGS"].complaint_hours
    last = session.exec(
        select(OrderEvent.at).where(OrderEvent.order_id == order.id).order_by(col(OrderEvent.id).desc())
    ).first()
    at = max(now - timedelta(hours=told["hours_ago"]), last or now)
    with _clock_at(at):
        complaint = complaints.open_(session, order, told["cause"], at + timedelta(hours=hours))
        complaints.add(session, complaint, told["said"])
        facts = {"sets": {"disputed": True}, "matter": complaint.matter.number, "cause": told["cause"]}
        session.add(
            OrderEvent(
                order_id=order.id, at=at, kind="complained", actor=SHOPPER, actor_id=order.shopper_id, facts=facts
            )
        )
        order.disputed = True
        if "answered" in told:
            complaints.answer(session, complaint, told["answered"], told["remedy"])
        if at + timedelta(hours=hours) <= now:
            complaints.hand_on(session, complaint)


def _chat(session: Session, person: Person, at: datetime, said: str, is_last: bool) -> None:
    assert person.id is not None
    session.add(
        InboundMessage(sid=f"sample-{uuid.uuid4().hex}", person_id=person.id, kind="text", text=said, received_at=at)
    )
    answer = (
        "Petugas akan membaca pesan ini."
        if is_last
        else "Maaf, belum ketemu. Coba sebut produk dan motifnya, misalnya kemeja parang L."
    )
    session.add(OutboundMessage(
        recipient_id=person.id, content=Content(answer).to_json(), state="read", created_at=at + timedelta(seconds=4),
        due_at=at + timedelta(seconds=4), sent_at=at + timedelta(seconds=5), sid=f"sample-{uuid.uuid4().hex}",
    ))  # fmt: skip


def _let_shops_wait(session: Session, now: datetime) -> None:
    for number, particulars in enumerate(_SAYS["shops"]):
        phone = f"{PHONES}9{number:05d}"
        with _clock_at(now - timedelta(hours=7 + 19 * number)):
            person = directory.person_of_phone(session, phone)
            person.profile_name = particulars["owner"]
            seller = sellers.join(session, person, phone, particulars, visible=False)
        seller.sample = True


def _count_words(session: Session, now: datetime) -> None:
    for kind, words in _SAYS["words"].items():
        for word, times in words.items():
            if session.get(UnknownWord, (kind, word)) is None:
                session.add(UnknownWord(kind=kind, word=word, times=times, last_seen_at=now - timedelta(hours=times)))


# ---------------------------------------------------------------- chance


def _popularity(chance: random.Random, listings: list[Listing]) -> list[float]:
    """Few stalls sell much, many little; so do their goods."""
    stalls = list(dict.fromkeys(one.seller_id for one in listings))
    chance.shuffle(stalls)
    share = {stall: 1 / (rank + 1.5) for rank, stall in enumerate(stalls)}
    return [share[one.seller_id] * chance.lognormvariate(0, 0.8) for one in listings]


def _moment(chance: random.Random, now: datetime, from_: int = 7, until: int = 22) -> datetime:
    """A time of these three months: more at weekends and before the feast, and only in the hours given (of the city)."""
    days = range(DAYS)
    weights = [_busyness(now, ago) for ago in days]
    timezone = current_app.config["SETTINGS"].city_timezone
    while True:
        day = clock.local(now, timezone).date() - timedelta(days=chance.choices(days, weights)[0])
        hour = chance.triangular(from_, until, (from_ + until) / 2 + 2)
        local = datetime.combine(day, time(int(hour), chance.randrange(60), chance.randrange(60)))
        at = clock.day_begins(day, timezone) + timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
        if at < now:
            return at


def _busyness(now: datetime, ago: int) -> float:
    grows = 1.25 - 0.5 * ago / DAYS
    weekend = 1.35 if (now - timedelta(days=ago)).weekday() >= 5 else 1.0
    return grows * weekend * (1 + PEAK_HEIGHT * max(0.0, 1 - abs(ago - PEAK) / PEAK_WIDTH))


def _district(chance: random.Random) -> str:
    regions: dict[str, int] = _SAYS["regions"]
    return chance.choice(gazetteer().districts[chance.choices(list(regions), list(regions.values()))[0]])


@contextmanager
def _clock_at(moment: datetime) -> Iterator[None]:
    """The rooms' functions write this time. For a process of its own: the clock is everybody's."""
    before = clock.set_source(lambda: moment)
    try:
        yield
    finally:
        clock.set_source(before)
