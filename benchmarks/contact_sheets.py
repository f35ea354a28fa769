"""Contact sheets a second on one core, and what the drawing costs beyond decoding and encoding pictures at all."""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO

from PIL import Image

from media.contact_sheet import SIZE, Sheet, Tile, draw_sheet
from media.pictures import store_goods_photo, tile_key
from media.storage import Storage, open_storage
from sample.draw import draw_sample

ROUNDS = 5
SHEETS_A_ROUND = 12
MOTIFS = ("mega-mendung", "kawung", "parang", "jlamprang", "truntum", "buketan")


def run() -> list[tuple[str, float, str]]:
    """(name, value, unit) for the table of `make bench`: the sample's pictures, then grain that no photo reaches."""
    samples = [_file(draw_sample("kemeja", "cap", [motif], ["biru"], seed)) for seed, motif in enumerate(MOTIFS)]
    return _measured("contact sheets", samples) + _measured("contact sheets, harshest grain", _grains())


def _measured(name: str, pictures: list[bytes]) -> list[tuple[str, float, str]]:
    with tempfile.TemporaryDirectory() as folder:
        storage = open_storage(folder)
        photos = [store_goods_photo(storage, picture) for picture in pictures]
        sheet = Sheet(tuple(Tile(n + 1, f"K{n:04d}", "Rp185.000", "Kemeja", photo) for n, photo in enumerate(photos)))
        # By turns, so that a busy moment of the machine falls on both.
        seconds = [
            (_timed(lambda: draw_sheet(sheet, storage.get)), _timed(lambda: _baseline(storage, photos)))
            for _ in range(ROUNDS)
        ]
        ours, plain = (statistics.median(column) for column in zip(*seconds, strict=True))
        return [
            (name, 1 / ours, "sheets/s a core"),
            (f"{name}: ratio to plain Pillow", plain / ours, "x"),
            (f"{name}: size", len(draw_sheet(sheet, storage.get)) / 1000, "KB"),
        ]


def _baseline(storage: Storage, photos: list[str]) -> None:
    """The least that any such picture costs: six tiles decoded, one page encoded."""
    page = Image.new("RGB", SIZE)
    for number, photo in enumerate(photos):
        tile = Image.open(BytesIO(storage.get(tile_key(photo)))).convert("RGB")
        page.paste(tile, (532 * (number % 2), 434 * (number // 2)))
    page.save(BytesIO(), "JPEG", quality=86)


def _timed(deed: Callable[[], object]) -> float:
    """Processor seconds of one deed, after a first one that fills the caches."""
    deed()
    begin = time.process_time()
    for _ in range(SHEETS_A_ROUND):
        deed()
    return (time.process_time() - begin) / SHEETS_A_ROUND


def _grains() -> list[bytes]:
    """Pictures full of fine grain, which a JPEG can hardly shrink."""
    chance = random.Random(1)
    size = (900, 1200)
    small = [Image.frombytes("RGB", (300, 400), chance.randbytes(300 * 400 * 3)) for _ in range(6)]
    return [_file(grain.resize(size, Image.Resampling.BICUBIC)) for grain in small]


def _file(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()


if __name__ == "__main__":
    for name, value, unit in run():
        print(f"{name:45} {value:8.2f} {unit}")
