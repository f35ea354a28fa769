"""Which of her own goods a seller means. Named by code or by its number on the last sheet; else what the message quotes;
else what its words describe; else the listing talked of last. Where several fit she is asked, by tappable list, and
nothing is guessed. Another shop's code gets the same answer as one that is nobody's.
"""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from bot.talk.turn import Answer, Turn, say
from bot.understanding import Line, Wish
from bot.words.wording import plain, shortened, stock_in_words, wish_in_words
from catalog import own_goods
from catalog.models import Listing
from messaging.content import MAX_LIST_ITEMS, Content, Option
from orders import lookup as orders_lookup

Again = Callable[[str, str], Option]  # (title, code): the choice that does the same with this listing


def meant(turn: Turn, line: Line, again: Again, gone: bool = False) -> Listing | Answer:
    """The seller's listing that `line` of the message is about, or what to say when it can't be told. `gone`: one that is
    hidden or deleted is looked for, as it is to come back."""
    code = line.code or (turn.code_at(line.place) if line.place else None)
    if line.place and code is None:
        return _no_such_place(turn)
    if code is not None:
        return _own(turn, code, gone) or not_yours(code)
    listing = _quoted(turn, gone) or _described(turn, again) or talked_of(turn, gone)
    return listing or _which(turn, own_goods.matching(turn.session, _shop(turn), Wish(), MAX_LIST_ITEMS, gone), again)


def talked_of(turn: Turn, gone: bool = False) -> Listing | None:
    """The listing of the message quoted, else the one talked of last, when it is hers: she may have looked at another
    shop's."""
    code = turn.listing
    return _own(turn, code, gone) if code else None


def own(turn: Turn, code: str) -> Listing | None:
    """The listing with this code, when it is hers."""
    return _own(turn, code)


def is_own(turn: Turn, listing: Listing) -> bool:
    """Whether the listing is of the shop that this person acts for."""
    return turn.seller is not None and listing.seller_id == turn.seller.id


def name(listing: Listing) -> str:
    """ "*K0104* Sarung cap kawung hitam" """
    return f"*{listing.code}* {shortened(plain(listing.title), 60)}"


def not_yours(code: str) -> Answer:
    """For a code of another shop, and for one that is nobody's."""
    text = _("Tidak ada %(code)s di antara barang toko Anda, jadi tidak ada yang diubah.", code=plain(code))
    return say(text + " " + _("Ketik *barang saya* untuk melihat kode-kodenya."))


def none_yet() -> Answer:
    """The shop has no goods."""
    return say(_("Toko Anda belum punya barang di sini. Kirim satu foto barang dengan nama, harga, dan stoknya ya."))


def has(turn: Turn, wish: Wish) -> bool:
    """Whether she has goods that these words describe."""
    return bool(own_goods.matching(turn.session, _shop(turn), wish, 1))


def _shop(turn: Turn) -> int | None:
    return turn.seller.id if turn.seller else None


def _own(turn: Turn, code: str, deleted_too: bool = False) -> Listing | None:
    listing = own_goods.by_code(turn.session, _shop(turn), code)
    if listing is None or (listing.deleted_at is not None and not deleted_too):
        return None
    turn.talk.listing = listing.code
    return listing


def _quoted(turn: Turn, gone: bool) -> Listing | None:
    """The one listing of hers that the quoted message shows, or that the quoted order of hers holds."""
    codes = turn.quoted.get("codes") or []
    if not codes and turn.quoted.get("order"):
        order = orders_lookup.of_seller(turn.session, _shop(turn), turn.quoted["order"])
        codes = list(dict.fromkeys(line.code for line in order.lines)) if order else []
    return _own(turn, codes[0], gone) if len(codes) == 1 else None


def _described(turn: Turn, again: Again) -> Listing | Answer | None:
    """ "stok daster 5": the one that fits these words, or which of them; None when no goods are described."""
    wish = turn.wish
    if not (wish.product or wish.technique or wish.motif or wish.colour or wish.words):
        return None
    found = own_goods.matching(turn.session, _shop(turn), wish, MAX_LIST_ITEMS)
    if found:
        return _which(turn, found, again)
    text = _("Tidak ada %(goods)s di antara barang toko Anda.", goods=wish_in_words(wish))
    return say(text + " " + _("Ketik *barang saya* untuk melihat semuanya."))


def _which(turn: Turn, goods: Sequence[Listing], again: Again) -> Listing | Answer:
    if not goods:
        return none_yet()
    if len(goods) == 1:
        return _own(turn, goods[0].code) or none_yet()
    options = [_with_description(again(one.code, one.code), one) for one in goods]
    text = _("Tulis kodenya kalau tidak ada di daftar ini. Barang yang mana?")
    return Answer(
        Content.fitting(text, options=tuple(options), list_title=_("Pilih barang")),
        {"codes": [one.code for one in goods]},
    )


def _with_description(option: Option, listing: Listing) -> Option:
    words = shortened(f"{plain(listing.title)} · {stock_in_words(listing)}", 72)
    return Option(option.id, option.title, words)


def _no_such_place(turn: Turn) -> Answer:
    if not turn.codes:
        return say(_("Belum ada gambar bernomor di sini. Tulis kode barangnya ya, misalnya dari *barang saya*."))
    text = _("Nomor itu tidak ada di gambar terakhir (1 sampai %(last)s).", last=len(turn.codes))
    return say(text + " " + _("Nomor berapa yang dimaksud?"))


def sizes_of(listing: Listing) -> list[str]:
    """The sizes that it comes in, in the seller's order."""
    return [variant.size for variant in listing.variants]


def shares_stock(listing: Listing) -> bool:
    """Whether several sizes share one number."""
    return listing.stock is not None and len(listing.variants) > 1
