"""One message with what has been read of it so far, and what more than one step of `decide` asks of it."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from bot.understanding.amounts.lines import read_lines
from bot.understanding.amounts.rupiah import read_amounts
from bot.understanding.forms.answers import form_facts
from bot.understanding.goods.apart import wishes_apart
from bot.understanding.goods.negation import mark_negated
from bot.understanding.goods.talking_on import talks_on
from bot.understanding.goods.wish import read_wish
from bot.understanding.intent import Intent, Line, Wish
from bot.understanding.intents.polarity import settle, undenied_first
from bot.understanding.intents.said import CLOSING, is_weighty, spoken, spoken_alone
from bot.understanding.letters.language import language_of
from bot.understanding.letters.lexicon import Lexicon
from bot.understanding.letters.words import Item, Reading, read_words

BESIDE_WANT = frozenset(("saya", "aku", "dong", "deh", "ya", "i", "it", "this", "please", "banget", "itu", "ini"))
POINTING = frozenset(
    (
        "ini",
        "itu",
        "iki",
        "iku",
        "niki",
        "niku",
        "kuwi",
        "kiye",
        "it",
        "this",
        "that",
        "is it",
        "nya",
        "beneran",
        "asli",
    )
)
PAST = frozenset(("kemarin", "dulu", "tadi", "barusan", "wingi", "yesterday", "bought"))
DRAFT_FIELDS = ("technique", "price", "stock", "product")  # what may be asked for before a draft is complete
DRAFT_QUESTIONS = ("draft", *DRAFT_FIELDS)
ASKS_FOR_MORE = frozenset(("minta", "njaluk", "nyuwun"))  # "minta foto" wants to be given something


def read_message(text: str, lexicon: Lexicon) -> Reading:
    """A text word by word, with its amounts and with what is not wanted."""
    reading = read_amounts(read_words(text, lexicon))
    mark_negated(reading.items)
    return reading


class Message:
    """`expecting`: the slot that was just asked for; `role`: "shopper" or "seller"."""

    def __init__(self, text: str, lexicon: Lexicon, expecting: str | None, role: str) -> None:
        self.text, self.lexicon, self.expecting, self.role = text, lexicon, expecting, role
        self.reading = read_message(text, lexicon)
        self.denies = settle(self.reading)
        self.language, self.told_by = language_of(self.reading)
        self.always = spoken(self.reading, "always", role)
        self.alone = spoken_alone(self.reading, role)
        self.orders = [item.text for item in self.reading.items if item.kind == "order"]
        if len(self.orders) > 1 and not self.denies:
            self.orders = undenied_first(self.reading)
        self.has_code = any(item.kind == "code" for item in self.reading.items)

    @property
    def items(self) -> list[Item]:
        return self.reading.items

    @property
    def is_seller(self) -> bool:
        return self.role == "seller"

    @property
    def in_form(self) -> bool:
        """Whether a question waits that is heard before all else. One about a draft is none: a shop goes on meanwhile."""
        return bool(self.expecting) and self.expecting not in DRAFT_QUESTIONS

    @property
    def has_draft(self) -> bool:
        """Whether a draft waits for an answer or may be corrected."""
        return self.expecting in DRAFT_QUESTIONS

    @cached_property
    def wish(self) -> Wish:
        return read_wish(self.reading, self.lexicon)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The codes and places that the message names, with sizes and pieces."""
        return read_lines(self.reading, self.lexicon)

    @cached_property
    def form(self) -> dict[str, Any]:
        """What it says of name, address, payment …, as an order form does."""
        return form_facts(self.reading, self.lexicon)

    @cached_property
    def change(self) -> dict[str, Any]:
        """How it changes the last wish; {} for a wish of its own."""
        return talks_on(self.reading, self.wish)

    @cached_property
    def without_goods(self) -> list[str]:
        """What it says where no goods are named, the most important first."""
        return spoken(self.reading, "without_goods", self.role)

    @cached_property
    def alone_beside_more(self) -> list[str]:
        """What it would say if it said nothing else."""
        return spoken(self.reading, "alone", self.role)

    @cached_property
    def closing(self) -> set[str]:
        """The thanks and greetings around what is said."""
        return set(CLOSING) & set(self.without_goods)

    @cached_property
    def said(self) -> list[Item]:
        """The items without marks and line ends."""
        return list(self.reading.words())

    @property
    def asks(self) -> bool:
        return self.reading.is_question or self.reading.has("ask")

    @property
    def asks_whether(self) -> bool:
        """ "bisa nego gak": the "no" at the end asks."""
        return self.reading.has("question_no") and bool(set(self.without_goods) - set(CLOSING))

    @property
    def only_wants(self) -> bool:
        """ "mau", "saya mau dong", "I want it"."""
        wanted = [item for item in self.said if item.has("want") and item.text not in ASKS_FOR_MORE]
        beside = all(item in wanted or item.has("address") or item.text in BESIDE_WANT for item in self.said)
        return bool(wanted) and beside and not self.reading.is_question

    @property
    def is_praise(self) -> bool:
        """Goods are named without being asked for: "makasih gamisnya bagus", "kemarin beli daster di sini bagus"."""
        praises = "thanks" in self.closing or self.reading.has("praise")
        if not praises or self.asks or self.reading.has("seek", "want", "which"):
            return False
        if self.reading.has("buy") and any(item.text in PAST for item in self.items):
            return True
        values = [item for item in self.items if item.value_kind]
        return bool(values) and all(item.suffix in ("nya", "ne", "e") for item in values)

    @property
    def is_weightless(self) -> bool:
        """Says nothing of goods, money, amounts or codes, and no unknown word."""
        return not any(is_weighty(item) for item in self.items)

    @property
    def _asks_technique(self) -> bool:
        """ "ini tulis apa printing?", "is it hand drawn?": of the goods shown, and no others are looked for."""
        wish = self.wish
        if not wish.technique or wish != Wish(technique=wish.technique, exclude=wish.exclude, prefer=wish.prefer):
            return False
        asks = self.reading.is_question or self.reading.has("question_no", "or")
        points = any(item.text in POINTING for item in self.items)
        return asks and points and not self.reading.has("seek", "which", "if_so")

    def intent(
        self,
        name: str,
        *,
        wish: Wish | None = None,
        lines: tuple[Line, ...] = (),
        facts: Mapping[str, Any] | None = None,
    ) -> Intent:
        facts = dict(facts or {})
        if self.orders:
            facts.setdefault("order_no", self.orders[0])
        return Intent(name, self.language, wish or Wish(), lines, facts, self.text, told_by=self.told_by)

    def search(self) -> Intent:
        """The wish, and whether it changes the last one or asks about words of the listing shown ("adem ga?")."""
        facts = dict(self.change)
        asks = self.reading.is_question or self.reading.has("question_no")
        if self.wish.words and asks and not self.reading.has("seek", "which"):
            facts["about"] = "words"
        if self._asks_technique:
            facts["about"] = "technique"
        wishes = () if facts else wishes_apart(self.reading, self.wish, self.lexicon)
        return replace(self.intent("search", wish=self.wish, facts=facts), wishes=wishes)
