"""The QRIS on a picture that a seller sends: what the code says, checked by its own checksum."""

from dataclasses import dataclass

import qriskit


@dataclass(frozen=True)
class BadQris(Exception):
    """No QRIS that buyers can pay with. `reason`: "no_code" (none seen, or the picture can't be read), "no_qris" (some
    other code), "several", "broken" (its checksum or what must stand in it is wrong) or "dynamic" (of one payment)."""

    reason: str


def read_picture(data: bytes) -> str:
    """What the one static QRIS on the picture says. Raises BadQris."""
    try:
        found = qriskit.scan_all(data)
    except qriskit.QRISScanError as problem:
        raise BadQris("no_code") from problem
    codes = [one.text for one in found if one.is_qris]
    if not codes:
        raise BadQris("no_qris" if found else "no_code")
    if len(codes) > 1:
        raise BadQris("several")
    return check(codes[0])


def check(text: str) -> str:
    """`text`, when it is a static QRIS without a fault. Raises BadQris."""
    text = text.strip()
    if not qriskit.is_valid(text):
        raise BadQris("broken")
    qris = qriskit.parse(text)
    if qris.is_dynamic or qris.amount is not None:
        raise BadQris("dynamic")
    return text


def merchant(text: str) -> str:
    """The merchant's name and city as the bank has registered them: "BATIK SEKAR AYU, PEKALONGAN"."""
    qris = qriskit.parse(text)
    return ", ".join(filter(None, (qris.merchant_name, qris.merchant_city)))
