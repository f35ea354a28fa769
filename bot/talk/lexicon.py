"""The words that the market knows just now: the vocabulary and the names of its shops."""

import threading

from sqlmodel import Session

from bot.understanding import Lexicon, build_lexicon
from catalog import search, vocabulary

_lock = threading.Lock()
_current: tuple[object, Lexicon] | None = None


def current(session: Session) -> Lexicon:
    """The lexicon, built anew when a shop has come, gone or changed its name."""
    global _current
    version, shops = search.shop_names(session)
    with _lock:
        if _current is None or _current[0] != version:
            _current = (version, build_lexicon(vocabulary.load(), shops))
        return _current[1]
