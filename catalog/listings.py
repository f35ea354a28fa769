"""New listings, each under a code of its own, and the pictures that they show."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import case, func, update
from sqlmodel import Session, col, select

import database
from catalog import changes, followers
from catalog.codes import MOST_COUNTED
from catalog.models import Counter, Listing, ListingColour, ListingMotif, Photo, ShopEvent, Variant
from catalog.shelf import Author, Tiers, new_tiers

CODES = "listing"  # the counter's name


@dataclass(frozen=True)
class Picture:
    """A picture of goods: where media keeps it, and its fingerprint (media.likeness)."""

    key: str
    fingerprint: str = ""


@dataclass(frozen=True)
class NewListing:
    """What is to be offered. `price` and tiers in rupiah for one piece; `stock`: pieces that all sizes share, or pieces by
    size; values are ids of the vocabulary."""

    title: str
    product: str
    technique: str | None
    price: int
    stock: int | Mapping[str, int]
    sizes: Sequence[str] = ()
    motifs: Sequence[str] = ()
    colours: Sequence[str] = ()
    wholesale: Tiers = ()
    weight_g: int | None = None
    description: str = ""
    pictures: Sequence[Picture] = ()


def create(session: Session, seller_id: int, new: NewListing, by: Author) -> tuple[Listing, ShopEvent]:
    """Offer it under the next free code, whoever offers something at the same moment; search finds it at once."""
    by_size = new.stock if isinstance(new.stock, Mapping) else None
    listing = Listing(
        code=next_code(session),
        seller_id=seller_id,
        title=new.title,
        product=new.product,
        technique=new.technique,
        price=new.price,
        stock=None if isinstance(new.stock, Mapping) else new.stock,
        weight_g=new.weight_g,
        description=new.description,
    )
    listing.variants = [
        Variant(size=size, stock=None if by_size is None else by_size.get(size, 0), position=place)  # type: ignore[call-arg]
        for place, size in enumerate(new.sizes)
    ]
    listing.motifs = [ListingMotif(motif=motif, position=n) for n, motif in enumerate(new.motifs)]  # type: ignore[call-arg]
    listing.colours = [ListingColour(colour=c, position=n) for n, c in enumerate(new.colours)]  # type: ignore[call-arg]
    listing.tiers = new_tiers(new.wholesale)
    listing.photos = _photos(new.pictures)
    session.add(listing)
    session.flush()
    told = {name: value for name, value in asdict(new).items() if value} | {"code": listing.code}
    event = changes.record(
        session,
        seller_id,
        "listed",
        person_id=by.person_id,
        actor=by.actor,
        listing_id=listing.id,
        old={"hidden": True, "deleted": True},
        new={"hidden": False, "deleted": False, "listing": told},
        batch=by.batch,
    )
    followers.has_listed(session, seller_id)
    return listing, event


def next_code(session: Session) -> str:
    """A code that no listing has or had: K and at least four digits. Until the transaction ends nobody else gets one."""
    number = _next_number(session)
    if session.exec(select(Listing.id).where(Listing.code == _code(number))).first() is not None:
        number = _after_the_highest(session)  # an import has brought codes of its own
    return _code(number)


def alike(session: Session, seller_id: int) -> Sequence[tuple[str, str]]:
    """(code, fingerprint) of each picture of this shop's goods that has one, the newest first."""
    rows = (
        select(Listing.code, Photo.fingerprint)
        .join(Photo, col(Photo.listing_id) == Listing.id)
        .where(Listing.seller_id == seller_id, col(Listing.deleted_at).is_(None), Photo.fingerprint != "")
    )
    return session.exec(rows.order_by(col(Listing.id).desc())).all()


def _photos(pictures: Sequence[Picture]) -> list[Photo]:
    return [
        Photo(key=picture.key, fingerprint=picture.fingerprint, position=place)  # type: ignore[call-arg]
        for place, picture in enumerate(pictures)
    ]


def _code(number: int) -> str:
    return f"K{number:04d}"


def _next_number(session: Session) -> int:
    counting = update(Counter).where(col(Counter.name) == CODES).values(value=col(Counter.value) + 1)
    row = session.execute(counting.returning(col(Counter.value))).first()
    return row[0] if row else _after_the_highest(session)


def _after_the_highest(session: Session) -> int:
    """Looks at every code there is, and goes on counting behind the highest."""
    digits = func.length(Listing.code)
    counted = select(Listing.code).where(digits <= MOST_COUNTED + 1)  # an import may bring longer ones
    highest = counted.order_by(digits.desc(), col(Listing.code).desc()).limit(1)
    code = session.exec(highest).first()
    number = (int(code[1:]) if code else 0) + 1
    counter = database.insert_or_change(session, Counter).values({"name": CODES, "value": number})
    # Another one may have begun the counter meanwhile: then it has given this number away.
    given = col(Counter.value)
    value = case((given >= counter.excluded.value, given + 1), else_=counter.excluded.value)
    counting = counter.on_conflict_do_update(index_elements=["name"], set_={"value": value}).returning(given)
    return int(session.execute(counting).scalar_one())
