"""What one message costs in processor time, in this process alone: search turns and details turns on 100,000 listings,
part by part, with the statements that each makes. `python -m benchmarks.turn --profile` prints where the time goes.

Processor time of one process tells the same on a busy machine as on an idle one, nearly; of the parts their shares count.
"""

import cProfile
import os
import pstats
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from benchmarks import webhook

LISTINGS = (10_000, 100_000)
ROUNDS, MESSAGES_A_ROUND = 5, 60
DETAILS = ("K{code}", "lihat K{code}", "K{code} dong kak")


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    rows: list[tuple[str, float, str]] = []
    searches = []
    for listings in LISTINGS:
        with tempfile.TemporaryDirectory() as folder:
            market = Market(Path(folder), listings)
            name = f"{listings:,} listings"
            rows.append((f"turn: import of {name}, processor time", market.import_seconds, "s"))
            for kind, words in (("search", market.search), ("details", market.details)):
                spent, statements = market.measured(words)
                rows.append((f"turn: {kind} on {name}", spent * 1000, "ms of a core"))
                rows.append((f"turn: {kind} on {name}, statements", statements, "a turn"))
                searches += [spent] if kind == "search" else []
    rows.append(("turn: search, growth from 10,000 to 100,000 listings", searches[1] / searches[0], "x"))
    return rows


class Market:
    """The app in this process, with a catalogue of so many listings."""

    def __init__(self, place: Path, listings: int) -> None:
        webhook.LISTINGS = listings
        webhook._write_catalogue(place / "catalogue")
        self._listings = listings
        environment = webhook._environment(place, 8000)
        webhook._flask(environment, "db", "upgrade")
        os.environ.update(environment)
        from app import create_app
        from bot import conversation
        from catalog import csv_import

        self.app = create_app()
        with self.app.app_context():
            begin = time.process_time()
            csv_import.import_folder(place / "catalogue", self.app.extensions["storage"])
            self.import_seconds = time.process_time() - begin
        conversation.warm_up(self.app)
        self._base, self._client = environment["PUBLIC_BASE_URL"], self.app.test_client()

    def search(self) -> str:
        return random.choice(webhook.QUESTIONS)

    def details(self) -> str:
        return random.choice(DETAILS).format(code=10_000 + random.randrange(self._listings))

    def measured(self, words: Callable[[], str]) -> tuple[float, float]:
        """Processor seconds and statements of a turn, the median of some rounds."""
        self.say_many(words, MESSAGES_A_ROUND)
        counted = self._count_statements()
        rounds = []
        for _ in range(ROUNDS):
            prepared = [self._request(words()) for _ in range(MESSAGES_A_ROUND)]
            begin = time.process_time()
            for request in prepared:
                self._send(request)
            rounds.append((time.process_time() - begin) / MESSAGES_A_ROUND)
        return statistics.median(rounds), counted[0] / (ROUNDS * MESSAGES_A_ROUND)

    def say_many(self, words: Callable[[], str], count: int) -> None:
        for _ in range(count):
            self._send(self._request(words()))

    def _count_statements(self) -> list[int]:
        from sqlalchemy import event

        counted = [0]

        def count(*_: Any) -> None:
            counted[0] += 1

        event.listen(self.app.extensions["database"], "before_cursor_execute", count)
        return counted

    def _request(self, words: str) -> tuple[dict[str, str], str]:
        """The signed form of a message, and its signature."""
        asked, webhook.QUESTIONS = webhook.QUESTIONS, (words,)
        try:
            head, _, body = webhook._request(self._base).decode().partition("\r\n\r\n")
        finally:
            webhook.QUESTIONS = asked
        signature = head.partition("X-Twilio-Signature: ")[2].partition("\r\n")[0]
        return dict(parse_qsl(body, keep_blank_values=True)), signature

    def _send(self, request: tuple[dict[str, str], str]) -> None:
        form, signature = request
        answer = self._client.post(
            webhook.PATH, data=form, headers={"X-Twilio-Signature": signature}, base_url=self._base
        )
        if answer.status_code != 200:
            raise RuntimeError(f"a message was not taken: {answer.status}")


def _profile() -> None:
    with tempfile.TemporaryDirectory() as folder:
        market = Market(Path(folder), LISTINGS[-1])
        for kind, words in (("search", market.search), ("details", market.details)):
            market.say_many(words, MESSAGES_A_ROUND)
            profiler = cProfile.Profile(time.process_time)
            profiler.enable()
            market.say_many(words, MESSAGES_A_ROUND)
            profiler.disable()
            print(f"===== {kind}: {MESSAGES_A_ROUND} turns")
            pstats.Stats(profiler).sort_stats("cumtime").print_stats(
                r"lokapasar|/(bot|catalog|people|messaging|webhooks|database)", 45
            )
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    if "--profile" in sys.argv:
        _profile()
    else:
        for name, value, unit in run():
            print(f"{name:60} {value:8.2f} {unit}")
