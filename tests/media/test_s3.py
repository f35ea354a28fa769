"""S3 through a tiny real server: what is asked of it, and how its refusals look to us."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from media.errors import Missing
from media.storage import Storage, open_storage


class Bucket(BaseHTTPRequestHandler):
    objects: ClassVar[dict[str, tuple[bytes, str]]] = {}

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.objects[self.path] = (body, self.headers["Content-Type"])
        self._answer(200, b"", {"ETag": '"1"'})

    def do_GET(self) -> None:
        if self.path not in self.objects:
            self._answer(404, b"<Error><Code>NoSuchKey</Code></Error>", {})
            return
        body, kind = self.objects[self.path]
        self._answer(200, body, {"ETag": '"1"', "Content-Type": kind, "Last-Modified": "Tue, 24 Nov 2026 02:00:00 GMT"})

    do_HEAD = do_GET

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (headers | {"Content-Length": str(len(body))}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silent."""


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    Bucket.objects = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "someone")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "something")
    monkeypatch.setenv("AWS_REGION", "ap-southeast-3")
    yield open_storage("s3://batik/market")
    server.shutdown()


def test_a_picture_goes_to_the_bucket_with_its_type(bucket: Storage) -> None:
    bucket.put("sheets/ab.jpg", b"picture")
    assert Bucket.objects == {"/batik/market/sheets/ab.jpg": (b"picture", "image/jpeg")}
    assert (bucket.get("sheets/ab.jpg"), bucket.size("sheets/ab.jpg")) == (b"picture", 7)


def test_what_the_bucket_does_not_have_is_missing(bucket: Storage) -> None:
    assert not bucket.exists("sheets/cd.jpg")
    with pytest.raises(Missing):
        bucket.get("sheets/cd.jpg")
