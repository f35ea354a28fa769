"""Inbound messages a second: searches on 10,000 listings, beside a bare Flask app that only checks the signature.

Both run under the same gunicorn settings on the same machine in one run, by turns; only their ratio means something
elsewhere. The worker does not run: what it does is no part of the answer to Twilio.
"""

import csv
import random
import secrets
import statistics
import tempfile
import time
from pathlib import Path

from benchmarks.processes import ACCOUNT, ROOT, environment, flask, free_port, post_all, served, signed_request

PATH = "/webhooks/twilio/inbound"
OURS = "gunicorn.conf.py"
SELLERS, LISTINGS, SHOPPERS = 500, 10_000, 300
FIRST_CODE = 10_000
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
        write_catalogue(place / "catalogue", LISTINGS)
        ours, bare = environment(place, free_port()), environment(place, free_port())
        flask(ours, "db", "upgrade")
        begin = time.perf_counter()
        flask(ours, "catalog", "import", str(place / "catalogue"))
        import_seconds = time.perf_counter() - begin
        without_words = place / "bare.conf.py"  # the same settings, but there is no catalogue to read first
        without_words.write_text(f"exec(open({str(ROOT / OURS)!r}).read())\ndel post_worker_init\n", encoding="utf-8")
        with (
            served("app:create_app()", OURS, ours),
            served("benchmarks.bare_flask:create_app()", without_words, bare),
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


def write_catalogue(folder: Path, listings: int) -> None:
    """So many invented goods, the same in every run; their codes begin at FIRST_CODE."""
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
    goods = [_invented_listing(FIRST_CODE + number, chance) for number in range(listings)]
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


def _messages_a_second(ours: dict[str, str], count: int) -> float:
    """Sends `count` new messages of many people over a few connections."""
    prepared = [signed_request(ours, PATH, form_of(random.choice(QUESTIONS))) for _ in range(count)]
    begin = time.perf_counter()
    post_all(ours, prepared, CONNECTIONS)
    return count / (time.perf_counter() - begin)


def form_of(words: str, shopper: int | None = None) -> dict[str, str]:
    """Twilio's form of a message of one of SHOPPERS; None: of any."""
    number = f"+628560000{random.randrange(SHOPPERS) if shopper is None else shopper:04d}"
    sid = "SM" + secrets.token_hex(16)
    return {
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
        "Body": words,
        "NumMedia": "0",
        "NumSegments": "1",
        "MessageType": "text",
    }
