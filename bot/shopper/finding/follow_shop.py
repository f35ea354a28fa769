""" "ikuti toko Batik Ayu": with a plain yes first, since it means messages that nobody asks for each time."""

from flask_babel import gettext as _

from bot.shopper.finding import ask_listing
from bot.talk import choices, left_open
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn, ask_whether, say
from bot.words.wording import plain
from catalog import followers, lookup
from catalog.models import Seller
from people import consents

PURPOSE, VERSION = "follow", "2026-11"
SHOWN = 10


def want(turn: Turn) -> Answer:
    """Says what it means, and asks."""
    seller = _shop_meant(turn)
    if seller is None:
        return _which(turn)
    text = _("Kalau mengikuti %(shop)s, kami kabari barang barunya, paling banyak seminggu sekali. *STOP* menghentikan semua kabar.", shop=plain(seller.shop))  # fmt: skip
    yes = choices.deed("follow_shop_now", _("Ya, ikuti"), seller.id or 0)
    return ask_whether(text + " " + _("Mau diikuti?"), yes, choices.deed("no", _("Tidak usah")))


def confirm(turn: Turn) -> Answer:
    seller = turn.session.get(Seller, turn.facts["shop_id"])
    if seller is None or not seller.is_shown:
        return _which(turn)
    consents.give(turn.session, turn.person.id, PURPOSE, VERSION)
    followers.follow(turn.session, turn.person.id, seller.id)
    text = _("Siap, %(shop)s Anda ikuti. Berhenti kapan saja: *berhenti ikuti %(shop)s*.", shop=plain(seller.shop))
    if turn.person.opted_out_at:
        text += " " + _("Kabar sedang berhenti; ketik *MULAI* supaya kami bisa mengabari.")
    return left_open.ask_again(turn, text) or say(text + " " + _("Mau lihat batik apa?"))


def stop(turn: Turn) -> Answer:
    """ "berhenti ikuti toko Batik Ayu"; without a name the only one that is followed."""
    followed = followers.shops_of(turn.session, turn.person.id)
    seller = _shop_meant(turn) or (followed[0] if len(followed) == 1 else None)
    if seller is None and followed:
        options = [choices.deed("unfollow_shop", plain(one.shop)[:24], one.id or 0) for one in followed[:SHOWN]]
        return say(_("Toko mana yang tidak mau diikuti lagi?"), *options)
    if seller is None or not followers.unfollow(turn.session, turn.person.id, seller.id):
        return say(_("Anda tidak sedang mengikuti toko itu. Mau lihat batik apa?"))
    if not followers.shops_of(turn.session, turn.person.id):
        consents.withdraw(turn.session, turn.person.id, PURPOSE)
    return say(_("Baik, kabar dari %(shop)s berhenti. Mau lihat batik apa?", shop=plain(seller.shop)))


def show(turn: Turn) -> Answer:
    """ "toko yang saya ikuti"."""
    followed = followers.shops_of(turn.session, turn.person.id)
    if not followed:
        return say(_("Belum ada toko yang Anda ikuti. Mau lihat batik apa?"))
    names = "\n".join(f"• {plain(one.shop)}" for one in followed[:SHOWN])
    return say("\n".join([_("Toko yang Anda ikuti:"), names, "", _("Berhenti: *berhenti ikuti* dan namanya. Mau lihat batik apa?")]))  # fmt: skip


def _shop_meant(turn: Turn) -> Seller | None:
    """The shop that was tapped or named, else that of the goods talked of."""
    if turn.facts.get("shop_id"):
        return turn.session.get(Seller, turn.facts["shop_id"])
    if turn.wish.shop:
        named = lookup.shop_called(turn.session, turn.wish.shop[0])
        return named if named and named.is_shown else None
    listing = ask_listing.talked_of(turn)
    return listing.seller if listing else None


def _which(turn: Turn) -> Answer:
    return say(_("Tulis nama tokonya, misalnya *ikuti toko Batik …*, atau buka dulu satu barangnya. Toko yang mana?"))


DEED = Deed(
    "follow a shop",
    handlers={"follow_shop": want, "follow_shop_now": confirm, "unfollow_shop": stop, "followed_shops": show},
    buttons={"follow_shop_now": ("#shop_id",), "unfollow_shop": ("#shop_id",)},
)
