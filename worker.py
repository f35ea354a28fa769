"""The worker's door: the same app as the web's, then the post office, Huey's consumer and the worker's own clock.

Huey's queue wakes it; four times a second it also looks by itself for messages that are due, so that a lost wake-up, a
retry or what a crash left behind is never longer than that away.
"""

import gc
import logging
import os
import subprocess
import sys
import threading
import time

from flask import Flask

import database
import logs
import real_data
import scheduling
from app import create_app
from media import decoding
from messaging import pictures, post_office, sweep
from messaging.post_office import PostOffice
from sample import history, sample_import
from settings import ROOT
from upkeep import tidying

log = logging.getLogger(__name__)
TICK_SECONDS = 0.25
FAREWELL_SECONDS = 5.0
SWEEP_SECONDS = 2.0
PICTURE_THREADS = 4  # of their own, so that an album of hundreds delays no answer
PICTURE_NICENESS = 10
QUEUE_THREADS = 2  # what the queue asks for is short
_trouble = logs.OneLineAWhile()


def _complain(words: str, problem: Exception) -> None:
    """Once a while, however often it goes wrong: with a traceback where it is a fault of our own."""
    said = _trouble.words(f"{words} ({type(problem).__name__})")
    if said:
        log.warning("%s", said, exc_info=None if database.is_passing(problem) else problem)


def wait_for_database(app: Flask) -> None:
    """Until the first sign of life is written, so that whatever this worker takes is known as its own."""
    while True:
        try:
            with app.app_context():
                return sweep.give_sign_of_life()
        except Exception as problem:
            log.warning("the database can't be used yet (%s)", type(problem).__name__)
            time.sleep(1)


def tick(app: Flask, stop: threading.Event) -> None:
    """Runs until `stop`: deeds of the clock at every tick; orphans and the sign of life at every sweep."""
    next_sweep = 0.0
    while not stop.is_set():
        try:
            with app.app_context():
                if time.monotonic() >= next_sweep:
                    sweep.give_sign_of_life()
                    sweep.recover_orphans()
                    sweep.ask_about_silent()
                    next_sweep = time.monotonic() + SWEEP_SECONDS
                scheduling.keep_due()
        except Exception as problem:
            _complain("the sweep failed and goes on", problem)
        stop.wait(TICK_SECONDS)


def fetch_pictures(app: Flask, stop: threading.Event) -> None:
    """Runs until `stop`: fetches the pictures that people sent, one after the other. Drawing them takes seconds of
    processor time that answers need first, so these threads stand back (Linux knows a niceness for each thread)."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), PICTURE_NICENESS)
    while not stop.is_set():
        found = False
        try:
            with app.app_context():
                found = pictures.work_on_next()
        except Exception as problem:
            _complain("a picture has to wait", problem)
        if not found:
            stop.wait(TICK_SECONDS)


def finish_sample(app: Flask) -> subprocess.Popen[bytes] | None:
    """Has the sample's history written and its pictures drawn by a process of its own, so that it never delays an
    answer."""
    with app.app_context():
        if not history.is_wanted() and not sample_import.is_undrawn():
            return None
    command = ["nice", "-n", "15", sys.executable, "-m", "flask", "catalog", "finish-sample"]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def run_pending(app: Flask) -> None:
    """Does everything that is due now, in this thread: for tests."""
    with app.app_context():
        app.extensions["queue"].flush()
        is_new = True
        for _ in range(100):
            # Pictures and deeds of the clock may lead to more of either; what is sent leads to nothing but the next message.
            is_new = is_new and (pictures.work_on_next() | scheduling.keep_due())
            if not post_office.send_due() and not is_new:
                return


def leave(app: Flask, threads: list[threading.Thread]) -> None:
    """The last words of this process: its threads put down what they have in hand, if that is soon."""
    end = time.monotonic() + FAREWELL_SECONDS
    for thread in threads:
        thread.join(max(0.0, end - time.monotonic()))
    database.leave(app.extensions["database"])


def main() -> None:
    for name in ("huey.consumer.Worker", "huey.consumer.Scheduler"):
        logging.getLogger(name).addFilter(logs.Repeated("Error reading", "the queue can't be read"))
    app = create_app()
    logs.set_up(app.config["SETTINGS"].log_format)
    if problem := real_data.refusal(app.config["SETTINGS"]):
        sys.exit(problem)
    gc.collect()
    gc.freeze()  # what is here now stays as long as the process
    stop = threading.Event()
    consumer = app.extensions["queue"].create_consumer(
        workers=QUEUE_THREADS,
        periodic=False,
        initial_delay=0.03,
        max_delay=0.1,
        graceful_signal="TERM",
        shutdown_timeout=5,
    )
    wait_for_database(app)
    with app.app_context():
        tidying.begin()
    office = app.extensions["post_office"] = PostOffice(app, app.config["SETTINGS"].worker_threads)
    threads = [
        threading.Thread(target=office.run, args=(stop,), name="post office", daemon=True),
        threading.Thread(target=tick, args=(app, stop), name="tick", daemon=True),
    ]
    for number in range(PICTURE_THREADS):
        name = f"pictures-{number}"
        threads.append(threading.Thread(target=fetch_pictures, args=(app, stop), name=name, daemon=True))
    for thread in threads:
        thread.start()
    finishing = finish_sample(app)
    try:
        consumer.run()
    finally:
        stop.set()
        office.ring()
        decoding.end()
        if finishing:
            finishing.terminate()
        leave(app, threads)


if __name__ == "__main__":
    main()
