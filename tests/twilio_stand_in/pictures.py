"""How Twilio fetches a MediaUrl: by GET, keeping it for as long as the caching headers allow.

Sources: twilio.com/docs/whatsapp/guidance-whatsapp-media-messages, sms/accepted-mime-types, errors 63019 and 11751.
"""

import re
import time
from dataclasses import dataclass

import requests

MAX_IMAGE_BYTES = 5 * 2**20
MAX_BYTES = 16 * 2**20
FIRST_BYTES = {
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/webp": b"RIFF",
    "application/pdf": b"%PDF",
    "audio/ogg": b"OggS",
    "video/mp4": b"",
    "text/vcard": b"BEGIN:VCARD",
}


@dataclass(frozen=True)
class Picture:
    """What was found at a URL; `problem` is empty when WhatsApp would take it."""

    url: str
    status: int = 0
    content_type: str = ""
    data: bytes = b""
    etag: str = ""
    problem: str = ""


class PictureFetcher:
    """Fetches from loopback only, whatever a test sends."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Picture, float]] = {}
        self._session = requests.Session()
        self._session.trust_env = False
        self.fetched: list[str] = []  # every GET that was really made

    def fetch(self, url: str) -> Picture:
        kept, fresh_until = self._kept.get(url, (None, 0.0))
        if kept and time.monotonic() < fresh_until:
            return kept
        if not re.match(r"https?://(127\.0\.0\.1|localhost)[:/]", url):
            return Picture(url, problem=f"{url}: not reachable")
        headers = {"If-None-Match": kept.etag} if kept and kept.etag else {}
        try:
            self.fetched.append(url)
            answer = self._session.get(url, headers=headers, timeout=15)
        except requests.RequestException as problem:
            return Picture(url, problem=f"{url}: {type(problem).__name__}")
        picture = kept if kept and answer.status_code == 304 else _judged(url, answer)
        if not picture.problem:
            self._kept[url] = (picture, time.monotonic() + _seconds(answer.headers.get("Cache-Control", "")))
        return picture


def _seconds(cache_control: str) -> int:
    found = re.search(r"max-age=(\d+)", cache_control)
    return int(found[1]) if found and "no-store" not in cache_control else 0


def _judged(url: str, answer: requests.Response) -> Picture:
    kind, data = answer.headers.get("Content-Type", "").split(";")[0].strip(), answer.content
    problem = ""
    if answer.status_code != 200:
        problem = f"status {answer.status_code}"
    elif kind not in FIRST_BYTES:
        problem = f"content type {kind!r}"
    elif not data or answer.headers.get("Content-Length") != str(len(data)):
        problem = f"{len(data)} bytes, Content-Length {answer.headers.get('Content-Length')}"
    elif not data.startswith(FIRST_BYTES[kind]):
        problem = f"{kind} begins with {data[:8]!r}"
    elif len(data) > (MAX_IMAGE_BYTES if kind.startswith("image/") else MAX_BYTES):
        problem = f"{len(data)} bytes are too many"
    return Picture(url, answer.status_code, kind, data, answer.headers.get("ETag", ""), problem and f"{url}: {problem}")
