"""QR codes on a picture that somebody sends, and the QRIS among them, checked by its own checksum."""

from collections.abc import Sequence
from dataclasses import dataclass

import qriskit


@dataclass(frozen=True)
class BadQris(Exception):
    """No QRIS that buyers can pay with. `reason`: "no_code" (none seen), "no_qris" (some other code), "several",
    "broken" (its checksum or what must stand in it is wrong) or "dynamic" (of one payment)."""

    reason: str


def codes_on(data: bytes) -> list[str]:
    """What the QR codes on a picture say; [] where none is seen or the picture can't be read. Slow: for the worker."""
    try:
        return [code.text for code in qriskit.scan_all(data)]
    except qriskit.QRISScanError:
        return []


def of_shop(codes: Sequence[str]) -> str:
    """The one static QRIS among the codes of a picture. Raises BadQris."""
    found = [code.strip() for code in codes if code.startswith("000201")]
    if not found:
        raise BadQris("no_qris" if codes else "no_code")
    if len(found) > 1:
        raise BadQris("several")
    if not qriskit.is_valid(found[0]):
        raise BadQris("broken")
    qris = qriskit.parse(found[0])
    if qris.is_dynamic or qris.amount is not None:
        raise BadQris("dynamic")
    return found[0]


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
