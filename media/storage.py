"""Where pictures lie: a local folder or an S3 bucket, behind the same few deeds.

Keys look like "goods/ab/0123….jpg", "sheets/0123….jpg" or "private/proofs/0123….jpg". Whatever has another form is
refused before it reaches a file system, so a key from the outside can lead nowhere else.
"""

import os
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from obstore.store import LocalStore, S3Store

from media.errors import BadKey, Missing

CONTENT_TYPES = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "pdf": "application/pdf",
    "ogg": "audio/ogg",
}
MAX_KEY = 120  # characters; columns that hold a key are as wide
_NAME = r"[A-Za-z0-9_-]+"
_KEY = re.compile(
    rf"(?:goods|sheets|private)(?:/{_NAME}){{1,3}}(?:\.tile)?\.(?P<ending>{'|'.join(CONTENT_TYPES)})", re.ASCII
)


@dataclass(frozen=True)
class Kept:
    """Something in the storage: its key, how many bytes, and since when (UTC)."""

    key: str
    size: int
    since: datetime


class Storage(Protocol):
    """Keeps bytes under keys. Every deed raises BadKey for a key of a form we never make.

    Slow (disk or network): let no transaction be open around it. Not to be used before a process forks.
    """

    def put(self, key: str, data: bytes, content_type: str | None = None) -> None:
        """Keep `data`; whoever reads sees the old bytes or the new ones, never a part. The type follows the key's
        ending; one that is given must agree with it, else ValueError."""

    def get(self, key: str) -> bytes:
        """The bytes under `key`; Missing when there are none."""

    def delete(self, key: str) -> None:
        """Forget what lies under `key`; nothing there is no error."""

    def exists(self, key: str) -> bool:
        """Whether something is kept under `key`."""

    def size(self, key: str) -> int:
        """How many bytes lie under `key`, without reading them; Missing when there are none."""

    def all(self) -> Iterator["Kept"]:
        """Everything that is kept, in no order."""


def open_storage(url: str) -> Storage:
    """The storage that MEDIA_URL names: a folder's path (made when it is not there) or `s3://bucket/prefix`.

    S3's keys, region and endpoint come from the usual AWS_… variables of the environment. Raises ValueError for any
    other scheme or a missing bucket.
    """
    if url.startswith("s3://"):
        bucket, _, prefix = url.removeprefix("s3://").partition("/")
        if not bucket:
            raise ValueError("MEDIA_URL names no bucket: it must look like s3://bucket/prefix")
        return ObjectStorage(_bucket(bucket, prefix.strip("/")))
    if not url or "://" in url:
        raise ValueError("MEDIA_URL must be a folder's path or s3://bucket/prefix")
    folder = Path(url).expanduser().resolve()
    folder.mkdir(
        mode=0o700, parents=True, exist_ok=True
    )  # proofs of payment lie there: for nobody else on this machine
    return Folder(folder)


def content_type(key: str) -> str:
    """The media type that a key's ending stands for, as in "image/jpeg"; BadKey for a key we never make."""
    found = _KEY.fullmatch(key)
    if not found or len(key) > MAX_KEY:
        raise BadKey(key)
    return CONTENT_TYPES[found["ending"]]


def _bucket(bucket: str, prefix: str) -> S3Store:
    endpoint = os.environ.get("AWS_ENDPOINT_URL") or os.environ.get("AWS_ENDPOINT") or ""
    return S3Store(
        bucket,
        prefix=prefix or None,
        # Plain http only where the operator's own endpoint says so (a MinIO next door).
        client_options={"timeout": "20s", "connect_timeout": "5s", "allow_http": endpoint.startswith("http://")},
        retry_config={"max_retries": 3, "retry_timeout": timedelta(seconds=30)},
    )


class ObjectStorage:
    """Storage over obstore, which writes an S3 object in one request."""

    def __init__(self, store: LocalStore | S3Store) -> None:
        self._store = store

    def put(self, key: str, data: bytes, content_type: str | None = None) -> None:
        kind = _checked(key)
        if content_type not in (None, kind):
            raise ValueError(f"{key} can't hold {content_type}")
        self._write(key, data, kind)

    def _write(self, key: str, data: bytes, kind: str) -> None:
        self._store.put(key, data, attributes={"Content-Type": kind}, use_multipart=False)

    def get(self, key: str) -> bytes:
        _checked(key)
        try:
            return bytes(self._store.get(key).bytes())
        except FileNotFoundError:
            raise Missing(key) from None

    def delete(self, key: str) -> None:
        _checked(key)
        try:
            self._store.delete(key)
        except FileNotFoundError:
            pass

    def exists(self, key: str) -> bool:
        try:
            return self.size(key) > 0  # an empty file is what a crash of the machine has left of one
        except Missing:
            return False

    def size(self, key: str) -> int:
        _checked(key)
        try:
            return self._store.head(key)["size"]
        except FileNotFoundError:
            raise Missing(key) from None

    def all(self) -> Iterator[Kept]:
        for batch in self._store.list():
            for entry in batch:
                if _KEY.fullmatch(str(entry["path"])):
                    yield Kept(str(entry["path"]), entry["size"], entry["last_modified"])


class Folder(ObjectStorage):
    """A local folder; the ending alone tells a file's type. A file is on the disk before it gets its name, and its name
    is before anything points at it: a power cut leaves the old one, the new one or none, never an empty one."""

    def __init__(self, root: Path) -> None:
        super().__init__(LocalStore(str(root)))
        self._root = root

    def _write(self, key: str, data: bytes, kind: str) -> None:
        path = self._root / key
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.parent / f"{path.name}#{secrets.token_hex(8)}"
        try:
            with aside.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


_checked = content_type
