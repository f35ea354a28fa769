"""The worker's round: one thread takes what is due and writes down what has come of it, a pool of threads sends.

The database says what is to be sent; a wake-up from the queue says only that it is worth looking now. After one the round
looks often for a while, so that whoever has much to say need not knock for every message.
"""

import logging
import queue
import threading
import time
from collections.abc import Sequence

from flask import Flask, current_app

import database
import logs
import queueing
from messaging import delivery
from messaging.delivery import Outcome, Taken
from messaging.errors import Later, OurFault

log = logging.getLogger(__name__)
LOOK_SECONDS = 0.02  # between two looks while there is something to do, and for WATCHFUL_SECONDS afterwards
IDLE_SECONDS = 0.25  # else: so long may a message wait whose wake-up was lost
WATCHFUL_SECONDS = 1.0  # longer than queueing.NUDGE_SECONDS and the queue's own slowness together
_trouble = logs.OneLineAWhile()


class PostOffice:
    """Sends with so many threads (`senders`) until told to stop."""

    def __init__(self, app: Flask, senders: int) -> None:
        self.app = app
        self._room = 2 * senders  # each sender finds the next message at hand when it has sent one
        self._to_send: queue.SimpleQueue[Taken | None] = queue.SimpleQueue()
        self._returned: queue.SimpleQueue[tuple[int, Outcome | None]] = queue.SimpleQueue()
        self._unnoted: list[Outcome] = []
        self._in_flight = 0
        self._bell = threading.Event()
        self._watchful_until = 0.0
        self._is_closing = False
        # Daemons: one that waits for Twilio holds up no end. What it was sending is looked up by the next worker.
        self._senders = [threading.Thread(target=self._send_all, name=f"send-{n}", daemon=True) for n in range(senders)]

    def ring(self) -> None:
        """There is something to send: look at once."""
        self._watchful_until = time.monotonic() + WATCHFUL_SECONDS
        self._bell.set()

    def run(self, stop: threading.Event) -> None:
        """Goes round until `stop`, then lets those that are sending end, and writes down what came of it."""
        for sender in self._senders:
            sender.start()
        while not stop.is_set():
            if not self._go_round():
                is_watchful = time.monotonic() < self._watchful_until
                self._bell.wait(LOOK_SECONDS if is_watchful else IDLE_SECONDS)
            self._bell.clear()
        self._is_closing, self._room = True, 0
        for _ in self._senders:
            self._to_send.put(None)
        while any(sender.is_alive() for sender in self._senders) or not self._returned.empty():
            self._go_round()
            self._bell.wait(LOOK_SECONDS)
        self._go_round()

    def _go_round(self) -> bool:
        try:
            with self.app.app_context():
                return self.round()
        except Exception as problem:
            said = _trouble.words(f"the post office has to wait ({type(problem).__name__})")
            if said:
                log.warning("%s", said, exc_info=None if database.is_passing(problem) else problem)
            return False

    def round(self) -> bool:
        """Notes and takes, in one transaction; False when there was nothing to do."""
        self._collect()
        room = max(0, self._room - self._in_flight)
        if not self._unnoted and (room == 0 or not delivery.is_any_due()):
            return False
        taken = note_and_take(self._unnoted, room)
        done, self._unnoted = self._unnoted, []
        for row in taken:
            self._in_flight += 1
            self._to_send.put(row)
        if taken:
            self._watchful_until = time.monotonic() + WATCHFUL_SECONDS
        return bool(done or taken)

    def _collect(self) -> None:
        while True:
            try:
                message_id, outcome = self._returned.get_nowait()
            except queue.Empty:
                return
            self._in_flight -= 1
            if outcome is None:
                delivery.let_go([message_id])
            else:
                self._unnoted.append(outcome)

    def _send_all(self) -> None:
        while (row := self._to_send.get()) is not None:
            self._returned.put((row.id, self._outcome(row)))
            self._bell.set()

    def _outcome(self, row: Taken) -> Outcome | None:
        if self._is_closing:  # not begun: the next worker sends it
            return Outcome(row.id, problem=Later("the worker has ended"), is_unclear=row.is_unclear)
        try:
            with self.app.app_context():
                return delivery.attempt(row)
        except Exception as problem:  # the database is away: it will be due again, and looked up first
            log.warning("message %s has to wait (%s)", row.id, type(problem).__name__)
            return None


def note_and_take(outcomes: Sequence[Outcome], most: int) -> list[Taken]:
    """Writes down what came of earlier tries, and takes at most so many messages that are due. Raises when the database
    is away: what came of the tries is to be written down later. One that can't be written down keeps up no other."""
    ids = [one.message_id for one in outcomes]
    taken: list[Taken] = []
    try:
        with database.transaction() as session:
            delivery.note(session, outcomes)
            taken = delivery.take(session, most) if most else []
    except Exception as problem:
        delivery.let_go(row.id for row in taken)
        if database.is_passing(problem) or not outcomes:
            raise
        for outcome in outcomes:
            _note_alone(outcome)
        taken = []
    delivery.let_go(ids)
    return taken


def _note_alone(outcome: Outcome) -> None:
    fault = Outcome(outcome.message_id, problem=OurFault("can't be written down"), is_unclear=outcome.is_unclear)
    for one in (outcome, fault):
        try:
            with database.transaction() as session:
                return delivery.note(session, [one])
        except Exception as problem:
            if database.is_passing(problem):
                raise
            log.exception("what came of message %s can't be written down", outcome.message_id)


def send_due() -> bool:
    """Takes, sends and notes in this thread what is due now, one message a person; False when there was nothing."""
    taken = note_and_take([], 100)
    try:
        outcomes = [delivery.attempt(row) for row in taken]
        note_and_take(outcomes, 0)
    finally:
        delivery.let_go(row.id for row in taken)
    return bool(taken)


def look() -> None:
    """The job of the queue: somebody has written something."""
    office: PostOffice | None = current_app.extensions.get("post_office")
    if office is not None:
        office.ring()


def wake() -> None:
    """There is something to send: the post office of this process looks, else that of a worker is asked to."""
    if current_app.extensions.get("post_office") is not None:
        look()
    else:
        queueing.nudge(look)
