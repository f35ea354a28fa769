"""Which worker is which, and which of them are dead.

A worker is known by the signs of life that it writes (table heartbeat). One that runs beside us, on this machine since
this start and within the same space of process numbers, can be looked at too: its death is noticed at once. A host's
name says nothing of that: containers may share it, and each counts its processes from 1.
"""

import hashlib
import os
import secrets
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import clock

DEAD_AFTER = timedelta(seconds=15)  # a worker without a sign of life for so long is gone
AHEAD = timedelta(seconds=60)  # a time that lies further ahead was written before the clock was stepped back


def _place() -> str:
    """Where process numbers mean the same: this start of this machine, this space of process numbers. A place of our own
    where that can't be told."""
    try:
        facts = [
            socket.gethostname(),
            Path("/proc/sys/kernel/random/boot_id").read_text(),
            os.readlink("/proc/self/ns/pid"),
        ]
    except OSError:
        facts = [secrets.token_hex(16)]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


PLACE = _place()
WORKER = f"{PLACE}:{os.getpid()}:{secrets.token_hex(3)}"  # this process, in Heartbeat.name and taken_by


def is_dead(name: str, heartbeats: Mapping[str, datetime]) -> bool:
    """Whether the worker with this name is gone, by the signs of life of all (name: time)."""
    if name == WORKER:
        return False
    if name not in heartbeats or clock.now() - heartbeats[name] > DEAD_AFTER:
        return True
    place, number, _ = name.rsplit(":", 2)
    return place == PLACE and not _is_running(int(number))


def _is_running(number: int) -> bool:
    if number == os.getpid():  # ours, used by an earlier process
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
