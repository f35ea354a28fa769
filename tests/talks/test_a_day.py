"""Whole days of selling, told in tests/talks/days and played through the true door, ending in an exact state."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlmodel import select

import database
from catalog.models import ShopEvent
from orders.models import OfflineSale
from tests.market import Market, Person
from tests.talks.buying import it_is, until
from tests.talks.test_listing_by_photo import cloth

DAYS = Path(__file__).parent / "days"
LINE = re.compile(r"(?P<who>[A-Z][a-z]+(?: [A-Z][a-z]+)?)(?: (?P<how>taps|hears|shows \d+))?: (?P<words>.*)")
SELLERS = ("Pak Budi", "Bu Wati")


@dataclass
class Day:
    """A day being played. `messages`: how many were sent; `code`: the helper's code, as it was told."""

    market: Market
    people: dict[str, Person] = field(default_factory=dict)
    messages: int = 0
    code: str = ""
    has_begun: bool = False

    def play(self, line: str) -> None:
        if line.startswith("-- "):
            (until if self.has_begun else it_is)(self.market, line[3:].strip())
            self.has_begun = True
            return
        found = LINE.fullmatch(line)
        assert found, f"not understood: {line}"
        words, _, answers = found["words"].partition(" => ")
        person, how = self._person(found["who"]), found["how"] or "says"
        if how == "hears":
            answers = words
        else:
            self._send(person, how, words)
        for answer in filter(None, (part.strip() for part in answers.split(" | "))):
            person.gets_not(answer[1:]) if answer.startswith("!") else person.gets(answer)
        told = re.search(r"gabung ([A-Z0-9]{8})", person.last.seen) if person.messages else None
        self.code = told[1] if told else self.code

    def _send(self, person: Person, how: str, words: str) -> None:
        self.messages += 1
        words = words.replace(" / ", "\n").replace("{code}", self.code)
        if how == "taps":
            person.taps(words)
        elif how.startswith("shows"):
            person.says(words, media=cloth(seed=int(how.split()[1])))
            since = person._since
            self.market.time_passes(seconds=3)
            person._since = since
        else:
            person.says(words)

    def _person(self, name: str) -> Person:
        if name not in self.people:
            is_seller = name in SELLERS
            self.people[name] = self.market.seller(name, is_awake=False) if is_seller else self.market.shopper(name)
        return self.people[name]


def state(market: Market, folder: Path) -> dict[str, list[str]]:
    """What the market looks like from outside: goods and orders as exported, sales and the shop's log."""
    market.flask("catalog", "export", str(folder))
    found: dict[str, list[str]] = {}
    for row in csv.DictReader(io.StringIO((folder / "listings.csv").read_text(encoding="utf-8"))):
        found |= {f"{row['code']} {column}": [value] for column, value in row.items()}
    for row in market.orders():
        found[row["order_no"]] = [row["order_status"], row["payment_status"], row["fulfilment_status"]]
    with market.app.app_context(), database.reading() as session:
        for sale in session.exec(select(OfflineSale)):
            stands = "taken_back" if sale.taken_back_at else "standing"
            found[sale.number] = [str(sale.quantity), str(sale.amount), stands]
        kinds = Counter(session.exec(select(ShopEvent.kind).where(ShopEvent.actor == "seller")))
    return found | {f"log {kind}": [str(number)] for kind, number in kinds.items()}


@pytest.mark.long
def test_a_selling_day(sqlite_market: Market, tmp_path: Path) -> None:
    lines = (DAYS / "a_selling_day.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in lines if line.strip() and not line.startswith("#")]
    day = Day(sqlite_market)
    for line in lines:
        if not line.startswith("=="):
            day.play(line)
    ends = [line[3:].split() for line in lines if line.startswith("== ")]
    found = state(sqlite_market, tmp_path)
    for end in ends:
        size = 2 if end[0].startswith("K") or end[0] == "log" else 1
        assert found.get(" ".join(end[:size])) == end[size:], (
            end,
            found.get(" ".join(end[:size])),
            sqlite_market.chat(),
        )
    assert day.messages == 200
