"""How a draft looks: its name, its card, its questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from bot.seller.goods import draft_fields
from bot.talk import choices, lexicon
from bot.talk.turn import Answer, Turn
from bot.understanding import Lexicon
from bot.understanding.goods import caption
from bot.words import pictures
from bot.words.wording import goods_name, label, plain, shortened, size_name, steps_in_words
from catalog.models import Draft
from media.contact_sheet import Tile
from media.likeness import BLURRY, TINY
from messaging.content import MAX_LIST_TITLE, Content, Option
from messaging.models import ReceivedPicture
from money import rupiah

MOST_TILES = 6
LINE = 46  # characters of a draft's line among others
USUAL_PRODUCTS = ("kain", "kemeja", "daster", "gamis", "sarung", "blus", "dress", "selendang", "outer", "anak")


@dataclass(frozen=True)
class Shown:
    """A draft with all that is shown of it. `notes`: what its seller should know, a sentence each."""

    draft: Draft
    title: str
    description: str
    pictures: Sequence[ReceivedPicture] = ()
    notes: Sequence[str] = ()

    @property
    def fields(self) -> Mapping[str, object]:
        return self.draft.fields


def shown(turn: Turn, draft: Draft, sent: Sequence[ReceivedPicture] = (), notes: Sequence[str] = ()) -> Shown:
    """The draft with its title and description as the listing will have them; its caption is read where it has changed."""
    if draft.title is None or draft.description is None:
        draft.title, draft.description = _read(draft, lexicon.current(turn.session))
    return Shown(draft, draft.title, draft.description, [one for one in sent if one.state == "fetched"], notes)


def _read(draft: Draft, words: Lexicon) -> tuple[str, str]:
    fields = draft.fields
    title = fields.get("title") or caption.title(draft.text, fields, words) or goods_name(technique=_one(fields))
    return title, fields.get("description") or caption.description(draft.text, title, words)


def _one(fields: Mapping[str, object]) -> tuple[str, ...]:
    return (str(fields["technique"]),) if fields.get("technique") else ()


def ids(drafts: Sequence[Draft]) -> str:
    """Drafts as the id of a choice carries them."""
    return ".".join(str(draft.id) for draft in drafts)


# ---------------------------------------------------------------- the card


def card(one: Shown, opening: str = "") -> Answer:
    """The draft with its picture: is it right?"""
    told = "\n".join(filter(None, [opening, f"*{plain(one.title)}*", *_facts(one), *one.notes]))
    return _to_confirm(f"{told}\n\n{_how_to_correct()}\n{_is_it_right()}", [one], [_tile(0, one)])


def cards(several: Sequence[Shown], opening: str = "") -> Answer:
    """Several drafts in one message, numbered, with a picture of the first six."""
    lines = [f"{number}. {in_one_line(one)}" for number, one in enumerate(several, 1)]
    notes = [f"{number}: {note}" for number, one in enumerate(several, 1) for note in one.notes]
    text = _("*%(count)s barang siap tayang*", count=len(several))
    how = _("Salah? Tulis nomornya, misalnya *no 2 harganya 55*.")
    told = "\n".join(filter(None, [opening, text, *lines, *notes]))
    tiles = [_tile(number, one) for number, one in enumerate(several[:MOST_TILES], 1)]
    return _to_confirm(f"{told}\n\n{how}\n{_is_it_right()}", several, tiles)


def _to_confirm(text: str, several: Sequence[Shown], tiles: Sequence[Tile]) -> Answer:
    drafts = [one.draft for one in several]
    named = ids(drafts)
    yes = choices.deed("publish", _("Ya, tayangkan") if len(drafts) == 1 else _("Ya, tayangkan semua"), named)
    change = choices.deed("edit_draft", _("Ubah"), named)
    drop = choices.deed("drop_draft", _("Batal"), named)
    content = Content.fitting(text, image=pictures.sheet_of(tiles), options=(yes, change, drop))
    question = {"slot": "draft", "yes": yes.id, "no": change.id, "cancel": drop.id}
    return Answer(content, {"drafts": [draft.id or 0 for draft in drafts]}, question)


def _tile(number: int, one: Shown) -> Tile:
    photo = next((picture.goods_key for picture in one.pictures if picture.goods_key), None)
    more = _("%(count)s foto", count=len(one.pictures)) if len(one.pictures) > 1 else ""
    price = rupiah(int(str(one.fields["price"]))) if one.fields.get("price") else ""
    technique, motif, colour = (next(iter(_told(one, name)), None) for name in ("technique", "motifs", "colours"))
    shown = pictures.looks(technique, motif, colour)
    return Tile(number, _("DRAF"), price, shortened(one.title, 60), photo, more, **shown)


def _told(one: Shown, name: str) -> list[str]:
    told = one.fields.get(name) or []
    return [str(value) for value in (told if isinstance(told, list) else [told])]


def _facts(one: Shown) -> list[str]:
    fields = one.draft.fields
    amounts = [rupiah(fields["price"])] if fields.get("price") else []
    if fields.get("stock") is not None:
        amounts.append(stock_in_words(fields))
    lines = [" · ".join(amounts)]
    if fields.get("technique"):
        lines.append(_("Teknik: *%(technique)s*", technique=label("technique", fields["technique"])))
    for name, kind, words in (("motifs", "motif", _("Motif")), ("colours", "colour", _("Warna"))):
        if fields.get(name):
            lines.append(f"{words}: {', '.join(label(kind, value) for value in fields[name])}")
    steps = steps_in_words(draft_fields.tiers(fields))
    if steps:
        lines.append(_("Grosir: %(steps)s", steps=steps))
    if fields.get("weight_g"):
        lines.append(_("Berat: %(grams)s gram", grams=fields["weight_g"]))
    return [*lines, shortened(plain(one.description), 200)]


def stock_in_words(fields: Mapping[str, object]) -> str:
    """ "Stok 6", "Ukuran M, L · stok 10", "Ukuran M (3), L (5)"."""
    stock = fields.get("stock")
    sizes = fields.get("sizes")
    named = [str(size) for size in sizes] if isinstance(sizes, list) else []
    if isinstance(stock, Mapping):
        return _("Ukuran %(sizes)s", sizes=", ".join(f"{size_name(size)} ({n})" for size, n in stock.items()))
    if named:
        return _("Ukuran %(sizes)s · stok %(number)s", sizes=", ".join(map(size_name, named)), number=stock)
    return _("Stok %(number)s", number=stock)


def in_one_line(one: Shown) -> str:
    """ "Gamis cap kawung, Rp95.000, stok 3"."""
    fields = one.draft.fields
    technique = label("technique", fields["technique"]) if fields.get("technique") else ""
    title = shortened(plain(one.title), LINE)
    is_said = technique and technique.casefold() in title.casefold()
    parts = [title, "" if is_said else technique, rupiah(fields["price"]) if fields.get("price") else ""]
    if "stock" in fields:
        parts.append(stock_in_words(fields).lower())
    elif fields.get("sizes"):
        parts.append(_("ukuran %(sizes)s", sizes=", ".join(map(size_name, fields["sizes"]))))
    return ", ".join(filter(None, parts))


def _how_to_correct() -> str:
    return _("Salah? Tulis saja, misalnya *harganya 55* atau *tambah XL 3*.")


def _is_it_right() -> str:
    return _("Sudah benar dan boleh tayang?")


# ---------------------------------------------------------------- notes


def notes_on_pictures(sent: Sequence[ReceivedPicture]) -> list[str]:
    """A kind word about pictures that sell badly."""
    here = [picture for picture in sent if picture.state == "fetched"]
    if any(min(picture.width, picture.height) < TINY for picture in here):
        return [_("Fotonya kecil sekali; foto yang lebih besar lebih laku.")]
    if any(picture.sharpness < BLURRY for picture in here):
        return [_("Fotonya agak buram; foto yang terang dan tajam lebih laku.")]
    return []


def no_picture() -> str:
    return _("Belum ada foto: kirim fotonya sekarang kalau ada, barang berfoto lebih laku.")


# ---------------------------------------------------------------- questions


def ask(slot: str, several: Sequence[Shown], of_many: bool, opening: str = "") -> Answer:
    """The question for a missing field of these drafts. `of_many`: they are some of several, so each is named."""
    text, options = _QUESTIONS[slot](several)
    named = "\n".join(f"• {in_one_line(one)}" for one in several[:10]) if of_many else ""
    parts = [opening, named, text]
    drafts = [one.draft for one in several]
    content = Content.fitting("\n".join(filter(None, parts)), options=options, list_title=_("Pilih"))
    question = {"slot": slot, "cancel": choices.deed("drop_draft", "", ids(drafts)).id}
    return Answer(content, {"drafts": [draft.id or 0 for draft in drafts]}, question)


def remind(slot: str, several: Sequence[Draft]) -> Answer:
    """The same question in one line, after something else; "" asks for the yes."""
    named = ids(several)
    question = {"slot": slot or "draft", "cancel": choices.deed("drop_draft", "", named).id}
    if not slot:
        yes, no = choices.deed("publish", "", named), choices.deed("edit_draft", "", named)
        question |= {"yes": yes.id, "no": no.id}
    asked = _IN_SHORT[slot]() if slot else _is_it_right()
    return Answer(Content(_("Drafnya masih menunggu: %(question)s", question=asked)), question=question)


def _ask_product(several: Sequence[Shown]) -> tuple[str, tuple[Option, ...]]:
    named = ids([one.draft for one in several])
    options = tuple(
        choices.deed("fill_draft", label("product", value)[:MAX_LIST_TITLE].capitalize(), named, "product", value)
        for value in USUAL_PRODUCTS
    )
    text = _("Bisa ditulis sekaligus, misalnya *daster cap kawung, 45rb, stok 12*.")
    return f"{text} {_IN_SHORT['product']()}", options


def _ask_price(several: Sequence[Shown]) -> tuple[str, tuple[Option, ...]]:
    by_size = several[0].draft.fields.get("prices")
    if by_size:
        named = ids([several[0].draft])
        options = tuple(choices.deed("fill_draft", rupiah(price), named, "price", price) for price in by_size)
        why = _("Satu barang satu harga; ukuran yang lain harganya bisa dikirim sebagai barang sendiri.")
        return why + " " + _("Satu harga untuk semua ukuran, yang mana?"), options
    return _("Misalnya *45rb*.") + " " + _IN_SHORT["price"](), ()


def _ask_stock(several: Sequence[Shown]) -> tuple[str, tuple[Option, ...]]:
    sizes = [size for one in several for size in draft_fields.unknown_sizes(one.draft.fields)]
    if sizes:
        named = ", ".join(dict.fromkeys(map(size_name, sizes)))
        return _("Stok ukuran %(sizes)s berapa potong?", sizes=named), ()
    named = ids([one.draft for one in several])
    only_one = choices.deed("fill_draft", _("Cuma 1"), named, "stock", 1)
    text = _("Misalnya *12*, atau per ukuran *M 3 L 5*.") + " "
    return text + (_("Stoknya berapa masing-masing?") if len(several) > 1 else _IN_SHORT["stock"]()), (only_one,)


def _ask_technique(several: Sequence[Shown]) -> tuple[str, tuple[Option, ...]]:
    named = ids([one.draft for one in several])
    meanings = {
        "tulis": _("digambar tangan dengan canting dan malam panas"),
        "cap": _("dicap dengan cap tembaga dan malam panas"),
        "kombinasi": _("cap yang ditambah canting tangan"),
        "printing": _("kain bermotif batik, tanpa malam"),
        "ecoprint": _("bentuk daun dan bunga asli di kain"),
        "jumputan": _("kain diikat lalu dicelup"),
    }
    options = tuple(
        choices.deed(
            "fill_draft", label("technique", value)[:MAX_LIST_TITLE], named, "technique", value, description=what
        )
        for value, what in meanings.items()
    )
    text = _("Tekniknya harus ditulis dengan jujur: label palsu dilarang Perda 6/2014.")
    return f"{text} {_IN_SHORT['technique']()}", options


_IN_SHORT: Mapping[str, Callable[[], str]] = {
    "product": lambda: _("Barang apa ini?"),
    "price": lambda: _("Harganya berapa per potong?"),
    "stock": lambda: _("Stoknya berapa?"),
    "technique": lambda: _("Ini batik apa?"),
}
_QUESTIONS = {"product": _ask_product, "price": _ask_price, "stock": _ask_stock, "technique": _ask_technique}
