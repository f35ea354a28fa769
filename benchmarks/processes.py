"""The market's processes for a benchmark, and Twilio's signed forms posted to them over a few connections."""

import base64
import hashlib
import hmac
import http.client
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil

ROOT = Path(__file__).resolve().parent.parent
TOKEN, ACCOUNT = "0123456789abcdef" * 2, "AC" + "7" * 32


def environment(place: Path, port: int) -> dict[str, str]:
    """Of a market of its own under `place`. Its Twilio is nowhere: nothing leaves this machine."""
    return {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "DATABASE_URL": f"sqlite:///{place}/market.db",
        "QUEUE_URL": f"sqlite:///{place}/queue.db",
        "MEDIA_URL": f"{place}/media",
        "PORT": str(port),
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{port}",
        "SECRET_KEY": secrets.token_hex(16),
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "TWILIO_WHATSAPP_FROM": "whatsapp:+6281100000000",
        "TWILIO_BASE_URL": "http://127.0.0.1:9",
    }


def flask(ours: Mapping[str, str], *arguments: str) -> None:
    """Runs `flask …` there."""
    command = [sys.executable, "-m", "flask", *arguments]
    subprocess.run(command, cwd=ROOT, env=ours, check=True, stdout=subprocess.DEVNULL)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(application: str, configuration: str | Path, ours: Mapping[str, str]) -> Iterator[psutil.Process]:
    """gunicorn with this application, as soon as it answers."""
    command = [sys.executable, "-m", "gunicorn", "-c", str(configuration), application]
    process = subprocess.Popen(command, cwd=ROOT, env=ours, stdout=subprocess.DEVNULL)
    try:
        _wait_until_up(int(ours["PORT"]), process)
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait(20)


def signed_request(ours: Mapping[str, str], path: str, form: Mapping[str, str]) -> bytes:
    """A form as Twilio posts it, a whole HTTP request."""
    body = urlencode(form)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{ours['PORT']}\r\nX-Twilio-Signature: {signature(ours, path, form)}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def signature(ours: Mapping[str, str], path: str, form: Mapping[str, str]) -> str:
    """Twilio's, over address and fields."""
    signed = ours["PUBLIC_BASE_URL"] + path + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()


def post_all(ours: Mapping[str, str], requests: Sequence[bytes], connections: int) -> None:
    """Sends them over so many connections. Raises RuntimeError when one is not answered with 200. Raw sockets: the
    sender, which shares the machine with those it measures, should cost as little as it can."""
    failures: list[bytes] = []

    def send(mine: Sequence[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", int(ours["PORT"])), timeout=60) as connection:
            for request in mine:
                connection.sendall(request)
                status_line = _read_answer(connection)
                if b" 200 " not in status_line:
                    failures.append(status_line)

    threads = [threading.Thread(target=send, args=(requests[n::connections],)) for n in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(f"{len(failures)} of {len(requests)} were not taken, first: {failures[0].decode()}")


def _wait_until_up(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            if process.poll() is not None:
                raise RuntimeError("gunicorn has ended") from None
            time.sleep(0.1)
        finally:
            connection.close()
    raise RuntimeError(f"nobody answers on port {port}")


def _read_answer(connection: socket.socket) -> bytes:
    """Reads one answer to its end; the status line."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += connection.recv(65536) or _hung_up()
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += connection.recv(65536) or _hung_up()
    return head.split(b"\r\n")[0]


def _hung_up() -> bytes:
    raise ConnectionError("the server has hung up")
