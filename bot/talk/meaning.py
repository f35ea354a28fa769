"""What a short word is about. "ya", "tidak" and the like say nothing of their own: what they mean stands in one table.

What there is to be meant has a rank: the message quoted before the question just asked, that before the one order that
waits for this shop, and so on. The first rank that is there and at which the word means something decides. Where
several things stand at one rank, the deed itself asks which.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.anybody import small_talk
from bot.seller.goods import change_stock, list_goods, own_goods
from bot.seller.orders import answer_order
from bot.seller.shop import edit_shop, open_shop, rights
from bot.shopper.after import (
    after_order,
    answer_proposal,
    cancel_order,
    complain,
    complaint_answer,
    receive_goods,
    send_back,
)
from bot.shopper.buying import check_out
from bot.talk import choices
from bot.talk.turn import Answer, Talk, Turn
from messaging import outbox

Meant = Callable[[Turn], Answer | None]

FORMS = {
    check_out.NAME: check_out,
    cancel_order.NAME: cancel_order,
    open_shop.NAME: open_shop,
    edit_shop.NAME: edit_shop,
}
ANSWERED: Mapping[str, Meant] = {open_shop.NAME: open_shop.fill, edit_shop.NAME: edit_shop.edit}
CALLED_OFF: Mapping[str, Meant] = {open_shop.NAME: open_shop.drop, edit_shop.NAME: edit_shop.drop}


def _confirm(turn: Turn) -> Answer:
    form = turn.talk.form
    assert form
    return FORMS[form["name"]].confirm(turn, form)


def _decline(turn: Turn) -> Answer:
    form = turn.talk.form
    assert form
    return FORMS[form["name"]].decline(turn, form)


def _order_offered(turn: Turn) -> Answer:
    order = choices.order_offered(turn.talk.options) or _offered_in_notice(turn)
    offered = choices.read(order, turn.intent.text, turn.intent.language)
    assert offered
    return check_out.order(replace(turn, intent=offered))


def _offered_in_notice(turn: Turn) -> str:
    """The id of the "Pesan" under the newest notices since our last answer; "" if there is none."""
    return choices.order_offered(outbox.offered(turn.session, turn.person))


def answered(turn: Turn) -> Answer | None:
    """A value that answers a form's question goes to that form; else it is about what is being ordered."""
    return ANSWERED.get((turn.talk.form or {}).get("name", ""), check_out.change)(turn)


def _call_off(turn: Turn) -> Answer | None:
    """ "batal" in a form that has just asked gives up that form; else it is about what is ordered."""
    form = turn.talk.form or {}
    asked = form.get("asked") and not turn.facts.get("order_no")
    return (CALLED_OFF.get(form["name"], cancel_order.cancel) if asked else after_order.cancel)(turn)


def _publish_draft(turn: Turn) -> Answer | None:
    is_suspended = turn.seller is not None and turn.seller.suspended_at is not None
    return rights.suspended(turn) if is_suspended else list_goods.publish(turn)


def _drop_draft(turn: Turn) -> Answer:
    """A bare "batal"; one that names an order or goods is about these."""
    return after_order.cancel(turn) if turn.facts or turn.intent.lines else list_goods.drop(turn)


def _reject_sold_out(turn: Turn) -> Answer:
    return answer_order.reject(replace(turn, intent=replace(turn.intent, facts={**turn.facts, "reason": "sold_out"})))


def _goods_sold_out(turn: Turn) -> Answer:
    assert turn.seller
    return rights.suspended(turn) if turn.seller.suspended_at else change_stock.sold_out(turn)


RANKS: Mapping[str, Callable[[Turn], bool]] = {
    "quoted parcel": lambda turn: "arrival" in turn.quoted,
    "quoted complaint": lambda turn: "complaint" in turn.quoted and complaint_answer.asked(turn),
    "quoted offer": lambda turn: "order" in turn.quoted and bool(answer_proposal.asked(turn)),
    "quoted order": lambda turn: turn.seller is not None and "order" in turn.quoted,
    "quoted own goods": lambda turn: bool(turn.quoted.get("codes")) and own_goods.talked_of(turn) is not None,
    "quoted summary": lambda turn: "checkout" in turn.quoted,
    "quoted draft": lambda turn: bool(list_goods.quoted(turn)),
    "question": lambda turn: bool(turn.talk.form and turn.talk.form["asked"]),
    "order that has come": lambda turn: bool(turn.talk.drafts) and answer_order.has_come(turn),
    "parcel": receive_goods.asked,
    "complaint": complaint_answer.asked,
    "refund": send_back.asked,
    "offer": lambda turn: bool(answer_proposal.asked(turn)),
    "draft": lambda turn: bool(list_goods.talked_of(turn)),
    "order": lambda turn: bool(answer_order.waiting(turn)),
    "unanswered order": lambda turn: any(one.order_status == "placed" for one in answer_order.waiting(turn)),
    "own goods": lambda turn: own_goods.talked_of(turn) is not None,
    "quoted goods": lambda turn: len(turn.quoted.get("codes") or []) == 1,
    "goods offered": lambda turn: bool(choices.order_offered(turn.talk.options)),
    "goods offered in a notice": lambda turn: bool(_offered_in_notice(turn)),
    "basket": lambda turn: check_out.open_form(turn) is not None,
    "complaint talked of": complain.is_talked_of,
    "nothing": lambda turn: True,
}
MEANINGS: Mapping[str, Mapping[str, Meant]] = {
    "yes": {
        "quoted parcel": receive_goods.received,
        "quoted complaint": complaint_answer.say_yes,
        "quoted offer": answer_proposal.agree,
        "quoted order": answer_order.say_yes,
        "quoted summary": check_out.agree,
        "quoted draft": _publish_draft,
        "question": _confirm,
        "order that has come": answer_order.say_yes,
        "offer": answer_proposal.agree,
        "parcel": receive_goods.received,
        "complaint": complaint_answer.say_yes,
        "refund": send_back.refund_confirmed,
        "draft": _publish_draft,
        "order": answer_order.say_yes,
        "quoted goods": check_out.order,
        "goods offered": _order_offered,
        "goods offered in a notice": _order_offered,
        "basket": check_out.agree,
        "complaint talked of": complain.more,
        "nothing": small_talk.acknowledge,
    },
    "no": {
        "quoted parcel": receive_goods.not_received,
        "quoted complaint": complaint_answer.say_no,
        "quoted offer": answer_proposal.decline,
        "quoted order": answer_order.say_no,
        "quoted draft": list_goods.how_to_correct,
        "question": _decline,
        "order that has come": answer_order.say_no,
        "offer": answer_proposal.decline,
        "parcel": receive_goods.not_received,
        "complaint": complaint_answer.say_no,
        "refund": send_back.refund_denied,
        "draft": list_goods.how_to_correct,
        "order": answer_order.say_no,
        "complaint talked of": complain.enough,
        "nothing": small_talk.acknowledge,
    },
    "done": {
        "quoted parcel": receive_goods.received,
        "quoted complaint": complaint_answer.say_yes,
        "parcel": receive_goods.received,
        "complaint": complaint_answer.say_yes,
        "refund": send_back.refund_confirmed,
        "nothing": small_talk.acknowledge,
    },
    "cancel": {
        "quoted draft": list_goods.drop,
        "question": _call_off,
        "draft": _drop_draft,
        "nothing": after_order.cancel,
    },
    "hold": {
        "quoted offer": answer_proposal.hold,
        "quoted order": answer_order.hold,
        "question": _decline,
        "offer": answer_proposal.hold,
        "order": answer_order.hold,
        "nothing": small_talk.nothing_changes,
    },
    "sold_out": {
        "quoted order": _reject_sold_out,
        "quoted own goods": _goods_sold_out,
        "unanswered order": _reject_sold_out,
        "own goods": _goods_sold_out,
        "nothing": _reject_sold_out,
    },
}


def rank(word: str, turn: Turn) -> str:
    """What the word is about now: a name of RANKS at which it means something."""
    return next(name for name, is_there in RANKS.items() if name in MEANINGS[word] and is_there(turn))


def of(word: str) -> Meant:
    """The handler of a short word (a name of MEANINGS)."""
    return lambda turn: MEANINGS[word][rank(word, turn)](turn)


def expected(talk: Talk) -> str | None:
    """The slot that was just asked for: by our last answer, else by the open form; else an open draft may be corrected."""
    slot = (talk.question or {}).get("slot")
    return slot or (talk.form["asked"] if talk.form else None) or ("draft" if talk.drafts else None)


def in_full(turn: Turn) -> Turn:
    """The turn as if all had been said: a "ya" to "Harganya jadi Rp5.000.000, betul?" is what the button under it is,
    "38" to "Stoknya berapa?" a stock of 38. Only for what our last answer asked beside a form, which is newer than what
    a form has asked, and as in the table gives way to an order that is quoted."""
    asked_since = {} if expected(turn.talk) else turn.noticed.get("question", {})
    question, intent = turn.talk.question or asked_since, turn.intent
    if RANKS["order that has come"](turn):
        question = {name: question[name] for name in ("slot", "deed") if name in question}
    word = "no" if intent.name == "cancel" and "cancel" not in question else intent.name
    if word in question and not RANKS["quoted order"](turn):
        meant = choices.read(question[word], intent.text, intent.language)
        return replace(turn, intent=meant or intent)
    deed = choices.read(question.get("deed", ""), intent.text, intent.language)
    if deed and deed.name == intent.name:  # "ongkir 15rb" to "Berapa ongkirnya?" of one order
        return replace(turn, intent=replace(intent, facts={**deed.facts, **intent.facts}))
    slot = question.get("slot", "")
    value = intent.listing.get(slot, intent.facts.get(slot))
    if deed is None or value is None:
        return turn
    return replace(turn, intent=replace(deed, facts={**deed.facts, slot: value}))
