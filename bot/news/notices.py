"""Messages to shops that nobody asked for, in the recipient's language, within the transaction of their cause. Those
about orders stand in order_news/."""

from collections.abc import Callable

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

from bot.words import shop_words
from bot.words.wording import plain
from catalog import lookup
from catalog.models import Listing, Seller
from messaging import outbox
from messaging.content import Content, Knock
from people import directory
from people.models import Person


def shop_verified(session: Session, seller: Seller) -> None:
    _tell_shop(
        session,
        seller,
        lambda: _("Selamat, toko %(shop)s sudah diverifikasi petugas dan tampil di pasar.", shop=plain(seller.shop)),
    )


def shop_suspended(session: Session, seller: Seller) -> None:
    _tell_shop(
        session,
        seller,
        lambda: _(
            "Toko %(shop)s untuk sementara tidak ditampilkan%(reason)s. Pesanan yang sudah masuk tetap jalan; hubungi petugas pasar ya.",
            shop=plain(seller.shop),
            reason=f" ({plain(seller.suspended_for)})" if seller.suspended_for else "",
        ),
    )


def shop_refused(session: Session, seller: Seller) -> None:
    _tell_shop(
        session,
        seller,
        lambda: _(
            "Toko %(shop)s belum bisa diverifikasi: %(reason)s. Kalau sudah beres, ketik *petugas* ya.",
            shop=plain(seller.shop),
            reason=plain(seller.suspended_for),
        ),
    )


def listing_corrected(session: Session, listing: Listing, technique: str | None, reason: str) -> None:
    _tell_shop(
        session,
        listing.seller,
        lambda: _(
            "Label teknik *%(code)s* kami ubah menjadi %(technique)s: %(reason)s. Kalau menurut Anda keliru, ketik *petugas*.",
            code=listing.code,
            technique=technique or _("tanpa label"),
            reason=plain(reason),
        ),
    )


def listing_hidden(session: Session, listing: Listing, reason: str) -> None:
    _tell_shop(
        session,
        listing.seller,
        lambda: _(
            "*%(code)s* untuk sementara kami sembunyikan: %(reason)s. Kalau menurut Anda keliru, ketik *petugas*.",
            code=listing.code,
            reason=plain(reason),
        ),
    )


def from_staff(session: Session, seller: Seller, text: str) -> int:
    """Something that an officer wants to say to a shop; how many people hear it."""
    return _tell_shop(session, seller, lambda: _("*Petugas pasar:*") + "\n" + text)


def shop_moved(session: Session, seller: Seller) -> None:
    """Told to the new number."""
    _tell_shop(
        session,
        seller,
        lambda: _("Nomor ini sekarang dipakai untuk toko %(shop)s. Pesanan masuk ke sini.", shop=plain(seller.shop)),
    )


def shop_open_again(session: Session, seller: Seller) -> None:
    """The holiday is over by itself."""
    _tell_shop(
        session,
        seller,
        lambda: (
            _("Libur selesai: toko *%(shop)s* buka lagi dan barangnya tampil.", shop=plain(seller.shop))
            + " "
            + _("Masih libur? Ketik misalnya *libur 3 hari*.")
        ),
    )


def account_changed(session: Session, seller: Seller, by: Person) -> int:
    """Where buyers pay to is another account now: told to everybody else of the shop. Returns how many they are."""
    return _tell_shop(
        session,
        seller,
        lambda: _(
            "*Rekening toko %(shop)s diganti* lewat nomor %(number)s: %(account)s. Kalau bukan Anda atau pemilik yang menggantinya, segera hubungi petugas pasar.",
            shop=plain(seller.shop),
            number=directory.shown(by),
            account=shop_words.pay_to(seller),
        ),
        but=by,
    )


def account_imported(session: Session, seller_id: int) -> None:
    """The deed of the clock behind csv_save.ACCOUNT_CHANGED: staff's file has named another account."""
    seller = session.get(Seller, seller_id)
    if seller is None:
        return
    _tell_shop(
        session,
        seller,
        lambda: _(
            "*Rekening toko %(shop)s diganti* oleh petugas pasar: %(account)s. Kalau tidak benar, segera hubungi petugas pasar.",
            shop=plain(seller.shop),
            account=shop_words.pay_to(seller),
        ),
    )


def number_added(session: Session, seller: Seller, new: Person) -> None:
    """Somebody acts for the shop from now on: told to the others."""
    _tell_shop(
        session,
        seller,
        lambda: _(
            "Nomor %(number)s sekarang ikut memegang toko *%(shop)s*. Kalau tidak Anda kenal, ketik *nomor toko* untuk mengeluarkannya.",
            number=directory.shown(new),
            shop=plain(seller.shop),
        ),
        but=new,
    )


def number_left(session: Session, seller: Seller, gone: Person) -> None:
    """Somebody has left the shop of his own will: told to those who are still there."""
    _tell_shop(
        session,
        seller,
        lambda: _(
            "Nomor %(number)s keluar dari toko *%(shop)s*.", number=directory.shown(gone), shop=plain(seller.shop)
        ),
    )


def number_removed(session: Session, seller: Seller, gone: Person) -> None:
    """Told to the one who acts for the shop no longer."""
    with force_locale(gone.language):
        text = _("Nomor ini tidak lagi memegang toko *%(shop)s*.", shop=plain(seller.shop))
        content = Content(text + " " + _("Anda tetap bisa belanja di sini."))
        outbox.notice(session, gone, content, knock=Knock("shop_news", (plain(seller.shop),)))


def _tell_shop(session: Session, seller: Seller, text: Callable[[], str], but: Person | None = None) -> int:
    """Tells everybody who acts for the shop, `but` one; how many."""
    told = [person for person in lookup.people_of(session, seller.id) if but is None or person.id != but.id]
    for person in told:
        with force_locale(person.language):
            outbox.notice(session, person, Content(text()), knock=Knock("shop_news", (plain(seller.shop),)))
    return len(told)
