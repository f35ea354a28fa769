"""The shop as its people see it, with what can be changed."""

from flask_babel import gettext as _

from bot.talk import choices, form
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn
from bot.words import shop_words
from bot.words.wording import day_name, plain
from catalog import sellers, shop_numbers
from catalog.models import Seller
from messaging.content import Content

FIELDS = ("shop", "owner", "sentra", "kelurahan", "address", "hours", "bank_account", "qris", "nib")


def show(turn: Turn) -> Answer:
    """ "daftar" of somebody who has a shop, "toko saya"."""
    assert turn.seller
    form.set_aside(turn)
    options = [choices.deed("edit_shop", shop_words.field_name(field), field) for field in FIELDS]
    options.append(choices.deed("helpers", _("Nomor toko")))
    text = f"{in_words(turn.seller)}\n{_numbers(turn)}\n\n" + _("Mau mengubah apa?")
    return Answer(Content.fitting(text, options=tuple(options), list_title=_("Ubah")))


def in_words(seller: Seller) -> str:
    """All that is known of the shop, a line each, and where it stands with the market."""
    values = {name: getattr(seller, name) for name in sellers.PARTICULARS}
    lines = [f"*{plain(seller.shop)}* ({standing(seller)})"]
    lines += [f"{shop_words.field_name(field)}: {shop_words.value(field, values)}" for field in FIELDS[1:]]
    return "\n".join([*lines, *_announced(seller)])


def _announced(seller: Seller) -> list[str]:
    """A holiday that is to begin."""
    if seller.closes_at is None:
        return []
    return [_("Libur mulai %(day)s.", day=day_name(shop_words.local(seller.closes_at)))]


def standing(seller: Seller) -> str:
    if seller.suspended_at:
        why = plain(seller.suspended_for)
        return _("ditangguhkan petugas: %(why)s", why=why) if why else _("ditangguhkan petugas")
    if seller.closed_at:
        return _("sedang libur")
    if seller.verified:
        return _("terverifikasi")
    return _("belum diverifikasi") if seller.visible else _("menunggu diperiksa petugas, belum tampil")


def _numbers(turn: Turn) -> str:
    assert turn.seller
    count = len(shop_numbers.of_shop(turn.session, turn.seller.id))
    return _("Nomor yang memegang toko: %(count)s", count=count)


DEED = Deed(
    "own shop",
    by=SELLERS,
    handlers={"my_shop": show},
)
