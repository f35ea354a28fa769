"""gunicorn with the market's own worker, as `make run` starts it: nobody keeps a thread by sending slowly.

A tiny application with two threads stands in for the market, so that a few callers are already a crowd.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import requests

import whole_requests

ROOT = Path(__file__).resolve().parents[2]
HERE = "tests.house.test_slow_callers"
CALLERS = 40
POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
GET = b"GET /hello HTTP/1.1\r\nHost: x\r\n"


def application(environ, start_response):
    """Says what it has read; /big says a lot."""
    body = environ["wsgi.input"].read()
    answer = b"x" * 30_000_000 if environ["PATH_INFO"] == "/big" else b"read %d" % len(body)
    start_response("200 OK", [("Content-Length", str(len(answer)))])
    return [answer]


class HastyWorker(whole_requests.Worker):
    """Waits for seconds where the market's waits for tens."""

    def init_process(self) -> None:
        whole_requests.HEAD_SECONDS = whole_requests.BODY_SECONDS = whole_requests.ANSWER_SECONDS = 1.5
        super().init_process()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["-k", f"{HERE}.HastyWorker", "--threads", "2", "-b", f"127.0.0.1:{port}", "--log-level", "error"]
    options += ["-c", "/dev/null", "--no-control-socket", "--graceful-timeout", "2", "--worker-connections", "120"]
    command = [sys.executable, "-m", "gunicorn", *options, f"{HERE}:application"]
    process = subprocess.Popen(command, cwd=ROOT)
    while not _answers(port):
        assert process.poll() is None
        time.sleep(0.05)
    yield port
    process.terminate()
    process.wait(10)


def _answers(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/hello", timeout=1).text == "read 0"
    except requests.RequestException:
        return False


@pytest.fixture
def call(port: int) -> Iterator[Callable[[], socket.socket]]:
    opened: list[socket.socket] = []

    def connect() -> socket.socket:
        opened.append(socket.create_connection(("127.0.0.1", port), timeout=5))
        return opened[-1]

    yield connect
    for caller in opened:
        caller.close()


def told(caller: socket.socket, until: bytes = b"") -> bytes:
    """All that comes, to the end of the connection or until these bytes."""
    answer = b""
    while not (until and until in answer):
        try:
            piece = caller.recv(65536)
        except TimeoutError:
            break
        if not piece:
            break
        answer += piece
    return answer


@pytest.mark.parametrize(
    ("begun", "piece"),
    [
        (b"", b""),
        (b"POST / HTTP/1.1\r\n", b"X-A: b\r\n"),
        (b"PO", b"S"),
        (POST + b"Content-Length: 1000\r\n\r\n", b"a"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\nff\r\n0\r\n\r\n", b""),
        (GET + b"Connection: close\r\n\r\n", b""),
        (b"no request\r\n\r\n", b""),
    ],
    ids=["silence", "lines", "bytes", "body", "chunks", "an end that is none", "no farewell", "nonsense"],
)
def test_forty_slow_callers_keep_nobody_out(port, call, begun, piece):
    callers = [call() for _ in range(CALLERS)]
    for caller in callers:
        caller.sendall(begun)
    for _ in range(3):
        for caller in callers:
            try:
                caller.sendall(piece)
            except OSError:  # has been hung up on, as it should
                pass
        assert _answers(port)


@pytest.mark.parametrize("begun", [b"PO", POST + b"Content-Length: 1000\r\n\r\n"], ids=["head", "body"])
def test_who_is_not_done_in_time_is_hung_up_on(port, call, begun):
    caller, end = call(), time.monotonic() + 6
    caller.settimeout(0.1)
    caller.sendall(begun)
    with pytest.raises(OSError):  # a byte more is no time more
        while time.monotonic() < end:
            time.sleep(0.1)
            caller.sendall(b"S")


def test_a_full_house_lets_the_oldest_go(port, call):
    callers = [call() for _ in range(130)]  # more than --worker-connections
    for caller in callers:
        caller.sendall(b"PO")
    assert _answers(port)
    assert told(callers[0]) == b""


def test_who_does_not_read_keeps_no_thread_for_long(port, call):
    for _ in range(2):
        call().sendall(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
    end = time.monotonic() + 10
    while not _answers(port):
        assert time.monotonic() < end


def test_whole_requests_are_served_as_ever(port, call):
    caller = call()
    caller.sendall(
        POST + b"Content-Length: 5\r\n\r\nhello" + POST + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
    )
    assert b"read 3" in told(caller, b"read 3")
    caller.sendall(GET + b"Connection: close\r\n\r\n")
    assert told(caller).endswith(b"read 0")


def test_a_body_that_waits_for_leave_is_asked_for(port, call):
    caller = call()
    caller.sendall(POST + b"Expect: 100-continue\r\nContent-Length: 3\r\n\r\n")
    assert told(caller, b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    caller.sendall(b"abc")
    assert b"read 3" in told(caller, b"read 3")


def test_a_large_body_comes_whole(port):
    assert requests.post(f"http://127.0.0.1:{port}/", data=b"x" * 5_000_000, timeout=20).text == "read 5000000"


@pytest.mark.parametrize(
    "request_head",
    [
        POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n",
        POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
    ],
    ids=["two lengths", "two ways", "a long head"],
)
def test_what_is_no_request_is_refused_at_once(port, call, request_head):
    caller = call()
    threading.Thread(target=lambda: caller.sendall(request_head)).start()
    assert told(caller)[:12] in (b"HTTP/1.1 400", b"HTTP/1.1 431")
