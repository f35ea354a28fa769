"""/healthz: what an operator's monitor asks."""

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify

import database
import queueing
from messaging import health as post_office
from settings import Settings

log = logging.getLogger(__name__)
blueprint = Blueprint("health", __name__)
PROBE_SECONDS = 5.0  # a probe writes to the disk: anybody may ask, but not make us write more often
AGAIN_SECONDS = 0.5  # after one that failed: that all is well again is to be told soon
LEAST_FREE_BYTES = 200 * 1024 * 1024


@dataclass
class Probe:
    """Something that is tried for real, at most once in PROBE_SECONDS; in between the last outcome stands."""

    deed: Callable[[], None]
    outcome: str = "ok"
    _next: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def said(self) -> str:
        """ "ok", or what went wrong: the kind of error, which names no place and no password."""
        if not self._lock.acquire(blocking=False):
            return self.outcome  # another caller is just trying
        try:
            if time.monotonic() >= self._next:
                self.outcome = self._try()
                self._next = time.monotonic() + (PROBE_SECONDS if self.outcome == "ok" else AGAIN_SECONDS)
            return self.outcome
        finally:
            self._lock.release()

    def _try(self) -> str:
        try:
            self.deed()
        except Exception as problem:
            return f"can't be used ({type(problem).__name__})"
        return "ok"


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.extensions["health_probes"] = {
        "database": Probe(lambda: database.check_writing(database.engine())),
        "queue": Probe(queueing.check_writing),
        "media": Probe(_write_picture),
    }


@blueprint.get("/healthz")
def healthz() -> tuple[Response, int]:
    """503 only when database or queue can't be used: then nothing works. What else an operator should look at is named
    under "problems", and "status" is no longer "ok"."""
    probes: dict[str, Probe] = current_app.extensions["health_probes"]
    report: dict[str, Any] = {"oldest_unsent_seconds": None, "worker_seconds": None, "problems": []}
    report |= {name: probe.said() for name, probe in probes.items()}
    try:
        report |= _post_office()
    except Exception as problem:
        report["database"] = f"can't be used ({type(problem).__name__})"
    if report["media"] != "ok":
        report["problems"].append("pictures_cannot_be_kept")
    if _is_nearly_full():
        report["problems"].append("disk_nearly_full")
    is_failing = report["database"] != "ok" or report["queue"] != "ok"
    report["status"] = "failing" if is_failing else "attention" if report["problems"] else "ok"
    return jsonify(report), 503 if is_failing else 200


def _post_office() -> dict[str, Any]:
    told = post_office.look().to_json()
    if told["worker_seconds"] is None and not told["due"]:  # the market has just been started, and nothing waits
        told["problems"].remove("no_worker")
    return told


def _folders() -> list[Path]:
    """The folders of this machine in which the market writes."""
    settings: Settings = current_app.config["SETTINGS"]
    files = [url.removeprefix("sqlite:///") for url in (settings.database_url, settings.queue_url) if "sqlite" in url]
    folders = [Path(file).parent for file in files]
    return folders if settings.media_url.startswith("s3://") else [*folders, Path(settings.media_url).expanduser()]


def _is_nearly_full() -> bool:
    return any(folder.exists() and shutil.disk_usage(folder).free < LEAST_FREE_BYTES for folder in _folders())


def _write_picture() -> None:
    """A bucket is not tried: each try would be billed."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.media_url.startswith("s3://"):
        with tempfile.TemporaryFile(dir=Path(settings.media_url).expanduser()) as file:
            file.write(b"x" * 4096)
            file.flush()
