"""Which workers are taken for dead."""

import os
import subprocess
from datetime import UTC, datetime, timedelta

import clock
from messaging import workers


def ago(seconds: float) -> datetime:
    return clock.now() - timedelta(seconds=seconds)


def dead_number() -> int:
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def test_our_own_name_is_alive_whatever_the_table_says() -> None:
    assert not workers.is_dead(workers.WORKER, {})
    assert not workers.is_dead(workers.WORKER, {workers.WORKER: ago(3600)})


def test_beside_us_a_death_is_seen_at_once() -> None:
    dead, alive = f"{workers.PLACE}:{dead_number()}:aaaaaa", f"{workers.PLACE}:{os.getppid()}:aaaaaa"
    assert workers.is_dead(dead, {dead: ago(1)})
    assert not workers.is_dead(alive, {alive: ago(1)})


def test_our_number_was_used_by_an_earlier_process() -> None:
    earlier = f"{workers.PLACE}:{os.getpid()}:aaaaaa"
    assert workers.is_dead(earlier, {earlier: ago(1)})


def test_in_another_space_of_process_numbers_only_the_sign_of_life_counts() -> None:
    for number in (dead_number(), os.getpid(), 1):
        other = f"0123456789abcdef:{number}:aaaaaa"
        assert not workers.is_dead(other, {other: ago(1)})
        assert workers.is_dead(other, {other: ago(16)})
        assert workers.is_dead(other, {})


def test_a_name_of_an_earlier_version_is_told_by_its_age() -> None:
    old = "some-host:17:abcdef"
    assert not workers.is_dead(old, {old: datetime.now(UTC)})
    assert workers.is_dead(old, {old: ago(60)})
