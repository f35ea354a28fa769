"""`make run` as a machine sees it: it comes up, mends itself, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import requests

ROOT = Path(__file__).resolve().parents[2]
FORM_OF_100_BYTES = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n"
COMMAND = [sys.executable, "tools/run_procfile.py"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Settings of a market of our own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path}/market.db",
        "QUEUE_URL": f"sqlite:///{tmp_path}/queue.db",
        "MEDIA_URL": f"{tmp_path}/media",
        "SECRET_KEY": "only for tests" * 3,
        "SAMPLE_CATALOG": "no",
        "PORT": str(port),
    }


@pytest.fixture
def running(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen]:
    subprocess.run([sys.executable, "-m", "flask", "db", "upgrade"], cwd=ROOT, env=environment, check=True)
    with open(tmp_path / "log", "wb") as log:
        process = subprocess.Popen(COMMAND, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
    yield process
    for left_over in family(process):
        left_over.kill()
    process.wait()


def is_up(url: str) -> bool:
    try:
        return requests.get(f"{url}/healthz", timeout=5).status_code == 200
    except requests.RequestException:
        return False


def family(process: subprocess.Popen) -> list[psutil.Process]:
    try:
        parent = psutil.Process(process.pid)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def command_of(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:  # it has just ended
        return ""


def eventually(holds: Callable[[], bool], seconds: float = 30) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def test_it_comes_up_mends_itself_and_ends(running, environment, tmp_path):
    url = f"http://127.0.0.1:{environment['PORT']}"

    def worker() -> psutil.Process | None:
        return next((p for p in family(running) if "worker.py" in command_of(p)), None)

    def said() -> str:
        return (tmp_path / "log").read_text()

    assert eventually(lambda: is_up(url) and worker() is not None), said()
    click_here = f"Lokapasar buka: {url}/simulator/"
    assert eventually(lambda: said().strip().endswith(click_here)), said()

    slow = [socket.create_connection(("127.0.0.1", int(environment["PORT"]))) for _ in range(40)]
    for caller in slow:  # more than there are threads, and each sends a byte now and then (test_slow_callers.py)
        caller.sendall(b"POST /webhooks/twilio/inbound HTTP/1.1\r\nHost: x\r\n" + FORM_OF_100_BYTES + b"a=")
    for _ in range(3):
        for caller in slow:
            caller.sendall(b"b")
        assert is_up(url), said()
        assert requests.post(f"{url}/webhooks/twilio/inbound", data={"a": "b"}, timeout=5).status_code == 403
    for caller in slow:
        caller.close()

    first = worker()
    assert first is not None
    first.kill()
    assert eventually(lambda: (now := worker()) is not None and now.pid != first.pid), said()

    everybody = family(running)
    assert len(everybody) >= 4  # supervisor, gunicorn and its workers, the worker
    last, web = worker(), next(p for p in everybody if "gunicorn" in command_of(p))
    assert last is not None
    running.send_signal(signal.SIGTERM)
    assert eventually(lambda: not last.is_running() or not web.is_running())
    assert not last.is_running()  # what it was sending could still be fetched from the web
    assert running.wait(15) == 0
    assert not [p for p in everybody if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    log_of_writes = tmp_path / "market.db-wal"
    assert not log_of_writes.exists() or log_of_writes.stat().st_size == 0  # market.db is the whole truth


def test_a_port_that_is_taken_is_said_in_one_sentence(environment):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["PORT"])))
        taken.listen()
        done = subprocess.run(COMMAND, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30)
    assert done.returncode != 0
    said = (done.stdout + done.stderr).strip()
    assert environment["PORT"] in said and "PORT=" in said and len(said.splitlines()) == 1
