""" "pesan lagi P0001": the same goods lie in the basket again, at today's prices, as far as they can be had; what is
different is told first."""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot.shopper.after import track_order
from bot.shopper.buying import check_out
from bot.shopper.finding import find_batik
from bot.talk.deed import Deed
from bot.talk.turn import Answer, Turn
from bot.words.wording import goods_in_short, plain, size_name
from catalog import lookup as catalog_lookup
from catalog.models import Listing
from money import rupiah
from orders import lookup
from orders.models import BasketLine, Order, OrderLine


def repeat(turn: Turn) -> Answer:
    """The order named or quoted, else the newest one."""
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    newest = lookup.recent_of_shopper(turn.session, turn.person.id, 1)
    order = lookup.of_shopper(turn.session, turn.person.id, str(number)) if number else next(iter(newest), None)
    if order is None:
        return track_order.track(turn)
    listings = {one.code: one for one in catalog_lookup.by_codes(turn.session, [line.code for line in order.lines])}
    news: list[str] = []
    put = [(line, _put(turn, line, listings.get(line.code), news)) for line in order.lines]
    here = [(line, basket_line) for line, basket_line in put if basket_line is not None]
    if not here:
        return _nothing_left(turn, order, news)
    news += _prices(turn, here)
    opening = _("Isi pesanan *%(number)s* dari %(shop)s:", number=order.number, shop=plain(order.seller.shop))
    draft = check_out.open_form(turn) or check_out.new_form()
    draft["stage"] = "basket"
    lines = turn.basket.lines
    return check_out.go_on(turn, draft, opening="\n".join([*news, *([""] if news else []), opening]), repeat=lines)


def _put(turn: Turn, line: OrderLine, listing: Listing | None, news: list[str]) -> BasketLine | None:
    """The line in the basket, as much as there is of it; what is different goes to `news`."""
    goods = f"{line.code} {plain(line.title)[:40]}"
    if listing is None or not catalog_lookup.is_visible(listing):
        on_holiday = listing is not None and catalog_lookup.is_on_holiday(listing)
        news.append(
            _("%(goods)s: tokonya sedang libur.", goods=goods)
            if on_holiday
            else _("%(goods)s sudah tidak dijual.", goods=goods)
        )
        return None
    sizes = [variant.size for variant in listing.variants]
    if line.size and line.size not in sizes:
        news.append(_("%(goods)s: ukuran %(size)s sudah tidak ada.", goods=goods, size=size_name(line.size)))
        return turn.basket.put(listing, None, line.quantity) if catalog_lookup.total_available(listing) else None
    left = catalog_lookup.available(listing, line.size)
    goods = goods_in_short(listing, line.size)
    if left == 0:
        news.append(_("%(goods)s sedang habis.", goods=goods))
        return None
    if left < line.quantity:
        news.append(_("%(goods)s tinggal %(left)s, dulu %(before)s.", goods=goods, left=left, before=line.quantity))
    return turn.basket.put(listing, line.size or None, min(left, line.quantity))


def _prices(turn: Turn, here: Sequence[tuple[OrderLine, BasketLine]]) -> list[str]:
    """What one piece cost then and costs now, where that is different."""
    now = {id(line): unit.price for line, unit in zip(turn.basket.lines, turn.basket.unit_prices(), strict=True)}
    return [
        _(
            "Harga %(code)s dulu %(before)s, sekarang %(now)s.",
            code=line.code,
            before=rupiah(line.unit_price),
            now=rupiah(now[id(basket_line)]),
        )
        for line, basket_line in here
        if id(basket_line) in now and now[id(basket_line)] != line.unit_price
    ]


def _nothing_left(turn: Turn, order: Order, news: Sequence[str]) -> Answer:
    """What is nearest to the first of it is shown instead."""
    line = order.lines[0]
    listing = catalog_lookup.by_code(turn.session, line.code)
    opening = "\n".join(news)
    if listing is None:
        return track_order.track(turn)
    return find_batik.instead_of(turn, listing, line.size or None, opening)


DEED = Deed(
    "repeat an order",
    handlers={"repeat_order": repeat},
    buttons={"repeat_order": ("order_no",)},
    pierces={"repeat_order": ("own complaint",)},
)
