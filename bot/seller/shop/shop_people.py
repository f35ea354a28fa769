"""Who acts for the shop: codes to pass on, numbers to send away, joining by code.

Why a code was refused is never told, so that trying codes tells nothing.
"""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot.news import notices
from bot.seller.shop import edit_shop
from bot.talk import choices, form
from bot.talk.deed import SELLERS, WOULD_SELL, Deed
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import plain
from catalog import shop_numbers
from catalog.errors import ActsForOther, BadCode, ForOwnerOnly, LastOwner, TooManyCodes, TooManyNumbers
from catalog.models import ShopNumber
from messaging import market_number
from messaging.content import MAX_BUTTON_TITLE, MAX_LIST_ITEMS, Content, Option
from people.directory import shown
from people.models import Person

Numbers = Sequence[tuple[ShopNumber, Person]]


def join(turn: Turn) -> Answer:
    """ "gabung ABCD-2345"."""
    form.set_aside(turn)
    try:
        seller = shop_numbers.use_code(turn.session, turn.person, str(turn.facts.get("code", "")))
    except TooManyCodes:
        return say(_("Sudah terlalu sering mencoba. Tunggu satu jam, lalu ketik kodenya lagi pelan-pelan ya."))
    except ActsForOther as other:
        return say(
            _(
                "Nomor ini sudah memegang toko *%(shop)s*; satu nomor untuk satu toko. Pakai nomor lain, atau minta bantuan petugas.",
                shop=plain(other.shop),
            )
        )
    except BadCode:
        return say(
            _(
                "Kode itu tidak bisa dipakai: salah ketik, sudah dipakai, atau sudah lewat waktunya. Minta kode baru ke pemilik toko atau petugas ya."
            )
        )
    turn.talk.form = None
    notices.number_added(turn.session, seller, turn.person)
    text = _(
        "Nomor ini sekarang memegang toko *%(shop)s*. Pesanan dan kabar toko masuk ke sini juga.",
        shop=plain(seller.shop),
    )
    return say(text + "\n" + _("Ketik *bantuan* untuk melihat yang bisa dilakukan."))


def invite(turn: Turn) -> Answer:
    """ "undang": a code that the owner passes on."""
    assert turn.seller
    form.set_aside(turn)
    try:
        code = shop_numbers.invite_helper(turn.session, turn.seller, turn.person.id)
    except ForOwnerOnly:
        return edit_shop.owners_only()
    except TooManyNumbers:
        text = _("Toko sudah dipegang %(most)s nomor, paling banyak segitu.", most=shop_numbers.MOST_NUMBERS)
        return _with_numbers(turn, text + " " + _("Mau mengeluarkan satu dulu?"))
    link = market_number.link(f"gabung {code}")
    how = _("Ketik *gabung %(code)s* di chat ini dari nomor yang baru", code=code)
    lines = [
        _("Teruskan pesan ini ke anak atau pembantu toko (sekali pakai, berlaku 24 jam):"),
        "",
        how + (_(", atau buka %(link)s", link=link) if link else "") + ".",
        "",
        _("Ia bisa semua urusan toko, kecuali rekening, QRIS, dan nomor toko."),
    ]
    return say("\n".join(lines))


def show(turn: Turn) -> Answer:
    """ "nomor toko": who acts for the shop."""
    form.set_aside(turn)
    is_owner = shop_numbers.is_owner(turn.session, turn.person.id)
    question = _("Mau mengeluarkan nomor, atau *undang* yang baru?") if is_owner else _("Mau keluar dari toko ini?")
    return _with_numbers(turn, question)


def remove(turn: Turn) -> Answer:
    """ "hapus nomor …812", by tap or words; a helper only leaves."""
    assert turn.seller
    form.set_aside(turn)
    meant = _meant(turn)
    if len(meant) != 1:
        return _with_numbers(turn, _("Nomor mana yang dikeluarkan?"))
    _number, person = meant[0]
    try:
        shop_numbers.remove(turn.session, turn.seller, person, turn.person.id)
    except ForOwnerOnly:
        return edit_shop.owners_only()
    except LastOwner:
        return say(_("%(name)s nomor utama toko, jadi hanya petugas yang bisa memindahkannya.", name=shown(person)))
    if person.id == turn.person.id:
        notices.number_left(turn.session, turn.seller, person)
        return say(
            _(
                "Nomor ini tidak lagi memegang toko *%(shop)s*. Anda tetap bisa belanja: tulis batik yang dicari.",
                shop=plain(turn.seller.shop),
            )
        )
    notices.number_removed(turn.session, turn.seller, person)
    return say(_("%(name)s tidak lagi memegang toko. Kalau keliru, *undang* lagi.", name=shown(person)))


# ---------------------------------------------------------------- which number


def _meant(turn: Turn) -> Numbers:
    """Those whom the message can mean: tapped, by number or its end, by name; else the only helper."""
    assert turn.seller
    numbers = shop_numbers.of_shop(turn.session, turn.seller.id)
    if "person" in turn.facts:
        return [one for one in numbers if one[1].id == turn.facts["person"]]
    said = str(turn.facts.get("phone") or turn.facts.get("helper") or "")
    figures = "".join(letter for letter in said if letter.isdigit()).removeprefix("62").removeprefix("0")
    if figures:
        return [one for one in numbers if (one[1].phone or "").endswith(figures)]
    if said:
        return [one for one in numbers if said.casefold() in one[1].profile_name.casefold()]
    return [one for one in numbers if not one[0].is_owner]


def _with_numbers(turn: Turn, question: str) -> Answer:
    """Everybody who acts for the shop, and a button for each who may be sent away."""
    assert turn.seller
    numbers = shop_numbers.of_shop(turn.session, turn.seller.id)
    lines = [_("Yang memegang toko *%(shop)s*:", shop=plain(turn.seller.shop))]
    lines += [f"• {shown(person)}: {_role(turn, number, person)}" for number, person in numbers]
    options = _removable(turn, numbers)
    if not options:
        return say("\n".join(lines) + "\n" + _("Mau menambah nomor? Ketik *undang*."))
    content = Content.fitting(
        "\n".join([*lines, "", question]), options=tuple(options[:MAX_LIST_ITEMS]), list_title=_("Pilih nomor")
    )
    return Answer(content)


def _role(turn: Turn, number: ShopNumber, person: Person) -> str:
    role = _("pemilik") if number.is_owner else _("pembantu")
    return _("%(role)s (nomor ini)", role=role) if person.id == turn.person.id else role


def _removable(turn: Turn, numbers: Numbers) -> list[Option]:
    assert turn.seller
    if not shop_numbers.is_owner(turn.session, turn.person.id):
        return [choices.deed("remove_helper", _("Keluar dari toko"), turn.person.id or 0)]
    return [
        choices.deed("remove_helper", shown(person)[:MAX_BUTTON_TITLE], person.id or 0)
        for _number, person in numbers
        if person.id != turn.person.id and person.phone != turn.seller.phone
    ]


DEED = Deed(
    "people of the shop",
    by=SELLERS,
    handlers={"helpers": show},
    changes={"invite_helper": invite, "remove_helper": remove},
    buttons={"helpers": (), "remove_helper": ("#person",)},
)


JOINING = Deed(
    "join a shop",
    by=WOULD_SELL,
    handlers={"join_code": join},
)
