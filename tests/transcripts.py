"""What the market says and understands, as files: two commits can be compared with `diff -r`.

    pytest -p tests.transcripts --transcripts DIR tests/talks
        each talk's chat, with the ids of buttons and what stands on pictures, and the state it ends in

    python -m tests.transcripts FILE
        what understand() makes of every sentence of the tables, every phrase of the data and 20,000 mixtures of their
        words, one JSON line each
    python -m tests.transcripts FILE --again BEFORE
        the same of the sentences in BEFORE, so that phrases added meanwhile don't count as differences

A talk begins at the same hour each time; what is random (addresses of private pictures, tokens, a helper's code) is
written as "…".
"""

import argparse
import hashlib
import json
import random
import re
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, func, select

import clock
import database
from tests.market import Market
from tests.understanding import FOLDER, cases
from tests.understanding.hostile import EXPECTING

ROOT = Path(__file__).resolve().parent.parent
HOUR = datetime(2026, 12, 1, 3, 0, 10, tzinfo=UTC)  # ten in the morning in Pekalongan, a Tuesday
RANDOM = [
    (re.compile(r"https?://127\.0\.0\.1:\d+"), "http://market"),
    (re.compile(r"(gabung(?: |%20))[A-Z0-9]{4}-?[A-Za-z0-9]{4}"), r"\1…"),
    (re.compile(r"(?<=private/)[\w/]+"), "…"),
    (re.compile(r"(?<!sheets/)(?<![0-9a-f])[0-9a-f]{12,40}(?![0-9a-f])"), "…"),
    (re.compile(r"[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{20,}"), "…"),  # a signed token
    (re.compile(r"(T\d\d:\d\d):\d\d"), r"\1"),
]
MIXTURES = 20_000


# ---------------------------------------------------------------- talks


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--transcripts", metavar="DIR", help="where each talk's chat and last state are written")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    begun = datetime.now(UTC)
    set_source = getattr(clock.set_source, "__wrapped__", clock.set_source)

    def set_or_same_hour(source: Any) -> Any:
        return set_source(source or (lambda: HOUR + (datetime.now(UTC) - begun)))

    set_or_same_hour.__wrapped__ = set_source  # type: ignore[attr-defined]
    clock.set_source = set_or_same_hour
    clock.set_source(None)
    random.seed(1)  # what turns goods of equal rank about: drawn when the first test of a process imports them


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    folder = item.config.getoption("--transcripts")
    markets = [value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Market)]
    for market in markets if folder else []:
        file = Path(folder) / _name(item.nodeid)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_plain("\n".join([_chat(market), *_state(market)])), encoding="utf-8")


def _name(nodeid: str) -> str:
    """A talk on SQLite has the same name whether or not it is played on PostgreSQL too."""
    file, _, test = nodeid.partition("::")
    test = re.sub(r"\[sqlite\]|(?<=\[)sqlite-|-sqlite(?=\])", "", test)
    short = re.sub(r"[^\w\[\]-]+", "_", test)[:120]
    digest = hashlib.sha256(test.encode()).hexdigest()[:6] if short != test else ""
    return f"{file.removesuffix('.py')}/{short}{digest and '.'}{digest}.txt"


def _chat(market: Market) -> str:
    lines = [market.chat(), "", "buttons and pictures:"]
    for message in market.twilio.sent:
        options = " ".join(f"[{option.title}]={option.id}" for option in message.options)
        pictures = " ".join(picture.url for picture in message.pictures)
        lines.append(f"{message.to} {message.kind} {message.state} {options} {pictures}".rstrip())
    return "\n".join(lines)


def _state(market: Market) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        market.flask("catalog", "export", folder)
        for name in ("sellers.csv", "listings.csv"):
            yield f"\n{name}:\n{Path(folder, name).read_text(encoding='utf-8')}"
    yield f"orders.csv:\n{market.flask('orders', 'export', '-')}"
    with market.app.app_context(), database.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            number = session.execute(select(func.count()).select_from(table)).scalar_one()
            yield f"{table.name}: {number} rows"


def _plain(text: str) -> str:
    for pattern, instead in RANDOM:
        text = pattern.sub(instead, text)
    return text.replace("\r\n", "\n") + "\n"


# ---------------------------------------------------------------- understanding


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.transcripts", description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path, help="where the JSON lines go")
    parser.add_argument("--again", type=Path, metavar="BEFORE", help="read the sentences of this file again")
    parser.add_argument("--mixtures", type=int, default=MIXTURES)
    chosen = parser.parse_args()
    sentences = list(_read(chosen.again) if chosen.again else _all_sentences(chosen.mixtures))
    with open(chosen.file, "w", encoding="utf-8") as out:
        for line in _understood(sentences):
            out.write(line + "\n")
    print(f"{len(sentences)} sentences in {chosen.file}")


Sentence = tuple[str, str | None, str]  # the text, what has been asked, who says it


def _read(before: Path) -> Iterator[Sentence]:
    for line in before.read_text(encoding="utf-8").splitlines():
        said = json.loads(line)
        yield said["text"], said["expecting"], said["role"]


def _all_sentences(mixtures: int) -> Iterator[Sentence]:
    told = sorted(set(_told()), key=str)
    yield from told
    for phrase in sorted(set(_phrases())):
        yield phrase, None, "shopper"
        yield phrase, None, "seller"
    chance = random.Random(20_000)
    words = sorted({word for text, *_ in told for word in text.split()} | {"K0123", "P0001", "\n", "RT", "+3"})
    asked = sorted({*EXPECTING, *(expecting for _, expecting, _ in told)} - {None}, key=str)
    for _ in range(mixtures):
        text = " ".join(chance.choice(words) for _ in range(chance.randint(1, 9)))
        yield text, chance.choice([None, chance.choice(asked)]), chance.choice(["shopper", "seller"])


def _told() -> Iterator[Sentence]:
    """Of every table, to everybody."""
    captions = (FOLDER / "captions.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in captions]
    texts += [text for table in sorted(FOLDER.glob("*.txt")) for text, _ in cases(table.name)]
    for text in texts:
        asked, _, said = text[1:].partition("] ") if text.startswith("[") else ("", "", text)
        for role in ("shopper", "seller"):
            yield said, asked or None, role


def _phrases() -> Iterator[str]:
    """Every string of the data."""
    for file in sorted([*(ROOT / "bot").rglob("*.toml"), *(ROOT / "catalog" / "vocabulary").glob("*.toml")]):
        yield from _strings(tomllib.loads(file.read_text(encoding="utf-8")))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (found for key, inner in value.items() for found in (key, *_strings(inner)))
    elif isinstance(value, list):
        yield from (found for inner in value for found in _strings(inner))


def _understood(sentences: list[Sentence]) -> Iterator[str]:
    from bot.understanding import build_lexicon, understand
    from catalog import vocabulary

    shops = [line.strip() for line in (FOLDER / "shops.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    lexicon = build_lexicon(vocabulary.load(), shops)
    for text, expecting, role in sentences:
        intent = asdict(understand(text, lexicon, expecting=expecting, role=role))
        said = {"text": text, "expecting": expecting, "role": role, "intent": intent}
        yield json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)


if __name__ == "__main__":
    main()
