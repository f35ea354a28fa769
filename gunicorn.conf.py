"""How gunicorn serves the web: threads that see whole requests, no access log (it would hold people's addresses)."""

import gc
import logging
import resource
import sys
from typing import Any

import database
import logs
import real_data
import settings as market_settings
from bot import conversation

try:
    _settings = market_settings.load()
except market_settings.SettingsError as problem:
    sys.exit(str(problem))
if _refusal := real_data.refusal(_settings):
    sys.exit(_refusal)

_host = _settings.host
logs.set_up(_settings.log_format)
bind = f"[{_host}]:{_settings.port}" if ":" in _host else f"{_host}:{_settings.port}"
worker_class = "whole_requests.Worker"
workers = _settings.web_workers
threads = _settings.web_threads
worker_connections = 800  # callers of a worker, most of them silent: a socket each, and no thread
keepalive = 30  # longer than most proxies keep an idle connection: they, not we, hang up
timeout = 60  # a worker that gives no sign of life for so long is replaced
graceful_timeout = 6  # requests may end; supervisor kills after 7
preload_app = False  # each worker has its own connections to the database
accesslog = None
loglevel = "warning"
control_socket_disable = True


def on_starting(_server: Any) -> None:
    """Room for so many sockets beside the database's files, where the machine's first limit is lower."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 4096:
        resource.setrlimit(resource.RLIMIT_NOFILE, (4096 if hard == resource.RLIM_INFINITY else min(hard, 4096), hard))
    own = logging.getLogger("gunicorn.error")  # its lines look like ours
    own.handlers[:], own.propagate = [], True
    own.addFilter(logs.Repeated("Invalid request", "what came was no HTTP request"))


def post_worker_init(worker: Any) -> None:
    """Read the catalogue and the words before the first question comes; then say, once, where to click. Each turn writes
    a line of its own (bot.conversation)."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("bot").setLevel(logging.INFO)
    conversation.warm_up(worker.wsgi)
    gc.collect()
    gc.freeze()  # catalogue, words and tables stay as long as the process: the collector need not look through them
    if worker.age == 1:
        shown_host = "127.0.0.1" if _host in ("0.0.0.0", "::") else _host
        page = "staff/" if _settings.uses_twilio else "simulator/"
        print(f"Lokapasar buka: http://{shown_host}:{_settings.port}/{page}", flush=True)


def worker_exit(_server: Any, worker: Any) -> None:
    """What SQLite's log still holds goes into the database's file."""
    if worker.wsgi is not None:
        database.leave(worker.wsgi.extensions["database"])
