"""How gunicorn serves the web: threaded workers, no access log (it would hold people's addresses)."""

import socket
import struct
import sys
from typing import Any

import settings as market_settings
from bot import conversation

try:
    _settings = market_settings.load()
except market_settings.SettingsError as problem:
    sys.exit(str(problem))

_host = _settings.host
bind = f"[{_host}]:{_settings.port}" if ":" in _host else f"{_host}:{_settings.port}"
worker_class = "gthread"
workers = _settings.web_workers
threads = _settings.web_threads
keepalive = 30  # longer than most proxies keep an idle connection: they, not we, hang up
timeout = 60  # a worker that gives no sign of life for so long is replaced
graceful_timeout = 8  # requests may end; supervisor kills after 10
preload_app = False  # each worker has its own connections to the database
accesslog = None
loglevel = "warning"
control_socket_disable = True


SILENCE_SECONDS = 5  # a caller who stops in the middle of a request does not keep a thread for longer


def when_ready(server: Any) -> None:
    """Connections inherit the limit from the socket that accepts them."""
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", SILENCE_SECONDS, 0))


def post_worker_init(worker: Any) -> None:
    """Read the catalogue and the words before the first question comes; then say, once, where to click."""
    conversation.warm_up(worker.wsgi)
    if worker.age == 1:
        shown_host = "127.0.0.1" if _host in ("0.0.0.0", "::") else _host
        page = "staff/" if _settings.uses_twilio else "simulator/"
        print(f"Lokapasar buka: http://{shown_host}:{_settings.port}/{page}", flush=True)
