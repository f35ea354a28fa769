"""Shopping trips as plain text: who says what, what must be answered, where it ends. One file a trip, in trips/, and of
what comes after an order in after/.

    # What the trip shows
    both databases                       it is played on PostgreSQL in every run (else in `make test-all` only)
    Sari: pesan K0104 2                  says; \\n is a new line
    Sari: [Dikirim]                      taps
    Sari < K0104 … 2 x Rp120.000         has got this since her last words; … is anything
    Sari !< P0001                        and not this
    Sari: <photo 3> ini fotonya          with a picture, another one for each number
    Sari quotes T0001: belum beres       answers the newest message to her in which this stands
    at 2026-12-01T10:00                  what the city's clocks show; later on, time passes until then, hour by hour
    wait 3 days                          the clock goes on
    office: inbox close T0001            runs `flask inbox close T0001`
    office < T0001 … at the staff's desk what that printed
    End: P0001 K0101 L 2 placed unpaid   an order's line at the end: number, code, size (- for none), pieces, states of
                                         order and payment; perhaps fulfilment and evidence too
    End: no orders
    End: stock K0103 0                   as in `flask catalog export`

Sellers are those of tests/data/catalog, by their owners' names, and have written today; everybody else is a shopper.
"""

import csv
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.market import CATALOG, Market, Person
from tests.talks.buying import it_is, until
from tests.talks.test_listing_by_photo import cloth
from tests.twilio_stand_in import Message

HERE = Path(__file__).parent
TRIPS = sorted([*(HERE / "trips").glob("*.txt"), *(HERE / "after").glob("*.txt")])
BOTH = "both databases"
LINE = re.compile(r"(?P<who>[A-Z][\w ]*?|office)(?P<how>: | !< | < | quotes (?P<quote>[^:]+): )(?P<what>.*)")
PHOTO = re.compile(r"<photo (\d)> ?")
WAIT = re.compile(r"wait (?P<number>\d+) (?P<unit>minutes|hours|days)")


@dataclass
class Trip:
    """A market, the people met so far, and what the end must be."""

    market: Market
    folder: Path
    people: dict[str, Person] = field(default_factory=dict)
    orders: list[str] = field(default_factory=list)
    ends: bool = False
    printed: str = ""
    has_begun: bool = False

    def person(self, name: str) -> Person:
        if name not in self.people:
            is_seller = name in sellers()
            self.people[name] = self.market.seller(name) if is_seller else self.market.shopper(name)
        return self.people[name]

    def play(self, line: str) -> None:
        wait, said = WAIT.fullmatch(line), LINE.fullmatch(line)
        if line.startswith("at "):
            (until if self.has_begun else it_is)(self.market, line[3:])
            self.has_begun = True
        elif wait:
            self.market.time_passes(**{wait["unit"]: int(wait["number"])})
        elif said and said["who"] == "End":
            self.end(said["what"])
        elif said and said["who"] == "office":
            self.office(said["how"].strip(), said["what"])
        elif said:
            self.turn(self.person(said["who"]), said["how"].strip(), said["what"], said["quote"])
        else:
            raise ValueError(f"not understood: {line}")

    def office(self, how: str, what: str) -> None:
        if how == ":":
            self.printed = plain(self.market.flask(*shlex.split(what)))
            self.market.work()
            return
        found = re.search(pattern(what), self.printed, re.IGNORECASE | re.DOTALL) is not None
        assert found == (how == "<"), f"office {how} {what}\n\n{self.printed}"

    def turn(self, person: Person, how: str, what: str, quote: str | None) -> None:
        if how in ("<", "!<"):
            got = plain("\n".join(message.seen for message in person.messages))
            found = re.search(pattern(what), got, re.IGNORECASE | re.DOTALL) is not None
            assert found == (how == "<"), f"{person.name} {how} {what}\n\n{self.market.chat()}"
        elif what.startswith("[") and what.endswith("]"):
            person.taps(what[1:-1])
        else:
            photo = PHOTO.match(what)
            media = cloth(seed=int(photo[1])) if photo else None
            quoted = newest(self.market, person, quote) if quote else None
            person.says(PHOTO.sub("", what).replace("\\n", "\n"), quote=quoted, media=media)

    def end(self, what: str) -> None:
        if what.startswith("stock "):
            _stock, code, left = what.split()
            self.folder.mkdir(exist_ok=True)
            assert self.market.listing(code, self.folder / code)["stock"] == left
            return
        self.ends = True
        if what != "no orders":
            self.orders.append(what)

    def check(self) -> None:
        assert self.ends, "a trip says where it ends"
        columns = ("order_no", "code", "size", "qty", "order_status", "payment_status", "fulfilment_status", "evidence")
        found = [[row[column] or "-" for column in columns] for row in self.market.orders()]
        told = [line.split() for line in self.orders]
        assert [row[: len(line)] for row, line in zip(found, told, strict=True)] == told, (found, self.market.chat())
        self.market.flask("orders", "check")


def newest(market: Market, person: Person, words: str) -> Message:
    """The newest message to this person in which these words stand."""
    found = [one for one in market.twilio.messages_to(person.address) if re.search(pattern(words), plain(one.seen))]
    assert found, f"{person.name} never got {words}\n\n{market.chat()}"
    return found[-1]


def sellers() -> list[str]:
    with open(CATALOG / "sellers.csv", encoding="utf-8") as file:
        return [row["owner"] for row in csv.DictReader(file)]


def plain(text: str) -> str:
    """Without the marks of bold and with single blanks, as trips are written."""
    return " ".join(text.replace("*", "").split())


def pattern(text: str) -> str:
    """A regular expression for words in which … is anything."""
    return ".*?".join(re.escape(plain(part)) for part in text.split("…"))


def read(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#") and line != BOTH:
            yield line.strip()


def play(file: Path, market: Market, folder: Path) -> None:
    trip = Trip(market, folder / "export")
    lines = list(read(file))
    for name in sellers():
        if any(line.startswith(name) for line in lines):
            trip.person(name)
    for line in lines:
        trip.play(line)
    trip.check()


def marks(file: Path) -> list[pytest.MarkDecorator]:
    return [pytest.mark.both_databases] if BOTH in file.read_text(encoding="utf-8").splitlines() else []


@pytest.mark.parametrize("file", [pytest.param(file, marks=marks(file), id=file.stem) for file in TRIPS])
def test_a_trip(market: Market, tmp_path: Path, file: Path) -> None:
    play(file, market, tmp_path)


def test_there_are_enough_of_them() -> None:
    assert len(TRIPS) >= 40
    for file in TRIPS:
        assert file.read_text(encoding="utf-8").startswith("# "), f"{file.name}: a trip says first what it shows"
