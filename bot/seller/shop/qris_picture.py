"""A photo of the shop's QRIS: read by the worker, its merchant's name shown back, told why where it can't be used."""

from flask_babel import gettext as _

from bot.seller.goods import draft_fields
from bot.seller.shop import edit_shop, open_shop, rights
from bot.talk.deed import WOULD_SELL, Deed, PictureUse
from bot.talk.turn import Answer, Turn
from bot.understanding.forms import shop_form
from media import qris
from messaging import pictures
from messaging.models import ReceivedPicture

NAME = "qris"


def fits(turn: Turn) -> bool:
    """Whether the picture of this message is meant as the shop's QRIS."""
    words = turn.message.text.strip()
    says_so = shop_form.says_qris(words)
    form = turn.talk.form or {}
    if open_shop.is_open(turn):
        return says_so or not words or form.get("asked") == "bank_account"
    asked = form.get("name") == edit_shop.NAME and form["field"] == "qris"
    changes = turn.intent.name == "edit_shop" and turn.facts.get("field") == "qris"
    return turn.seller is not None and (says_so or changes or (asked and not _offers_goods(turn)))


def _offers_goods(turn: Turn) -> bool:
    """Whether the words beside it are a caption of goods with their price: a clear new wish."""
    offers, _left = turn.offers
    return any(offer.fields.get("price") and draft_fields.says_goods(offer.fields) for offer in offers)


def take(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """Nothing is said until it is read, unless it may not be changed."""
    if turn.seller and turn.seller.suspended_at:
        return rights.suspended(turn)
    pictures.read_codes(picture)
    return None


def came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """It is read: the form, or the shop, takes it. What was given up meanwhile takes nothing."""
    try:
        text = qris.of_shop(pictures.codes_on(picture))
    except qris.BadQris as bad:
        return _tell(turn, _why(bad.reason))
    if open_shop.is_open(turn):
        return open_shop.take_qris(turn, text)
    return edit_shop.take_qris(turn, text) if turn.seller and not turn.seller.suspended_at else None


def lost(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The picture could not be had."""
    return _tell(turn, _("Maaf, fotonya tidak berhasil kami buka."))


def _tell(turn: Turn, why: str) -> Answer | None:
    if open_shop.is_open(turn):
        return open_shop.ask_again(turn, why)
    return edit_shop.ask(turn, "qris", why) if turn.seller else None


def _why(reason: str) -> str:
    return {
        "no_code": _("Belum ada kode yang terbaca di foto itu. Foto lebih dekat, lurus, dan terang ya."),
        "no_qris": _("Kode di foto itu bukan QRIS."),
        "several": _("Ada lebih dari satu QRIS di foto itu; foto satu saja ya."),
        "broken": _("QRIS di foto itu tidak lolos pemeriksaan; mungkin rusak atau terpotong."),
        "dynamic": _("Itu QRIS untuk satu pembayaran. Kirim QRIS toko yang tetap, yang dipajang di kios."),
    }[reason]


DEED = Deed(
    "QRIS of the shop",
    by=WOULD_SELL,
    may_answer=(PictureUse(NAME, fits, take, came, lost),),
)
