"""Asking for goods: the answer is one numbered contact sheet with a caption."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

import clock
from bot.shopper.finding import follow_up, narrow
from bot.talk import form
from bot.talk.about import About
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Wish
from bot.words import pictures
from bot.words.wording import as_wished, count, either, plain, shortened, wish_in_words
from catalog import lookup, vocabulary
from catalog import search as catalog_search
from catalog.models import Listing
from messaging.content import Content
from money import rupiah

PAGE = 6
MAX_CAPTION = 1000
TITLE_LENGTH = 42
BY_THE_METRE = "bahan"
WISH_LENGTH = 300  # characters of a caption that repeat the wish


def show(turn: Turn, wish: Wish) -> Answer:
    """The first sheet of what fits the wish, or what is nearest to it."""
    return _show(turn, _of_this_cloth(turn, wish), offset=0)


def _of_this_cloth(turn: Turn, wish: Wish) -> Wish:
    """ "bahan sutra ada?" asks for what is made of silk, whatever it is, when no silk is sold by the metre."""
    materials = tuple(filter(vocabulary.load().is_material, wish.prefer))
    if wish.product != (BY_THE_METRE,) or not materials or not set(materials) & set(_search(turn, wish, 0).unheld):
        return wish
    wider = replace(wish, product=())
    return wider if not set(materials) & set(_search(turn, wider, 0).unheld) else wish


def show_apart(turn: Turn, wishes: Sequence[Wish]) -> Answer | None:
    """One sheet for several goods, each with words of its own; None when nothing fits any of them."""
    found = [(wish, _search(turn, wish, 0)) for wish in wishes]
    fitting = [(wish, one) for wish, one in found if one.exact and one.listing_ids]
    if not fitting:
        return None
    share = PAGE // len(fitting)
    shown = list(dict.fromkeys(id for _wish, one in fitting for id in one.listing_ids[:share]))
    lines = [
        f"*{_in_words(wish)}* — {count(one.total)}" if one.exact else _("%(wish)s belum ada.", wish=_in_words(wish))
        for wish, one in found
    ]
    closing = [_next_step(len(shown), 0)]
    if any(one.total > share for _wish, one in fitting):
        closing.append(_("Tulis salah satunya untuk melihat lebih banyak."))
    first, goods = fitting[0]
    search = {"wish": follow_up.to_json(first), "next": min(share, len(goods.listing_ids))}
    return _drawn(turn, shown, "\n".join(lines), closing, search)


def in_size(turn: Turn, size: str) -> Answer | None:
    """ "L aja" under a contact sheet: the last wish in this size; None when nothing was looked for."""
    return _show(turn, replace(_last_wish(turn), size=(size,)), offset=0) if turn.last_search else None


def more(turn: Turn) -> Answer:
    """ "lagi", "selain itu": the next page of the last wish; after a listing that was asked for by its code, its like."""
    listing = (
        lookup.by_code(turn.session, turn.listing) if turn.listing and turn.listing not in turn.talk.sheet else None
    )
    if listing and "search" not in turn.quoted:
        return instead_of(turn, listing, None, "")
    if not turn.last_search:
        return nothing_yet()
    return _show(turn, _last_wish(turn), offset=turn.last_search["next"])


def nothing_yet() -> Answer:
    """Nothing was looked for, so nothing can follow."""
    return say(_("Contoh: *kemeja parang L* atau *daster di bawah 60rb*. Mau lihat batik apa, Kak?"))


def fits(turn: Turn, wish: Wish) -> bool:
    """Whether anything fits the whole wish."""
    return _search(turn, wish, 0).exact


def instead_of(turn: Turn, listing: Listing, size: str | None, opening: str) -> Answer:
    """What is nearest to a listing that can't be had: the same product and motif, in this size if one was wanted."""
    wish = Wish(product=(listing.product,), motif=tuple(m.motif for m in listing.motifs), size=(size,) if size else ())
    found = _search(turn, wish, 0, exclude=(listing.id,))
    if not found.listing_ids:
        return say((opening + " " + _("Ketik yang dicari, nanti kami carikan yang lain.")).strip())
    return _sheet(turn, wish, found, 0, (opening + " " + _("Ini yang paling mirip:")).strip())


def these(turn: Turn, goods: Sequence[Listing], opening: str) -> Answer:
    """The sheet of goods that were named, not looked for: at most as many as fit on it."""
    shown = [one.id for one in goods[:PAGE] if one.id is not None]
    return _drawn(turn, shown, opening, [_next_step(len(shown), 0)], None)


def _last_wish(turn: Turn) -> Wish:
    return follow_up.from_json(turn.last_search["wish"]) if turn.last_search else Wish()


def _show(turn: Turn, wish: Wish, offset: int) -> Answer:
    found = _search(turn, wish, offset)
    turn.missed = None if found.exact or offset else wish
    if found.listing_ids:
        return _sheet(turn, wish, found, offset, _heading(wish, found, offset))
    if offset:
        text = _(
            "Itu sudah semua: %(wish)s, %(count)s. Mau cari yang lain?",
            wish=_in_words(wish),
            count=count(found.total),
        )
        return say(text)
    if not turn.facts.get("follow_up"):  # what follows a change in vain changes the last wish that found something
        turn.talk.search = {"wish": follow_up.to_json(wish), "next": 0}
    text = _("%(wish)s: belum ada yang persis.", wish=_in_words(wish))
    return say(
        "\n".join(filter(None, [text, _ignored(wish), _("Coba kurangi satu syarat, misalnya warna atau harga ya.")]))
    )


def _search(turn: Turn, wish: Wish, offset: int, exclude: Sequence[Any] = ()) -> catalog_search.Found:
    today = clock.now().date()
    return catalog_search.search(
        turn.session, wish, shopper_key=str(turn.person.id), day=today, offset=offset, limit=PAGE, exclude_ids=exclude
    )


def _sheet(turn: Turn, wish: Wish, found: catalog_search.Found, offset: int, opening: str) -> Answer:
    shown_so_far = offset + len(found.listing_ids)
    closing = [_next_step(len(found.listing_ids), found.total - shown_so_far)]
    if found.exact and found.total > PAGE:
        closing.append(narrow.hint(turn, wish))
    search = {"wish": follow_up.to_json(wish), "next": shown_so_far}
    return _drawn(turn, found.listing_ids, opening, closing, search)


def _drawn(
    turn: Turn, listing_ids: Sequence[int], opening: str, closing: Sequence[str], search: dict[str, Any] | None
) -> Answer:
    """The sheet of these goods; `search` is what "lagi" and a narrowing go on from; None where nothing was looked for."""
    goods = lookup.goods(turn.session, listing_ids)
    codes = [one.code for one in goods]
    form.set_aside(turn)
    turn.talk.search, turn.talk.sheet = search, codes
    turn.talk.listing = codes[0] if len(codes) == 1 else None
    lines = [_line(number, one) for number, one in enumerate(goods, 1)]
    caption = "\n".join([opening, "", *lines, "", *filter(None, closing)])
    about: About = {"codes": codes, "search": search} if search else {"codes": codes}
    return Answer(Content(shortened(caption, MAX_CAPTION), image=pictures.contact_sheet(goods)), about)


def _heading(wish: Wish, found: catalog_search.Found, offset: int) -> str:
    """Names only what all goods found have; what was understood beside it is said as what it is."""
    if found.exact:
        heading = f"*{_in_words(replace(wish, prefer=found.held))}* — {count(found.total)}"
        if offset:
            heading += " " + _("(mulai no. %(place)s)", place=offset + 1)
    else:
        relaxed = ", ".join(_relaxed_words()[part] for part in found.relaxed if part in _relaxed_words())
        heading = _("*%(wish)s*: belum ada yang persis. Ini yang paling dekat", wish=_in_words(wish))
        heading += f" ({relaxed}):" if relaxed else ":"
    return "\n".join(filter(None, [heading, _preferred(wish, found), _ignored(wish)]))


def _preferred(wish: Wish, found: catalog_search.Found) -> str:
    """What becomes of the words that are no condition: whose listings stand first, and what no listing says."""
    first = [word for word in wish.prefer if word not in (*found.held, *found.unheld)]
    lines = [_("Yang menyebut %(words)s di depan.", words=either(map(as_wished, first)))] if first else []
    if found.unheld:
        lines.append(_("(%(words)s: belum tertulis di barang ini.)", words=either(map(as_wished, found.unheld))))
    return " ".join(lines)


def _in_words(wish: Wish) -> str:
    return shortened(wish_in_words(wish), WISH_LENGTH)


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


def _line(number: int, goods: lookup.Goods) -> str:
    return f"{number}. {goods.code} {shortened(plain(goods.title), TITLE_LENGTH)}, {rupiah(goods.price)}"


def _next_step(shown: int, left: int) -> str:
    step = _("Balas nomornya untuk melihat") if shown > 1 else _("Balas *1* untuk melihat")
    step += _(", *mau no 1* untuk memesan")
    return step + (_(", *lagi* untuk yang lain.") if left > 0 else ".")


DEED = Deed(
    "find batik",
    handlers={"more": more},
    buttons={"more": ()},
)
