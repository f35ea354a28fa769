"""Inbound messages a second: searches on 10,000 listings, beside a bare Flask app that only checks the signature.

Both run under the same gunicorn settings on the same machine in one run, by turns; only their ratio means something
elsewhere. The worker does not run: what it does is no part of the answer to Twilio.
"""

import base64
import csv
import hashlib
import hmac
import http.client
import os
import random
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
TOKEN, ACCOUNT = "0123456789abcdef" * 2, "AC" + "7" * 32
PATH = "/webhooks/twilio/inbound"
OURS = "gunicorn.conf.py"
SELLERS, LISTINGS, SHOPPERS = 500, 10_000, 300
CONNECTIONS, ROUNDS, MESSAGES_A_ROUND = 8, 5, 400
QUESTIONS = (
    "ada kemeja mega mendung biru XL dibawah 200rb?",
    "daster ungu",
    "kain tulis merah jangan yang printing",
    "sarung kawung 50-150rb",
    "parang merah ukuran L",
    "gamis termurah",
    "selendang ecoprint kuning",
    "batik cap sogan",
    "hem lengan panjang jlamprang navy",
    "do you have a blue dress?",
)
PRODUCTS = ("kain", "sarung", "kemeja", "blus", "dress", "gamis", "daster", "selendang", "rok", "tas")
TECHNIQUES = ("tulis", "cap", "kombinasi", "printing", "ecoprint", "jumputan")
MOTIFS = ("jlamprang", "buketan", "parang", "kawung", "mega-mendung", "truntum", "sekar-jagad", "nitik", "ceplok")
COLOURS = ("merah", "maroon", "biru", "navy", "hijau", "tosca", "kuning", "coklat", "sogan", "hitam", "ungu", "pink")
SENTRA = ("Setono", "Kauman", "Pesindon", "Jenggot", "Buaran", "Kradenan")


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        _write_catalogue(place / "catalogue")
        ours, bare = _environment(place, _free_port()), _environment(place, _free_port())
        _flask(ours, "db", "upgrade")
        begin = time.perf_counter()
        _flask(ours, "catalog", "import", str(place / "catalogue"))
        import_seconds = time.perf_counter() - begin
        without_words = place / "bare.conf.py"  # the same settings, but there is no catalogue to read first
        without_words.write_text(f"exec(open({str(ROOT / OURS)!r}).read())\ndel post_worker_init\n", encoding="utf-8")
        with (
            _served("app:create_app()", OURS, ours),
            _served("benchmarks.bare_flask:create_app()", without_words, bare),
        ):
            _messages_a_second(ours, 100), _messages_a_second(bare, 100)  # the first ones fill the caches
            pairs = [
                (_messages_a_second(ours, MESSAGES_A_ROUND), _messages_a_second(bare, MESSAGES_A_ROUND))
                for _ in range(ROUNDS)
            ]
    market, plain = (statistics.median(column) for column in zip(*pairs, strict=True))
    return [
        (f"webhook: search on {LISTINGS:,} listings", market, "messages/s"),
        ("webhook: bare Flask that checks the signature", plain, "messages/s"),
        ("webhook: ratio to bare Flask", market / plain, "x"),
        (f"import of {LISTINGS:,} listings", import_seconds, "s"),
    ]


def _write_catalogue(folder: Path) -> None:
    """Invented goods, the same in every run."""
    folder.mkdir()
    chance = random.Random(1)
    shops = [
        {
            "phone": f"+6281300{number:06d}",
            "shop": f"Batik Toko {number}",
            "owner": f"Ibu {number}",
            "sentra": chance.choice(SENTRA),
            "kelurahan": "",
            "verified": "yes",
            "bank": "",
            "bank_account": "",
            "account_holder": "",
        }
        for number in range(SELLERS)
    ]
    goods = [_invented_listing(10_000 + number, chance) for number in range(LISTINGS)]
    for name, rows in (("sellers", shops), ("listings", goods)):
        with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def _invented_listing(number: int, chance: random.Random) -> dict[str, object]:
    product, technique = chance.choice(PRODUCTS), chance.choice(TECHNIQUES)
    motif, colour = chance.choice(MOTIFS), chance.choice(COLOURS)
    return {
        "code": f"K{number}",
        "seller_phone": f"+6281300{chance.randrange(SELLERS):06d}",
        "title": f"{product} {technique} {motif.replace('-', ' ')} {colour}".capitalize(),
        "product": product,
        "technique": technique,
        "motifs": motif,
        "colours": colour,
        "sizes": "M|L|XL" if product in ("kemeja", "blus", "dress", "gamis") else "",
        "price": chance.randrange(40, 900) * 1000,
        "stock": chance.randrange(1, 60),
        "weight_g": 300,
        "wholesale": "",
        "description": "",
        "photo": "",
    }


def _environment(place: Path, port: int) -> dict[str, str]:
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
        "TWILIO_BASE_URL": "http://127.0.0.1:9",  # nobody is there: nothing leaves this machine
    }


def _flask(environment: dict[str, str], *arguments: str) -> None:
    command = [sys.executable, "-m", "flask", *arguments]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _served(application: str, configuration: str | Path, environment: dict[str, str]) -> Iterator[None]:
    command = [sys.executable, "-m", "gunicorn", "-c", str(configuration), application]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_up(int(environment["PORT"]), process)
        yield
    finally:
        process.terminate()
        process.wait(20)


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


def _messages_a_second(environment: dict[str, str], count: int) -> float:
    """Sends `count` new messages of many people over a few connections. Raw sockets: the sender, which shares the
    machine with those it measures, should cost as little as it can."""
    prepared = [_request(environment["PUBLIC_BASE_URL"]) for _ in range(count)]
    failures: list[bytes] = []

    def send(requests: list[bytes]) -> None:
        with socket.create_connection(("127.0.0.1", int(environment["PORT"])), timeout=60) as connection:
            for request in requests:
                connection.sendall(request)
                status_line = _read_answer(connection)
                if b" 200 " not in status_line:
                    failures.append(status_line)

    threads = [threading.Thread(target=send, args=(prepared[n::CONNECTIONS],)) for n in range(CONNECTIONS)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    if failures:
        raise RuntimeError(f"{len(failures)} of {count} messages were not taken, first: {failures[0].decode()}")
    return count / seconds


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


def _request(base: str) -> bytes:
    number = f"+628560000{random.randrange(SHOPPERS):04d}"
    sid = "SM" + secrets.token_hex(16)
    form = {
        "MessageSid": sid,
        "SmsSid": sid,
        "SmsMessageSid": sid,
        "AccountSid": ACCOUNT,
        "ApiVersion": "2010-04-01",
        "SmsStatus": "received",
        "From": f"whatsapp:{number}",
        "To": "whatsapp:+6281100000000",
        "WaId": number[1:],
        "ProfileName": "Sari",
        "Body": random.choice(QUESTIONS),
        "NumMedia": "0",
        "NumSegments": "1",
        "MessageType": "text",
    }
    signed = base + PATH + "".join(name + form[name] for name in sorted(form))
    signature = base64.b64encode(hmac.new(TOKEN.encode(), signed.encode(), hashlib.sha1).digest()).decode()
    body = urlencode(form)
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: {base.split('//')[1]}\r\nX-Twilio-Signature: {signature}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
