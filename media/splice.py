"""Baseline JPEGs put together without decoding them.

The pieces of a page are encoded alike: one quality (so the same quantisation), the standard Huffman tables, and a restart marker
after every STEP MCUs, where the coder begins anew. What lies between two markers can therefore stand anywhere on any
page (ITU-T T.81, E.1.4 and F.1.1.5): a page is the segments of its pieces in order, the markers numbered again, under one
header. Where every piece is what stands at its place, the page is byte for byte what encoding it whole would give.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO

from PIL import Image

MCU = 16  # pixels: the side of a minimum coded unit at 4:2:0
STEP = 2  # MCUs between two restart markers
SEGMENT = STEP * MCU  # pixels: the width of a segment

Piece = Sequence[Sequence[bytes]]  # rows of MCUs, each a row of segments

_MARKERS = [bytes((0xFF, 0xD0 + number)) for number in range(8)]
_MARKER = re.compile(rb"\xff[\xd0-\xd7]")  # nothing else: the coder follows every 0xFF of its own by a zero
_FRAME, _SCAN, _END = b"\xff\xc0", 0xDA, b"\xff\xd9"


class NotAPiece(ValueError):
    """A JPEG that was not encoded here, or only a part of one."""


def encode(image: Image.Image, quality: int) -> bytes:
    """`image` as a JPEG that `opened` takes."""
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, progressive=False, subsampling="4:2:0", restart_marker_blocks=STEP)
    return out.getvalue()


def piece(image: Image.Image, quality: int) -> Piece:
    """The piece that shows `image`, whose width is a multiple of SEGMENT and whose height is one of MCU."""
    return opened(encode(image, quality), image.size, quality)


def opened(data: bytes, size: tuple[int, int], quality: int) -> Piece:
    """The piece of this size (pixels) that `encode` wrote in this quality. Raises NotAPiece."""
    columns, rows = size[0] // SEGMENT, size[1] // MCU
    header, scan = _parted(data)
    segments = _MARKER.split(scan)
    if header != _header(size, quality) or not data.endswith(_END) or len(segments) != columns * rows:
        raise NotAPiece
    return [segments[start : start + columns] for start in range(0, len(segments), columns)]


def beside(pieces: Sequence[Piece]) -> Piece:
    """Pieces of one height side by side."""
    return [[segment for row in rows for segment in row] for rows in zip(*pieces, strict=True)]


def below(pieces: Sequence[Piece]) -> Piece:
    """Pieces of one width under each other."""
    return [row for one in pieces for row in one]


def covered(under: Piece, over: Piece, left: int, top: int) -> Piece:
    """`under` with `over` on it; `left` counts segments, `top` rows."""
    rows = list(under)
    for number, row in enumerate(over, top):
        rows[number] = [*rows[number][:left], *row, *rows[number][left + len(row) :]]
    return rows


def page(whole: Piece, size: tuple[int, int], quality: int) -> bytes:
    """The JPEG of this size (pixels) out of pieces of this quality; what lies beyond the size is not shown."""
    segments = [segment for row in whole for segment in row]
    parts = [b""] * (2 * len(segments))
    parts[::2] = segments
    parts[1::2] = (_MARKERS * (len(segments) // len(_MARKERS) + 1))[: len(segments)]
    parts[-1] = _END
    return _header(size, quality) + b"".join(parts)


@lru_cache(maxsize=32)
def _header(size: tuple[int, int], quality: int) -> bytes:
    """From the first byte to where the segments begin: a small picture lends its tables."""
    header, _ = _parted(encode(Image.new("RGB", (SEGMENT, MCU)), quality))
    at = header.index(_FRAME) + 5  # after marker, length and precision
    return header[:at] + size[1].to_bytes(2) + size[0].to_bytes(2) + header[at + 4 :]


def _parted(data: bytes) -> tuple[bytes, bytes]:
    """What stands before the scan's data, and that data."""
    at = 2
    while data[at : at + 1] == b"\xff":
        kind, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        at += 2 + length
        if kind == _SCAN:
            return data[:at], data[at:-2]
    raise NotAPiece
