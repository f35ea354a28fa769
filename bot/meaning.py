"""What a bare yes, no or "ok" is about, in this order: the message it quotes; the question just asked; the one order
that waits for this seller; the listing just shown with its button; else it is small talk. With two orders of the same
rank the bot asks."""

from dataclasses import replace

from bot import choices
from bot.seller import answer_order
from bot.shopper import cancel_order, check_out, small_talk
from bot.turn import Answer, Turn

FORMS = {check_out.NAME: check_out, cancel_order.NAME: cancel_order}


def yes(turn: Turn) -> Answer:
    if turn.seller and turn.quoted.get("order"):
        return answer_order.accept(turn)
    form = turn.talk.form
    if form and (form["asked"] or form["name"] == check_out.NAME):
        return FORMS[form["name"]].confirm(turn, form)
    if answer_order.waiting(turn):
        return answer_order.accept(turn)
    if len(turn.quoted.get("codes") or []) == 1:
        return check_out.order(turn)
    offered = choices.read(choices.order_offered(turn.talk.options), turn.intent.text, turn.intent.language)
    if offered:
        return check_out.order(replace(turn, intent=offered))
    return small_talk.acknowledge(turn)


def no(turn: Turn) -> Answer:
    if turn.seller and turn.quoted.get("order"):
        return answer_order.reject(turn)
    form = turn.talk.form
    if form and form["asked"]:
        return FORMS[form["name"]].decline(turn, form)
    return small_talk.acknowledge(turn)
