"""A seller looks at her own goods: one by its code, with buttons to change it, or all of them on numbered sheets."""

from flask_babel import gettext as _

from bot.seller.goods import own_goods
from bot.talk import choices, form
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.understanding import Line
from bot.words import pictures
from bot.words.wording import label, plain, shortened, size_name, stock_in_words, technique_of, tiers_in_words
from catalog import own_goods as goods_of_shop
from catalog import shelf
from catalog.lookup import Goods
from catalog.models import Listing
from messaging.content import Content
from money import rupiah, short
from orders import offline

PAGE = 6
TITLE_LENGTH = 40


def card(turn: Turn, listing: Listing) -> Answer:
    """ "K0123" from its own seller: picture, price, stock by size, what was sold, and what she may do."""
    turn.talk.listing = listing.code
    form.set_aside(turn)
    options = (
        choices.deed("sold_offline", _("Laku 1"), listing.code, "", 1),
        choices.deed("ask_stock", _("Ubah stok"), listing.code),
        choices.deed("more_deeds", _("Lainnya"), listing.code),
    )
    text = "\n".join(
        filter(
            None,
            [
                *_facts(turn, listing),
                "",
                _(
                    "Ubah langsung: *stok %(code)s 5*, *%(code)s habis*, *harga %(code)s %(price)s*.",
                    code=listing.code,
                    price=short(listing.price),
                ),
            ],
        )
    )
    content = Content.fitting(text, image=pictures.card(listing), options=options)
    return Answer(content, {"codes": [listing.code]})


def more_deeds(turn: Turn) -> Answer:
    """What else she may do with one of her goods, as a list."""
    line = turn.intent.lines[0] if turn.intent.lines else Line()
    listing = own_goods.meant(turn, line, lambda title, code: choices.deed("more_deeds", title, code))
    if isinstance(listing, Answer):
        return listing
    code = listing.code
    hide = (
        choices.deed("show_again", _("Tampilkan lagi"), code, description=_("Pembeli melihatnya lagi"))
        if listing.hidden
        else choices.deed(
            "hide_listing", _("Sembunyikan"), code, description=_("Tidak terlihat pembeli, bisa dipajang lagi")
        )
    )
    options = (
        choices.deed("ask_price", _("Ubah harga"), code, description=rupiah(listing.price)),
        choices.deed("set_stock", _("Habis"), code, "", 0, description=_("Stok semua ukuran jadi 0")),
        hide,
        choices.deed("delete_listing", _("Hapus"), code, description=_("Ditanya sekali lagi dulu")),
    )
    text = _("%(goods)s. Harga grosir: *grosir %(code)s 10:42rb*. Mau apa?", goods=own_goods.name(listing), code=code)
    return Answer(Content.fitting(text, options=options, list_title=_("Pilih")), {"codes": [code]})


def all_of_them(turn: Turn) -> Answer:
    """ "barang saya": what there is least of first, a page at a time, hidden ones last and marked."""
    assert turn.seller
    offset = turn.facts.get("offset", 0)
    goods = goods_of_shop.page(turn.session, turn.seller.id, PAGE, offset)
    total = goods_of_shop.count(turn.session, turn.seller.id)
    if not total:
        return own_goods.none_yet()
    if not goods:
        return say(_("Itu sudah semua barang Anda: %(total)s. Ketik kodenya untuk mengubahnya.", total=total))
    form.set_aside(turn)
    codes = [one.code for one in goods]
    turn.talk.sheet, turn.talk.search, turn.talk.listing = codes, None, codes[0] if len(codes) == 1 else None
    return Answer(_page(goods, total, offset), {"codes": codes})


def _page(goods: list[Goods], total: int, offset: int) -> Content:
    heading = _("*Barang Anda* — %(total)s, stok paling sedikit dulu", total=total)
    if offset:
        heading = _(
            "*Barang Anda* — nomor %(first)s sampai %(last)s dari %(total)s",
            first=offset + 1,
            last=offset + len(goods),
            total=total,
        )
    lines = [_line(number, one) for number, one in enumerate(goods, 1)]
    hint = _("Tulis misalnya *no 1 habis* atau *stok %(code)s 5*.", code=goods[0].code)
    left = total - offset - len(goods)
    options = (choices.deed("my_goods", _("Lagi"), offset + PAGE),) if left > 0 else ()
    if left > 0:
        hint += " " + _("Ketik *lagi* untuk %(left)s yang lain.", left=left)
    image = pictures.contact_sheet(goods, pictures.for_owner)
    return Content.fitting("\n".join([heading, "", *lines, "", hint]), image=image, options=options)


def _line(number: int, goods: Goods) -> str:
    mark = " · " + _("disembunyikan") if goods.hidden else ""
    left = _("stok %(left)s", left=goods.left) if goods.left else _("habis")
    return f"{number}. {goods.code} {shortened(plain(goods.title), TITLE_LENGTH)}, {rupiah(goods.price)}, {left}{mark}"


def _facts(turn: Turn, listing: Listing) -> list[str]:
    state = (
        _("(dihapus; ketik *tampilkan lagi %(code)s* untuk mengembalikannya)", code=listing.code)
        if listing.deleted_at
        else _("(disembunyikan dari pembeli)")
    )
    told = offline.pieces_sold(turn.session, listing.id)
    colours = ", ".join(label("colour", colour.colour) for colour in listing.colours)
    return [
        f"*{listing.code}* {plain(listing.title)}",
        state if listing.hidden else "",
        f"*{rupiah(listing.price)}*",
        tiers_in_words(listing),
        _stock(listing),
        _("Terpesan di sini %(orders)s, laku di kios %(told)s", orders=listing.sold, told=told),
        _("Teknik: %(technique)s", technique=technique_of(listing)),
        _("Warna: %(colours)s", colours=colours) if colours else "",
    ]


def _stock(listing: Listing) -> str:
    """The stock of every size, also of those that are sold out: the seller counts them."""
    if listing.lead_days:
        return stock_in_words(listing)
    counts = shelf.counts(listing)
    if "" in counts:
        sizes = ", ".join(map(size_name, own_goods.sizes_of(listing)))
        shared = _(" (satu stok untuk %(sizes)s)", sizes=sizes) if sizes else ""
        return _("Stok: *%(stock)s*", stock=counts[""]) + shared
    return _("Stok: *%(stock)s*", stock=", ".join(f"{size_name(size)} {pieces}" for size, pieces in counts.items()))


DEED = Deed(
    "show own goods",
    by=SELLERS,
    handlers={"my_goods": all_of_them, "more_deeds": more_deeds},
    buttons={"my_goods": ("#offset",), "more_deeds": ("code",)},
)
