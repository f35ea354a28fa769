"""Making a broad answer narrower: what would do it, and "saring" with a tappable list of what really does."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from flask_babel import gettext as _

from bot.shopper.finding import follow_up
from bot.talk import choices, form
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Wish
from bot.words.wording import EXACT_COUNT, count, short_label, size_wished, wish_in_words
from catalog import search as catalog_search
from catalog.search import Facets
from messaging.content import MAX_BUTTON_TITLE, MAX_BUTTONS, MAX_LIST_ITEMS, Content, Option
from money import rupiah

HITS_LOOKED_AT = 2000  # to tell what would narrow an answer
MOST_NAMED = 4  # parts named under an answer
OF_EACH = {"product": 4, "technique": 3, "colour": 3, "price": 2, "motif": 3, "size": 3, "sentra": 2}
Choice = tuple[str, str, str]  # part, value, what it is called


def hint(turn: Turn, wish: Wish) -> str:
    """ "saring: warna, harga, tulis/cap": the parts that would narrow this wish; "" when there are not even two."""
    facets = catalog_search.facets(turn.session, wish, sample=HITS_LOOKED_AT)
    narrowing = {"price": facets.prices, **facets.values}
    parts = [name for part, name in _names(facets).items() if narrowing.get(part)]
    return _("saring: %(parts)s", parts=", ".join(parts[:MOST_NAMED])) if len(parts) > 1 else ""


def offer(turn: Turn, parts: Sequence[str] = ()) -> Answer:
    """ "saring", "saring warna": at most ten choices that narrow the last result."""
    wish = last_wish(turn) or Wish()
    for part in parts:
        wish = follow_up.without(wish, part)
    facets = catalog_search.facets(turn.session, wish)
    options = _options(facets, parts or tuple(OF_EACH), whole=bool(parts))
    form.set_aside(turn)
    opening = f"*{wish_in_words(wish)}* — {count(facets.total)}."
    if not options:
        return say(opening + " " + _("Ini tidak bisa disaring lagi. Mau cari yang lain?"))
    content = Content.fitting(opening + " " + _("Mau disaring yang mana?"), options=options, list_title=_("Saring"))
    return Answer(content, {"search": {"wish": follow_up.to_json(wish), "next": 0}})


def last_wish(turn: Turn) -> Wish | None:
    """The wish of the message quoted, else the last one."""
    search = turn.last_search
    return follow_up.from_json(search["wish"]) if search else None


def _names(facets: Facets) -> dict[str, str]:
    techniques = [short_label("technique", value) for value, _n in facets.values.get("technique", ())[:2]]
    return {
        "product": _("jenis"),
        "colour": _("warna"),
        "price": _("harga"),
        "technique": "/".join(techniques),
        "motif": _("motif"),
        "size": _("ukuran"),
        "sentra": _("sentra"),
    }


def _options(facets: Facets, parts: Sequence[str], whole: bool) -> tuple[Option, ...]:
    """The choices of these parts; of several parts the best of each first, then grouped again."""
    most = MAX_LIST_ITEMS if whole else 0
    columns = [list(_choices(facets, part))[: most or OF_EACH[part]] for part in parts]
    dealt = [choice for row in zip_longest(*columns) for choice in row if choice][:MAX_LIST_ITEMS]
    limit = MAX_BUTTON_TITLE if len(dealt) <= MAX_BUTTONS else None
    return tuple(
        choices.narrow(part, value, title, limit)
        for part, value, title in sorted(dealt, key=lambda choice: parts.index(choice[0]))
    )


def _choices(facets: Facets, part: str) -> Iterator[Choice]:
    if part == "price":
        for limit, number in facets.prices:
            yield part, str(limit), _("sampai %(high)s", high=rupiah(limit)) + f" ({_exactly(number)})"
        return
    for value, number in facets.values.get(part, ()):
        yield part, value, f"{_called(part, value)} ({_exactly(number)})"


def _called(part: str, value: str) -> str:
    name = size_wished(value) if part == "size" else short_label(part, value)
    return name[:1].upper() + name[1:]


def _exactly(number: int) -> str:
    return str(number) if number <= EXACT_COUNT else f"{EXACT_COUNT}+"
