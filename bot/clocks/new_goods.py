"""A shop has listed something new: its followers are told, at most once a week, and only who may be written to freely: no
template is paid for what nobody needs to know."""

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import clock
import scheduling
from bot.anybody import handover
from bot.words import pictures
from bot.words.wording import plain, shortened
from catalog import followers, lookup
from catalog.models import FollowedShop, Seller
from messaging import outbox
from messaging.content import Content
from money import rupiah
from people.models import Person

MOST_SHOWN = 6
AT_ONCE = 100  # followers told in one transaction, so that no turn waits long for it


def tell_followers(session: Session, seller_id: int, after: int = 0) -> None:
    """The deed of the clock behind followers.NEW_GOODS. `after`: the person up to whom it is done."""
    seller = session.get(Seller, seller_id)
    if seller is None or not seller.is_shown:
        return
    found = followers.to_tell(session, seller_id, after, AT_ONCE)
    for followed, person in found:
        if not handover.is_talking(session, person.id):
            _tell(session, seller, followed, person)
    if len(found) == AT_ONCE:
        key, after = f"{seller_id}:next", found[-1][0].person_id
        scheduling.arrange(session, followers.NEW_GOODS, key, clock.now(), seller_id=seller_id, after=after)


def _tell(session: Session, seller: Seller, followed: FollowedShop, person: Person) -> None:
    goods = lookup.goods(session, followers.new_listing_ids(session, followed, MOST_SHOWN))
    if not goods:
        return
    followed.told_at = clock.now()
    shop = plain(seller.shop)
    with force_locale(person.language):
        lines = [
            f"{number}. {one.code} {shortened(plain(one.title), 42)}, {rupiah(one.price)}"
            for number, one in enumerate(goods, 1)
        ]
        opening = _("*%(shop)s* punya barang baru:", shop=shop)
        closing = _("Tidak mau dikabari lagi? Ketik *berhenti ikuti %(shop)s*. Mau lihat yang mana?", shop=shop)
        content = Content.fitting("\n".join([opening, *lines, "", closing]), image=pictures.contact_sheet(goods))
    outbox.notice(session, person, content, {"codes": [one.code for one in goods], "sheet": True})
