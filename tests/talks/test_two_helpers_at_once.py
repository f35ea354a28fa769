"""Two numbers of one shop change the same stock at the same moment, through the true door: no change is lost."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.market import Market, Person
from tests.talks.test_people_of_a_shop import helper
from tests.twilio_stand_in import TwilioStandIn

pytestmark = pytest.mark.both_databases

EACH = 8  # messages of each person


def posts(person: Person, words: str) -> None:
    """One message, without waiting for the worker. A busy door (503) is knocked at again, as Twilio does."""
    sid = TwilioStandIn.new_sid("SM")
    form = person._base(sid) | person._identity() | {"Body": words, "MessageType": "text"}
    for _ in range(20):
        status = person.market.post(form).status_code
        if status != 503:
            break
    assert status == 200


@pytest.mark.parametrize(
    ("code", "his", "hers", "stock"),
    [
        ("K0104", "K0104 +2", "K0104 -1", str(60 + EACH)),
        ("K0101", "K0101 L +1", "K0101 M +1", f"M:{3 + EACH}|L:{5 + EACH}|XL:0"),
        ("K0106", "K0106 -1", "K0106 -2", str(40 - 3 * EACH)),
    ],
)
def test_no_change_is_lost(market: Market, tmp_path: Path, code: str, his: str, hers: str, stock: str) -> None:
    pak_budi = market.seller("Pak Budi")
    dewi = helper(market, pak_budi)
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(posts, *one) for one in [(pak_budi, his), (dewi, hers)] * EACH]:
            done.result()
    market.work()
    assert market.listing(code, tmp_path)["stock"] == stock
