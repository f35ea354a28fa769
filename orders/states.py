"""The three state lines of an order, its grade of evidence, and the one table of moves that are allowed.

An order is changed by events only. Each event is a row (or more, one an actor) of MOVES; deeds.py looks the row up
before it changes anything, events.py replays the log through the same rows, and bot tells whom the row names. A new
deed begins with a new row here. `flask orders moves` prints the table; docs/orders.md holds it.
"""

from collections.abc import Mapping
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
    "proof_sent": "the shopper sent a proof that nobody has checked yet, or a part of the money has come",
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
PROPOSAL = {  # what one side has proposed and the other has not answered
    "changes": "the seller offers other sizes, fewer pieces or another postage; the shopper answers",
    "cod": "the order is accepted; the shopper confirms that the parcel will be paid at the door",
    "cancel_by_shopper": "the shopper wants to call an accepted order off; the seller answers",
    "cancel_by_seller": "the seller wants to call a paid order off; the shopper answers",
}
CONDITION = {  # what a row may ask beside the state lines
    "paid ahead": "before the goods leave: transfer or QRIS",
    "cod": "the courier takes the money at the door",
    "not cod": "anything else",
    "pickup": "the buyer fetches it at the stall",
    "total open": "the postage is not agreed yet, so nobody owes a certain sum",
    "total known": "both sides know what is owed",
    "no proof": "the shopper never sent a proof of payment",
    "nothing found": "the seller has found no money",
    "something found": "the seller has found money and not sent it all back",
    "disputed": "a complaint of the shopper is open",
    "undisputed": "no complaint of the shopper is open",
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
    proposal: str | None = None


@dataclass(frozen=True)
class Standing:
    """The states, and the terms and sums that rows of the table ask about. Rupiah."""

    states: States = States()
    delivery: str = "ship"
    payment_method: str = "transfer"
    goods_total: int = 0
    shipping_fee: int | None = None  # None: not agreed yet
    unique_digits: int = 0  # added so that the seller finds the transfer among others
    found: int = 0  # what the seller has found, less what was sent back
    disputed: bool = False  # a complaint of the shopper is open (matters.complaints)

    @property
    def due(self) -> int:
        """All that the shopper owes, as far as it is known."""
        return self.goods_total + (self.shipping_fee or 0) + self.unique_digits

    @property
    def total_is_open(self) -> bool:
        needs_postage = self.delivery == "ship" and self.shipping_fee is None
        return needs_postage or self.states.proposal == "changes"

    @property
    def conditions(self) -> frozenset[str]:
        """Those of CONDITION that hold."""
        holds = {
            "paid ahead": self.payment_method in ("transfer", "qris"),
            "cod": self.payment_method == "cod",
            "not cod": self.payment_method != "cod",
            "pickup": self.delivery == "pickup",
            "total open": self.total_is_open,
            "total known": not self.total_is_open,
            "no proof": self.states.evidence == "declared",
            "nothing found": self.found == 0,
            "something found": self.found > 0,
            "disputed": self.disputed,
            "undisputed": not self.disputed,
        }
        return frozenset(name for name, is_so in holds.items() if is_so)


@dataclass(frozen=True)
class Move:
    """One allowed change. An empty `from_…` allows every value; what `to` does not name stays as it is.

    `when`: conditions (CONDITION) that must all hold. `from_proposal`: what must be proposed; None among them is
    "nothing". `tells`: which message (bot.news) goes to whom; the actor gets an answer besides.
    """

    event: str
    by: str
    from_order: tuple[str, ...]
    from_payment: tuple[str, ...] = ()
    from_fulfilment: tuple[str, ...] = ()
    from_proposal: tuple[str | None, ...] = ()
    when: tuple[str, ...] = ()
    to: Mapping[str, str | None] = field(default_factory=dict)
    evidence: str = "declared"  # the grade that this event reaches
    reasons: tuple[str, ...] = ()  # a cancel_reason must be given, and be one of these
    tells: Mapping[str, str] = field(default_factory=dict)

    def allows(self, before: Standing, reason: str | None) -> bool:
        states = before.states
        return (
            states.order_status in self.from_order
            and (not self.from_payment or states.payment_status in self.from_payment)
            and (not self.from_fulfilment or states.fulfilment_status in self.from_fulfilment)
            and (not self.from_proposal or states.proposal in self.from_proposal)
            and before.conditions.issuperset(self.when)
            and (reason in self.reasons if self.reasons else reason is None)
        )

    def applied(self, before: States, reason: str | None) -> States:
        evidence = max(before.evidence, self.evidence, key=_GRADES.index)
        return replace(before, **self.to, evidence=evidence, cancel_reason=reason or before.cancel_reason)  # type: ignore[arg-type]


_OPEN = ("placed", "accepted")
_NOT_REJECTED = ("placed", "accepted", "completed", "cancelled")
_AFTER_THE_YES = ("accepted", "completed", "cancelled")  # money may come when the order is called off already
_AT_THE_STALL = ("unfulfilled", "ready")
_SELLERS_REASONS = ("sold_out", "price_or_postage", "seller_closed", "other")
_SHOPPERS_REASONS = ("shopper_changed_mind", "price_or_postage", "other")
_PAYABLE = ("paid ahead", "total known", "no proof", "nothing found")
_ACCEPTED = {"order_status": "accepted"}
_CANCELLED = {"order_status": "cancelled", "proposal": None}
_SETTLED = {"proposal": None}

# "placed" by the shopper begins the log and has no row: it leads from nothing to States().
TOLD_WHEN_PLACED = {SELLER: "order_placed"}
MOVES = (
    # The seller answers.
    Move("accepted", SELLER, ("placed",), from_proposal=(None,), when=("not cod",), to=_ACCEPTED,
         tells={SHOPPER: "order_accepted"}),
    Move("accepted", SELLER, ("placed",), from_proposal=(None,), when=("cod", "total known"),
         to={"order_status": "accepted", "proposal": "cod"}, tells={SHOPPER: "order_accepted"}),
    Move("accepted", SELLER, ("placed",), from_proposal=(None,), when=("cod", "total open"), to=_ACCEPTED,
         tells={SHOPPER: "order_accepted"}),
    Move("accepted", SELLER, ("placed",), from_proposal=("changes",), to=_ACCEPTED, tells={SHOPPER: "order_accepted"}),
    Move("rejected", SELLER, ("placed",), to={"order_status": "rejected", "proposal": None},
         reasons=_SELLERS_REASONS, tells={SHOPPER: "order_rejected"}),
    # The seller proposes other sizes, fewer pieces or a postage; what makes it dearer counts when the shopper agrees.
    Move("changes_offered", SELLER, _OPEN, ("unpaid", "proof_sent"), _AT_THE_STALL, (None, "changes", "cod"),
         to={"proposal": "changes"}, tells={SHOPPER: "changes_offered"}),
    Move("postage_set", SELLER, _OPEN, ("unpaid", "proof_sent"), _AT_THE_STALL, (None, "cod"),
         tells={SHOPPER: "postage_set"}),
    Move("postage_set", SELLER, _OPEN, ("unpaid", "proof_sent"), _AT_THE_STALL, ("changes",), to=_SETTLED,
         tells={SHOPPER: "postage_set"}),
    Move("changes_agreed", SHOPPER, _OPEN, from_proposal=("changes",), to=_SETTLED, tells={SELLER: "changes_agreed"}),
    Move("rest_kept", SHOPPER, _OPEN, from_proposal=("changes",), to=_SETTLED, tells={SELLER: "changes_agreed"}),
    Move("changes_declined", SHOPPER, _OPEN, from_proposal=("changes",), to=_SETTLED,
         tells={SELLER: "changes_declined"}),
    Move("cod_confirmed", SHOPPER, ("accepted",), from_proposal=("cod",), to=_SETTLED, tells={SELLER: "cod_confirmed"}),
    # Calling off: alone before the other side has agreed, or while it waits for one's own yes; else by agreement.
    Move("cancelled", SHOPPER, ("placed",), to=_CANCELLED, reasons=_SHOPPERS_REASONS,
         tells={SELLER: "order_cancelled"}),
    Move("cancelled", SHOPPER, ("accepted",), ("unpaid",), _AT_THE_STALL, ("changes", "cod"), to=_CANCELLED,
         reasons=_SHOPPERS_REASONS, tells={SELLER: "order_cancelled"}),
    Move("cancelled", SHOPPER, _OPEN, ("unpaid", "proof_sent"), _AT_THE_STALL, ("changes",), to=_CANCELLED,
         reasons=("sold_out",), tells={SELLER: "order_cancelled"}),
    Move("cancelled", SELLER, ("accepted",), ("unpaid",), _AT_THE_STALL, to=_CANCELLED, reasons=_SELLERS_REASONS,
         tells={SHOPPER: "order_cancelled"}),
    Move("cancelled", OFFICER, _OPEN, (), _AT_THE_STALL, to=_CANCELLED, reasons=("seller_closed", "other"),
         tells={SHOPPER: "order_cancelled", SELLER: "order_cancelled"}),
    Move("cancel_asked", SHOPPER, ("accepted",), (), _AT_THE_STALL, (None,),
         to={"proposal": "cancel_by_shopper"}, tells={SELLER: "cancel_asked"}),
    Move("cancel_asked", SELLER, ("accepted",), ("proof_sent", "paid"), _AT_THE_STALL, (None,),
         to={"proposal": "cancel_by_seller"}, tells={SHOPPER: "cancel_asked"}),
    Move("cancel_agreed", SELLER, ("accepted",), from_proposal=("cancel_by_shopper",), to=_CANCELLED,
         reasons=("shopper_changed_mind",), tells={SHOPPER: "cancel_agreed"}),
    Move("cancel_agreed", SHOPPER, ("accepted",), from_proposal=("cancel_by_seller",), to=_CANCELLED,
         reasons=_SELLERS_REASONS, tells={SELLER: "cancel_agreed"}),
    Move("cancel_declined", SELLER, ("accepted",), from_proposal=("cancel_by_shopper",), to=_SETTLED,
         tells={SHOPPER: "cancel_declined"}),
    Move("cancel_declined", SHOPPER, ("accepted",), from_proposal=("cancel_by_seller",), to=_SETTLED,
         tells={SELLER: "cancel_declined"}),
    Move("cancel_reminded", CLOCK, ("accepted",), from_proposal=("cancel_by_shopper",),
         tells={SELLER: "remind_of_cancelling"}),
    Move("cancel_reminded", CLOCK, ("accepted",), from_proposal=("cancel_by_seller",),
         tells={SHOPPER: "remind_of_cancelling"}),
    Move("cancel_unanswered", CLOCK, ("accepted",), from_proposal=("cancel_by_shopper", "cancel_by_seller"),
         tells={SHOPPER: "cancel_unanswered", SELLER: "cancel_unanswered"}),
    # The clock reminds, and ends what nobody answered or paid.
    Move("answer_reminded", CLOCK, ("placed",), from_proposal=(None,), tells={SELLER: "remind_to_answer"}),
    Move("alternatives_offered", CLOCK, ("placed",), from_proposal=(None,), tells={SHOPPER: "alternatives"}),
    Move("waiting_on", SHOPPER, ("placed",), from_proposal=(None,)),
    Move("offer_reminded", CLOCK, _OPEN, from_proposal=("changes",), tells={SHOPPER: "remind_of_offer"}),
    Move("payment_reminded", CLOCK, ("accepted",), ("unpaid",), _AT_THE_STALL, (None,), _PAYABLE,
         tells={SHOPPER: "remind_to_pay"}),
    Move("denial_reminded", CLOCK, ("accepted",), ("unpaid",), _AT_THE_STALL, (None,), tells={SELLER: "remind_of_denial"}),
    Move("cancelled", CLOCK, ("placed",), from_proposal=(None,), to=_CANCELLED, reasons=("expired_unanswered",),
         tells={SHOPPER: "expired_unanswered", SELLER: "expired"}),
    Move("switched", SHOPPER, ("placed",), from_proposal=(None,), to=_CANCELLED, reasons=("expired_unanswered",),
         tells={SELLER: "expired"}),
    Move("cancelled", CLOCK, _OPEN, ("unpaid",), _AT_THE_STALL, ("changes",), to=_CANCELLED,
         reasons=("sold_out", "price_or_postage"), tells={SHOPPER: "expired", SELLER: "expired"}),
    Move("cancelled", CLOCK, ("accepted",), ("unpaid",), _AT_THE_STALL, (None,),
         _PAYABLE, to=_CANCELLED, reasons=("expired_unpaid",),
         tells={SHOPPER: "expired", SELLER: "expired"}),
    # Money. Its events carry `amount`, what was found just now (less than nothing: not there after all, or sent back).
    Move("proof_sent", SHOPPER, _NOT_REJECTED, ("unpaid", "proof_sent"), to={"payment_status": "proof_sent"},
         evidence="proof_seen", tells={SELLER: "proof_sent"}),
    Move("proof_doubted", CLOCK, _NOT_REJECTED, ("proof_sent",)),
    Move("paid", SELLER, _AFTER_THE_YES, ("unpaid", "proof_sent"), to={"payment_status": "paid"},
         evidence="seller_confirmed", tells={SHOPPER: "order_paid"}),
    Move("part_paid", SELLER, _AFTER_THE_YES, ("unpaid", "proof_sent"), to={"payment_status": "proof_sent"},
         tells={SHOPPER: "part_paid"}),
    Move("more_paid", SELLER, _AFTER_THE_YES, ("paid",), tells={SHOPPER: "more_paid"}),
    Move("not_paid", SELLER, _NOT_REJECTED, ("proof_sent",), when=("nothing found",), to={"payment_status": "unpaid"},
         tells={SHOPPER: "payment_not_found"}),
    Move("not_paid", SELLER, _NOT_REJECTED, ("proof_sent",), when=("something found",),
         tells={SHOPPER: "payment_not_found"}),
    Move("not_paid", SELLER, _AFTER_THE_YES, ("paid",), to={"payment_status": "unpaid"},
         tells={SHOPPER: "payment_not_found"}),
    Move("refunded", SELLER, _AFTER_THE_YES, ("proof_sent", "paid"), when=("something found",),
         to={"payment_status": "refunded"}, tells={SHOPPER: "refunded"}),
    Move("part_refunded", SELLER, _AFTER_THE_YES, ("proof_sent", "paid"), when=("something found",),
         tells={SHOPPER: "refunded"}),
    # Goods.
    Move("ready", SELLER, ("accepted",), (), ("unfulfilled",), to={"fulfilment_status": "ready"},
         tells={SHOPPER: "ready"}),
    # In any payment status (the seller is warned), and again when the first number was mistyped.
    Move("parcel_number", SELLER, ("accepted",), (), (*_AT_THE_STALL, "shipped"),
         to={"fulfilment_status": "shipped", "proposal": None}, evidence="parcel_number",
         tells={SHOPPER: "parcel_sent"}),
    Move("picked_up", SELLER, ("accepted",), (), _AT_THE_STALL, when=("pickup",),
         to={"order_status": "completed", "fulfilment_status": "delivered", "proposal": None},
         tells={SHOPPER: "picked_up"}),
    Move("delivered", SHOPPER, ("accepted",), (), (*_AT_THE_STALL, "shipped"),
         to={"order_status": "completed", "fulfilment_status": "delivered", "proposal": None},
         evidence="buyer_confirmed", tells={SELLER: "delivered"}),
    Move("refused", SELLER, ("accepted",), ("unpaid",), ("shipped",), when=("cod",),
         to={**_CANCELLED, "fulfilment_status": "returned"}, reasons=("other",),
         tells={SHOPPER: "parcel_refused"}),
    # Has it arrived? The shopper is asked after the expected days; who says nothing for a week has it.
    Move("arrival_asked", CLOCK, ("accepted",), (), ("shipped",), tells={SHOPPER: "ask_arrival"}),
    Move("not_arrived", SHOPPER, ("accepted",), (), ("shipped",), tells={SELLER: "not_arrived"}),
    Move("delivered", CLOCK, ("accepted",), (), ("shipped",), when=("undisputed",),
         to={"order_status": "completed", "fulfilment_status": "delivered", "proposal": None},
         tells={SHOPPER: "taken_for_delivered", SELLER: "taken_for_delivered"}),
    Move("arrival_confirmed", SHOPPER, ("completed",), (), ("delivered",), evidence="buyer_confirmed"),
    # When it goes wrong: what is said to whom about a complaint is written where its words are (bot.news.complaint_news).
    Move("complained", SHOPPER, _AFTER_THE_YES, when=("undisputed",)),
    *(Move("complaint_settled", who, _AFTER_THE_YES, when=("disputed",)) for who in (SHOPPER, SELLER, OFFICER, CLOCK)),
    Move("return_sent", SHOPPER, ("accepted", "completed"), (), ("shipped", "delivered"), tells={SELLER: "return_sent"}),
    Move("returned", SELLER, ("accepted", "completed"), (), ("shipped", "delivered"),
         to={"fulfilment_status": "returned"}, tells={SHOPPER: "returned"}),
    Move("refund_confirmed", SHOPPER, _AFTER_THE_YES, tells={SELLER: "refund_confirmed"}),
    Move("refund_denied", SHOPPER, _AFTER_THE_YES, tells={SELLER: "refund_denied"}),
)  # fmt: skip


def allowed(event: str, by: str, before: Standing, reason: str | None = None) -> Move | None:
    """The row that lets an actor of kind `by` do `event` to an order standing at `before`; None: not allowed."""
    rows = (move for move in MOVES if move.event == event and move.by == by)
    return next((move for move in rows if move.allows(before, reason)), None)
