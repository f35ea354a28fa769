"""How an order is to be packed and sent, in words for its seller."""

from flask_babel import gettext as _

from bot.wording import plain
from orders import areas
from orders.address import read_address
from orders.models import Order


def for_seller(order: Order) -> list[str]:
    """Where it goes and what the buyer asks for: a line each."""
    if order.delivery != "ship":
        return [_("Diambil di toko"), *_wishes(order)]
    lines = [_("Alamat: %(address)s", address=plain(order.address))]
    if order.area and read_address(order.address).area.code != order.area:
        lines.append(areas.load().in_words(order.area))
    if order.recipient_phone:
        lines.append(_("HP penerima: %(phone)s", phone=order.recipient_phone))
    return [*lines, *_wishes(order)]


def _wishes(order: Order) -> list[str]:
    wishes = []
    if order.sender_name:
        wishes.append(
            _("*Dropship*: tulis pengirim *%(sender)s*, jangan sertakan nota harga.", sender=plain(order.sender_name))
        )
    if order.gift:
        wishes.append(_("*Kado*: tolong dibungkus, tanpa harga."))
    if order.note:
        wishes.append(_("Catatan: %(note)s", note=plain(order.note)))
    return wishes
