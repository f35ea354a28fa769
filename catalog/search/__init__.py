"""Search among all listings, in memory: which fit a wish, in fair order, and what is nearest when none does.

columns.py holds what can be asked of a listing, words.py the words of titles and descriptions, reading.py fills both
from the database and index.py keeps them fresh; conditions.py turns a wish into masks over the columns, nearest.py
loosens it, fair_order.py picks whose turn it is; engine.py puts these together, and narrowing.py counts by what a
result can be narrowed.
"""

from catalog.search.engine import Found, search, shop_names
from catalog.search.narrowing import Facets, facets
from catalog.search.wish import Wish

__all__ = ["Facets", "Found", "Wish", "facets", "search", "shop_names"]
