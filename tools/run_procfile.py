"""`make run`: every process of the Procfile, looked after by supervisor. Ctrl-C or SIGTERM ends all of them.

What dies is started again, for ever. What can be told before the start is told here in one sentence:
a wrong setting, a port that is taken.
"""

import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from sqlalchemy import text
from supervisor import events
from supervisor.medusa.asyncore_25 import ExitNow
from supervisor.options import ServerOptions
from supervisor.supervisord import Supervisor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import database  # noqa: E402
import real_data  # noqa: E402
import settings as market_settings  # noqa: E402

STOP_SECONDS = 7  # how long a process may take to end before it is killed; all of them in turn: 15 seconds at most
ENDS_BY_SIGNAL = "indicating exit request"  # supervisor's own words for what we say as "Lokapasar tutup"
LONGEST_PAUSE = 5  # seconds before one that can't start is tried again


def main() -> None:
    os.chdir(ROOT)
    os.environ["PATH"] = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    try:
        settings = market_settings.load()
    except market_settings.SettingsError as problem:
        sys.exit(str(problem))
    if refusal := real_data.refusal(settings):
        sys.exit(refusal)
    _check_port(settings.host, settings.port)
    wants_sample = settings.sample_catalog == "yes" and _is_empty(settings.database_url)
    if wants_sample:
        print("The sample market: its stalls and goods are laid out …", file=sys.stderr, flush=True)
    if wants_sample and subprocess.call(["flask", "catalog", "sample"]) != 0:
        sys.exit("The sample catalogue could not be laid out; what is wrong stands above.")
    with tempfile.TemporaryDirectory(prefix="lokapasar-") as folder:
        _supervise(_configuration(Path(folder), (ROOT / "Procfile").read_text()))
    print("\nLokapasar tutup.", flush=True)


def _check_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                sys.exit(
                    f"Port {port} is taken: end what runs there, or choose another one with `make run PORT={port + 1}`."
                )
            sys.exit(f"Can't listen on {host}:{port}: {problem.strerror}. HOST and PORT say where.")


def _is_empty(database_url: str) -> bool:
    # Asked here because the command itself takes two seconds to find out.
    engine = database.open_engine(database_url)
    with engine.connect() as connection:
        first = connection.execute(text("SELECT 1 FROM seller LIMIT 1")).first()
    engine.dispose()
    return first is None


def processes(procfile: str) -> dict[str, str]:
    """Name and command of each line `name: command`."""
    lines = [line for line in procfile.splitlines() if line.strip() and not line.startswith("#")]
    return {name.strip(): command.strip() for name, command in (line.split(":", 1) for line in lines)}


def _configuration(folder: Path, procfile: str) -> Path:
    """supervisord's configuration. A group for each process, because supervisor stops one group after the other, the last
    one first: the worker ends what it is sending while the web still serves the pictures for it."""
    commands = processes(procfile)
    user = f"user={os.geteuid()}" if os.geteuid() == 0 else ""  # without it supervisor warns of running as root
    parts = [
        f"[supervisord]\nnodaemon=true\nloglevel=warn\nlogfile=/dev/null\nlogfile_maxbytes=0\n"
        f"pidfile={folder}/supervisord.pid\nchildlogdir={folder}\n{user}\n",
    ]
    for place, (name, command) in enumerate(commands.items()):
        (folder / name).write_text(f"exec {command}\n")
        parts.append(
            f"[program:{name}]\ncommand=/bin/sh {folder}/{name}\ndirectory={ROOT}\n"
            f"priority={place}\nautorestart=true\nstartsecs=1\nstartretries=1000000000\n"
            f"stopasgroup=true\nkillasgroup=true\nstopwaitsecs={STOP_SECONDS}\n"
            "stdout_logfile=/dev/fd/1\nstdout_logfile_maxbytes=0\nredirect_stderr=true\n"
        )
    path = folder / "supervisord.conf"
    path.write_text("\n".join(parts))
    return path


def _shorten_pause(event: events.ProcessStateBackoffEvent) -> None:
    # Supervisor waits a second longer after each failed start; after a long outage that would be minutes.
    event.process.backoff = min(event.process.backoff, LONGEST_PAUSE)


def _supervise(configuration: Path) -> None:
    options = ServerOptions()
    options.realize(["-c", str(configuration)])
    options.first = True
    options.test = False
    supervisor = Supervisor(options)
    set_signals = options.setsignals

    def set_our_signals() -> None:
        set_signals()
        warn = options.logger.warn
        options.logger.warn = lambda words, **more: warn(words, **more) if ENDS_BY_SIGNAL not in words else None
        # A closed terminal ends it too: to supervisor SIGHUP would mean "start everything anew".
        signal.signal(signal.SIGHUP, lambda *_: options.signal_receiver.receive(signal.SIGTERM, None))
        events.subscribe(events.ProcessStateBackoffEvent, _shorten_pause)

    options.setsignals = set_our_signals
    try:
        supervisor.main()
    except ExitNow:
        pass


if __name__ == "__main__":
    main()
