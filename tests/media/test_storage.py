import os
import threading
from pathlib import Path

import pytest

from media.errors import BadKey, Missing
from media.storage import Storage, content_type, open_storage

KEY = "goods/ab/" + "ab" * 20 + ".jpg"


def test_what_is_put_can_be_got(storage: Storage) -> None:
    storage.put(KEY, b"one", "image/jpeg")
    assert (storage.get(KEY), storage.exists(KEY), storage.size(KEY)) == (b"one", True, 3)
    storage.put(KEY, b"another")
    assert storage.get(KEY) == b"another"


def test_what_was_never_put_is_missing(storage: Storage) -> None:
    assert not storage.exists(KEY)
    for deed in (storage.get, storage.size):
        with pytest.raises(Missing):
            deed(KEY)
    assert issubclass(Missing, KeyError)


@pytest.mark.parametrize(
    "key",
    [
        "../settings.py",
        "goods/../../settings.jpg",
        "goods/..jpg",
        "goods/%2e%2e/x.jpg",
        "/etc/passwd.jpg",
        "goods//x.jpg",
        "goods/ab\\..\\x.jpg",
        "goods/x.jpg\n",
        "goods/x\0.jpg",
        "goods/x.jpg/",
        "goods/x.html",
        "goods/x.svg",
        "goods/x",
        "goods/.hidden.jpg",
        "elsewhere/x.jpg",
        "goods/٣.jpg",  # a digit, but not one of ours
        "goods/" + "x" * 200 + ".jpg",
        "goods/a/b/c/d/e/x.jpg",
        "",
    ],
)
def test_a_key_of_another_form_leads_nowhere(storage: Storage, folder: Path, key: str) -> None:
    for deed in (storage.get, storage.exists, storage.size, lambda k: storage.put(k, b"x")):
        with pytest.raises(BadKey):
            deed(key)
    assert list(folder.parent.rglob("*.*")) == []


def test_the_ending_tells_the_type() -> None:
    assert content_type(KEY) == "image/jpeg"
    assert content_type("goods/ab/x.tile.jpg") == "image/jpeg"
    assert content_type("private/proofs/x.pdf") == "application/pdf"


def test_a_type_that_contradicts_the_ending_is_refused(storage: Storage) -> None:
    with pytest.raises(ValueError):
        storage.put(KEY, b"x", "text/html")


def test_a_reader_never_sees_half_a_picture(storage: Storage) -> None:
    versions = [letter * 400_000 for letter in (b"a", b"b")]
    storage.put(KEY, versions[0])

    def write() -> None:
        for turn in range(40):
            storage.put(KEY, versions[turn % 2])

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    seen = set()
    while any(writer.is_alive() for writer in writers):
        seen.add(storage.get(KEY))
    for writer in writers:
        writer.join()
    assert seen <= set(versions)


def test_a_write_leaves_nothing_beside_the_picture(storage: Storage, folder: Path) -> None:
    storage.put(KEY, b"x")
    assert [p.name for p in folder.rglob("*") if p.is_file()] == [KEY.rsplit("/", 1)[-1]]


@pytest.mark.parametrize("url", ["", "s3://", "gs://bucket/x", "http://example.org"])
def test_an_address_we_cannot_keep_pictures_at_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        open_storage(url)


def test_a_folder_with_odd_signs_works(tmp_path: Path) -> None:
    there = open_storage(str(tmp_path / "Gambar & foto #1 ü"))
    there.put(KEY, b"x")
    assert there.get(KEY) == b"x" and len(list((tmp_path / "Gambar & foto #1 ü").rglob("*.jpg"))) == 1


def test_an_empty_file_is_none(storage: Storage, folder: Path) -> None:
    """What a power cut may have left of a file that an earlier version wrote: it is made anew, not served."""
    storage.put(KEY, b"whole")
    (folder / KEY).write_bytes(b"")
    assert not storage.exists(KEY)
    storage.put(KEY, b"again")
    assert storage.get(KEY) == b"again" and [path.name for path in (folder / KEY).parent.iterdir()] == [Path(KEY).name]


def test_a_file_is_on_the_disk_before_it_has_its_name(
    storage: Storage, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[int, bool]] = []
    true_fsync = os.fsync

    def watched(number: int) -> None:
        seen.append((os.fstat(number).st_size, (folder / KEY).exists()))
        true_fsync(number)

    monkeypatch.setattr(os, "fsync", watched)
    storage.put(KEY, b"12345")
    assert seen[0] == (5, False) and len(seen) == 2 and seen[1][1]
