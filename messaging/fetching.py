"""Downloads a picture from where the messages come from, and from nowhere else.

The address came in a signed form and is believed in nothing all the same: only our own account's media, at most three
redirects, over https, to no private address, without the account's password, with a limit of bytes and of seconds.
Source: reference/twilio.md section 6.
"""

import ipaddress
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPSConnection
from urllib3.connectionpool import HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from media.pictures import MAX_BYTES
from messaging.errors import FetchProblem
from messaging.simulator import forms
from settings import Settings

TWILIO = "https://api.twilio.com"
MOST_REDIRECTS = 3
CONNECT_SECONDS, READ_SECONDS, ALL_SECONDS = 5.0, 10.0, 30.0
CHUNK = 64 * 1024
_DOTS = re.compile(r"(^|/)\.\.?(/|$)|%|\\")  # of a path that might lead elsewhere


@dataclass(frozen=True)
class Source:
    """Where pictures may be fetched from: `begins` every address does; `base` takes the place of `claimed_base`."""

    begins: str
    claimed_base: str
    base: str
    login: tuple[str, str]

    @classmethod
    def of(cls, settings: Settings) -> "Source":
        """Twilio's API or what TWILIO_BASE_URL puts in its place; without Twilio the simulator, over loopback."""
        if settings.uses_twilio:
            account, base = settings.twilio_account_sid, settings.twilio_base_url or TWILIO
            claimed = base
        else:
            account, claimed = forms.ACCOUNT_SID, settings.public_base_url + forms.MEDIA
            base = f"http://127.0.0.1:{settings.port}{forms.MEDIA}"
        path = f"/2010-04-01/Accounts/{account}/"
        return cls(claimed + path, claimed, base, (account, settings.twilio_auth_token))

    def address(self, url: str) -> str:
        """The address to ask for `url`. Raises FetchProblem when it is none of our own account's."""
        if not url.startswith(self.begins) or _DOTS.search(url[len(self.begins) :]):
            raise FetchProblem("refused_address", "not our own account's media")
        return self.base + url.removeprefix(self.claimed_base)

    @property
    def loopback_port(self) -> int | None:
        """The port on which plain http to loopback is allowed; None when our source is out in the world."""
        parts = urlsplit(self.base)
        return _port(parts) if _is_loopback(parts.hostname or "") else None


def fetch(url: str, settings: Settings) -> bytes:
    """The bytes behind `url`, at most MAX_BYTES, whatever they are. Raises FetchProblem. No transaction may be open."""
    source, until = Source.of(settings), time.monotonic() + ALL_SECONDS
    address = source.address(url)
    for hop in range(MOST_REDIRECTS + 1):
        is_ours = hop == 0 or _check(address, source)
        try:
            with _session(is_ours, source) as session, _get(session, address, None if hop else source.login) as answer:
                if not answer.is_redirect:
                    return _body(answer, until)
                address = urljoin(address, answer.headers["Location"])
        except (requests.RequestException, HTTPError, OSError) as problem:
            raise FetchProblem("unreachable", type(problem).__name__, is_passing=True) from problem
        except ValueError:
            raise FetchProblem("refused_address", "a redirect to no address") from None
    raise FetchProblem("unreachable", "too many redirects")


def _get(session: requests.Session, address: str, login: tuple[str, str] | None) -> requests.Response:
    return session.get(
        address,
        auth=login or _no_login,
        headers={"Accept-Encoding": "identity"},
        timeout=(CONNECT_SECONDS, READ_SECONDS),
        allow_redirects=False,
        stream=True,
    )


def _body(answer: requests.Response, until: float) -> bytes:
    if answer.status_code != 200:
        # Twilio may know of a message some moments before its media can be had, so a 404 too is worth another try.
        raise FetchProblem("unreachable", f"status {answer.status_code}", is_passing=True)
    told = answer.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > MAX_BYTES:
        raise FetchProblem("too_many_bytes", "too large, as its Content-Length says")
    received = bytearray()
    # Not decoded: a compressed body could unfold to any size.
    for chunk in answer.raw.stream(CHUNK, decode_content=False):
        received += chunk
        if len(received) > MAX_BYTES:
            raise FetchProblem("too_many_bytes", "too large")
        if time.monotonic() > until:
            raise FetchProblem("unreachable", "too slow", is_passing=True)
    if told.isdecimal() and len(received) < int(told):
        raise FetchProblem("unreachable", "cut off", is_passing=True)
    return bytes(received)


def _no_login(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """requests would look for a password in the machine's .netrc."""
    return request


# ---------------------------------------------------------------- where a redirect may lead


def _check(address: str, source: Source) -> bool:
    """Whether a redirect leads to our own source on loopback. Raises FetchProblem where it may not lead."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if _is_loopback(host) and source.loopback_port is not None and _port(parts) == source.loopback_port:
        return True
    if parts.scheme != "https" or not host or parts.username is not None:
        raise FetchProblem("refused_address", "a redirect away from https")
    try:
        found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
    except OSError as problem:
        raise FetchProblem("unreachable", "a redirect to an unknown host", is_passing=True) from problem
    for *_, place in found:
        _refuse_private(str(place[0]))
    return False


def _refuse_private(ip: str) -> None:
    if not ipaddress.ip_address(ip.partition("%")[0]).is_global:
        raise FetchProblem("refused_address", "a redirect to a private address")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _port(parts: SplitResult) -> int:
    try:
        return parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise FetchProblem("refused_address", "a redirect to no port") from None


# ---------------------------------------------------------------- a session that looks whom it has reached


class _Guarded(HTTPSConnection):
    """A name may have another address at the second look: whom we have reached is checked before anything is sent."""

    def _new_conn(self) -> socket.socket:
        reached = super()._new_conn()
        try:
            _refuse_private(reached.getpeername()[0])
        except FetchProblem:
            reached.close()
            raise
        return reached


class _GuardedPool(HTTPSConnectionPool):
    ConnectionCls = _Guarded


class _GuardedAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"https": _GuardedPool}


@contextmanager
def _session(is_ours: bool, source: Source) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = source.loopback_port is None  # a proxy of the environment is not for loopback
        if not is_ours:
            session.mount("https://", _GuardedAdapter())
        yield session
