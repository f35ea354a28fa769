"""The listings of one database in this process's memory, kept as fresh as the last commit."""

import gc
import itertools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlmodel import Session

import database
from catalog import vocabulary
from catalog.search.columns import MANY, SINGLE, Columns
from catalog.search.reading import AT_ONCE, Changes, read_batch
from catalog.search.words import Words

_serial = itertools.count()


class Index:
    """Columns and words of all listings. Whoever uses them holds `lock`, and begins with `refresh`."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.vocabulary = vocabulary.load()
        kinds = (*SINGLE, *MANY, "sentra")
        self.columns = Columns({kind: tuple(self.vocabulary.values(kind)) for kind in kinds})
        self.words = Words()
        self._changes = Changes()
        self._names: tuple[tuple[int, int], list[str]] = ((next(_serial), 0), [])

    def refresh(self) -> None:
        """Take over what was committed since the last time.

        Reads in a transaction of its own: what the caller has not committed may never come true.
        """
        try:
            with database.reading() as session:
                self._put_sellers(session)
                self._put_listings(session)
        except BaseException:
            self._changes = Changes()  # whatever was seen and not taken over is read again, with everything else
            raise

    def shop_names(self) -> tuple[tuple[int, int], list[str]]:
        """A version that changes whenever the names do, and the names of the stalls that are open."""
        return self._names

    def _put_sellers(self, session: Session) -> None:
        if self.columns.put_sellers(self._changes.sellers(session)):
            (serial, version), _ = self._names
            names = {seller.shop for seller in self.columns.sellers.values() if seller.open and seller.shop}
            self._names = (serial, version + 1), sorted(names)

    def _put_listings(self, session: Session) -> None:
        ids = self._changes.listings(session)
        with _collector_at_rest(len(ids)):
            for start in range(0, len(ids), AT_ONCE):
                for row, text in self.columns.put(read_batch(session, ids[start : start + AT_ONCE])):
                    self.words.add(row, text)


@contextmanager
def _collector_at_rest(count: int) -> Iterator[None]:
    """Python's collector of cycles rests while very many rows come in: they have none, and looking for some takes as
    long again as the reading."""
    rests = count > AT_ONCE // 2 and gc.isenabled()
    if rests:
        gc.disable()
    try:
        yield
    finally:
        if rests:
            gc.enable()
