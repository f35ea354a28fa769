"""Contact sheets a second on one core: warm (all pieces are kept), with new words, and cold (nothing is kept, as after a
start or for goods that nobody has been shown yet); each beside the least that drawing such a picture costs."""

import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image

from media import contact_sheet, panels, tiles
from media.contact_sheet import SIZE, Sheet, Tile
from media.pictures import store_goods_photo, tile_key
from media.storage import Storage, open_storage
from sample.draw import draw_sample

ROUNDS = 5
TITLE = "Kemeja mega mendung lengan panjang"
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
        shown = [Tile(n + 1, f"K{n:04d}", "Rp185.000", f"{TITLE} {n}", key, "", "Cap") for n, key in enumerate(photos)]
        sheet, card = Sheet(tuple(shown)), Sheet((shown[0],))
        # By turns, so that a busy moment of the machine falls on all.
        seconds = [
            (
                _timed(lambda: sheet.draw(storage)),
                _timed(lambda: sheet.draw(storage), forget=_forget_words),
                _timed(lambda: sheet.draw(storage), forget=lambda: _forget_all(Path(folder))),
                _timed(lambda: card.draw(storage)),
                _timed(lambda: card.draw(storage), forget=lambda: _forget_all(Path(folder))),
                _timed(lambda: _baseline(storage, photos)),
            )
            for _ in range(ROUNDS)
        ]
        warm, worded, cold, card_warm, card_cold, plain = (
            statistics.median(column) for column in zip(*seconds, strict=True)
        )
        return [
            (f"{name}: warm", 1 / warm, "sheets/s a core"),
            (f"{name}: new words", 1 / worded, "sheets/s a core"),
            (f"{name}: cold", 1 / cold, "sheets/s a core"),
            (f"{name}: a listing's card, warm", 1 / card_warm, "cards/s a core"),
            (f"{name}: a listing's card, cold", 1 / card_cold, "cards/s a core"),
            (f"{name}: warm, ratio to plain Pillow", plain / warm, "x"),
            (f"{name}: cold, ratio to plain Pillow", plain / cold, "x"),
            (f"{name}: size", len(sheet.draw(storage)) / 1000, "KB"),
        ]


def _forget_words() -> None:
    tiles._words.cache_clear()


def _forget_all(folder: Path) -> None:
    shutil.rmtree(folder / "sheets", ignore_errors=True)
    for kept in (tiles._words, tiles._mark, tiles._number, contact_sheet._paper, contact_sheet._footer, panels._mask):
        kept.cache_clear()


def _baseline(storage: Storage, photos: list[str]) -> None:
    """The least that any such picture costs: six tiles decoded, one page encoded."""
    page = Image.new("RGB", SIZE)
    for number, photo in enumerate(photos):
        tile = Image.open(BytesIO(storage.get(tile_key(photo)))).convert("RGB")
        page.paste(tile, (532 * (number % 2), 434 * (number // 2)))
    page.save(BytesIO(), "JPEG", quality=86)


def _timed(deed: Callable[[], object], forget: Callable[[], None] = lambda: None) -> float:
    """Processor seconds of one deed, `forget` before each of them not counted, after a first one that fills the caches."""
    deed()
    spent = 0.0
    for _ in range(SHEETS_A_ROUND):
        forget()
        begin = time.process_time()
        deed()
        spent += time.process_time() - begin
    return spent / SHEETS_A_ROUND


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
