"""Words for goods, wishes and sums that several replies share. Speaks the language that is set (flask_babel)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import current_app
from flask_babel import format_decimal, get_locale
from flask_babel import gettext as _

import clock
from bot.understanding import Wish, data
from catalog import lookup, shelf, vocabulary
from catalog.models import Listing
from money import rupiah

EXACT_COUNT = 100  # more are "100+"
UNDO_LASTS = timedelta(minutes=10)


def label(kind: str, value: str) -> str:
    """A value of the vocabulary in the reader's language: "mega mendung"."""
    return vocabulary.load().label(kind, value, str(get_locale()))


def either(words: Iterable[str]) -> str:
    """ "biru atau navy"."""
    words = list(words)
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s atau %(last)s", first=", ".join(words[:-1]), last=words[-1])


def wish_in_words(wish: Wish) -> str:
    """What was understood, as the shopper would say it: "Kemeja mega mendung biru, XL, sampai Rp200.000"."""
    named = {id: word for word in wish.prefer if (id := vocabulary.load().spellings("product").get(word))}
    words = [as_wished(word) for word in (*wish.words, *wish.prefer) if word not in named.values()]
    goods = goods_name(wish.product, wish.motif, wish.technique, wish.colour, words, named)
    parts = [
        goods,
        either(map(size_wished, wish.size)),
        _price(wish),
        _amount(wish),
        _place(wish),
        _excluded(wish),
        _order(wish),
    ]
    sentence = ", ".join(filter(None, parts))
    return sentence[:1].upper() + sentence[1:]


def goods_name(
    product: Iterable[str] = (),
    motif: Iterable[str] = (),
    technique: Iterable[str] = (),
    colour: Iterable[str] = (),
    words: Iterable[str] = (),
    named: Mapping[str, str] | None = None,
) -> str:
    """ "kemeja cap parang biru"; English turns it round: "blue hand-stamped parang shirt". `named`: what the shopper
    called a product ("kulot")."""
    parts = [
        either((named or {}).get(v) or short_label("product", v) for v in product) or _("batik"),
        either(short_label("technique", v) for v in technique),
        either(short_label("motif", v) for v in motif),
        _colours(tuple(colour)),
        " ".join(words),
    ]
    return " ".join(filter(None, reversed(parts) if str(get_locale()) == "en" else parts))


def _colours(values: tuple[str, ...]) -> str:
    """ "merah atau biru"; all those of a shade by its name ("warna gelap")."""
    shade = next((table for table in data.read("shades").values() if tuple(table["colours"]) == values), None)
    return str(shade[str(get_locale())]) if shade else either(short_label("colour", v) for v in values)


def as_wished(word: str) -> str:
    """A word of a wish in the reader's language: for whom ("men's"), what of ("bahan sutra"), else as it was said."""
    if vocabulary.load().is_material(word):
        return _("bahan %(material)s", material=word)
    return {"pria": _("pria"), "wanita": _("wanita"), "anak": _("anak")}.get(word, word)


def short_label(kind: str, value: str) -> str:
    """The label without what explains it: "parang", not "parang (diagonal blades)"."""
    return label(kind, value).partition(" (")[0]


def size_wished(size: str) -> str:
    """ "XL", "ukuran 4": a bare number tells nothing."""
    return _("ukuran %(size)s", size=size) if size.isdigit() else size_name(size)


def _price(wish: Wish) -> str:
    low, high = wish.price_min, wish.price_max
    if high and high % 100 == 99:  # "lebih murah"
        return _("di bawah %(high)s", high=rupiah(high + 1))
    if low and low % 100 == 1:
        return _("di atas %(low)s", low=rupiah(low - 1))
    if low and high:
        return _("%(low)s sampai %(high)s", low=rupiah(low), high=rupiah(high))
    if high:
        return _("sampai %(high)s", high=rupiah(high))
    return _("mulai %(low)s", low=rupiah(low)) if low else ""


def _amount(wish: Wish) -> str:
    parts = []
    if wish.wholesale:
        parts.append(_("grosir"))
    if wish.min_stock:
        parts.append(_("stok minimal %(number)s", number=wish.min_stock))
    return ", ".join(parts)


def _place(wish: Wish) -> str:
    parts = []
    if wish.shop:
        parts.append(_("dari %(shop)s", shop=either(wish.shop)))
    if wish.sentra:
        parts.append(_("sentra %(sentra)s", sentra=either(wish.sentra)))
    return ", ".join(parts)


def _excluded(wish: Wish) -> str:
    words = [
        label(kind, v) if kind not in ("shop", "size") else v
        for kind, values in wish.exclude.items()
        for v in values
        if kind != "colour"
    ]
    words += filter(None, [_colours(wish.exclude.get("colour", ()))])
    return _("bukan %(words)s", words=either(words)) if words else ""


def _order(wish: Wish) -> str:
    return {
        "cheapest": _("termurah dulu"),
        "dearest": _("termahal dulu"),
        "newest": _("terbaru dulu"),
        "bestselling": _("terlaris dulu"),
    }.get(wish.sort or "", "")


def count(number: int) -> str:
    """ "14 barang"; more than a hundred are "100+ barang"."""
    return _("%(number)s barang", number=number if number <= EXACT_COUNT else f"{EXACT_COUNT}+")


def how_to_undo() -> str:
    """Said under what was changed."""
    return _("Salah? Ketik *batalkan* (%(minutes)s menit).", minutes=int(UNDO_LASTS.total_seconds() // 60))


def day_name(day: date) -> str:
    """ "Senin 30 November"."""
    return str(format_date(day, "EEEE d MMMM", locale=str(get_locale())))


def shortened(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut between words where that is possible."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip(" ,.-") + "…"


def plain(text: str) -> str:
    """Somebody's own words without the marks that WhatsApp would turn into bold, italic or struck out."""
    return text.translate(str.maketrans("*_~`", "    ")).strip()


_LINK = re.compile(r"(?i)\b(?:https?://|www\.)\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,}\b(?:/\S*)?")
_SEALS = str.maketrans(dict.fromkeys("✅☑✔✓✳️🟢🔵🛡🏅", " "))
_MARKET = re.compile(r"(?i)\b(?:loka\s*pasar|pemkot|pemerintah kota|official)\b")


def harmless(text: str) -> str:
    """Somebody's words that go on to somebody else: in one line and without seals, so that none of it looks like the
    market's own; a link is told but can't be tapped."""
    one_line = " / ".join(filter(None, (line.strip() for line in plain(text).translate(_SEALS).splitlines())))
    return _LINK.sub(lambda link: re.sub(r"(?i)^https?://", "", link.group()).replace(".", "(.)"), one_line)


def name_only(text: str) -> str:
    """A name that somebody has given: no link, no seal, nothing that passes for the market or the city."""
    bare = _LINK.sub(" ", plain(text).translate(_SEALS))
    return " ".join(_MARKET.sub(" ", bare).split()).strip(" ,.;:()-")


def kilograms(weight_g: int) -> str:
    """ "0,4 kg"."""
    return f"{format_decimal(round(weight_g / 1000, 1))} kg"


def technique_of(listing: Listing) -> str:
    """The label that the by-law asks for (Perda 6/2014), or that there is none."""
    return label("technique", listing.technique) if listing.technique else _("belum berlabel")


def sizes_in_stock(listing: Listing) -> list[str]:
    return [v.size for v in listing.variants if lookup.available(listing, v.size) > 0]


def made_to_order(listing: Listing) -> str:
    """ "dibuat sesuai pesanan (PO), siap ±14 hari, DP 50%"."""
    text = _("dibuat sesuai pesanan (PO), siap ±%(days)s hari", days=listing.lead_days)
    return text + (_(", DP %(percent)s%%", percent=listing.deposit_percent) if listing.deposit_percent else "")


def stock_in_words(listing: Listing) -> str:
    """ "Stok 12", or per size "Ukuran: M (3), L (5)", or that it is sold out, or that it is made to order."""
    if listing.lead_days:
        named, made = ", ".join(map(size_name, sizes_in_stock(listing))), made_to_order(listing)
        return _("Ukuran %(sizes)s · %(stock)s", sizes=named, stock=made) if named else made[:1].upper() + made[1:]
    total = lookup.total_available(listing)
    if total == 0:
        return _("Stok habis")
    sizes = sizes_in_stock(listing)
    if listing.stock is not None or not sizes:
        stock = _("Stok %(number)s", number=total)
        return (
            _("Ukuran %(sizes)s · %(stock)s", sizes=", ".join(map(size_name, sizes)), stock=stock) if sizes else stock
        )
    counted = ", ".join(f"{size_name(v.size)} ({v.stock})" for v in listing.variants if v.stock)
    return _("Ukuran %(sizes)s", sizes=counted)


def goods_in_short(listing: Listing, size: str | None = None, title_length: int = 40) -> str:
    """ "K0101 Kemeja cap parang merah, L"."""
    name = f"{listing.code} {shortened(plain(listing.title), title_length)}" if title_length else listing.code
    return f"{name}, {size_name(size)}" if size else name


def sold_out(goods: str, code: str) -> str:
    """That it can't be had now, and how to hear when it can."""
    return _(
        "Maaf, %(goods)s sedang habis; ketik *kabari %(code)s* kalau mau dikabari saat ada.", goods=goods, code=code
    )


def size_name(size: str) -> str:
    return "all size" if size == "allsize" else size


def moment(at: datetime) -> str:
    """A time as the city's clocks show it: "hari ini 14.30", "besok 09.00", "Jum 27 Nov 09.00"."""
    zone = ZoneInfo(current_app.config["SETTINGS"].city_timezone)
    local, today = at.astimezone(zone), clock.now().astimezone(zone).date()
    hour = f"{local:%H.%M}"
    days = (local.date() - today).days
    if days in (0, 1):
        return (_("hari ini %(hour)s", hour=hour), _("besok %(hour)s", hour=hour))[days]
    return f"{format_date(local, 'EEE d MMM', locale=str(get_locale()))} {hour}"


def tiers_in_words(listing: Listing) -> str:
    """ "Grosir: 12+ Rp42.000, 20+ Rp40.000" or nothing."""
    steps = steps_in_words(shelf.tiers(listing))
    return _("Grosir: %(steps)s", steps=steps) if steps else ""


def steps_in_words(tiers: Iterable[Sequence[int]]) -> str:
    """Wholesale prices (catalog.shelf.Tiers): "12+ Rp42.000, 20+ Rp40.000", of a lot "12+ ±Rp41.667 (12 = Rp500.000)",
    or nothing."""
    return ", ".join(
        f"{pieces}+ ±{rupiah(each)} ({pieces} = {rupiah(lot[0])})" if lot else f"{pieces}+ {rupiah(each)}"
        for pieces, each, *lot in tiers
    )


def times(quantity: int, each: int, total: int) -> str:
    """ "12 x Rp42.000"; where a lot's price makes the total, the price of one is about that: "12 x ±Rp41.667"."""
    return f"{quantity} x {'' if quantity * each == total else '±'}{rupiah(each)}"


def why_lost(problem: str) -> str:
    """Why a picture that somebody sent could not be used (ReceivedPicture.problem)."""
    return {
        "too_many_bytes": _("Maaf, fotonya terlalu besar (lebih dari 16 MB)."),
        "too_many_pixels": _("Maaf, fotonya terlalu besar untuk kami buka. Kirim sebagai foto biasa, bukan dokumen."),
        "not_a_picture": _("Maaf, berkas itu bukan foto JPG, PNG atau WebP."),
        "broken": _("Maaf, fotonya rusak atau terpotong di jalan."),
        "heic": _("Maaf, foto HEIC dari iPhone belum bisa kami buka. Kirim sebagai foto biasa, bukan dokumen."),
        "pdf": _("Maaf, PDF tidak bisa jadi foto barang. Kirim fotonya, atau tangkapan layarnya (screenshot)."),
        "locked": _("Maaf, PDF itu terkunci kata sandi. Kirim tangkapan layarnya (screenshot)."),
        "too_slow": _("Maaf, fotonya terlalu lama di jalan dan belum sampai ke kami."),
        "too_many": _("Fotonya banyak sekali, Kak! Kami kerjakan dulu yang sudah sampai; sisanya belum kami ambil."),
        "ours": _("Maaf, ada gangguan di pihak kami, jadi fotonya belum bisa kami simpan."),
    }.get(problem, _("Maaf, fotonya tidak berhasil kami ambil dari WhatsApp."))
