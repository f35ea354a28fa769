"""The lines of a basket on their way to an order: size and number of each, checked against what is for sale now."""

from flask_babel import gettext as _

from bot.talk import choices
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Line
from bot.words.wording import goods_in_short, plain, size_name, sizes_in_stock
from catalog import lookup
from catalog.models import Listing
from messaging.content import MAX_LIST_ITEMS, Content, Option
from orders.minimum import too_few
from orders.models import BasketLine

MOST_PIECES = 10_000  # of one listing in one order
DEFAULT_QUANTITY_CHOICES = (1, 2, 3)


def take_out_gone(turn: Turn) -> list[BasketLine]:
    """Takes out what can't be had any more in any size."""
    gone = [
        line
        for line in turn.basket.lines
        if not lookup.is_visible(line.listing) or lookup.total_available(line.listing) == 0
    ]
    if gone:
        turn.basket.drop(gone)
    return gone


def gone_in_words(line: BasketLine) -> str:
    if not lookup.is_visible(line.listing):
        return _("Maaf, %(code)s sudah tidak dijual.", code=line.listing.code)
    return _("Maaf, %(goods)s baru saja terjual ke orang lain.", goods=goods_in_short(line.listing, line.size))


def settle(turn: Turn, draft: Form) -> Answer | None:
    """Sizes and numbers that can't be: asks again, saying what there is. One size and one piece need no question."""
    for line in turn.basket.lines:
        listing = line.listing
        sizes = [variant.size for variant in listing.variants]
        if not sizes or sizes == ["allsize"] or (len(sizes) == 1 and not line.size):
            line.size = sizes[0] if sizes else ""
        problem = _size_problem(listing, line.size, sizes)
        if problem:
            return _ask_size_anew(turn, draft, line, problem)
        left = _left(turn, line)
        if line.quantity is None and line.size is not None and left == 1:
            line.quantity = 1  # there is no other answer to "how many"
        if line.quantity is not None and not 1 <= line.quantity <= min(left, MOST_PIECES):
            line.quantity = None
            problem = _("%(goods)s tinggal %(left)s potong.", goods=goods_in_short(listing, line.size), left=left)
            return _ask_again(turn, draft, line, "quantity", problem)
    return _settle_minimum(turn, draft)


def _settle_minimum(turn: Turn, draft: Form) -> Answer | None:
    """Fewer pieces than the stall sells: asks how many of it, saying how many there must be."""
    lines = [line for line in turn.basket.lines if line.quantity is not None]
    few = too_few((line.listing, line.quantity or 0) for line in lines)
    if few is None:
        return None
    last = [line for line in lines if few.listing in (None, line.listing) and line.listing.seller_id == few.seller.id][
        -1
    ]
    if few.listing:
        goods = goods_in_short(few.listing)
        problem = _("%(goods)s dijual minimal %(least)s potong.", goods=goods, least=few.least)
    else:
        problem = _(
            "%(shop)s melayani minimal %(least)s potong per pesanan, ini baru %(pieces)s.",
            shop=plain(few.seller.shop),
            least=few.least,
            pieces=few.pieces,
        )
        problem += " " + _("Tambah barang lain dari toko itu, atau jumlah %(code)s.", code=last.listing.code)
    return _ask_again(turn, draft, last, "quantity", problem)


def _ask_size_anew(turn: Turn, draft: Form, line: BasketLine, problem: str) -> Answer:
    """Sizes of one listing that it has not are told all at once, and asked about once: the talk may go on elsewhere."""
    sizes = [variant.size for variant in line.listing.variants]
    wrong = [other for other in turn.basket.of_code(line.listing.code) if other.size and other.size not in sizes]
    if len(wrong) > 1:
        names = ", ".join(size_name(other.size or "") for other in wrong)
        problem = _("%(goods)s: ukuran %(size)s tidak ada.", goods=goods_in_short(line.listing), size=names)
        turn.basket.drop(wrong[1:])
        line.quantity = None
    line.size = None
    return _ask_again(turn, draft, line, "size", problem)


def _size_problem(listing: Listing, size: str | None, sizes: list[str]) -> str:
    goods, name = goods_in_short(listing), size_name(size or "")
    if size and size not in sizes:
        return _("%(goods)s: ukuran %(size)s tidak ada.", goods=goods, size=name)
    if size and lookup.available(listing, size) == 0:
        return _("%(goods)s: ukuran %(size)s sedang habis.", goods=goods, size=name)
    return ""


def _left(turn: Turn, line: BasketLine) -> int:
    """Pieces that can be ordered of this line: of its size, or of all as long as none is chosen; what other lines of
    the basket take from the same shelf is off."""
    listing = line.listing
    left = lookup.total_available(listing) if line.size is None else lookup.available(listing, line.size)
    others = [
        other.quantity or 0
        for other in turn.basket.of_code(listing.code)
        if other is not line and (listing.stock is not None or other.size == line.size)
    ]
    return max(0, left - sum(others))


# ---------------------------------------------------------------- asking


def is_missing(turn: Turn, draft: Form, part: str) -> bool:
    """Whether a line lacks its "size" or "quantity"; the form remembers which one is asked about."""
    line = next((line for line in turn.basket.lines if getattr(line, part) is None), None)
    if line is not None:
        draft["line"] = line.id
    return line is not None


def ask_size(turn: Turn, draft: Form) -> Answer:
    line = asked_line(turn, draft)
    sizes = sizes_in_stock(line.listing)
    options = [choices.answer("size", size, size_name(size), _left_of(line.listing, size)) for size in sizes]
    text = _("Ada ukuran %(sizes)s. Mau ukuran apa?", sizes=", ".join(map(size_name, sizes)))
    return Answer(Content.fitting(text, options=tuple(options[:MAX_LIST_ITEMS]), list_title=_("Pilih ukuran")))


def _left_of(listing: Listing, size: str) -> str:
    return "" if listing.lead_days else _("sisa %(n)s", n=lookup.available(listing, size))


def ask_quantity(turn: Turn, draft: Form) -> Answer:
    line = asked_line(turn, draft)
    question = _("Mau berapa potong?")
    if sum(other.quantity is None for other in turn.basket.lines) > 1:
        goods = f"{line.listing.code} {size_name(line.size or '')}".strip()
        question = _("Yang *%(goods)s* mau berapa potong?", goods=goods)
    return say(question, *_quantity_options(_left(turn, line)))


def _ask_again(turn: Turn, draft: Form, line: BasketLine, part: str, problem: str) -> Answer:
    draft.update(asked=part, line=line.id)
    asked = ask_size(turn, draft) if part == "size" else ask_quantity(turn, draft)
    joint = "\n\n" if part == "size" else " "
    return Answer(asked.content.with_text(f"{problem}{joint}{asked.content.text}"), asked.about)


def asked_line(turn: Turn, draft: Form) -> BasketLine:
    """The line that the form asks about."""
    return turn.basket.line(draft.get("line")) or turn.basket.lines[-1]


def _quantity_options(left: int) -> list[Option]:
    return [choices.answer("quantity", n, str(n)) for n in DEFAULT_QUANTITY_CHOICES if n <= left]


# ---------------------------------------------------------------- changing


def change(turn: Turn, draft: Form | None) -> bool:
    """Puts the sizes and numbers that the message told where they belong; True when a line has changed."""
    changed = _spread(turn, draft)
    for said in turn.intent.lines:
        for line in _lines_named(turn, said):
            turn.basket.change(line, said.size, said.quantity or None)
            changed = True
    for part in ("size", "quantity"):
        value = turn.facts.get(part)
        for line in _lines_meant(turn, draft, part) if value is not None else ():
            turn.basket.change(line, **{part: value})
            changed = True
    return changed


def _spread(turn: Turn, draft: Form | None) -> bool:
    """ "L 2 XL 1" where a size was asked, "M satu aja, satunya L" later: several sizes of the one line that is meant. A
    size without a number gets the pieces that are left of the line's own."""
    said = [line for line in turn.intent.lines if line.size and not (line.code or line.place)]
    if not said:
        return False
    meant = _lines_meant(turn, draft, "size")[0]
    counted = {one.size for one in said if one.quantity}
    line = next((one for one in turn.basket.of_code(meant.listing.code) if one.size in counted), meant)
    had, told = line.quantity, sum(one.quantity or 0 for one in said)
    open_ones = [one for one in said if one.quantity is None]
    rest = had - told if had and told < had and len(open_ones) == 1 else None
    said.sort(key=lambda one: one.size != line.size)  # a size that the line has already stays with it
    line.size, line.quantity = said[0].size, said[0].quantity or rest
    for one in said[1:]:
        turn.basket.put(line.listing, one.size, one.quantity or rest)
    turn.basket.touch()
    return True


def _lines_named(turn: Turn, said: Line) -> list[BasketLine]:
    """ "K0104 jadi 3", "K0101 M jadi 2": the line of this size, else the only one of this code."""
    code = said.code or (turn.code_at(said.place) if said.place else None)
    lines = turn.basket.of_code((code or "").upper())
    exact = [line for line in lines if line.size == said.size]
    return exact or (lines if len(lines) == 1 else lines[-1:])


def _lines_meant(turn: Turn, draft: Form | None, part: str) -> list[BasketLine]:
    """The line asked about; else those where it is missing; else the one talked of last; else the last."""
    lines = turn.basket.lines
    if draft and draft.get("asked") == part and (asked := turn.basket.line(draft.get("line"))):
        return [asked]
    missing = [line for line in lines if getattr(line, part) is None]
    talked_of = turn.basket.of_code(turn.listing or "")
    return missing or talked_of[-1:] or lines[-1:]
