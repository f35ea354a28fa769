"""A whole market of one's own, for browser tests and pictures: its own folder, its own port, gone afterwards."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """As for `make run`, with everything kept under `folder`; no Twilio, so the simulator is there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TWILIO_")}
    clean.pop("PUBLIC_BASE_URL", None)
    return {
        **clean,
        "DATABASE_URL": f"sqlite:///{folder}/market.db",
        "QUEUE_URL": f"sqlite:///{folder}/queue.db",
        "MEDIA_URL": f"{folder}/media",
        "SECRET_KEY": "only for this run" * 2,
        "PORT": str(port),
        **settings,
    }


def prepare(variables: dict[str, str]) -> None:
    """The tables, as `make install` makes them."""
    subprocess.run([sys.executable, "-m", "flask", "db", "upgrade"], cwd=ROOT, env=variables, check=True)


@contextmanager
def started(variables: dict[str, str], log: Path) -> "Iterator[subprocess.Popen[bytes]]":
    """All processes of the Procfile; ended, and if need be killed, on leaving."""
    command = [sys.executable, "tools/run_procfile.py"]
    with open(log, "wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=variables, stdout=file, stderr=file, start_new_session=True)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def own_market(folder: Path, **settings: str) -> Iterator[str]:
    """The market running under `folder`; its address without a slash at the end."""
    variables = environment(folder, **settings)
    url = f"http://127.0.0.1:{variables['PORT']}"
    prepare(variables)
    log = folder / "market.log"
    with started(variables, log) as process:
        for _ in range(600):
            if is_up(url):
                break
            if process.poll() is not None:
                raise RuntimeError(f"the market has ended:\n{log.read_text()}")
            time.sleep(0.1)
        else:
            raise RuntimeError(f"the market does not come up:\n{log.read_text()}")
        yield url


def browser_path() -> str:
    """The Chromium of this machine. Raises RuntimeError with a word on how to get one."""
    for name in BROWSERS:
        path = shutil.which(name)
        if path:
            return path
    raise RuntimeError("no Chromium found: install it (Debian: apt-get install chromium) or any Google Chrome")
