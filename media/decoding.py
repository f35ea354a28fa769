"""Pictures of strangers are decoded in a process of their own, one at a time: a file that is made to burn time or memory
burns a few seconds of the child's, and no thread, no memory and no secret of the market is near it.

The child is started with the first picture, serves many (a start costs a tenth of a second of
processor time, as much as a photo), and
goes by itself: when it has grown, after PICTURES, or when nothing came for IDLE_SECONDS, so that what decoding took goes back
to the machine. Its limits are the kernel's: processor time for each picture, address space, no file written; and we end
it when the clock says so. Its environment holds nothing of ours. Bytes and JSON go through a socket, no pickles.
"""

import json
import logging
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from multiprocessing.connection import Connection, Pipe
from pathlib import Path

from media.errors import BadPicture
from media.renditions import Developed, Looks
from media.renditions import develop as develop_here

log = logging.getLogger(__name__)
CPU_SECONDS = 10  # for one picture; a photo takes a quarter of one, the largest PNG two
ALL_SECONDS = 40.0  # by the clock, when others need the processor too
ADDRESS_SPACE = 1024**3  # bytes; the largest PNG that is taken needs 400 MB
KEPT_BYTES = 128 * 1024**2  # of memory, after a picture; a child that holds more goes
PICTURES = 200
IDLE_SECONDS = 30.0
NICENESS = 10
FILES = ("full", "tile", "full_webp", "tile_webp")
_FAULTS_OF_THE_FILE = {signal.SIGXCPU, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL, signal.SIGTRAP}
_ROOT = Path(__file__).resolve().parent.parent


class Failed(Exception):
    """The child ended for no fault of the picture: another try may help."""


class _Gone(Exception):
    """The child had left before it was asked."""


def develop(data: bytes, as_goods: bool = False, reads_codes: bool = False) -> Developed:
    """As renditions.develop, in the child. Whoever comes while it works waits. Raises BadPicture, also for a file that
    ran into a limit, and Failed."""
    with _one_at_a_time:
        for _ in range(2):
            child = _Child.living()
            try:
                return child.develop(data, as_goods, reads_codes)
            except _Gone:
                child.end()
        raise Failed("the decoding process leaves at once")


def end() -> None:
    """Ends the child, if there is one: the market closes."""
    if _Child.current:
        _Child.current.end()


_one_at_a_time = threading.Lock()


# ---------------------------------------------------------------- our side


class _Child:
    current: "_Child | None" = None

    def __init__(self) -> None:
        self._line, theirs = Pipe()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "media.decoding", *map(str, (theirs.fileno(), CPU_SECONDS, ADDRESS_SPACE))],
            cwd=_ROOT,
            env={"PATH": os.defpath, "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"},
            stdin=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
        )
        theirs.close()

    @classmethod
    def living(cls) -> "_Child":
        """The one that serves now, else a new one."""
        if cls.current is None or cls.current._process.poll() is not None:
            end()
            cls.current = cls()
        return cls.current

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._line.close()
        _Child.current = None

    def develop(self, data: bytes, as_goods: bool, reads_codes: bool) -> Developed:
        has_started = False
        with self._no_longer_than(ALL_SECONDS) as clock:
            try:
                self._line.send_bytes(json.dumps([as_goods, reads_codes]).encode())
                self._line.send_bytes(data)
                has_started = self._line.recv_bytes() == b"begun"
                told = json.loads(self._line.recv_bytes())
                files = {name: self._line.recv_bytes() for name in FILES} if "looks" in told else {}
            except (EOFError, OSError):
                raise self._why_it_ended(clock.is_over, has_started) from None
        if not files:
            raise BadPicture(told["bad"])
        return Developed(Looks(**told["looks"]), told["codes"], **files)

    def _why_it_ended(self, is_late: bool, has_started: bool) -> Exception:
        code = self._process.wait()
        if not (has_started or is_late):
            return _Gone()
        self.end()
        if is_late or -code in _FAULTS_OF_THE_FILE:
            log.warning(
                "a picture ran into a limit of its decoding (%s)", "time" if is_late else signal.Signals(-code).name
            )
            return BadPicture("broken")
        return Failed(f"the decoding process ended with {code}")

    @contextmanager
    def _no_longer_than(self, seconds: float) -> Iterator["_Deadline"]:
        deadline = _Deadline(seconds, self._process)
        try:
            yield deadline
        finally:
            deadline.cancel()


class _Deadline:
    """Ends a process after so many seconds."""

    def __init__(self, seconds: float, process: "subprocess.Popen[bytes]") -> None:
        self.is_over, self._process = False, process
        self._timer = threading.Timer(seconds, self._strike)
        self._timer.daemon = True
        self._timer.start()

    def cancel(self) -> None:
        self._timer.cancel()

    def _strike(self) -> None:
        self.is_over = True
        self._process.kill()


# ---------------------------------------------------------------- the child's side


def serve(line: Connection, cpu_seconds: int) -> None:
    """Develops what comes through `line`, each within so much processor time, until it is time to go."""
    for _ in range(PICTURES):
        if not line.poll(IDLE_SECONDS):
            return
        try:
            as_goods, reads_codes = json.loads(line.recv_bytes())
            data = line.recv_bytes()
        except EOFError:  # the market has closed
            return
        line.send_bytes(b"begun")
        _limit_time(cpu_seconds)
        try:
            picture = develop_here(data, as_goods, reads_codes)
        except BadPicture as problem:
            line.send_bytes(json.dumps({"bad": problem.code}).encode())
        except MemoryError:
            line.send_bytes(json.dumps({"bad": "too_many_pixels"}).encode())
        else:
            line.send_bytes(json.dumps({"looks": asdict(picture.looks), "codes": picture.codes}).encode())
            for name in FILES:
                line.send_bytes(getattr(picture, name))
            del picture
        del data
        if _memory() > KEPT_BYTES:
            return


def _limit_once(address_space: int) -> None:
    """For its whole life. Ctrl-C and a clean stop are the market's: it ends us, or its end of the line closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for what, most in ((resource.RLIMIT_AS, address_space), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(what, (most, most))
    os.nice(max(0, NICENESS - os.nice(0)))


def _limit_time(seconds: int) -> None:
    """What is used up already, and so many seconds for this picture: beyond them the kernel ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def _memory() -> int:
    """Bytes that this process holds now; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


if __name__ == "__main__":
    number, most_seconds, most_bytes = map(int, sys.argv[1:])
    _limit_once(most_bytes)
    serve(Connection(number), most_seconds)
