"""What one order costs in messages: Twilio bills each that goes out, to the shopper and to the seller.

Played as a conversation through the true door, as tests are (tests/market.py): search, code, everything about the order
in one message, yes, the seller's yes, the proof of a transfer, the money seen and the parcel's number.
"""

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

import clock
from tests.market import CATALOG, open_market
from tests.twilio_stand_in import TwilioStandIn

FORM = "Nama: Sari Dewi\nHP: 081300009001\nAlamat: Jl. Sudirman No 20, Kec. Candisari, Kota Semarang 50251\nBayar: transfer"


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`."""
    with tempfile.TemporaryDirectory() as folder:
        to_shopper, to_seller = count(Path(folder))
    return [
        ("one order from the search to the parcel: messages to the shopper", to_shopper, "(7 at most)"),
        ("one order from the search to the parcel: messages to the seller", to_seller, "(5 at most)"),
    ]


def count(folder: Path) -> tuple[int, int]:
    """Messages that went to the shopper and to the seller of one order."""
    twilio = TwilioStandIn(now=clock.now)
    try:
        with open_market(f"sqlite:///{folder}/market.db", folder, twilio) as market:
            market.flask("db", "upgrade")
            market.flask("catalog", "import", str(CATALOG))
            sari, pak_budi = market.shopper("Sari"), market.seller("Pak Budi")
            sari.says("sarung cap kawung hitam")
            sari.says("K0104")
            sari.says(f"pesan K0104 2\n{FORM}")
            sari.says("ya")
            pak_budi.says("terima")
            sari.says("sudah transfer ya", media=(_receipt(), "image/jpeg"))
            pak_budi.says("sudah masuk, kirim JNE 0123456789")
            [order] = market.orders()
            states = order["order_status"], order["payment_status"], order["fulfilment_status"]
            if states != ("accepted", "paid", "shipped"):
                raise RuntimeError(f"the order did not come to its end: {states}\n{market.chat()}")
            return len(twilio.messages_to(sari.address)), len(twilio.messages_to(pak_budi.address))
    finally:
        twilio.stop()


def _receipt() -> bytes:
    """What a bank's app shows after a transfer."""
    image, out = Image.new("RGB", (720, 1280), "white"), BytesIO()
    ImageDraw.Draw(image).text(
        (80, 200), "Transfer berhasil\nBRI 001201000123501\nRp240.000", fill="black", font_size=40
    )
    image.save(out, "JPEG")
    return out.getvalue()
