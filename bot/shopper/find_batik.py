"""Asking for goods: the answer is one numbered contact sheet with a caption."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from flask_babel import gettext as _

import clock
from bot import form, pictures
from bot.turn import Answer, Turn, say
from bot.understanding import Wish
from bot.wording import count, plain, shortened, wish_in_words
from catalog import lookup
from catalog import search as catalog_search
from catalog.models import Listing
from messaging.content import Content
from money import rupiah

PAGE = 6
MAX_CAPTION = 1000
TITLE_LENGTH = 42


def search(turn: Turn) -> Answer:
    """A new wish."""
    return _show(turn, turn.wish, offset=0)


def more(turn: Turn) -> Answer:
    """ "lagi": the next page of the last wish."""
    if not turn.talk.search:
        return say(_("Contoh: *kemeja parang L* atau *daster di bawah 60rb*. Mau lihat batik apa, Kak?"))
    return _show(turn, wish_from_json(turn.talk.search["wish"]), offset=turn.talk.search["next"])


def instead_of(turn: Turn, listing: Listing, size: str | None, opening: str) -> Answer:
    """What is nearest to a listing that can't be had: the same product and motif, in this size if one was wanted."""
    wish = Wish(product=(listing.product,), motif=tuple(m.motif for m in listing.motifs), size=(size,) if size else ())
    found = _search(turn, wish, 0, exclude=(listing.id,))
    if not found.listing_ids:
        return say(opening + " " + _("Ketik yang dicari, nanti kami carikan yang lain."))
    return _sheet(turn, wish, found, 0, opening + " " + _("Ini yang paling mirip:"))


def _show(turn: Turn, wish: Wish, offset: int) -> Answer:
    found = _search(turn, wish, offset)
    if found.listing_ids:
        return _sheet(turn, wish, found, offset, _heading(wish, found, offset))
    if offset:
        text = _(
            "Itu sudah semua: %(wish)s, %(count)s. Mau cari yang lain?",
            wish=wish_in_words(wish),
            count=count(found.total),
        )
        return say(text)
    text = _("%(wish)s: belum ada yang persis.", wish=wish_in_words(wish))
    return say(
        "\n".join(filter(None, [text, _ignored(wish), _("Coba kurangi satu syarat, misalnya warna atau harga ya.")]))
    )


def _search(turn: Turn, wish: Wish, offset: int, exclude: Sequence[Any] = ()) -> catalog_search.Found:
    today = clock.now().date()
    return catalog_search.search(
        turn.session, wish, shopper_key=str(turn.person.id), day=today, offset=offset, limit=PAGE, exclude_ids=exclude
    )


def _sheet(turn: Turn, wish: Wish, found: catalog_search.Found, offset: int, opening: str) -> Answer:
    listings = lookup.by_ids(turn.session, found.listing_ids)
    codes = [listing.code for listing in listings]
    shown_so_far = offset + len(found.listing_ids)
    form.set_aside(turn)
    turn.talk.search = {"wish": asdict(wish), "next": shown_so_far}
    turn.talk.sheet = codes
    turn.talk.listing = codes[0] if len(codes) == 1 else None
    lines = [_line(number, listing) for number, listing in enumerate(listings, 1)]
    caption = "\n".join([opening, "", *lines, "", _next_step(len(codes), found.total - shown_so_far)])
    return Answer(Content(shortened(caption, MAX_CAPTION), image=pictures.contact_sheet(listings)), {"codes": codes})


def _heading(wish: Wish, found: catalog_search.Found, offset: int) -> str:
    if found.exact:
        heading = f"*{wish_in_words(wish)}* — {count(found.total)}"
        if offset:
            heading += " " + _("(mulai no. %(place)s)", place=offset + 1)
    else:
        relaxed = ", ".join(_relaxed_words()[part] for part in found.relaxed if part in _relaxed_words())
        heading = _("*%(wish)s*: belum ada yang persis. Ini yang paling dekat", wish=wish_in_words(wish))
        heading += f" ({relaxed}):" if relaxed else ":"
    return "\n".join(filter(None, [heading, _ignored(wish)]))


def _relaxed_words() -> dict[str, str]:
    return {
        "shop": _("dari toko lain"),
        "sentra": _("dari sentra lain"),
        "size": _("ukuran lain"),
        "colour": _("warna lain"),
        "price": _("harga sedikit berbeda"),
        "motif": _("motif lain"),
        "min_stock": _("stok lebih sedikit"),
        "words": _("tanpa sebagian kata"),
        "wholesale": _("tanpa harga grosir"),
    }


def _ignored(wish: Wish) -> str:
    """Names the words that were not understood: ignoring them silently would be a lie."""
    if not wish.unknown:
        return ""
    return _("(Kata “%(words)s” belum kami mengerti.)", words=shortened(plain(" ".join(wish.unknown)), 60))


def _line(number: int, listing: Listing) -> str:
    return f"{number}. {listing.code} {shortened(plain(listing.title), TITLE_LENGTH)}, {rupiah(listing.price)}"


def _next_step(shown: int, left: int) -> str:
    step = _("Balas nomornya untuk melihat") if shown > 1 else _("Balas *1* untuk melihat")
    step += _(", *mau no 1* untuk memesan")
    return step + (_(", *lagi* untuk yang lain.") if left > 0 else ".")


def wish_from_json(stored: dict[str, Any]) -> Wish:
    """A wish as it was kept in the conversation."""
    values: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()}
    values["exclude"] = {kind: tuple(ids) for kind, ids in stored.get("exclude", {}).items()}
    return Wish(**values)
