"""What sending costs: the table of rates, and what its services ask for one parcel.

The most exact destination of a service counts: a district's rate before its regency's, that before the province's, that
before the one for all of Indonesia. Every stall of the market sends from Pekalongan.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from orders.areas.gazetteer import DISTRICT, PROVINCE, REGENCY
from orders.models import PostageRate

ORIGIN = "33.75"  # Kota Pekalongan
KILOGRAM = 1000


@dataclass(frozen=True)
class Offer:
    """What one service asks for a parcel. Rupiah and whole kilograms."""

    courier: str
    service: str  # "JNE REG": courier and service
    fee: int
    kilograms: int  # that are charged
    cod: bool
    days: str
    is_example: bool


def offers(session: Session, area: str, weight_g: int, cod: bool = False) -> list[Offer]:
    """What the services ask from Pekalongan to this area (a code of orders.areas), the cheapest first; with `cod` only
    those that collect the money. Empty when the area is unknown or nobody goes there."""
    if not area:
        return []
    destinations = [area[:length] for length in (DISTRICT, REGENCY, PROVINCE) if len(area) >= length] + [""]
    rows = session.exec(
        select(PostageRate).where(
            PostageRate.origin == ORIGIN, col(PostageRate.destination).in_(dict.fromkeys(destinations))
        )
    )
    best: dict[tuple[str, str], PostageRate] = {}
    for rate in sorted(rows, key=lambda rate: len(rate.destination)):
        best[rate.courier, rate.service] = rate
    found = [_offer(rate, weight_g) for rate in best.values() if rate.cod or not cod]
    return sorted(found, key=lambda offer: (offer.fee, offer.service))


def of_courier(found: Sequence[Offer], wanted: str) -> Offer | None:
    """The cheapest of these offers whose courier or service is the wanted one ("jne", "J&T EZ"); None: there is none."""
    key = _letters(wanted)
    if not key:
        return None
    exact = [offer for offer in found if _letters(offer.service) == key]
    near = [offer for offer in found if _letters(offer.courier) == key or _letters(offer.service).startswith(key)]
    return next(iter(exact + near), None)


def kilograms(weight_g: int, tolerance_g: int, min_weight_g: int) -> int:
    """The whole kilograms that are charged: 1.3 kg with a tolerance of 0.3 are one, 1.301 are two."""
    charged = -(-max(0, weight_g - tolerance_g) // KILOGRAM)
    return max(1, charged, -(-min_weight_g // KILOGRAM))


def _offer(rate: PostageRate, weight_g: int) -> Offer:
    charged = kilograms(weight_g, rate.tolerance_g, rate.min_weight_g)
    return Offer(
        courier=rate.courier,
        service=f"{rate.courier} {rate.service}".strip(),
        fee=rate.first_kg + (charged - 1) * rate.next_kg,
        kilograms=charged,
        cod=rate.cod,
        days=rate.days,
        is_example=rate.is_example,
    )


def _letters(name: str) -> str:
    """ "J&T", "jnt" and "J n T" are one name."""
    return "".join(letter for letter in name.casefold().replace("&", "n") if letter.isalnum())
