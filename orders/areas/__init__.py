"""Indonesia's provinces, regencies and cities, and districts: their names, and which of them a text is about.

An area is named by its official code: "33" a province, "33.75" a regency or city, "33.75.01" a district; a code begins
with that of the area around it. The data and their licence: NOTICE.md.
"""

from orders.areas import abroad
from orders.areas.gazetteer import Gazetteer, load
from orders.areas.locate import Located, locate

__all__ = ["Gazetteer", "Located", "abroad", "load", "locate"]
