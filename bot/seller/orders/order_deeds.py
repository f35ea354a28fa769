"""What a seller does with an order, by the intent that says it."""

from collections.abc import Callable

from bot.seller.orders import answer_order, send_goods, take_money
from bot.talk.turn import Answer, Turn

HANDLERS: dict[str, Callable[[Turn], Answer]] = {
    "accept": answer_order.accept,
    "reject": answer_order.reject,
    "counter_offer": answer_order.offer_other,
    "set_postage": answer_order.set_postage,
    "paid": take_money.confirm,
    "not_paid": take_money.deny_which,
    "short_paid": take_money.too_little,
    "part_paid": take_money.part,
    "overpaid": take_money.too_much,
    "refunded": take_money.refund,
    "ready": send_goods.ready,
    "picked_up": send_goods.picked_up,
    "parcel_number": send_goods.send_parcel,
    "returned": send_goods.came_back,
    "cancel_sale": send_goods.cancel_sale,
}
