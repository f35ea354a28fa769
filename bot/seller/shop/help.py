""" "bantuan": the five things that a seller may do now, the pressing ones first, with the numbers and codes of her own
orders and goods."""

from collections.abc import Iterator
from itertools import islice

from flask_babel import gettext as _

from bot.talk import choices
from bot.talk.deed import SELLERS, Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import goods_name, plain, shortened
from catalog import own_goods
from catalog.lookup import Goods
from money import rupiah, short
from orders import lookup
from orders.models import Order

SHOWN = 5
LOW = 2  # pieces


def show_what_can_be_done(turn: Turn) -> Answer:
    """Five lines of what to write, each with what it does."""
    lines = [f"• {line}" for line in islice(_possible(turn), SHOWN)]
    options = (
        choices.deed("my_goods", _("Barang saya")),
        choices.deed("recap", _("Rekap"), "today"),
        choices.deed("order_status", _("Pesanan")),
    )
    text = "\n".join(
        [
            _("Yang bisa Anda lakukan sekarang:"),
            *lines,
            "",
            _("Atau tulis nama barang untuk mencari seperti pembeli. Mau apa?"),
        ]
    )
    return say(text, *options)


def how_to_list(turn: Turn) -> Answer:
    """ "gimana cara nambah barang?", "mau jual daster baru": in one breath, with an example of the goods named."""
    goods = goods_name(product=turn.wish.product) or _("kemeja")
    text = _(
        "Kirim *foto barangnya* ke sini dengan tulisan nama, harga, dan stok, misalnya: *%(goods)s cap 95rb stok 10*.",
        goods=goods,
    )
    return say(text + " " + _("Yang kurang kami tanyakan, lalu tayang setelah Anda jawab *ya*."))


def _possible(turn: Turn) -> Iterator[str]:
    """What fits, the most pressing first; more than are shown."""
    assert turn.seller
    goods = own_goods.page(turn.session, turn.seller.id, 6)
    yield from _with_orders(turn)
    if not goods:
        yield _("kirim *foto barang* dengan nama, harga, dan stoknya: *Daster cap 55rb stok 10*")
        yield _("*bantuan*: lihat daftar ini lagi")
        return
    yield from _with_goods(goods)
    yield _("kirim *foto* dengan nama, harga, dan stok: barang baru")
    yield _("*barang saya*: semua barang dengan kodenya")
    yield _("*rekap*: penjualan hari ini")


def _with_orders(turn: Turn) -> Iterator[str]:
    """What open orders wait for: the seller's answer, the money, the parcel; one of each."""
    assert turn.seller
    seen: set[str] = set()
    for order in lookup.open_of_seller(turn.session, turn.seller.id):
        kind, line = _next_step(order)
        if line and kind not in seen:
            seen.add(kind)
            yield line


def _next_step(order: Order) -> tuple[str, str]:
    who = f"{shortened(plain(order.buyer_name), 30)}, {rupiah(order.total)}"
    if order.order_status == "placed":
        return "answer", _(
            "*terima %(number)s* atau *tolak %(number)s habis*: pesanan %(who)s menunggu", number=order.number, who=who
        )
    if order.payment_status != "paid" and order.payment_method != "cod":
        return "money", _("*lunas %(number)s*: kalau uang %(who)s sudah masuk", number=order.number, who=who)
    if order.delivery == "ship" and not order.parcel_number:
        return "parcel", _("*resi %(number)s JNE 0123456789*: kalau paketnya sudah dikirim", number=order.number)
    return "", ""


def _with_goods(goods: list[Goods]) -> Iterator[str]:
    """Goods of which hardly any are left, then what one does all day, with the codes of her own."""
    low = next((one for one in goods if one.left <= LOW and not one.hidden), None)
    if low:
        left = _("tinggal %(left)s", left=low.left) if low.left else _("habis")
        yield _(
            "*%(code)s +5*: stok %(title)s %(left)s", code=low.code, title=shortened(plain(low.title), 30), left=left
        )
    one = next((one for one in reversed(goods) if one.left > LOW), goods[-1])
    yield _("*laku %(code)s 2*: %(title)s terjual di kios", code=one.code, title=shortened(plain(one.title), 30))
    yield _("*stok %(code)s %(stock)s*, *%(code)s habis*: ubah stok", code=one.code, stock=one.left + 5)
    yield _("*harga %(code)s %(price)s*: ubah harga", code=one.code, price=short(one.price + 5000))


DEED = Deed(
    "how to sell",
    by=SELLERS,
    handlers={"how_to_sell": how_to_list},
)
