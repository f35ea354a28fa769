"""QR codes on a picture that somebody sends, and the QRIS among them, checked by its own checksum."""

import binascii
from collections.abc import Sequence
from dataclasses import dataclass

import qriskit
from PIL import Image

_FORMAT = "000201"  # what every EMVCo code begins with: tag 00, two characters, version 01
_INITIATION, _STATIC, _CHECKSUM = "01", "010211", "6304"
_AROUND = " \t\r\n\ufeff\u200b\x00"


@dataclass(frozen=True)
class BadQris(Exception):
    """No QRIS that buyers can pay with. `reason`: "no_code" (none seen), "no_qris" (some other code), "several",
    "broken" (its checksum or what must stand in it is wrong) or "dynamic" (of one payment)."""

    reason: str


def codes_on(image: Image.Image) -> list[str]:
    """What the QR codes on a picture say, as they say it. Slow: for the worker."""
    return [code.text for code in qriskit.scan_all(image)]


def among(codes: Sequence[str]) -> list[str]:
    """Those that claim to be a QRIS, without what some printers put around it (blanks, a byte order mark)."""
    return [bare for code in codes if (bare := code.strip(_AROUND)).startswith(_FORMAT)]


def of_shop(codes: Sequence[str]) -> str:
    """The one static QRIS among the codes of a picture. Raises BadQris."""
    found = among(codes)
    if not found:
        raise BadQris("no_qris" if codes else "no_code")
    if len(found) > 1:
        raise BadQris("several")
    text = _with_initiation(found[0])
    if not qriskit.is_valid(text):
        raise BadQris("broken")
    qris = qriskit.parse(text)
    if qris.is_dynamic or qris.amount is not None:
        raise BadQris("dynamic")
    return text


def _with_initiation(text: str) -> str:
    """A whole code that leaves out tag 01, which EMVCo leaves to the issuer, with what its absence means: static."""
    body, end = text[:-4], text[-4:]
    has_tag = text[len(_FORMAT) :].startswith(_INITIATION)
    if has_tag or not body.endswith(_CHECKSUM) or end.upper() != _checksum(body):
        return text
    body = body.replace(_FORMAT, _FORMAT + _STATIC, 1)
    return body + _checksum(body)


def _checksum(body: str) -> str:
    """CRC-16/CCITT-FALSE over all that stands before it, as EMVCo's codes end."""
    return f"{binascii.crc_hqx(body.encode(), 0xFFFF):04X}"


def merchant(text: str) -> str:
    """The merchant's name and city as the bank has registered them: "BATIK SEKAR AYU, PEKALONGAN"."""
    qris = qriskit.parse(text)
    return ", ".join(filter(None, (qris.merchant_name, qris.merchant_city)))


def with_amount(text: str, amount: int) -> str:
    """The shop's static QRIS for one payment of `amount` rupiah: its fields parsed, initiation method set to dynamic,
    the amount put in, the checksum made anew. Raises BadQris("broken")."""
    try:
        exact = qriskit.parse(text).to_dynamic(amount)
    except (qriskit.QRISError, ValueError) as problem:
        raise BadQris("broken") from problem
    return exact.dumps()
