"""Where it is sent: the address whole as typed, the area it lies in, its postcode, and a number for the courier.

What can't be read is asked once and then taken as it is: nobody is kept from buying because our data do not know the
village. In the form: `address`, `area` (a code of orders.areas, ""), `guess` and `among` (areas to ask about),
`wrong_postcode`, `phone`, `pin` (a place on the map that was sent), and `asked_once`.
"""

from flask_babel import gettext as _

from bot.talk import choices
from bot.talk.form import Form, Slot
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import plain, shortened
from messaging.content import MAX_LIST_DESCRIPTION, MAX_LIST_TITLE, Content
from orders import areas, lookup
from orders.address import POSTCODE, read_address
from people import directory

SHORTEST = 10  # characters
LONGEST = 500
OTHER = "other"  # none of the areas that were offered


def fill(turn: Turn, draft: Form) -> None:
    """Puts what the message told of the address, its area, its postcode and the courier's number into the form."""
    facts = turn.facts
    if facts.get("wrong") == "address":
        forget(draft)  # asked for again
    if facts.get("address_of"):
        _take_from_order(turn, draft, str(facts["address_of"]))
    if facts.get("address"):
        told, known = plain(str(facts["address"])), draft.get("address", "")
        _take(draft, f"{known}, {told}" if known and _names_no_house(told) and told not in known else told)
    if facts.get("area"):
        _take_area(draft, str(facts["area"]))
    if facts.get("postcode") and draft.get("address"):
        _take_postcode(draft, str(facts["postcode"]))
    if facts.get("phone"):
        _take_phone(turn, draft, str(facts["phone"]))


def forget(draft: Form) -> None:
    for part in ("address", "area", "guess", "among", "wrong_postcode", "asked_once", "pin"):
        draft.pop(part, None)


def agree(draft: Form) -> None:
    """A yes to "Maksudnya Kec. …?"."""
    if draft["asked"] == "area" and draft.get("guess"):
        _settle_area(draft, draft["guess"])


def decline(draft: Form) -> bool:
    """A no to a question about the address: it stands as typed. False where a no answers nothing."""
    if draft["asked"] == "area":
        _settle_area(draft, OTHER)
    elif draft["asked"] == "postcode":
        draft["wrong_postcode"] = ""
    return draft["asked"] in ("area", "postcode", "phone")


def _take_area(draft: Form, told: str) -> None:
    """A tapped area, or the district and city that were asked for in words; perhaps the whole address again."""
    known = draft.get("address", "")
    if told == OTHER or told in areas.load().names:
        _settle_area(draft, told)
    elif not known or known in told or _has_street(told):
        _take(draft, plain(told))
    else:
        _take(draft, f"{known}, {plain(told)}")


def _take(draft: Form, text: str) -> None:
    read = read_address(text)
    draft.update(
        address=text[:LONGEST],
        area=read.area.code or "",
        guess=read.area.guess or "",
        among=list(read.area.among),
        wrong_postcode=read.wrong_postcode,
    )
    draft.setdefault("delivery", "ship")


def _names_no_house(text: str) -> bool:
    """ "RT 2 RW 1 kec Batang 51211": only adds to an address, or lacks its street or village."""
    words = [word.strip(".,:").casefold() for word in text.split()]
    kinds = {kind for word in words if (kind := areas.load().labels.get(word))}
    begins = bool(words) and (words[0] in ("rt", "rw") or words[0].isdigit() or words[0] in areas.load().labels)
    return begins and not kinds & {"street", "village"}


def _has_street(text: str) -> bool:
    labels = areas.load().labels
    return any(labels.get(word.strip(".,").casefold()) == "street" for word in text.split()[:3])


def _take_from_order(turn: Turn, draft: Form, number: str) -> None:
    order = lookup.of_shopper(turn.session, turn.person.id, number)
    if order is not None and order.address:
        _take(draft, order.address)
        draft.update(area=order.area, guess="", among=[], delivery="ship", pin=order.pin)
        if order.recipient_phone and not turn.person.phone:
            draft.setdefault("phone", order.recipient_phone)


def _settle_area(draft: Form, code: str) -> None:
    if code in areas.load().names:
        draft["area"] = code
    draft.update(guess="", among=[])


def _take_postcode(draft: Form, told: str) -> None:
    if POSTCODE.fullmatch(told):
        wrong = draft.get("wrong_postcode") or ""
        address = draft["address"]
        draft["address"] = address.replace(wrong, told) if wrong and wrong in address else f"{address} {told}"
        draft["wrong_postcode"] = ""


def _take_phone(turn: Turn, draft: Form, told: str) -> None:
    """Only a number that is not the buyer's own is news."""
    try:
        phone = directory.parse_phone(told)
    except ValueError:
        return
    if phone != turn.person.phone:
        draft["phone"] = phone


# ---------------------------------------------------------------- the questions


def _is_sent(draft: Form) -> bool:
    return draft.get("delivery") == "ship"


def _once(draft: Form, what: str) -> bool:
    """Whether this was not asked yet."""
    return what not in draft.get("asked_once", [])


def _note_asked(draft: Form, what: str) -> None:
    draft["asked_once"] = [*draft.get("asked_once", []), what]


def _ask_address(turn: Turn, draft: Form) -> Answer:
    given = draft.pop("address", "")
    if given:
        _note_asked(draft, "address")
        opening = _("“%(address)s” sepertinya belum lengkap.", address=shortened(given, 60)) + " "
        return say(opening + _what_belongs_to_it())
    last = lookup.last_sent(turn.session, turn.person.id)
    if last is None:
        return say(_what_belongs_to_it())
    text = _("Terakhir dikirim ke: %(address)s", address=shortened(plain(last.address), 120))
    option = choices.answer("address_of", last.number, _("Alamat terakhir"))
    return say(text + "\n\n" + _("Dikirim ke alamat mana?"), option)


def _what_belongs_to_it() -> str:
    return _("Sebutkan jalan dan nomor, kecamatan, kota, dan kode pos ya. Dikirim ke alamat mana?")


def _area_is_unsure(turn: Turn, draft: Form) -> bool:
    if not _is_sent(draft):
        return False
    if draft.get("guess") or draft.get("among"):
        return _once(draft, "guess")
    return len(draft.get("area", "")) <= areas.gazetteer.PROVINCE and _once(draft, "area")


def _ask_area(turn: Turn, draft: Form) -> Answer:
    places = areas.load()
    if draft.get("guess"):
        _note_asked(draft, "guess")
        options = choices.answer("area", draft["guess"], _("Ya")), choices.answer("area", OTHER, _("Bukan"))
        return say(_("Maksudnya *%(area)s*?", area=places.in_words(draft["guess"])), *options)
    if draft.get("among"):
        _note_asked(draft, "guess")
        return _ask_which_area(draft["among"])
    _note_asked(draft, "area")
    return say(_("Itu di kecamatan dan kota atau kabupaten apa ya?"))


def _ask_which_area(codes: list[str]) -> Answer:
    places = areas.load()
    options = [
        choices.answer(
            "area",
            code,
            places.in_words(code[: areas.gazetteer.REGENCY])[:MAX_LIST_TITLE],
            places.names[code[: areas.gazetteer.PROVINCE]][:MAX_LIST_DESCRIPTION],
        )
        for code in codes
    ]
    text = _("Ada beberapa *%(area)s*. Di kota atau kabupaten mana?", area=places.names[codes[0]])
    return Answer(Content.fitting(text, options=tuple(options), list_title=_("Pilih kabupaten")))


def _ask_postcode(turn: Turn, draft: Form) -> Answer:
    _note_asked(draft, "postcode")
    text = _("Kode pos ada lima angka, yang tertulis “%(wrong)s”.", wrong=plain(draft["wrong_postcode"]))
    return say(text + " " + _("Kode posnya berapa?"))


def _ask_phone(turn: Turn, draft: Form) -> Answer:
    if not _once(draft, "phone"):
        text = _("Tanpa nomor HP, kurir tidak bisa menghubungi penerimanya. Bisa juga *diambil di toko*.")
        return say(text + " " + _("Nomor HP penerimanya berapa?"))
    _note_asked(draft, "phone")
    return say(_("Kurir perlu nomor yang bisa dihubungi. Nomor HP penerimanya berapa?"))


def _address_is_missing(turn: Turn, draft: Form) -> bool:
    given = draft.get("address", "")
    is_short = len(given) < SHORTEST or _names_no_house(given)
    return _is_sent(draft) and (not given or (is_short and _once(draft, "address")))


SLOTS = (
    Slot("address", _address_is_missing, _ask_address),
    Slot("area", _area_is_unsure, _ask_area),
    Slot(
        "postcode",
        lambda turn, draft: _is_sent(draft) and bool(draft.get("wrong_postcode")) and _once(draft, "postcode"),
        _ask_postcode,
    ),
    Slot(
        "phone",
        lambda turn, draft: _is_sent(draft) and not turn.person.phone and not draft.get("phone"),
        _ask_phone,
    ),
)


def in_words(draft: Form) -> str:
    """The address as typed, and the area that was agreed on where the text does not name it."""
    address = shortened(draft["address"], 250)
    area = draft.get("area", "")
    if not area or read_address(draft["address"]).area.code == area:
        return address
    return f"{address} ({areas.load().in_words(area)})"
