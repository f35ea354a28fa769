"""Downloads a picture from where the messages come from, and from nowhere else.

The address came in a signed form and is believed in nothing all the same: only our own account's media, at most three
redirects, over https, to no private address, without the account's password, with a limit of bytes and of seconds. The
limit of seconds is one for the whole: whoever sends a byte now and then is hung up on all the same.
Source: reference/twilio.md section 6.
"""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

from media.renditions import MAX_BYTES
from messaging.errors import FetchProblem
from messaging.simulator import forms
from settings import Settings

TWILIO = "https://api.twilio.com"
MOST_REDIRECTS = 3
CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
TRICKLE_SECONDS, LEAST_BYTES = 12.0, 200_000  # what has brought less by then is no slow line, and is not waited for
ALL_SECONDS = 45.0
EVERY_TRY, SOME_TRIES = 8, 3  # while Twilio can't be reached, two minutes; what comes in part, some seconds
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
    source = Source.of(settings)
    address = source.address(url)
    with _Patience() as patience:
        for hop in range(MOST_REDIRECTS + 1):
            is_ours = hop == 0 or _check(address, source)
            try:
                with (
                    _session(is_ours, source, patience) as session,
                    _get(session, address, None if hop else source.login) as answer,
                ):
                    if not answer.is_redirect:
                        return _body(answer, patience)
                    address = urljoin(address, answer.headers["Location"])
            except (requests.RequestException, HTTPError, OSError) as problem:
                patience.complain()
                raise FetchProblem("unreachable", type(problem).__name__, EVERY_TRY) from problem
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


def _body(answer: requests.Response, patience: "_Patience") -> bytes:
    if answer.status_code != 200:
        # Twilio may know of a message some moments before its media can be had, so a 404 too is worth another try.
        raise FetchProblem("unreachable", f"status {answer.status_code}", EVERY_TRY)
    told = answer.headers.get("Content-Length", "")
    if told.isdecimal() and int(told) > MAX_BYTES:
        raise FetchProblem("too_many_bytes", "too large, as its Content-Length says")
    received = bytearray()
    try:
        # Not decoded: a compressed body could unfold to any size.
        while chunk := answer.raw.read1(CHUNK, decode_content=False):
            received += chunk
            patience.received = len(received)
            if len(received) > MAX_BYTES:
                raise FetchProblem("too_many_bytes", "too large")
    except (HTTPError, OSError) as problem:
        patience.complain()
        raise FetchProblem("broken", f"cut off ({type(problem).__name__})", SOME_TRIES) from problem
    patience.complain()
    if told.isdecimal() and len(received) < int(told):
        raise FetchProblem("broken", "cut off", SOME_TRIES)
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
        raise FetchProblem("unreachable", "a redirect to an unknown host", EVERY_TRY) from problem
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


# ---------------------------------------------------------------- how long it may take


class _Patience:
    """Hangs up when the whole takes too long, whatever is being waited for: name, handshake, head or body."""

    def __init__(self) -> None:
        self.received = 0  # bytes of the body so far
        self._is_over = False
        self._lines: list[socket.socket] = []
        self._timer = self._after(TRICKLE_SECONDS, self._look)

    def __enter__(self) -> "_Patience":
        return self

    def __exit__(self, *_problem: object) -> None:
        self._timer.cancel()
        for line in self._lines:
            line.close()

    def watch(self, line: socket.socket) -> None:
        """This connection too. A second handle on it: TLS takes the first one for itself."""
        self._lines.append(line.dup())

    def complain(self) -> None:
        """Raises FetchProblem when it is we who have hung up."""
        if self._is_over:
            raise FetchProblem("too_slow", "too slow")

    def _after(self, seconds: float, deed: Callable[[], None]) -> threading.Timer:
        timer = threading.Timer(seconds, deed)
        timer.daemon = True
        timer.start()
        return timer

    def _look(self) -> None:
        if self.received < LEAST_BYTES:
            return self._hang_up()
        self._timer = self._after(ALL_SECONDS - TRICKLE_SECONDS, self._hang_up)

    def _hang_up(self) -> None:
        self._is_over = True
        for line in self._lines:
            try:
                line.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has ended by itself
                pass


# ---------------------------------------------------------------- a session that looks whom it has reached


def _pools(patience: _Patience, is_guarded: bool) -> dict[str, type[HTTPConnectionPool]]:
    """Kinds of connections that are watched; `is_guarded`: and reach no private address. A name may have another one at
    the second look, so whom we have reached is checked before anything is sent."""

    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            reached = super()._new_conn()
            patience.watch(reached)
            return reached

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            reached = super()._new_conn()
            try:
                if is_guarded:
                    _refuse_private(reached.getpeername()[0])
            except FetchProblem:
                reached.close()
                raise
            patience.watch(reached)
            return reached

    return {
        "http": type("PlainPool", (HTTPConnectionPool,), {"ConnectionCls": Plain}),
        "https": type("SecurePool", (HTTPSConnectionPool,), {"ConnectionCls": Secure}),
    }


class _Adapter(HTTPAdapter):
    def __init__(self, patience: _Patience, is_guarded: bool) -> None:
        self._patience, self._is_guarded = patience, is_guarded
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self._patience, self._is_guarded)

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        """Through a proxy, which may well stand at a private address, it is the proxy that is reached."""
        manager = super().proxy_manager_for(*args, **kwargs)
        manager.pool_classes_by_scheme = _pools(self._patience, is_guarded=False)
        return manager


@contextmanager
def _session(is_ours: bool, source: Source, patience: _Patience) -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = source.loopback_port is None  # a proxy of the environment is not for loopback
        adapter = _Adapter(patience, is_guarded=not is_ours)
        session.mount("https://", adapter)
        session.mount("http://", adapter)
        yield session
