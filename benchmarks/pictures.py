"""Pictures that people send: what one costs to take in, and what happens when forty sellers send ten each at once.

The intake is measured in a process of its own, so that its peak memory is that of the intake and nothing else. The storm
runs against the real web and worker processes, with a server in Twilio's place that only hands out pictures.
"""

import base64
import hashlib
import hmac
import http.server
import json
import random
import secrets
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import requests
from PIL import Image

from benchmarks import processes, webhook
from media import pictures
from media.storage import open_storage
from sample.draw import draw_sample

TWELVE_MEGAPIXELS = (4000, 3000)
INTAKES = 8
AS_WHATSAPP_SENDS = (1600, 1200)
SELLERS, PHOTOS = 40, 10
PATIENCE = 240  # seconds until all must have come
CAPTION = "Kain batik cap kawung coklat, 185rb, stok 6"


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    command = [sys.executable, "-m", "benchmarks.pictures"]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=webhook.ROOT).stdout)
    return [
        ("pictures: intake of 12 MP JPEG, all renditions of goods", told["a_second"], "pictures/s a core"),
        ("pictures: peak memory of that process", told["peak_mb"], "MB"),
        *_storm(),
    ]


# ---------------------------------------------------------------- intake


def intake() -> dict[str, float]:
    """Pictures a second of processor time, and the peak of this process's memory."""
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(folder)
        _write_large(Path(folder) / "photo.jpg")
        sent = (Path(folder) / "photo.jpg").read_bytes()
        begin = time.process_time()
        for _ in range(INTAKES):
            pictures.keep(storage, sent, pictures.new_private_key("received"), pictures.new_goods_key())
        seconds = (time.process_time() - begin) / INTAKES
    return {"a_second": 1 / seconds, "peak_mb": _peak_memory()}


def _peak_memory() -> float:
    """Megabytes. Not getrusage: until a new program begins, it counts the memory of the process that started it."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1000


def _write_large(path: Path) -> None:
    """A 12-megapixel photo, drawn by another process, whose memory is not ours."""
    code = f"from benchmarks.pictures import *; open({str(path)!r}, 'wb').write(photo(TWELVE_MEGAPIXELS, 1))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=webhook.ROOT)


def photo(size: tuple[int, int], seed: int) -> bytes:
    """Drawn cloth with the grain of a camera, as a JPEG."""
    cloth = draw_sample("kain", "cap", ["kawung"], ["coklat"], seed).resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, 24).convert("RGB")
    out = BytesIO()
    Image.blend(cloth, grain, 0.12).save(out, "JPEG", quality=85)
    return out.getvalue()


# ---------------------------------------------------------------- forty sellers at once


def _storm() -> list[tuple[str, float, str]]:
    chance = random.Random(1)
    kept = [photo(AS_WHATSAPP_SENDS, seed) for seed in range(PHOTOS)]
    with tempfile.TemporaryDirectory() as folder, _twilio(kept) as base:
        place = Path(folder)
        _write_sellers(place / "catalogue", chance)
        environment = processes.environment(place, processes.free_port()) | {"TWILIO_BASE_URL": base}
        processes.flask(environment, "db", "upgrade")
        processes.flask(environment, "catalog", "import", str(place / "catalogue"))
        with processes.served("app:create_app()", webhook.OURS, environment), _worker(environment):
            begin = time.perf_counter()
            seconds = _send_all(environment, base)
            sending = time.perf_counter() - begin
            arrived = _wait_for_all(place / "market.db", begin)
        in_order = _in_order(place / "market.db")
    seconds.sort()
    return [
        (f"pictures: {SELLERS} sellers x {PHOTOS} photos, webhook, median", statistics.median(seconds) * 1000, "ms"),
        ("pictures: the same, slowest of a hundred", seconds[int(len(seconds) * 0.99)] * 1000, "ms"),
        ("pictures: all messages taken", sending, "s"),
        ("pictures: all pictures fetched and drawn", arrived, "s"),
        ("pictures: albums complete and in order", in_order, f"of {SELLERS}"),
    ]


def _send_all(environment: dict[str, str], base: str) -> list[float]:
    """Each seller's album in order, all sellers at once; how long each answer took."""
    seconds: list[float] = []

    def send(seller: int) -> None:
        with requests.Session() as session:
            session.trust_env = False
            for number in range(PHOTOS):
                form = _form(seller, number, base)
                address = environment["PUBLIC_BASE_URL"] + webhook.PATH
                signed = address + "".join(name + form[name] for name in sorted(form))
                digest = hmac.new(processes.TOKEN.encode(), signed.encode(), hashlib.sha1).digest()
                headers = {"X-Twilio-Signature": base64.b64encode(digest).decode()}
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                begin = time.perf_counter()
                answer = session.post(address, data=urlencode(form), headers=headers, timeout=30)
                seconds.append(time.perf_counter() - begin)
                answer.raise_for_status()

    threads = [threading.Thread(target=send, args=(seller,)) for seller in range(SELLERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(seconds) != SELLERS * PHOTOS:
        raise RuntimeError(f"only {len(seconds)} of {SELLERS * PHOTOS} messages were taken")
    return seconds


def _form(seller: int, number: int, base: str) -> dict[str, str]:
    sid, phone = "MM" + secrets.token_hex(16), f"+62813000{seller:05d}"
    media = f"{base}/2010-04-01/Accounts/{webhook.ACCOUNT}/Messages/{sid}/Media/ME{number:032d}"
    who = {"From": f"whatsapp:{phone}", "To": "whatsapp:+6281100000000", "WaId": phone[1:], "ProfileName": "Bu Ani"}
    return who | {
        "MessageSid": sid,
        "AccountSid": webhook.ACCOUNT,
        "Body": CAPTION if number == 0 else "",
        "NumMedia": "1",
        "MediaUrl0": media,
        "MediaContentType0": "image/jpeg",
        "MessageType": "image",
    }


def _wait_for_all(database: Path, begin: float) -> float:
    while time.perf_counter() - begin < PATIENCE:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            states = dict(connection.execute("SELECT state, count(*) FROM received_picture GROUP BY state").fetchall())
        if states == {"fetched": SELLERS * PHOTOS}:
            return time.perf_counter() - begin
        time.sleep(0.5)
    raise RuntimeError(f"not all pictures came within {PATIENCE} s: {states}")


def _in_order(database: Path) -> int:
    """How many sellers have one draft with all their pictures, in the order in which they were sent."""
    query = """SELECT d.person_id, group_concat(substr(p.url, -2), ',') FROM
        (SELECT * FROM draft_picture ORDER BY draft_id, position) x JOIN listing_draft d ON d.id = x.draft_id
        JOIN received_picture p ON p.id = x.picture_id GROUP BY d.id"""
    with sqlite3.connect(database) as connection:
        albums = connection.execute(query).fetchall()
    wanted = ",".join(f"{number:02d}" for number in range(PHOTOS))
    return sum(order == wanted for _person, order in albums)


def _write_sellers(folder: Path, chance: random.Random) -> None:
    webhook.write_catalogue(folder, SELLERS)
    lines = (folder / "sellers.csv").read_text(encoding="utf-8").splitlines()
    shops = [f"+62813000{number:05d},Toko {number},Ibu {number},Kauman,,yes,,," for number in range(SELLERS)]
    (folder / "sellers.csv").write_text("\n".join([lines[0], *shops]) + "\n", encoding="utf-8")
    goods = (folder / "listings.csv").read_text(encoding="utf-8").splitlines()[:1]
    (folder / "listings.csv").write_text("\n".join(goods) + "\n", encoding="utf-8")


@contextmanager
def _worker(environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(
        [sys.executable, "worker.py"], cwd=webhook.ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def _twilio(kept: list[bytes]) -> Iterator[str]:
    """Hands out the pictures by the number at the end of their address; takes messages and forgets them."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            data = kept[int(self.path[-2:])] if "/Media/" in self.path else b'{"messages": []}'
            self._answer(200, data, "image/jpeg" if "/Media/" in self.path else "application/json")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            sid = "SM" + secrets.token_hex(16)
            self._answer(201, json.dumps({"sid": "HX" + sid[2:] if "Content" in self.path else sid}).encode())

        def _answer(self, status: int, data: bytes, kind: str = "application/json") -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


if __name__ == "__main__":
    print(json.dumps(intake()))
