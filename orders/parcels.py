"""How the goods of a checkout are sent: a parcel for each stall, or one of several stalls that one of them packs."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from orders import postage, weights
from orders.place import Parcel, Quote
from orders.postage import Offer


@dataclass(frozen=True)
class Plan:
    """`parcels` and `offers` by seller's id: what is chosen, and all that there was to choose from; a stall whose postage
    nobody knows is missing. `joined`: ids of the stalls in one parcel, its packer first. `saving`: rupiah that joining
    saves, or would save. `estimated`: a weight was not told by the seller."""

    parcels: dict[int, Parcel]
    offers: dict[int, list[Offer]]
    joined: tuple[int, ...] = ()
    saving: int = 0
    estimated: bool = False

    @property
    def postage(self) -> int:
        return sum(parcel.fee for parcel in self.parcels.values())


def services(plan: Plan) -> list[Offer]:
    """What each service that takes all parcels would ask for them together, the cheapest first."""
    lists = [found for seller, found in plan.offers.items() if not plan.joined or seller not in plan.joined[1:]]
    by_service = [{offer.service: offer for offer in found} for found in lists]
    together = [
        replace(offer, fee=sum(found[service].fee for found in by_service))
        for service, offer in (by_service[0] if by_service else {}).items()
        if all(service in found for found in by_service)
    ]
    return sorted(together, key=lambda offer: (offer.fee, offer.service))


def plan(
    session: Session, quotes: Sequence[Quote], area: str, courier: str = "", cod: bool = False, join: bool = False
) -> Plan:
    """The parcels of these quotes to an area ("" when it is not known). `courier`: the one that is wanted, where it goes
    there; else the cheapest. `join`: one parcel for the stalls of a quarter that allow it; money that the courier
    collects can't be divided, so with `cod` there is none."""
    weight = {quote.seller_id: _weight(quote) for quote in quotes}
    offers = {quote.seller_id: postage.offers(session, area, weight[quote.seller_id][0], cod) for quote in quotes}
    apart = {seller: _parcel(found, courier, weight[seller][0]) for seller, found in offers.items() if found}
    estimated = any(is_estimate for _grams, is_estimate in weight.values())
    group = () if cod else _can_join(quotes, {seller: grams for seller, (grams, _) in weight.items()}, apart)
    if not group:
        return Plan(apart, offers, estimated=estimated)
    packer, total = group[0], sum(weight[seller][0] for seller in group)
    found = postage.offers(session, area, total)
    whole = _parcel(found, courier, total)
    saving = sum(apart[seller].fee for seller in group) - whole.fee
    if not join or saving < 0:
        return Plan(apart, offers, saving=max(0, saving), estimated=estimated)
    together = {
        seller: Parcel(whole.fee if seller == packer else 0, whole.service, weight[seller][0], packer)
        for seller in group
    }
    return Plan(apart | together, offers | {packer: found}, group, saving, estimated)


def _weight(quote: Quote) -> tuple[int, bool]:
    """(grams, whether one of them is an estimate)."""
    pieces = [(line.quantity, weights.of_piece(line.listing)) for line in quote.lines]
    return sum(n * grams for n, (grams, _) in pieces), any(is_estimate for _n, (_grams, is_estimate) in pieces)


def _parcel(found: Sequence[Offer], courier: str, weight_g: int) -> Parcel:
    offer = postage.of_courier(found, courier) or found[0]
    return Parcel(offer.fee, offer.service, weight_g)


def _can_join(quotes: Sequence[Quote], grams: dict[int, int], apart: dict[int, Parcel]) -> tuple[int, ...]:
    """The stalls of the quarter with most stalls among those that allow it; the one with most to pack comes first."""
    by_quarter: dict[str, list[int]] = {}
    for quote in quotes:
        if quote.seller.joins_parcels and quote.seller.sentra and quote.seller_id in apart:
            by_quarter.setdefault(quote.seller.sentra, []).append(quote.seller_id)
    group = max(by_quarter.values(), key=len, default=[])
    return tuple(sorted(group, key=lambda seller: -grams[seller])) if len(group) > 1 else ()
