"""How an order is to be packed and sent, in words for its seller."""

from flask_babel import gettext as _

from bot.words.wording import kilograms, plain
from money import rupiah
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
    if order.pin:
        lines.append(_("Titik lokasi: %(pin)s", pin=f"https://maps.google.com/?q={order.pin}"))
    if order.recipient_phone:
        lines.append(_("HP penerima: %(phone)s", phone=order.recipient_phone))
    return [*lines, *_postage(order), *_wishes(order)]


def _postage(order: Order) -> list[str]:
    """What the shopper was told, and how to say something else; who packs goods that are sent together."""
    if order.packer_id not in (None, order.seller_id) and order.packer:
        text = _("*Gabung kirim*: dikemas %(shop)s, antar barangnya ke sana.", shop=plain(order.packer.shop))
        return [f"{text} {order.packer.phone}"]
    if order.shipping_fee is None:
        return [_("Ongkir belum dihitung: tulis misalnya *ongkir %(number)s 15rb*.", number=order.number)]
    told = _(
        "Ongkir %(service)s, %(weight)s: %(fee)s (perkiraan). Kalau beda, tulis *ongkir %(number)s 15rb*.",
        service=order.shipping_service,
        weight=kilograms(order.weight_g or 0),
        fee=rupiah(order.shipping_fee),
        number=order.number,
    )
    joined = _("*Gabung kirim*: Anda yang mengemas; toko lain mengantar barangnya ke Anda.")
    return [told, joined] if order.packer_id else [told]


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
