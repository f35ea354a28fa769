"""Addresses of pictures that are not for everybody: signed, and good for a while only."""

import hashlib
from datetime import UTC, datetime, timedelta

from itsdangerous import BadSignature, Signer

import clock
from media.errors import BadKey

VALID_FOR = timedelta(hours=48)  # Twilio may fetch up to 4 hours later; people look again the next day
_PREFIX = "private/"


def is_private(key: str) -> bool:
    """Whether the picture under this key is not for everybody."""
    return key.startswith(_PREFIX)


def private_path(key: str, secret: str, expires_at: datetime | None = None) -> str:
    """The path "/media/private/<time and signature>/<rest of the key>" under which `key` is served until `expires_at`
    (aware; None: VALID_FOR from now). Raises BadKey when `key` is not a private one."""
    if not is_private(key):
        raise BadKey(key)
    until = int((expires_at or clock.now() + VALID_FOR).timestamp())
    rest = key.removeprefix(_PREFIX)
    signature = _signer(secret).get_signature(f"{until}/{rest}").decode()
    return f"/media/private/{until}~{signature}/{rest}"


def opened(path: str, secret: str) -> tuple[str, datetime]:
    """The key behind `path` (what follows "/media/private/") and when it expires. Raises BadKey when it is forged,
    changed or expired."""
    ticket, _, rest = path.partition("/")
    stamp, _, signature = ticket.partition("~")
    try:
        _signer(secret).unsign(f"{stamp}/{rest}~{signature}")
        expires_at = datetime.fromtimestamp(int(stamp), UTC)
    except (BadSignature, ValueError, OverflowError, OSError):
        raise BadKey(path) from None
    if expires_at <= clock.now():
        raise BadKey(path)
    return _PREFIX + rest, expires_at


def _signer(secret: str) -> Signer:
    return Signer(secret, salt="media.private", sep="~", key_derivation="hmac", digest_method=hashlib.sha256)
