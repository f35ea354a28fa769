"""Denials and doubts win: what denies that money or goods came, or that somebody agrees, is never heard as saying so."""

import itertools
from pathlib import Path

import pytest

from bot.understanding import build_lexicon, understand
from bot.understanding.data import read
from catalog import vocabulary

LEXICON = build_lexicon(vocabulary.load(), ["Batik Nur Setono"])
TABLE = Path(__file__).resolve().parents[1] / "understanding" / "denials.txt"
ROWS = [
    line.split(" => ") for line in TABLE.read_text(encoding="utf-8").splitlines() if " => " in line and line[0] != "#"
]
DENIED = (
    *("belum {}", "blm {}", "kok belum {} ya", "durung {}", "dereng {}", "{}? belum", "{}, belum tuh"),
    *("tidak {}", "nggak {}", "ora {}", "mboten {}", "jangan {} dulu", "katanya {}, tapi belum", "not {}"),
)


@pytest.mark.parametrize(("said", "expected"), ROWS)
def test_a_denial_means_what_it_says(said: str, expected: str) -> None:
    role, words = said.split(": ", 1)
    assert understand(words, LEXICON, role=role).name == expected


def test_there_are_enough_of_them() -> None:
    assert len(ROWS) > 150


@pytest.mark.parametrize("intent", ["paid", "received", "refund_confirmed", "payment_proof", "accept", "refunded"])
def test_no_way_of_denying_is_heard_as_the_thing_itself(intent: str) -> None:
    """Each phrase that asserts it, denied in each way, for either side, with and without a question that waits."""
    phrases = [phrase for how in ("always", "alone") for phrase in read("intents")[intent].get(how, ())]
    heard = [
        (role, expecting, said)
        for phrase, way in itertools.product(phrases, DENIED)
        for role in ("seller", "shopper")
        for expecting in (None, "confirm")
        for said in [way.format(phrase)]
        if understand(said, LEXICON, expecting=expecting, role=role).name == intent
    ]
    assert not heard
