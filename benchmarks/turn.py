"""What one message costs the web in milliseconds of processor time: searches and details, in this process alone, with the
statements that each makes, and what the process holds in memory. `python -m benchmarks.turn profile` prints where the time
goes.

Processor time of one process is nearly the same on a busy machine as on an idle one; of the profile only shares count.
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

import psutil
from sqlalchemy import event

from app import create_app
from benchmarks import webhook
from benchmarks.processes import environment, flask, signature
from bot import conversation
from catalog import csv_import

MANY, FEW = 100_000, 10_000  # listings
ROUNDS, MESSAGES_A_ROUND = 5, 60
DETAILS = ("K{code}", "lihat K{code}", "K{code} dong kak")


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    with tempfile.TemporaryDirectory() as few, tempfile.TemporaryDirectory() as many:
        small, large = Market(Path(few), FEW), Market(Path(many), MANY)
        before, _ = small.cost(small.a_search)
        search, asked = large.cost(large.a_search)
        details, asked_for_details = large.cost(large.details)
        memory = psutil.Process().memory_full_info().pss
    return [
        (f"turn: a search on {MANY:,} listings", search * 1000, "ms of processor time"),
        (f"turn: growth from {FEW:,} to {MANY:,} listings", search / before, "x"),
        ("turn: statements of a search", asked, "a turn"),
        (f"turn: details on {MANY:,} listings", details * 1000, "ms of processor time"),
        ("turn: statements of details", asked_for_details, "a turn"),
        ("turn: memory of the process with both catalogues (PSS)", memory / 1e6, "MB"),
        (f"import of {MANY:,} listings", large.import_seconds, "s of processor time"),
    ]


class Market:
    """The app in this process, with so many listings under `place`."""

    def __init__(self, place: Path, listings: int) -> None:
        self._ours, self._listings, self._asked = environment(place, 8000), listings, 0
        webhook.write_catalogue(place / "catalogue", listings)
        flask(self._ours, "db", "upgrade")
        os.environ.update(self._ours)
        self.app = create_app()
        with self.app.app_context():
            begin = time.process_time()
            csv_import.import_folder(place / "catalogue", self.app.extensions["storage"])
            self.import_seconds = time.process_time() - begin
        conversation.warm_up(self.app)
        self._client = self.app.test_client()
        self._post([webhook.form_of("halo", shopper) for shopper in range(webhook.SHOPPERS)])  # nobody is new any more
        event.listen(self.app.extensions["database"], "before_cursor_execute", self._count)

    def _count(self, *_: Any) -> None:
        self._asked += 1

    def a_search(self) -> str:
        return random.choice(webhook.QUESTIONS)

    def details(self) -> str:
        return random.choice(DETAILS).format(code=webhook.FIRST_CODE + random.randrange(self._listings))

    def cost(self, words: Callable[[], str]) -> tuple[float, float]:
        """Processor seconds and statements of a turn, after some that fill the caches."""
        self.hear(words, MESSAGES_A_ROUND)
        self._asked = 0
        seconds = statistics.median(self.hear(words, MESSAGES_A_ROUND) for _ in range(ROUNDS))
        return seconds, self._asked / (ROUNDS * MESSAGES_A_ROUND)

    def hear(self, words: Callable[[], str], count: int) -> float:
        """So many messages through the true door; processor seconds of one."""
        return self._post([webhook.form_of(words()) for _ in range(count)]) / count

    def _post(self, forms: list[dict[str, str]]) -> float:
        signed = [(form, signature(self._ours, webhook.PATH, form)) for form in forms]
        begin = time.process_time()
        for form, mark in signed:
            headers = {"X-Twilio-Signature": mark}
            answer = self._client.post(webhook.PATH, data=form, headers=headers, base_url=self._ours["PUBLIC_BASE_URL"])
            if answer.status_code != 200:
                raise RuntimeError(f"a message was not taken: {answer.status}")
        return time.process_time() - begin


def profile() -> None:
    with tempfile.TemporaryDirectory() as folder:
        market = Market(Path(folder), MANY)
        for words in (market.a_search, market.details):
            market.hear(words, MESSAGES_A_ROUND)
            profiler = cProfile.Profile(time.process_time)
            profiler.enable()
            market.hear(words, MESSAGES_A_ROUND)
            profiler.disable()
            print(f"===== {words.__name__}, {MESSAGES_A_ROUND} turns")
            pstats.Stats(profiler).sort_stats("cumtime").print_stats(r"/(bot|catalog|people|messaging|webhooks)/", 45)
            pstats.Stats(profiler).sort_stats("tottime").print_stats(20)


if __name__ == "__main__":
    if sys.argv[1:] == ["profile"]:
        profile()
    else:
        for name, value, unit in run():
            print(f"{name:60} {value:8.2f} {unit}")
