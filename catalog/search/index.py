"""The listings of one database in this process's memory, kept as fresh as the last commit."""

import itertools
import threading

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
        with database.reading() as session:
            if self.columns.put_sellers(self._changes.sellers(session)):
                self._name_shops()
            ids = self._changes.listings(session)
            for start in range(0, len(ids), AT_ONCE):
                for row, text in self.columns.put(read_batch(session, ids[start : start + AT_ONCE])):
                    self.words.add(row, text)

    def shop_names(self) -> tuple[tuple[int, int], list[str]]:
        """A version that changes whenever the names do, and the names of the stalls that are open."""
        return self._names

    def _name_shops(self) -> None:
        (serial, version), _ = self._names
        self._names = (
            (serial, version + 1),
            sorted({s.shop for s in self.columns.sellers.values() if s.open and s.shop}),
        )
