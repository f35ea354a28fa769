"""A gunicorn worker whose threads see whole requests only.

gunicorn's own threaded worker reads a request in one of its few threads: as many callers as there are threads, each
with a byte every few seconds, stop it for everybody. Here the worker's event loop collects what callers send, and a
thread takes over when head and body are there. Who is not done in time, or sends too much, is hung up on; a waiting
caller costs a socket and what has arrived, never a thread. As in a proxy that buffers (nginx's proxy_request_buffering).
"""

import re
import selectors
import socket
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.workers.gthread import TConn, ThreadWorker

HEAD_SECONDS = 10.0  # until the head of a request is there
BODY_SECONDS = 30.0  # and from there until its body is: 16 MB over a phone's line
ANSWER_SECONDS = 20.0  # a caller who does not read what we send keeps a thread for no longer
LAST_SECONDS = 1.0  # for what still arrives while the worker ends
FAREWELL_SECONDS = 2.0  # after our last byte, for the caller to hang up first, so that the answer is not cut off
MOST_HEAD = 64 * 1024
MOST_BODY = 17 * 1024 * 1024  # more than any page takes: a larger one is refused by its head alone
MOST_HELD = 256 * 1024 * 1024  # of all requests that are arriving, in memory and on disk
IN_MEMORY = 64 * 1024  # of one request; the rest of a large one waits on disk
CHUNK = 64 * 1024
GO_ON = b"HTTP/1.1 100 Continue\r\n\r\n"
TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"

_LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d{1,12})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
_CHUNKED = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)
_EXPECTS = re.compile(rb"^expect[ \t]*:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE | re.MULTILINE)


class Arriving:
    """A request while it arrives."""

    def __init__(self) -> None:
        self.until = time.monotonic() + HEAD_SECONDS
        self.head = b""  # once it is whole
        self.body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed with the request)
        self.received = 0  # bytes of head and body
        self._beginning = b""  # of a head that is not yet whole
        self._body_length: int | None = 0  # None: chunked, known by its end
        self._last = b""

    def take(self, data: bytes) -> None:
        self.received += len(data)
        if self.head:
            return self._take_body(data)
        self._beginning += data
        head, end, body = self._beginning.partition(b"\r\n\r\n")
        if end:
            self._begin_body(head + end)
            self._take_body(body)

    def _begin_body(self, head: bytes) -> None:
        self.head, self._beginning = _EXPECTS.sub(b"", head), b""
        self.expects_leave = self.head != head
        self.until = time.monotonic() + BODY_SECONDS
        lengths, is_chunked = _LENGTH.findall(head), bool(_CHUNKED.search(head))
        self._body_length = int(lengths[0]) if lengths else 0
        if is_chunked:
            self._body_length = None
        if len(lengths) + is_chunked > 1:  # a request that says two things of its length is refused by its head
            self._body_length = 0

    def _take_body(self, data: bytes) -> None:
        self.body.write(data)
        self._last = (self._last + data)[-5:]

    @property
    def is_whole(self) -> bool:
        """Whether nothing more is awaited; also when it is too much, which a thread refuses by the head alone."""
        if not self.head:
            return False
        if self._body_length is None:
            return self._last == b"0\r\n\r\n" or self.body.tell() > MOST_BODY
        return self.body.tell() >= self._body_length or self._body_length > MOST_BODY

    @property
    def is_endless(self) -> bool:
        """Whether this is no head any more."""
        return len(self._beginning) > MOST_HEAD

    def must_be_told_to_go_on(self) -> bool:
        """True, once, when the caller sends the body only after 100 Continue."""
        asks = bool(self.head) and self.expects_leave
        self.expects_leave = False
        return asks

    def pieces(self) -> Iterator[bytes]:
        """All that has arrived, in order."""
        yield self.head
        self.body.seek(0)
        yield from iter(lambda: self.body.read(CHUNK), b"")


class Worker(ThreadWorker):
    """gunicorn's threaded worker with another way in. All but `handle_request` and `_keepalive_after` runs in the
    event loop's one thread."""

    def init_process(self) -> None:
        self.arriving: dict[TConn, Arriving] = {}
        self.leaving: dict[TConn, float] = {}  # until when
        self.next_look = 0.0
        super().init_process()

    # ------------------------------------------------------------ a connection comes, or has a next request
    def enqueue_req(self, conn: TConn) -> None:
        """Called where gunicorn's own worker would give the connection to a thread."""
        conn.sock.setblocking(False)
        self.arriving[conn] = Arriving()
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_data, conn))
        read_ahead = conn.parser.unreader.take_buffered() if conn.parser else b""
        if read_ahead:
            self._take(conn, read_ahead)
        if self.nr_conns >= self.worker_connections:
            self._make_room()

    def _make_room(self) -> None:
        """Before the next caller is kept out, whoever has been sending for longest has to go."""
        if self.arriving:
            self._hang_up(next(iter(self.arriving)))

    def _on_data(self, conn: TConn, _client: socket.socket) -> None:
        try:
            data = conn.sock.recv(CHUNK)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._take(conn, data)
        else:
            self._hang_up(conn)

    def _take(self, conn: TConn, data: bytes) -> None:
        arriving = self.arriving[conn]
        arriving.take(data)
        if arriving.is_whole:
            self._hand_over(conn)
        elif arriving.is_endless:
            self._tell(conn, TOO_LONG)
            self.poller.unregister(conn.sock)
            self.arriving.pop(conn).body.close()
            self._say_farewell(conn)
        elif arriving.must_be_told_to_go_on():
            self._tell(conn, GO_ON)

    def _tell(self, conn: TConn, line: bytes) -> None:
        try:
            conn.sock.send(line)
        except OSError:  # has gone, which the poller tells too
            pass

    def _hand_over(self, conn: TConn) -> None:
        """The parser reads what has arrived and never the socket: a request that ends too early is no request."""
        pieces = self.arriving.pop(conn).pieces()
        self.poller.unregister(conn.sock)
        conn.parser = http.get_parser(self.cfg, pieces, conn.client)
        conn.initialized = conn.data_ready = True
        super().enqueue_req(conn)

    # ------------------------------------------------------------ in a thread
    def handle_request(self, req: Any, conn: TConn) -> Any:
        conn.sock.settimeout(ANSWER_SECONDS)
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            raise StopIteration from None  # gunicorn's sign to close without a word

    def _keepalive_after(self, conn: TConn, keepalive: Any) -> bool:
        """Whether there may be a next request; what has arrived of it already is laid where `enqueue_req` looks."""
        if not super()._keepalive_after(conn, keepalive):
            return False
        unreader = conn.parser.unreader
        unreader.unread(unreader.take_buffered() + b"".join(unreader.iter or ()))
        return True

    # ------------------------------------------------------------ who takes too long
    def murder_pending(self) -> None:
        """gunicorn calls this at every turn of its loop, once a second at least."""
        super().murder_pending()
        now = time.monotonic()
        if now < self.next_look:
            return
        self.next_look = now + 0.5
        for conn in [conn for conn, until in self.leaving.items() if until < now]:
            self._close(conn)
        for conn, arriving in list(self.arriving.items()):
            if not self.alive:
                arriving.until = min(arriving.until, now + LAST_SECONDS)
            if arriving.until < now:
                self._hang_up(conn)
        while sum(arriving.received for arriving in self.arriving.values()) > MOST_HELD:
            self._hang_up(max(self.arriving, key=lambda conn: self.arriving[conn].received))

    def _hang_up(self, conn: TConn) -> None:
        self.arriving.pop(conn).body.close()
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.leaving.pop(conn, None)
        self.poller.unregister(conn.sock)
        self.nr_conns -= 1
        conn.close()

    # ------------------------------------------------------------ the end of a connection
    def finish_request(self, conn: TConn, done: Any) -> None:
        """gunicorn would wait here, in the event loop, for a caller who does not hang up."""
        if done.cancelled() or done.exception() or done.result():
            return super().finish_request(conn, done)
        self._say_farewell(conn)

    def _say_farewell(self, conn: TConn) -> None:
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:  # has gone already
            self.nr_conns -= 1
            return conn.close()
        self.leaving[conn] = time.monotonic() + FAREWELL_SECONDS
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._on_farewell, conn))

    def _on_farewell(self, conn: TConn, _client: socket.socket) -> None:
        try:
            still_talks = bool(conn.sock.recv(CHUNK))
        except BlockingIOError:
            return
        except OSError:
            still_talks = False
        if not still_talks:
            self._close(conn)
