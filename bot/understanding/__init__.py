"""Reads kitchen-table Indonesian, Pekalongan Javanese and tourists' English by rules and data. Pure: no I/O but the
data files beside the code, read once."""

from bot.understanding.decide import understand
from bot.understanding.forms.bargaining import sum_offered
from bot.understanding.intent import LAST_PLACE, Intent, Line, Wish
from bot.understanding.letters.lexicon import Lexicon, build_lexicon

__all__ = ["LAST_PLACE", "Intent", "Lexicon", "Line", "Wish", "build_lexicon", "sum_offered", "understand"]
