"""Changing what the shop says of itself: "rekening BRI 1234 a.n. Siti", "jam buka 8-16", "nama toko …".

The answer says old → new and offers to take it back. Where buyers pay to is the owner's to change, and of a verified
shop it is told to all its numbers and marked for staff: a changed account is how shops are robbed.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from bot.news import notices
from bot.seller.shop import open_shop, shop_page, shop_told
from bot.talk import choices
from bot.talk.deed import WOULD_SELL, Deed, FormUse
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn, refuse, say
from bot.words import shop_words
from bot.words.wording import how_to_undo, plain
from catalog import sellers, shop_numbers
from catalog.errors import NameTaken
from catalog.models import Seller, ShopEvent

NAME = "edit_shop"


def edit(turn: Turn) -> Answer:
    """Changes what the message tells, or asks for the value of the field that it names."""
    if open_shop.is_open(turn):
        return open_shop.fill(turn)
    if turn.seller is None:
        return open_shop.open_shop(turn)
    if turn.facts.get("skip"):
        return drop(turn)
    if turn.facts.get("field") in ("skip", "more"):  # a button of the form, tapped after it was filled in
        return shop_page.show(turn)
    known = _values(turn.seller)
    try:
        told = shop_told.particulars(turn, known)
    except shop_told.Unusable as problem:
        return ask(turn, _field(turn), problem.words)
    if not told:
        return ask(turn, _field(turn))
    turn.talk.form = None
    return _change(turn, turn.seller, told)


def confirm(turn: Turn, draft: Form) -> Answer:
    """A yes tells no value: it is asked for again."""
    return ask(turn, draft["field"])


def decline(turn: Turn, draft: Form) -> Answer:
    return drop(turn)


def ask_again(turn: Turn, opening: str) -> Answer:
    """`opening`, and after it the question for the field."""
    assert turn.talk.form
    return ask(turn, turn.talk.form["field"], opening)


def drop(turn: Turn) -> Answer:
    """ "batal": the field stays as it is."""
    turn.talk.form = None
    return say(_("Baik, tidak ada yang diubah. Ketik *toko saya* untuk melihat semuanya."))


def take_qris(turn: Turn, text: str) -> Answer:
    """The static QRIS that was read from a picture (its text) becomes the shop's."""
    assert turn.seller
    turn.talk.form = None
    return _change(turn, turn.seller, {"qris": text})


def take_back(turn: Turn, event: ShopEvent) -> Answer:
    """Undoes a change of the shop's particulars, as far as nobody has changed the same again."""
    assert turn.seller
    if any(_values(turn.seller)[name] != value for name, value in event.new.items()):
        return say(
            _("Itu sudah diubah lagi sesudahnya, jadi dibiarkan. Ketik *toko saya* untuk melihat yang sekarang.")
        )
    try:
        sellers.take_back(turn.session, turn.seller, event, turn.person.id)
    except NameTaken as taken:
        return say(_("Nama *%(shop)s* sudah dipakai toko lain, jadi dibiarkan.", shop=plain(taken.shop)))
    if event.kind == "account":
        notices.account_changed(turn.session, turn.seller, turn.person)
    return say(_("*Dibatalkan.*") + "\n" + changed_in_words(event.new, event.old, _values(turn.seller)))


# ---------------------------------------------------------------- changing


def _change(turn: Turn, seller: Seller, told: dict[str, Any]) -> Answer:
    is_account = any(name in sellers.ACCOUNT for name in told)
    if is_account and not shop_numbers.is_owner(turn.session, turn.person.id):
        return owners_only()
    if "bank_account" in told and not told.get("bank") and not seller.bank:
        return ask(turn, "bank_account", _("Bank-nya belum tertulis."))
    if told.get("bank_account", seller.bank_account) != seller.bank_account:
        told = {"account_holder": "", **told}  # the name on the old account does not vouch for the new one
    try:
        event = sellers.change(turn.session, seller, told, turn.person.id)
    except NameTaken as taken:
        return ask(turn, "shop", _("Nama *%(shop)s* sudah dipakai toko lain.", shop=plain(taken.shop)))
    if event is None:
        return say(_("Memang sudah begitu, jadi tidak ada yang diubah. Ketik *toko saya* untuk melihat semuanya."))
    text = changed_in_words(event.old, event.new, _values(seller))
    if event.kind == "account":
        others = notices.account_changed(turn.session, seller, turn.person)
        text += "\n" + _account_warning(seller, others)
    text += "\n" + how_to_undo()
    undo = choices.deed("undo", _("Batalkan"), event.id or 0)
    if seller.bank_account and not seller.account_holder:
        turn.talk.form = {"name": NAME, "field": "account_holder", "asked": "account_holder"}
        return say(text + "\n\n" + _("Rekening itu atas nama siapa?"), undo, event=event.id or 0)
    return say(text, undo, event=event.id or 0)


def _account_warning(seller: Seller, others: int) -> str:
    if not seller.verified:
        return _("Petugas memeriksanya saat verifikasi.")
    if others:
        return _(
            "Demi keamanan, ini kami kabarkan ke nomor toko yang lain dan ke petugas; pembeli melihat rekeningnya baru diganti."
        )
    return _("Demi keamanan, ini kami kabarkan ke petugas; pembeli melihat rekeningnya baru diganti.")


def changed_in_words(old: Mapping[str, Any], new: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """A line for each field: "*Alamat toko*: Blok A 1 → Blok B 12". What the event leaves out is as it is `now`."""
    before, after = {**now, **old}, {**now, **new}
    names = dict.fromkeys("bank_account" if name in ("bank", "account_holder") else name for name in new)
    return "\n".join(
        f"*{shop_words.field_name(name)}*: {shop_words.value(name, before)} → *{shop_words.value(name, after)}*"
        for name in names
    )


def owners_only() -> Answer:
    return refuse(
        _(
            "Rekening, QRIS, dan nomor toko hanya bisa diubah pemilik, jadi tidak ada yang diubah. Minta pemilik toko menulisnya dari nomornya ya."
        )
    )


def _values(seller: Seller) -> dict[str, Any]:
    return {name: getattr(seller, name) for name in sellers.PARTICULARS}


# ---------------------------------------------------------------- asking


def _field(turn: Turn) -> str:
    field = str(turn.facts.get("field") or (turn.talk.form or {}).get("field") or "")
    return field if field in _questions() else "bank_account" if field in sellers.ACCOUNT else ""


def ask(turn: Turn, field: str, opening: str = "") -> Answer:
    """Asks for the value of the field; without a field shows the shop."""
    if not field:
        return shop_page.show(turn)
    if field in sellers.ACCOUNT and not shop_numbers.is_owner(turn.session, turn.person.id):
        return owners_only()
    turn.talk.form = {"name": NAME, "field": field, "asked": "shop_address" if field == "address" else field}
    assert turn.seller
    now = _("Sekarang: %(value)s.", value=shop_words.value(field, _values(turn.seller)))
    return say(" ".join(filter(None, (opening, now, _questions()[field]))))


def _questions() -> dict[str, str]:
    return {
        "shop": _("Jadi apa nama tokonya?"),
        "owner": _("Siapa nama pemiliknya?"),
        "sentra": _("Pindah ke sentra mana?"),
        "kelurahan": _("Di kelurahan atau desa apa?"),
        "address": _("Contoh: *Pasar Setono blok B 12*. Alamat tokonya di mana?"),
        "hours": _("Contoh: *senin-sabtu 8-16*. Buka jam berapa?"),
        "bank_account": _("Contoh: *BRI 1234567890 a.n. Siti Aminah*. Jadi rekening berapa?"),
        "account_holder": _("Rekening itu atas nama siapa?"),
        "qris": _("Kirim foto QRIS toko (yang dipajang di kios) ke sini ya. Ada fotonya?"),
        "nib": _("NIB itu 13 angka. Berapa nomornya?"),
    }


DEED = Deed(
    "edit the shop",
    by=WOULD_SELL,
    changes={"edit_shop": edit},
    buttons={"edit_shop": ("field", "value")},
    form=FormUse(NAME, confirm, decline, edit, drop, ask_again, changes=True),
)
