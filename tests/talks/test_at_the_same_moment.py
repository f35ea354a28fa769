"""The seller accepts while the shopper cancels: one wins, and both are told right."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.market import Market, Person
from tests.talks.buying import buys
from tests.twilio_stand_in import TwilioStandIn

pytestmark = pytest.mark.both_databases


def at_once(market: Market, *said: tuple[Person, str]) -> None:
    """All write at the same moment; the worker delivers afterwards."""
    start = Barrier(len(said))

    def post(one: tuple[Person, str]) -> int:
        person, text = one
        form = {**person._base(TwilioStandIn.new_sid("SM")), "Body": text, "MessageType": "text", **person._identity()}
        start.wait()
        return market.post(form).status_code

    for person, _text in said:
        person.listens()
    with ThreadPoolExecutor(len(said)) as pool:
        assert set(pool.map(post, said)) <= {200, 204}
    market.work()


def test_accepted_while_it_is_called_off(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    for _round in range(3):
        number = buys(sari, "K0104 1")
        sari.says(f"batal {number}")
        at_once(market, (sari, "ya"), (pak_budi, f"terima {number}"))
        status = next(row["order_status"] for row in market.orders() if row["order_no"] == number)
        if status == "cancelled":
            sari.gets(f"{number} sudah dibatalkan")
            pak_budi.gets(f"{number} dibatalkan pembeli|{number} sudah dijawab")
            sari.gets_not("Kabar baik")
        else:
            assert status == "accepted"
            pak_budi.gets(f"{number} diterima")
            sari.gets(f"{number}.*diterima")
            sari.gets_not("sudah dibatalkan")
            pak_budi.says(f"setuju {number}") if "minta membatalkan" in pak_budi._seen() else None
    market.flask("orders", "check")
