"""One listing by its code or its number on the sheet: its own picture and all that a buyer wants to know."""

from flask import current_app
from flask_babel import gettext as _

import clock
from bot.seller.goods import own_goods, show_goods
from bot.shopper.finding import find_batik
from bot.talk import choices, form
from bot.talk.turn import Answer, Turn, say
from bot.words import pictures, stars
from bot.words.wording import day_name, label, plain, shortened, size_name, stock_in_words, technique_of, tiers_in_words
from catalog import lookup
from catalog.models import Listing
from messaging.content import Content
from money import rupiah


def show(turn: Turn) -> Answer:
    """ "K0123", "nomor 3", a quoted picture, a tap."""
    code = wanted_code(turn)
    if code is None:
        return which(turn)
    listing = lookup.by_code(turn.session, code)
    if listing is not None and own_goods.is_own(turn, listing):
        return show_goods.card(turn, listing)
    if listing is None or not lookup.is_visible(listing):
        return not_shown(turn, code, listing)
    turn.talk.listing = listing.code
    form.set_aside(turn)
    is_here = lookup.total_available(listing) > 0
    options = [choices.order(listing.code, _("Pesan")) if is_here else choices.wait_for(listing.code)]
    content = Content.fitting(
        describe(listing, stars.of_listing(turn.session, listing)), image=pictures.card(listing), options=tuple(options)
    )
    return Answer(content, {"codes": [listing.code]})


def tell_size(turn: Turn, code: str, size: str) -> Answer | None:
    """Whether the listing talked of comes in this size; None when it is no longer shown."""
    listing = lookup.by_code(turn.session, code)
    if listing is None or not lookup.is_visible(listing):
        return None
    form.set_aside(turn)
    name, left = size_name(size), lookup.available(listing, size)
    if left:
        text = _("Ada: *%(code)s* ukuran %(size)s, stok %(left)s. Mau pesan?", code=code, size=name, left=left)
        return say(text, choices.order(code, _("Pesan"), size), codes=[code])
    text = _("Maaf, *%(code)s* ukuran %(size)s tidak ada.", code=code, size=name)
    return say(f"{text} {stock_in_words(listing)}.", codes=[code])


def wanted_code(turn: Turn) -> str | None:
    """The code that the message means: named, by its number, quoted, or talked of last."""
    line = turn.intent.lines[0] if turn.intent.lines else None
    if line and line.code:
        return line.code
    if line and line.place:
        return turn.code_at(line.place)
    return turn.listing


def describe(listing: Listing, reviewed: str = "") -> str:
    """The listing in a few lines; `reviewed`: what its reviews come to."""
    motifs = ", ".join(label("motif", m.motif) for m in listing.motifs)
    colours = ", ".join(label("colour", c.colour) for c in listing.colours)
    seller = listing.seller
    shop = plain(seller.shop) + (f", {seller.sentra}" if seller.sentra else "")
    lines = [
        f"*{listing.code}* {plain(listing.title)}",
        f"*{rupiah(listing.price)}*",
        reviewed,
        tiers_in_words(listing),
        stock_in_words(listing),
        _("Teknik: %(technique)s", technique=technique_of(listing)),
        _("Motif: %(motifs)s", motifs=motifs) if motifs else "",
        _("Warna: %(colours)s", colours=colours) if colours else "",
        _("Toko: %(shop)s", shop=shop) + ("" if seller.verified else " " + _("(belum diverifikasi)")),
        shortened(plain(listing.description), 300),
    ]
    if lookup.total_available(listing):
        lines += ["", _how_to_order(listing)]
    else:
        lines += ["", _("Sedang habis. Ketik yang dicari, nanti kami carikan yang mirip.")]
    return "\n".join(line for number, line in enumerate(lines) if line or number == len(lines) - 2)


def _how_to_order(listing: Listing) -> str:
    if len(listing.variants) > 1:
        return _("Mau? Ketik *pesan %(code)s* dengan ukuran dan jumlahnya.", code=listing.code)
    return _("Mau? Ketik *pesan %(code)s* dengan jumlahnya.", code=listing.code)


def not_shown(turn: Turn, code: str, listing: Listing | None) -> Answer:
    """Of a stall on holiday it is told, and the nearest goods of others are offered; all else is as if it were not
    there."""
    if listing is None or not lookup.is_on_holiday(listing):
        return _no_such_code(code)
    form.set_aside(turn)
    shop, until = plain(listing.seller.shop), listing.seller.closed_until
    opening = _("*%(code)s* belum bisa dipesan: toko %(shop)s sedang libur.", code=listing.code, shop=shop)
    if until:
        day = day_name(clock.local(until, current_app.config["SETTINGS"].city_timezone))
        opening = _(
            "*%(code)s* baru bisa dipesan %(day)s: toko %(shop)s sedang libur.", code=listing.code, day=day, shop=shop
        )
    return find_batik.instead_of(turn, listing, None, opening)


def _no_such_code(code: str) -> Answer:
    text = _("Kode %(code)s tidak ada di pasar ini.", code=plain(code))
    return say(text + " " + _("Coba periksa lagi kodenya, atau tulis barang yang dicari, misalnya *kain parang*."))


def which(turn: Turn) -> Answer:
    """Asks which goods are meant: no code was said, or a number that is on no picture."""
    has_place = any(line.place for line in turn.intent.lines)
    if len(turn.codes) > 1 and not has_place:
        last = len(turn.codes)
        return say(_("Barang yang mana ya, nomor berapa di gambar terakhir (1 sampai %(last)s)?", last=last))
    if len(turn.talk.sheet) == 1:
        return say(_("Di gambar terakhir hanya ada satu barang; balas *1* untuk melihatnya."))
    if turn.talk.sheet:
        text = _("Nomor itu tidak ada di gambar terakhir (1 sampai %(last)s).", last=len(turn.talk.sheet))
        return say(text + " " + _("Nomor berapa yang dimaksud?"))
    return say(_("Tulis kodenya, atau cari dulu, misalnya *sarung cap biru*. Barang yang mana, Kak?"))
