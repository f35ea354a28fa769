"""Asking for goods: the answer is one numbered contact sheet with a caption."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from flask_babel import gettext as _

import clock
from bot import form, pictures
from bot.shopper import show_listing
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
LONGEST_REFINEMENT = 6  # words
ANEW = {"batik", "barang", "apa", "opo", "napa", "what"}  # "ada batik merah?", "dibawah 50rb ada apa": a new wish
WHICH = {"yang", "yg", "sing", "kalau", "kalo", "klo"}  # "yang tulis", "kalau parang": of what was just shown


def search(turn: Turn) -> Answer:
    """A new wish, or what is left open of the last one ("yang hijau", "lebih murah", "XL ada?")."""
    wish = turn.wish
    if turn.talk.listing and wish == Wish(size=wish.size) and len(wish.size) == 1:
        told = show_listing.tell_size(turn, turn.talk.listing, wish.size[0])
        if told:
            return told
    if turn.talk.listing and wish == Wish(min_stock=wish.min_stock, wholesale=wish.wholesale):
        return show_listing.show(turn)  # "mau 100 pcs harga berapa?": its stock and its wholesale prices
    return _show(turn, _refined(turn, wish), offset=0)


def in_size(turn: Turn, size: str) -> Answer | None:
    """ "L aja" under a contact sheet: the last wish in this size; None when nothing was looked for."""
    return _show(turn, replace(_last_wish(turn), size=(size,)), offset=0) if turn.talk.search else None


def more(turn: Turn) -> Answer:
    """ "lagi": the next page of the last wish."""
    if not turn.talk.search:
        return say(_("Contoh: *kemeja parang L* atau *daster di bawah 60rb*. Mau lihat batik apa, Kak?"))
    return _show(turn, _last_wish(turn), offset=turn.talk.search["next"])


def instead_of(turn: Turn, listing: Listing, size: str | None, opening: str) -> Answer:
    """What is nearest to a listing that can't be had: the same product and motif, in this size if one was wanted."""
    wish = Wish(product=(listing.product,), motif=tuple(m.motif for m in listing.motifs), size=(size,) if size else ())
    found = _search(turn, wish, 0, exclude=(listing.id,))
    if not found.listing_ids:
        return say(opening + " " + _("Ketik yang dicari, nanti kami carikan yang lain."))
    return _sheet(turn, wish, found, 0, opening + " " + _("Ini yang paling mirip:"))


def _refined(turn: Turn, wish: Wish) -> Wish:
    """Where only qualities are named, no goods, they change the last wish."""
    last = _last_wish(turn)
    words = turn.intent.text.casefold().split()
    is_anew = len(words) > LONGEST_REFINEMENT or ANEW.intersection(words) or wish.unknown
    names_kind = (wish.technique or wish.motif) and not WHICH.intersection(words)
    if is_anew or names_kind or _names_goods(wish) or not (_names_goods(last) or last.technique or last.motif):
        return wish
    kept: dict[str, Any] = {
        kind: tuple(v for v in getattr(last, kind) if v not in out) for kind, out in wish.exclude.items()
    }
    if wish.price_min or wish.price_max or wish.sort == "cheapest":  # "ada yang lebih murah?"
        kept["price_min"] = None
    if wish.price_min:
        kept["price_max"] = None
    said = {name: value for name, value in vars(wish).items() if value}
    added = {"words": last.words + wish.words, "prefer": last.prefer + wish.prefer, "unknown": ()}
    return replace(last, **kept | said | added)


def _names_goods(wish: Wish) -> bool:
    return bool(wish.product or wish.shop or wish.sentra)


def _last_wish(turn: Turn) -> Wish:
    return wish_from_json(turn.talk.search["wish"]) if turn.talk.search else Wish()


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
    goods = lookup.goods(turn.session, found.listing_ids)
    codes = [one.code for one in goods]
    shown_so_far = offset + len(found.listing_ids)
    form.set_aside(turn)
    turn.talk.search = {"wish": asdict(wish), "next": shown_so_far}
    turn.talk.sheet = codes
    turn.talk.listing = codes[0] if len(codes) == 1 else None
    lines = [_line(number, one) for number, one in enumerate(goods, 1)]
    caption = "\n".join([opening, "", *lines, "", _next_step(len(codes), found.total - shown_so_far)])
    return Answer(Content(shortened(caption, MAX_CAPTION), image=pictures.contact_sheet(goods)), {"codes": codes})


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


def _line(number: int, goods: lookup.Goods) -> str:
    return f"{number}. {goods.code} {shortened(plain(goods.title), TITLE_LENGTH)}, {rupiah(goods.price)}"


def _next_step(shown: int, left: int) -> str:
    step = _("Balas nomornya untuk melihat") if shown > 1 else _("Balas *1* untuk melihat")
    step += _(", *mau no 1* untuk memesan")
    return step + (_(", *lagi* untuk yang lain.") if left > 0 else ".")


def wish_from_json(stored: dict[str, Any]) -> Wish:
    """A wish as it was kept in the conversation."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    values["exclude"] = {kind: tuple(ids) for kind, ids in stored.get("exclude", {}).items()}
    return Wish(**values)
