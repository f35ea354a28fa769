"""Joining: "daftar" opens a short form, filled in any order, by tap, in one message or in ten, until a summary with the
consent and a yes. Who has a shop already sees it, and what can be changed.

The form's own part: `values` (what was told, as sellers.PARTICULARS), `phone` (asked of those whose number is hidden)
and `skipped` (slots that may wait).
"""

from collections.abc import Callable
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from bot.seller.shop import shop_page, shop_told
from bot.talk import choices, form
from bot.talk.deed import WOULD_SELL, Deed, FormUse
from bot.talk.form import Form, Slot
from bot.talk.turn import Answer, Turn, say
from bot.words import shop_words
from bot.words.wording import plain
from catalog import lookup, sellers, vocabulary
from catalog.errors import NameTaken, NumberTaken
from messaging.content import MAX_BUTTON_TITLE, Content, Option
from people import consents, directory

NAME = "open_shop"
CONSENT, CONSENT_VERSION = "shop", "2026-11"  # a new wording below is a new version
SENTRAS_FIRST = 9  # of the list, the last item of which leads to the others


def open_shop(turn: Turn) -> Answer:
    """ "daftar", and whatever the same message tells of the shop. A form that was begun goes on."""
    if turn.seller:
        return shop_page.show(turn)
    if turn.person.phone and lookup.seller_by_phone(turn.session, turn.person.phone):
        return say(_number_taken())
    begun = turn.talk.form if is_open(turn) else None
    draft = begun or {"name": NAME, "values": {}, "skipped": []}
    told = _fill(turn, draft)
    return told or _ask(turn, draft, "" if begun else _welcome())


def fill(turn: Turn) -> Answer:
    """An answer to the form's question, or anything else that the shop is told of, asked or not."""
    draft = _draft(turn)
    if not turn.facts:
        return _ask(turn, draft, _("Maaf, itu belum kami kenal."))
    return _fill(turn, draft) or _ask(turn, draft)


def is_open(turn: Turn) -> bool:
    return bool(turn.talk.form and turn.talk.form["name"] == NAME)


def confirm(turn: Turn, draft: Form) -> Answer:
    """The yes under the summary opens the shop; a yes to another question asks it again."""
    return _join(turn, draft) if draft["asked"] == "consent" else _ask(turn, draft)


def decline(turn: Turn, draft: Form) -> Answer:
    """A no to what may wait leaves it out; under the summary it asks what is wrong."""
    if draft["asked"] in OPTIONAL:
        return _skip(turn, draft)
    if draft["asked"] != "consent":
        return _ask(turn, draft)
    text = _("Belum kami daftarkan. Misalnya *nama toko …*, *sentra …*, *rekening …*, atau *batal*.")
    return say(text + " " + _("Apa yang mau diubah?"))


def drop(turn: Turn) -> Answer:
    """ "batal": nothing is kept of what was told."""
    turn.talk.form = None
    return say(_("Baik, pendaftaran dibatalkan dan tidak ada yang disimpan. Kalau mau lagi, ketik *daftar*."))


def ask_again(turn: Turn, opening: str) -> Answer:
    """`opening`, and after it what the form still waits for, without what it holds already."""
    draft = _draft(turn)
    if draft["asked"] == "consent":
        return say(opening + " " + _("Data tokonya sudah benar dan setuju?"), *_consent_options())
    return _ask(turn, draft, opening)


def take_qris(turn: Turn, text: str) -> Answer:
    """The static QRIS that was read from a picture (its text) becomes the shop's."""
    draft = _draft(turn)
    draft["values"]["qris"] = text
    merchant = shop_words.value("qris", draft["values"])
    return _ask(turn, draft, _("QRIS terbaca: *%(merchant)s*.", merchant=plain(merchant)))


# ---------------------------------------------------------------- filling


def _draft(turn: Turn) -> Form:
    assert turn.talk.form
    return turn.talk.form


def _fill(turn: Turn, draft: Form) -> Answer | None:
    """Puts what the message told into the form; an answer where something in it can't be."""
    if turn.facts.get("skip") or turn.facts.get("field") == "skip":
        return _skip(turn, draft)
    if turn.facts.get("field") == "more":
        return _other_sentras(turn, draft)
    try:
        told = shop_told.particulars(turn, draft["values"])
    except shop_told.Unusable as unusable:
        return _ask(turn, draft, unusable.words)
    draft["values"] |= told
    if told.get("sentra") == "":
        draft["skipped"].append("sentra")
    problem = _phone(turn, draft) or (_name_taken(turn, draft) if "shop" in told else None)
    return _ask(turn, draft, problem) if problem else None


def _phone(turn: Turn, draft: Form) -> str | None:
    """The number of one who hides it; "why not" in words where it can't be hers."""
    if turn.person.phone or not turn.facts.get("phone"):
        return None
    try:
        phone = directory.parse_phone(str(turn.facts["phone"]))
    except ValueError:
        return _("Itu bukan nomor HP.")
    if lookup.seller_by_phone(turn.session, phone):
        return _number_taken()
    draft["phone"] = phone
    return None


def _name_taken(turn: Turn, draft: Form) -> str | None:
    other = lookup.shop_called(turn.session, draft["values"]["shop"])
    if other is None:
        return None
    draft["values"].pop("shop")
    return _name_is_taken(NameTaken(other.shop, other.sentra))


def _name_is_taken(taken: NameTaken) -> str:
    where = f" ({taken.sentra})" if taken.sentra else ""
    text = _("Nama *%(shop)s*%(where)s sudah ada di pasar ini.", shop=plain(taken.shop), where=where)
    return (
        text
        + " "
        + _("Kalau itu toko Anda, minta kode ke petugas lalu ketik *gabung KODE*; kalau bukan, pakai nama lain ya.")
    )


def _number_taken() -> str:
    return _("Nomor itu sudah dipakai toko lain. Kalau itu toko Anda, minta kode ke petugas lalu ketik *gabung KODE*.")


def _skip(turn: Turn, draft: Form) -> Answer:
    if draft["asked"] in OPTIONAL:
        draft["skipped"].append(draft["asked"])
        if draft["asked"] == "bank":
            draft["values"].pop("bank_account", None)
    return _ask(turn, draft)


# ---------------------------------------------------------------- asking


def _ask(turn: Turn, draft: Form, opening: str = "") -> Answer:
    asked = form.ask_next(turn, draft, SLOTS)
    return Answer(asked.content.with_text(f"{opening} {asked.content.text}")) if opening else asked


def _welcome() -> str:
    return _("Senang Anda mau berjualan di sini! Cukup beberapa pertanyaan, tanpa KTP; boleh juga ditulis sekaligus.")


def _missing(name: str) -> Callable[[Turn, Form], bool]:
    return lambda turn, draft: not draft["values"].get(name) and name not in draft["skipped"]


def _missing_beside_account(name: str) -> Callable[[Turn, Form], bool]:
    return lambda turn, draft: bool(draft["values"].get("bank_account")) and _missing(name)(turn, draft)


def _ask_phone(turn: Turn, draft: Form) -> Answer:
    return say(_("Nomor HP toko berapa, supaya pembeli bisa menghubungi?"))


def _ask_name(turn: Turn, draft: Form) -> Answer:
    return say(_("Apa nama tokonya?"))


def _ask_owner(turn: Turn, draft: Form) -> Answer:
    """The name on WhatsApp is chosen by its owner: it is only offered."""
    name = plain(turn.person.profile_name)
    options = [choices.deed("edit_shop", name, "owner", name)] if _fits_button(name) else []
    return say(_("Siapa nama pemiliknya?"), *options)


def _ask_sentra(turn: Turn, draft: Form) -> Answer:
    ids = list(vocabulary.load().values("sentra"))
    options = [choices.deed("edit_shop", sentra, "sentra", sentra) for sentra in ids[:SENTRAS_FIRST]]
    options.append(choices.deed("edit_shop", _("Sentra lain"), "more"))
    return _list(_("Tokonya di sentra mana?"), options)


def _other_sentras(turn: Turn, draft: Form) -> Answer:
    ids = list(vocabulary.load().values("sentra"))[SENTRAS_FIRST:]
    options = [choices.deed("edit_shop", sentra, "sentra", sentra) for sentra in ids]
    options.append(choices.deed("edit_shop", _("Di luar sentra"), "sentra", shop_told.NONE))
    draft["asked"] = "sentra"
    return _list(_("Atau di salah satu sentra ini?"), options)


def _list(text: str, options: list[Option]) -> Answer:
    return Answer(Content.fitting(text, options=tuple(options), list_title=_("Pilih sentra")))


def _ask_kelurahan(turn: Turn, draft: Form) -> Answer:
    sentra = draft["values"].get("sentra")
    options = [choices.deed("edit_shop", sentra, "kelurahan", sentra)] if sentra else []
    return say(_("Kelurahan atau desanya apa?"), *options)


def _ask_account(turn: Turn, draft: Form) -> Answer:
    text = _("Contoh: *BRI 1234567890 a.n. Siti Aminah*, atau kirim foto QRIS toko; boleh menyusul.")
    return say(text + " " + _("Pembeli membayar ke rekening mana?"), choices.deed("edit_shop", _("Nanti saja"), "skip"))


def _ask_bank(turn: Turn, draft: Form) -> Answer:
    number = draft["values"]["bank_account"]
    options = [choices.deed("edit_shop", bank, "bank", bank) for bank in ("BRI", "BCA", "Mandiri")]
    return say(_("Rekening %(number)s itu di bank apa?", number=number), *options)


def _ask_holder(turn: Turn, draft: Form) -> Answer:
    """Buyers see this name before they pay."""
    owner = draft["values"]["owner"]
    options = [choices.deed("edit_shop", owner, "account_holder", owner)] if _fits_button(owner) else []
    return say(_("Rekening itu atas nama siapa?"), *options, choices.deed("edit_shop", _("Nanti saja"), "skip"))


def _fits_button(name: str) -> bool:
    return 2 <= len(name) <= MAX_BUTTON_TITLE and ":" not in name and any(letter.isalpha() for letter in name)


def _ask_consent(turn: Turn, draft: Form) -> Answer:
    values = draft["values"]
    shown = [field for field in shop_page.FIELDS if values.get(field) or field in ("shop", "owner", "bank_account")]
    lines = [f"{shop_words.field_name(field)}: {shop_words.value(field, values)}" for field in shown]
    if draft.get("phone"):
        lines.append(_("HP: %(phone)s", phone=draft["phone"]))
    consent = _(
        "Data ini kami simpan supaya toko bisa berjualan di sini: pembeli dan petugas pasar melihatnya, nomor Anda hanya dipakai untuk pesanan, dan semuanya bisa dihapus dengan *hapus data saya*."
    )
    text = "\n\n".join(["\n".join(lines), consent, _("Sudah benar dan setuju?")])
    return say(text, *_consent_options())


def _consent_options() -> list[Option]:
    return [
        choices.deed("yes", _("Ya, setuju")),
        choices.deed("no", _("Ubah")),
        choices.deed("cancel", _("Batal")),
    ]


OPTIONAL = ("bank_account", "bank", "account_holder")
SLOTS = (
    Slot("shop_phone", lambda turn, draft: not (turn.person.phone or draft.get("phone")), _ask_phone),
    Slot("shop", _missing("shop"), _ask_name),
    Slot("owner", _missing("owner"), _ask_owner),
    Slot("sentra", _missing("sentra"), _ask_sentra),
    Slot("kelurahan", _missing("kelurahan"), _ask_kelurahan),
    Slot(
        "bank_account",
        lambda turn, draft: not draft["values"].get("qris") and _missing("bank_account")(turn, draft),
        _ask_account,
    ),
    Slot("bank", _missing_beside_account("bank"), _ask_bank),
    Slot("account_holder", _missing_beside_account("account_holder"), _ask_holder),
    Slot("consent", lambda turn, draft: True, _ask_consent),
)  # fmt: skip


# ---------------------------------------------------------------- joining


def _join(turn: Turn, draft: Form) -> Answer:
    settings = current_app.config["SETTINGS"]
    visible = settings.show_unverified_shops == "yes"
    phone = turn.person.phone or draft["phone"]
    try:
        seller = sellers.join(turn.session, turn.person, phone, _values(draft), visible=visible)
    except NameTaken as taken:
        draft["values"].pop("shop")
        return _ask(turn, draft, _name_is_taken(taken))
    except NumberTaken:
        if turn.person.phone:
            turn.talk.form = None
            return say(_number_taken())
        draft.pop("phone")
        return _ask(turn, draft, _number_taken())
    consents.give(turn.session, turn.person.id, CONSENT, CONSENT_VERSION)
    turn.talk.form = None
    text = _("*%(shop)s* terdaftar. Selamat bergabung!", shop=plain(seller.shop))
    when = (
        _("Barang langsung tampil, bertanda “belum diverifikasi” sampai petugas memeriksa.")
        if visible
        else _("Petugas memeriksa dulu; begitu selesai kami kabari di sini dan barangnya tampil.")
    )
    start = _("Sambil menunggu, isi barang dulu: kirim foto dengan keterangan, misalnya *daster cap 45rb stok 10*.")
    return say("\n".join([text, when, start]))


def _values(draft: Form) -> dict[str, Any]:
    return {name: value for name, value in draft["values"].items() if value}


DEED = Deed(
    "open a shop",
    by=WOULD_SELL,
    handlers={"open_shop": open_shop},
    form=FormUse(NAME, confirm, decline, fill, drop, ask_again),
)
