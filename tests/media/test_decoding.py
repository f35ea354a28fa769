"""Pictures of strangers are decoded in a process of its own: what it can be made to do ends with it."""

import os
import signal
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from multiprocessing.connection import Pipe
from pathlib import Path

import pytest
from PIL import Image

from media import decoding
from media.errors import BadPicture
from media.renditions import develop
from tests.media.making import noise, picture


@pytest.fixture(autouse=True)
def _a_child_of_its_own() -> Iterator[None]:
    decoding.end()
    yield
    decoding.end()


def process() -> int:
    assert decoding._Child.current
    return decoding._Child.current._process.pid


@cache
def burner() -> bytes:
    """A progressive JPEG whose scans each go over a large picture, as many as are let through."""
    out = BytesIO()
    Image.new("RGB", (5000, 4000)).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    at = data.rindex(b"\xff\xda")
    return data[:at] + data[at : data.rindex(b"\xff\xd9")] * 85 + data[at:]


def test_it_gives_what_decoding_here_gives_and_stays_for_the_next() -> None:
    sent = noise(3, (900, 700))
    assert decoding.develop(sent, as_goods=True, reads_codes=True) == develop(sent, as_goods=True, reads_codes=True)
    first = process()
    with pytest.raises(BadPicture) as caught:
        decoding.develop(b"GIF89a")
    assert caught.value.code == "not_a_picture" and process() == first
    assert decoding.develop(picture()).looks.width == 640 and process() == first


def test_one_that_went_or_was_killed_is_replaced() -> None:
    decoding.develop(picture())
    os.kill(process(), signal.SIGKILL)
    assert decoding.develop(picture()).looks.width == 640


def test_it_knows_no_secret_and_no_clean_stop_takes_it_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "a secret")
    decoding.develop(picture())
    environment = Path(f"/proc/{process()}/environ").read_bytes()
    assert b"secret" not in environment and b"TWILIO" not in environment
    os.kill(process(), signal.SIGTERM)
    os.kill(process(), signal.SIGINT)
    first = process()
    assert decoding.develop(picture()).looks.width == 640 and process() == first


def test_a_picture_that_burns_processor_time_is_ended_and_the_next_one_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decoding, "CPU_SECONDS", 0)  # and what is left of the second that has begun
    with pytest.raises(BadPicture) as caught:
        decoding.develop(burner())
    assert caught.value.code == "broken"
    assert decoding.develop(picture()).looks.width == 640


def test_one_that_takes_too_long_by_the_clock_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    decoding.develop(picture())
    with monkeypatch.context() as hurried:
        hurried.setattr(decoding, "ALL_SECONDS", 0.2)
        with pytest.raises(BadPicture) as caught:
            decoding.develop(burner())
    assert caught.value.code == "broken"
    assert decoding.develop(picture()).looks.width == 640


def test_more_memory_than_is_allowed_is_refused_and_harms_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "ADDRESS_SPACE", 120 * 1024**2)
    out = BytesIO()
    Image.new("RGBA", (4800, 5000)).save(out, "PNG")  # 96 MB when it is unfolded
    with pytest.raises(BadPicture) as caught:
        decoding.develop(out.getvalue())
    assert caught.value.code in ("too_many_pixels", "broken")
    assert decoding.develop(picture()).looks.width == 640


def test_what_a_large_picture_took_is_given_back() -> None:
    out = BytesIO()
    Image.new("RGBA", (4800, 5000), (9, 9, 9, 9)).save(out, "PNG")
    decoding.develop(out.getvalue())
    held = int(Path(f"/proc/{process()}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    assert held < decoding.KEPT_BYTES


def test_an_idle_one_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = Pipe()
    monkeypatch.setattr(decoding, "IDLE_SECONDS", 0.05)
    decoding.serve(theirs, 1)
    ours.close()
