"""From a message to an intent: the order in which things are considered."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.understanding.intent import Intent, Wish
from bot.understanding.intents import (
    chatter,
    denials,
    named_goods,
    of_goods,
    open_question,
    orders,
    own_words,
    sellers,
    shop,
    wishes,
)
from bot.understanding.intents.message import DRAFT_QUESTIONS, Message
from bot.understanding.letters.lexicon import Lexicon

Step = Callable[[Message], Intent | None]
STEPS: tuple[Step, ...] = (
    own_words.answer,
    of_goods.asked_of_seller,
    shop.join,
    denials.answer,
    sellers.order_terms,
    orders.deed_on_order,
    sellers.floor,
    sellers.own_goods,
    sellers.draft,
    shop.edit,
    shop.form,
    shop.opening,
    open_question.answer,
    sellers.new_listing,
    of_goods.review,
    chatter.strong,
    chatter.care,
    chatter.of_a_purchase,
    chatter.meaning_asked,
    named_goods.picked,
    wishes.talking_on,
    of_goods.waitlist,
    of_goods.bargain,
    of_goods.deed,
    orders.undo,
    orders.swap,
    orders.cancel,
    named_goods.named_goods,
    wishes.search,
    wishes.other_goods,
    chatter.alone,
    chatter.weak,
    named_goods.change,
    wishes.rest_of_wish,
    wishes.any_batik,
    named_goods.about_last,
    chatter.closing,
)


# What may have been asked: the words of an order form, of a shop's page, of a draft, and own words.
SLOTS = tuple(dict.fromkeys((*open_question.QUESTIONS, *shop.QUESTIONS, *DRAFT_QUESTIONS, own_words.QUESTION)))
LETS_GO = ("area",)  # questions that any other message puts an end to


@dataclass(frozen=True)
class Decision:
    """`step`: the number in STEPS, from 1, of the step that knew; 0 when none did."""

    intent: Intent
    message: Message
    step: int


def understand(text: str, lexicon: Lexicon, expecting: str | None = None, role: str = "shopper") -> Intent:
    """What a message means. `expecting`: the slot that was just asked for. `role`: "shopper" or "seller". Never raises."""
    return decide(text, lexicon, expecting, role).intent


def decide(text: str, lexicon: Lexicon, expecting: str | None, role: str) -> Decision:
    """The same, with the step that knew it."""
    message = Message(text, lexicon, expecting, role)
    if expecting in LETS_GO and open_question.answer(message) is None:
        message = Message(text, lexicon, None, role)
    if message.items:
        for number, consider in enumerate(STEPS, 1):
            found = consider(message)
            if found is not None:
                return Decision(found, message, number)
    return Decision(message.intent("not_understood", wish=Wish(unknown=message.wish.unknown)), message, 0)
