""" "simpan K0123", "simpanan saya": goods put aside to look at again."""

from flask_babel import gettext as _

from bot.shopper.finding import ask_listing, show_listing
from bot.talk import choices, form, left_open
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, say
from bot.words import pictures
from bot.words.wording import goods_in_short, plain, shortened
from catalog import favourites, lookup
from messaging.content import Content
from money import rupiah

PAGE = 6


def save(turn: Turn) -> Answer:
    listing = ask_listing.talked_of(turn)
    if listing is None:
        return show_listing.which(turn)
    turn.talk.listing = listing.code
    goods = goods_in_short(listing)
    if favourites.save(turn.session, turn.person.id, listing.id):
        text = _("*%(goods)s* disimpan. Lihat semuanya dengan *simpanan saya*.", goods=goods)
    elif favourites.is_saved(turn.session, turn.person.id, listing.id):
        text = _("*%(goods)s* memang sudah disimpan. Lihat semuanya dengan *simpanan saya*.", goods=goods)
    else:
        text = _("Simpanan sudah penuh (%(most)s barang). Keluarkan dulu satu: *hapus simpanan K…*.", most=favourites.MOST)  # fmt: skip
    return left_open.ask_again(turn, text) or say(text, codes=[listing.code])


def show(turn: Turn) -> Answer:
    """One numbered sheet, a page at a time."""
    found = favourites.listing_ids(turn.session, turn.person.id)
    offset = int(turn.facts.get("offset", 0))
    goods = lookup.goods(turn.session, found[offset : offset + PAGE])
    if not goods:
        return say(
            _("Belum ada yang disimpan. Ketik *simpan* dan kodenya untuk menyimpan barang. Mau lihat batik apa?")
        )
    form.set_aside(turn)
    turn.talk.sheet = [one.code for one in goods]
    turn.talk.listing = goods[0].code if len(goods) == 1 else None
    turn.talk.search = None
    lines = [
        f"{number}. {one.code} {shortened(plain(one.title), 42)}, {rupiah(one.price)}" + ("" if one.left else " (" + _("habis") + ")")
        for number, one in enumerate(goods, 1)
    ]  # fmt: skip
    left = len(found) - offset - len(goods)
    options = (choices.deed("saved_listings", _("Lihat %(n)s lagi", n=left), offset + PAGE),) if left > 0 else ()
    heading = _("*Simpanan Anda* — %(number)s barang", number=len(found))
    text = "\n".join(
        [heading, "", *lines, "", _("Balas nomornya untuk melihat, *hapus simpanan K…* untuk mengeluarkan.")]
    )
    content = Content.fitting(text, image=pictures.contact_sheet(goods), options=options)
    return Answer(content, {"codes": turn.talk.sheet})


def drop(turn: Turn) -> Answer:
    """ "hapus simpanan K0123"."""
    code = show_listing.wanted_code(turn)
    listing = lookup.by_code(turn.session, code) if code else None
    if listing is None or not favourites.drop(turn.session, turn.person.id, listing.id):
        return say(_("Itu tidak ada di simpanan Anda. Ketik *simpanan saya* untuk melihatnya."))
    return say(_("*%(code)s* sudah dikeluarkan dari simpanan. Mau lihat yang lain?", code=listing.code))


DEED = Deed(
    "favourites",
    handlers={"save_listing": save, "saved_listings": show, "drop_saved": drop},
    buttons={"saved_listings": ("#offset",)},
    pierces={"save_listing": ("quoted answer of a shop",)},
)
