"""Questions about the one listing that is talked of, answered from what it says and from nothing else."""

import re
from functools import cache

from flask_babel import get_locale
from flask_babel import gettext as _

from bot.shopper.finding import find_batik, show_listing
from bot.talk import choices, left_open
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Wish
from bot.understanding.data import read
from bot.words.shop_words import opening_hours
from bot.words.wording import (
    label,
    plain,
    shortened,
    sizes_in_stock,
    sold_out,
    stock_in_words,
    technique_of,
    tiers_in_words,
)
from catalog import lookup, vocabulary
from catalog.models import Listing
from catalog.search.words import tokens
from messaging.content import Content
from money import rupiah

# "2x1,15 m", "panjang 2 meter", "120 x 120 cm"
_MEASURE = re.compile(
    r"(?i)(?:(?:panjang|lebar|ukuran)\s+)?\d+(?:[.,]\d+)?(?:\s*x\s*\d+(?:[.,]\d+)?)?\s*(?:m|meter|cm)\b"
)


def talked_of(turn: Turn) -> Listing | None:
    """The listing that is named, that of the message quoted, or the one shown last; None when it is no longer here."""
    code = show_listing.wanted_code(turn)
    listing = lookup.talked_of(turn.session, code) if code else None
    return listing if listing and lookup.is_visible(listing) else None


def says(turn: Turn, listing: Listing) -> Answer | None:
    """The answer to what the message asks of this listing, where the listing itself gives it; None where it does not."""
    wish, facts = turn.wish, turn.facts
    topic, part = facts.get("about"), facts.get("asks")
    if topic == "material":
        return tell_material(turn, listing) if _materials(_written(listing)) else None
    if topic in ("stock", "price"):
        return (tell_stock if topic == "stock" else tell_price)(turn, listing)
    if part:
        is_told = part in ("size", "price") or _has(listing, part)
        return tell_part(turn, listing, part) if is_told else None
    if len(wish.size) == 1 and wish == Wish(size=wish.size):
        return show_listing.tell_size(turn, listing.code, wish.size[0])
    if wish.words and wish == Wish(words=wish.words):
        return tell_words(turn, listing, wish.words) if _tells(listing, wish.words) else None
    return None


def _has(listing: Listing, part: str) -> bool:
    values = {"colour": listing.colours, "motif": listing.motifs, "technique": listing.technique}
    return bool(values.get(part))


def tell_stock(turn: Turn, listing: Listing) -> Answer:
    """ "ready?", "masih ada?" """
    if not lookup.total_available(listing):
        opening = sold_out(_name(listing), listing.code)
        return find_batik.instead_of(turn, listing, None, opening)
    return _tell(
        turn, listing, _("Masih ada: %(goods)s. %(stock)s.", goods=_name(listing), stock=stock_in_words(listing))
    )


def tell_price(turn: Turn, listing: Listing) -> Answer:
    """ "berapa?" """
    text = f"{_name(listing)}: {rupiah(listing.price)}. {tiers_in_words(listing)}"
    return _tell(turn, listing, text.rstrip(" .") + ".")


def tell_material(turn: Turn, listing: Listing, opening: str = "") -> Answer:
    """ "bahannya apa?": what the seller wrote, and that nothing is known when nothing was written."""
    named = _materials(_written(listing))
    if not named:
        return _not_told(turn, listing, _("Bahan %(goods)s tidak ditulis penjual.", goods=_name(listing)))
    told = ", ".join(map(_explained, named))
    text = _("Bahan %(goods)s menurut penjual: %(material)s.", goods=_name(listing), material=told)
    return _tell(turn, listing, f"{opening} {text}".strip())


def tell_part(turn: Turn, listing: Listing, part: str) -> Answer | None:
    """ "warnanya apa aja?", "ada ukuran apa?": what the listing has of this part."""
    if part == "size":
        return tell_stock(turn, listing) if sizes_in_stock(listing) else _tell_measures(turn, listing)
    if part == "price":
        return tell_price(turn, listing)
    told = {
        "colour": _("Warna %(goods)s: %(values)s.", goods=_name(listing), values=_labels("colour", [c.colour for c in listing.colours])),
        "motif": _("Motif %(goods)s: %(values)s.", goods=_name(listing), values=_labels("motif", [m.motif for m in listing.motifs])),
        "technique": _("Teknik %(goods)s: %(values)s.", goods=_name(listing), values=technique_of(listing)),
    }  # fmt: skip
    return _tell(turn, listing, told[part]) if part in told else None


def _tell_measures(turn: Turn, listing: Listing) -> Answer:
    """Of goods without sizes: what the seller wrote of length and width, else that it is not written."""
    measured = _MEASURE.search(_written(listing))
    if measured is None:
        return _not_told(turn, listing, _("Ukuran %(goods)s tidak ditulis penjual.", goods=_name(listing)))
    return _tell(
        turn, listing, _("Menurut penjual, %(goods)s: %(words)s.", goods=_name(listing), words=measured[0].strip())
    )


def tell_technique(turn: Turn, listing: Listing, asked: tuple[str, ...]) -> Answer:
    """ "ini tulis?", "is it hand drawn?": yes, or what it is instead; never more than the label says."""
    facts = {"goods": _name(listing), "technique": technique_of(listing)}
    if asked == (listing.technique,):
        text = _("Ya, menurut labelnya: %(goods)s, %(technique)s.", **facts)
    elif len(asked) == 1 and listing.technique:
        text = _("Bukan: %(goods)s, %(technique)s.", **facts)
    else:
        text = _("Teknik %(goods)s: %(values)s.", goods=facts["goods"], values=facts["technique"])
    return _tell(turn, listing, text)


def tell_shop(turn: Turn, listing: Listing) -> Answer:
    """ "tokonya dimana?", "buka jam berapa?": where the goods talked of are sold, and when. Names no code: it is not
    about the goods."""
    shop = listing.seller
    place = ", ".join(filter(None, (plain(shop.address), _("sentra %(sentra)s", sentra=shop.sentra))))
    text = _("*%(shop)s* ada di %(place)s. Jam buka: %(hours)s.", shop=plain(shop.shop), place=place, hours=opening_hours(shop.hours))  # fmt: skip
    return _tell(turn, listing, text)


def tell_words(turn: Turn, listing: Listing, words: tuple[str, ...]) -> Answer | None:
    """ "adem ga?": yes when the seller says so, else that it is not written; None for "yang adem ada?", which may be
    found elsewhere."""
    if not _holds(listing, words) and _tells(listing, words):
        return tell_material(turn, listing, opening=_("Bukan."))
    if not _holds(listing, words):
        if turn.facts.get("about") != "words":
            return None
        return _not_told(turn, listing, _("Itu tidak ditulis penjual di %(goods)s.", goods=_name(listing)))
    if all(map(vocabulary.load().is_material, words)):
        return tell_material(turn, listing, opening=_("Ya."))
    said = [_as_written(listing, word) for word in words]
    if tuple(said) != words:  # "luntur ga?" of what is "tidak luntur": no yes, but the seller's words
        told = {"goods": _name(listing), "words": ", ".join(said)}
        return _tell(turn, listing, _("Menurut penjual, %(goods)s: %(words)s.", **told))
    text = _("Ya, menurut penjual: %(goods)s, %(words)s.", goods=_name(listing), words=", ".join(words))
    return _tell(turn, listing, text)


def _as_written(listing: Listing, word: str) -> str:
    """The word with what denies it in the seller's text: "luntur" of "Halus, tidak luntur"."""
    said = "|".join(map(re.escape, read("cues")["denies"]["words"]))
    found = re.search(rf"(?i)\b(?:{said})[\s-]+{re.escape(word)}\b", _written(listing))
    return found[0].casefold() if found else word


def _not_told(turn: Turn, listing: Listing, text: str) -> Answer:
    """What the listing does not say, the seller may be asked."""
    if listing.description:
        text += " " + _("Yang tertulis: “%(text)s”", text=_own_words(listing))
    if left_open.ask_again(turn, text):
        return _tell(turn, listing, text)
    turn.talk.listing = listing.code
    ask, no = choices.deed("ask_seller", _("Tanya penjual"), listing.code), choices.deed("no", _("Tidak usah"))
    content = Content.fitting(text + " " + _("Mau kami tanyakan ke penjualnya?"), options=(ask, no))
    return Answer(content, {"codes": [listing.code]}, {"yes": ask.id, "no": no.id, "held": turn.message.text})


def _written(listing: Listing) -> str:
    return f"{listing.title} {listing.description}"


def _holds(listing: Listing, words: tuple[str, ...]) -> bool:
    """Whether the seller's own words hold all of these."""
    held = set(tokens(_written(listing)))
    ways = [vocabulary.load().written_as(word) for word in words]
    return all(any(set(tokens(phrase)) <= held for phrase in phrases) for phrases in ways)


def _tells(listing: Listing, words: tuple[str, ...]) -> bool:
    """Whether the listing itself answers a question for these words: it holds them, or names another material."""
    asks_material = all(map(vocabulary.load().is_material, words))
    return _holds(listing, words) or (asks_material and bool(_materials(_written(listing))))


def _tell(turn: Turn, listing: Listing, text: str) -> Answer:
    """The text, and after it the question that is still waited for, or the offer to order."""
    turn.talk.listing = listing.code
    again = left_open.ask_again(turn, text)
    if again:
        return again
    if not lookup.total_available(listing):
        text += " " + _("Sedang habis. Ketik yang dicari, nanti kami carikan yang mirip.")
        return say(text, choices.wait_for(listing.code), codes=[listing.code])
    return say(text + " " + _("Mau pesan?"), choices.order(listing.code, _("Pesan")), codes=[listing.code])


def _name(listing: Listing) -> str:
    return f"*{listing.code}* {shortened(plain(listing.title), 60)}"


def _own_words(listing: Listing) -> str:
    return shortened(plain(listing.description), 300)


def _labels(kind: str, values: list[str]) -> str:
    return ", ".join(label(kind, value) for value in values) or _("tidak ditulis penjual")


def _explained(material: str) -> str:
    """A material as the seller wrote it; for who reads English with what it means: "sutra (silk)"."""
    words = vocabulary.load()
    id = words.spellings("material").get(material)
    if id is None or str(get_locale()) != "en" or words.label("material", id, "en").casefold() == material:
        return material
    return f"{material} ({words.label('material', id, 'en')})"


@cache
def _known_materials() -> tuple[str, ...]:
    known = {*read("attributes")["material"]["words"], *vocabulary.load().spellings("material")}
    return tuple(sorted(known, key=len, reverse=True))


def _materials(text: str) -> list[str]:
    """The materials that a text names, the longer name of two that overlap."""
    words = f" {' '.join(tokens(text))} "
    rest, found = words, []
    for material in _known_materials():
        if f" {material} " in rest:
            found.append(material)
            rest = rest.replace(f" {material} ", " | ")
    return sorted(found, key=lambda material: words.index(f" {material} "))
