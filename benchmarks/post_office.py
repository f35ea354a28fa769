"""What a message costs the post office, in milliseconds of processor time: sent by the worker, followed by its callbacks,
and taken in by the web, each by the true process on SQLite.

Words only, so that neither drawing nor search is in it. Twilio is a server of this module, which answers at once; its own
time is not counted. Processor time, because whatever else runs on the machine does not change it much.
"""

import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
from sqlalchemy import func
from sqlmodel import col, select

import clock
import database
from app import create_app
from benchmarks.processes import ROOT, environment, flask, free_port, post_all, served, signed_request
from messaging import outbox
from messaging.content import Content
from messaging.models import OutboundMessage
from people import directory

MESSAGES, PEOPLE, AT_ONCE, CONNECTIONS = 300, 100, 20, 8
STATES = ("sent", "delivered", "read")


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    with tempfile.TemporaryDirectory() as folder, _twilio() as twilio_url:
        ours = environment(Path(folder), free_port()) | {"TWILIO_BASE_URL": twilio_url, "WEB_WORKERS": "1"}
        flask(ours, "db", "upgrade")
        sending, seconds = _sending(ours)
        with served("app:create_app()", "gunicorn.conf.py", ours) as web:
            callbacks = _cost(web, lambda: _callbacks(ours)) / MESSAGES
            post_all(ours, [_hello(ours) for _ in range(100)], CONNECTIONS)  # the first ones fill the caches
            begin = time.perf_counter()
            turns = _cost(web, lambda: post_all(ours, [_hello(ours) for _ in range(MESSAGES)], CONNECTIONS)) / MESSAGES
            took = time.perf_counter() - begin
    return [
        ("post office: a message sent", sending, "ms of processor time"),
        ("post office: messages sent", MESSAGES / seconds, "messages/s"),
        ("post office: three callbacks", callbacks, "ms of processor time"),
        ("post office: a greeting taken in", turns, "ms of processor time"),
        (f"post office: greetings over {CONNECTIONS} connections", MESSAGES / took, "messages/s"),
    ]


def _sending(ours: dict[str, str]) -> tuple[float, float]:
    """Milliseconds a message, and the seconds for all, while they come in a few at a time."""
    os.environ.update(ours)
    app = create_app()
    process = subprocess.Popen([sys.executable, "worker.py"], cwd=ROOT, env=ours, stderr=subprocess.DEVNULL)
    try:
        with app.app_context():
            _write(0, PEOPLE)
            _until(lambda: _unsent() == 0)  # it runs, and has read what it needs
            time.sleep(1)
            begin = time.perf_counter()
            cost = _cost(psutil.Process(process.pid), lambda: _write_and_wait(MESSAGES))
            return cost / MESSAGES, time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait(20)


def _write_and_wait(count: int) -> None:
    for first in range(0, count, AT_ONCE):
        _write(first, AT_ONCE)
    _until(lambda: _unsent() == 0)


def _write(first: int, count: int) -> None:
    with database.transaction() as session:
        for number in range(first, first + count):
            person = directory.recognise(session, f"whatsapp:+6285600{number % PEOPLE:05d}", None, "Sari")
            person.last_heard_at = clock.now()
            outbox.reply(session, person, Content(f"Pesan ke-{number}: pesanan Anda sudah kami terima, ditunggu ya."))


def _unsent() -> int:
    with database.reading() as session:
        query = select(func.count(col(OutboundMessage.id))).where(col(OutboundMessage.sid).is_(None))
        return int(session.exec(query).one())


def _callbacks(ours: dict[str, str]) -> None:
    """Three for each message, in order, as Twilio posts them."""
    path = Path(ours["DATABASE_URL"].removeprefix("sqlite:///"))
    with database.open_engine(f"sqlite:///{path}").connect() as connection:
        query = select(OutboundMessage.id, OutboundMessage.sid).order_by(col(OutboundMessage.id).desc()).limit(MESSAGES)
        rows = connection.execute(query).all()
    for state in STATES:
        post_all(ours, [_callback(ours, message_id, sid, state) for message_id, sid in rows], CONNECTIONS)


def _callback(ours: dict[str, str], message_id: int, sid: str, state: str) -> bytes:
    form = {"MessageSid": sid, "SmsSid": sid, "MessageStatus": state, "SmsStatus": state, "ChannelPrefix": "whatsapp"}
    return signed_request(ours, f"/webhooks/twilio/status?message={message_id}", form)


def _hello(ours: dict[str, str]) -> bytes:
    number = f"+62856000{secrets.randbelow(PEOPLE):05d}"
    form = {"MessageSid": "SM" + secrets.token_hex(16), "From": f"whatsapp:{number}", "Body": "halo", "NumMedia": "0"}
    return signed_request(ours, "/webhooks/twilio/inbound", form | {"WaId": number[1:], "ProfileName": "Sari"})


def _cost(process: psutil.Process, deed: Callable[[], None]) -> float:
    """Milliseconds of processor time that a process and its children spend while `deed` is done."""
    before = _spent(process)
    deed()
    return (_spent(process) - before) * 1000


def _spent(process: psutil.Process) -> float:
    times = [one.cpu_times() for one in (process, *process.children(recursive=True))]
    return sum(one.user + one.system for one in times)


def _until(holds: Callable[[], bool], seconds: float = 200) -> None:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("the worker has not sent everything")
        time.sleep(0.05)


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(201, {"sid": "SM" + secrets.token_hex(16), "status": "queued", "error_code": None})

    def do_GET(self) -> None:
        self._answer(200, {"messages": []})

    def _answer(self, status: int, document: dict[str, object]) -> None:
        body = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


class _Server(ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 128


@contextmanager
def _twilio() -> Iterator[str]:
    server = _Server(("127.0.0.1", 0), _Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
