"""The three state lines of an order, its grade of evidence, and the one table of moves that are allowed.

An order is changed by events only. Each event is a row (or more, one an actor) of MOVES; deeds.py looks the row up
before it changes anything, events.py replays the log through the same rows. A new deed begins with a new row here.
"""

from dataclasses import dataclass, field, replace

ORDER_STATUS = {
    "placed": "the shopper said yes, the pieces are off the stock, the seller has not answered",
    "accepted": "the seller will deliver it",
    "completed": "the goods are with the buyer",
    "cancelled": "called off by shopper, seller or clock; the pieces are back in stock",
    "rejected": "the seller said no; the pieces are back in stock",
}
PAYMENT_STATUS = {
    "unpaid": "nobody has said that money moved",
    "proof_sent": "the shopper sent a proof, the seller has not found the money yet",
    "paid": "the seller found the money on the account or in the hand",
    "refunded": "the seller sent the money back",
}
FULFILMENT_STATUS = {
    "unfulfilled": "nothing is packed",
    "ready": "packed, waits for courier or buyer",
    "shipped": "on its way, with a parcel number",
    "delivered": "in the buyer's hands",
    "returned": "back at the stall",
}
EVIDENCE = {  # from weak to strong: a grade only ever rises
    "declared": "somebody says so",
    "proof_seen": "the shopper sent a picture of the payment",
    "seller_confirmed": "the seller says that the money came",
    "parcel_number": "a courier's number was given",
    "buyer_confirmed": "the buyer says that the goods came",
}
CANCEL_REASON = {
    "sold_out": "the piece is gone",
    "expired_unanswered": "the seller did not answer in time",
    "expired_unpaid": "the shopper did not pay in time",
    "shopper_changed_mind": "the shopper does not want it any more",
    "price_or_postage": "price or postage did not suit",
    "seller_closed": "the stall is closed",
    "other": "anything else",
}

SHOPPER, SELLER, OFFICER, CLOCK = "shopper", "seller", "officer", "clock"
_GRADES = list(EVIDENCE)


@dataclass(frozen=True)
class Actor:
    """Who does something: a kind from above, and the id of the person or staff user (the clock has none)."""

    kind: str
    id: int | None = None


@dataclass(frozen=True)
class States:
    """Where an order stands."""

    order_status: str = "placed"
    payment_status: str = "unpaid"
    fulfilment_status: str = "unfulfilled"
    evidence: str = "declared"
    cancel_reason: str | None = None


@dataclass(frozen=True)
class Move:
    """One allowed change. An empty `from_…` allows every value; what `to` does not name stays as it is."""

    event: str
    by: str
    from_order: tuple[str, ...]
    from_payment: tuple[str, ...] = ()
    from_fulfilment: tuple[str, ...] = ()
    to: dict[str, str] = field(default_factory=dict)
    evidence: str = "declared"  # the grade that this event reaches
    reasons: tuple[str, ...] = ()  # a cancel_reason must be given, and be one of these

    def allows(self, before: States, reason: str | None) -> bool:
        return (
            before.order_status in self.from_order
            and (not self.from_payment or before.payment_status in self.from_payment)
            and (not self.from_fulfilment or before.fulfilment_status in self.from_fulfilment)
            and (reason in self.reasons if self.reasons else reason is None)
        )

    def applied(self, before: States, reason: str | None) -> States:
        evidence = max(before.evidence, self.evidence, key=_GRADES.index)
        return replace(before, **self.to, evidence=evidence, cancel_reason=reason or before.cancel_reason)


_OPEN = ("placed", "accepted")
_AT_THE_STALL = ("unfulfilled", "ready")

# "placed" by the shopper begins the log and has no row: it leads from nothing to States().
MOVES = (
    Move("accepted", SELLER, ("placed",), to={"order_status": "accepted"}),
    Move("rejected", SELLER, ("placed",), to={"order_status": "rejected"},
         reasons=("sold_out", "price_or_postage", "seller_closed", "other")),
    Move("cancelled", SHOPPER, ("placed",), to={"order_status": "cancelled"},
         reasons=("shopper_changed_mind", "price_or_postage", "other")),
    Move("cancelled", SELLER, ("accepted",), ("unpaid", "proof_sent"), _AT_THE_STALL, to={"order_status": "cancelled"},
         reasons=("sold_out", "price_or_postage", "seller_closed", "other")),
    Move("cancelled", CLOCK, ("placed",), to={"order_status": "cancelled"}, reasons=("expired_unanswered",)),
    Move("cancelled", CLOCK, ("accepted",), ("unpaid",), _AT_THE_STALL, to={"order_status": "cancelled"},
         reasons=("expired_unpaid",)),
    Move("proof_sent", SHOPPER, (*_OPEN, "completed"), ("unpaid", "proof_sent"),
         to={"payment_status": "proof_sent"}, evidence="proof_seen"),
    Move("paid", SELLER, ("accepted", "completed"), ("unpaid", "proof_sent"),
         to={"payment_status": "paid"}, evidence="seller_confirmed"),
    Move("not_paid", SELLER, (*_OPEN, "completed"), ("proof_sent", "paid"), to={"payment_status": "unpaid"}),
    Move("ready", SELLER, ("accepted",), (), ("unfulfilled",), to={"fulfilment_status": "ready"}),
    # In any payment status (the seller is warned), and again when the first number was mistyped.
    Move("parcel_number", SELLER, ("accepted",), (), (*_AT_THE_STALL, "shipped"),
         to={"fulfilment_status": "shipped"}, evidence="parcel_number"),
    Move("delivered", SHOPPER, ("accepted",), (), (*_AT_THE_STALL, "shipped"),
         to={"order_status": "completed", "fulfilment_status": "delivered"}, evidence="buyer_confirmed"),
)  # fmt: skip


def allowed(event: str, by: str, before: States, reason: str | None = None) -> Move | None:
    """The row that lets an actor of kind `by` do `event` to an order standing at `before`; None: not allowed."""
    rows = (move for move in MOVES if move.event == event and move.by == by)
    return next((move for move in rows if move.allows(before, reason)), None)
