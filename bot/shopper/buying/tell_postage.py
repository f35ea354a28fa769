""" "ongkir ke Semarang 2kg berapa?": what sending costs, without an order; in the middle of one, for what is ordered.

Names no goods. The figures come from the postage table; the seller has the last word before the order is accepted.
"""

from dataclasses import replace

from flask_babel import gettext as _

from bot.shopper.buying import bill, check_out, checkout_questions
from bot.talk import choices, left_open
from bot.talk.deed import Deed
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn, say
from bot.words.wording import kilograms, plain, shortened
from catalog import lookup
from messaging.content import MAX_LIST_DESCRIPTION, MAX_LIST_TITLE, Content
from money import rupiah
from orders import areas, parcels, postage, weights
from orders.postage import Offer

SHOWN = 6
USUAL_WEIGHT = 1000  # grams, where nothing was said of it
MOST_WEIGHT = 2_000_000


def quote_postage(turn: Turn) -> Answer:
    place = str(turn.facts.get("area") or turn.facts.get("destination") or "")
    if not place and (draft := _addressed(turn)):
        return _of_order(turn, draft)
    weight = _weight(turn)
    if not place:
        return _ask_where(turn, weight, "")
    code = place if place in areas.load().names else None
    found = areas.locate(place)
    is_abroad = code is None and areas.abroad.is_country(place)  # "Jepang", though there is a village of that name
    if code is None and found.among and not is_abroad:
        return _which(found.among, weight)
    code = code or found.guess or found.code
    country = areas.abroad.country_of(place) if code is None or is_abroad else None
    if country:
        return _abroad(turn, areas.abroad.in_words(country, turn.person.language))
    if code is None:
        unknown = _("“%(place)s” belum kami kenal.", place=shortened(plain(place), 40))
        was_asked = (turn.talk.question or {}).get("slot") == "area"
        return _let_go(turn, unknown) if was_asked else _ask_where(turn, weight, unknown)
    return _tell(turn, code, weight)


def _let_go(turn: Turn, opening: str) -> Answer:
    """A second name that nobody knows: the seller will know what it costs."""
    text = opening + " " + _("Penjual menghitung ongkirnya dari alamat lengkap, sebelum Anda membayar.")
    return left_open.ask_again(turn, text) or say(text + " " + _("Mau lihat batik apa?"))


def _abroad(turn: Turn, country: str) -> Answer:
    """Not in the table, and not promised: whoever sells the goods talked of can be asked."""
    text = _(
        "Ongkir ke %(country)s tidak ada di daftar kami; ke luar negeri hanya kalau penjualnya mau mengirim.",
        country=country,
    )
    again = left_open.ask_again(turn, text)
    if again:
        return again
    if turn.listing is None:
        return say(text + " " + _("Pilih dulu barangnya, lalu kami tanyakan ke penjualnya. Mau lihat batik apa?"))
    ask = choices.deed("ask_seller", _("Tanya penjual"), turn.listing)
    asked = say(text + " " + _("Kami tanyakan ke penjualnya?"), ask)
    held = _("Bisa kirim ke %(country)s? Ongkirnya berapa?", country=country)
    return replace(asked, question={"yes": ask.id, "held": held})


def _addressed(turn: Turn) -> Form | None:
    """The open order, when its goods and its address are known."""
    draft = check_out.open_form(turn)
    lines = turn.basket.lines
    complete = bool(lines) and all(line.size is not None and line.quantity for line in lines)
    is_sent = bool(draft and draft.get("delivery") == "ship" and draft.get("area"))
    return draft if complete and is_sent else None


def _of_order(turn: Turn, draft: Form) -> Answer:
    """The services for what is ordered, to choose from; one that is named is taken."""
    _quotes, plan = bill.reckon(turn, draft)
    named = postage.of_courier(parcels.services(plan), str(turn.facts.get("courier", "")))
    if named:
        draft["courier"] = named.courier
        return check_out.go_on(turn, draft)
    return checkout_questions.ask_courier(turn, draft) or check_out.go_on(turn, draft)


def _weight(turn: Turn) -> int:
    """As told; else that of so many pieces of the listing talked of last, or of goods as they usually are."""
    told = turn.facts.get("weight_g")
    if told:
        return min(int(told), MOST_WEIGHT)
    quantity = turn.facts.get("quantity")
    listing = lookup.by_code(turn.session, turn.listing) if turn.listing else None
    if quantity:
        of_piece = weights.of_piece(listing)[0] if listing else weights.UNKNOWN_PRODUCT
        return min(int(quantity) * of_piece, MOST_WEIGHT)
    return USUAL_WEIGHT


def _ask_where(turn: Turn, weight: int, opening: str) -> Answer:
    """Asks for the place, unless an order waits for another answer."""
    text = _("Ongkir tergantung alamat dan berat, dan dipastikan penjual sebelum Anda membayar.")
    again = left_open.ask_again(turn, " ".join(filter(None, [opening, text])))
    if again:
        return again
    asked = say(" ".join(filter(None, [opening or text, _("Ongkir ke kota atau kabupaten mana?")])))
    return replace(asked, question={"slot": "area", "deed": choices.deed("postage", "", weight).id})


def _which(codes: tuple[str, ...], weight: int) -> Answer:
    """Several areas have that name."""
    places = areas.load()
    options = tuple(
        choices.deed(
            "postage",
            places.in_words(code[: areas.gazetteer.REGENCY])[:MAX_LIST_TITLE],
            weight,
            code,
            description=places.names[code[: areas.gazetteer.PROVINCE]][:MAX_LIST_DESCRIPTION],
        )
        for code in codes
    )
    text = _("Ada beberapa *%(area)s*. Yang di mana?", area=places.names[codes[0]])
    return Answer(Content.fitting(text, options=options, list_title=_("Pilih")))


def _tell(turn: Turn, code: str, weight: int) -> Answer:
    found = postage.offers(turn.session, code, weight)
    place = areas.load().in_words(code)
    if not found:
        text = _(
            "Ongkir ke %(place)s belum ada di daftar kami; penjual menghitungnya saat menerima pesanan.", place=place
        )
    else:
        heading = _("Ongkir dari Pekalongan ke *%(place)s*, %(weight)s:", place=place, weight=kilograms(weight))
        lines = "\n".join(_in_words(offer) for offer in found[:SHOWN])
        text = f"{heading}\n{lines}\n\n{_remark(found[:SHOWN])}"
    again = left_open.ask_again(turn, text)
    return again or say(text + " " + _("Mau lihat batik apa?"))


def _remark(found: list[Offer]) -> str:
    if any(offer.is_example for offer in found):
        return _("Ini angka contoh, belum tarif resmi; ongkir yang pasti dari penjual sebelum Anda membayar.")
    return _("Ongkir yang pasti dari penjual sebelum Anda membayar.")


def _in_words(offer: Offer) -> str:
    """ "• JNE REG: Rp24.000, 2-3 hari, bisa COD"."""
    details = [rupiah(offer.fee), checkout_questions.days_in_words(offer), _("bisa COD") if offer.cod else ""]
    return f"• {offer.service}: {', '.join(filter(None, details))}"


DEED = Deed(
    "postage",
    handlers={"postage": quote_postage},
    buttons={"postage": ("#weight_g", "area")},
)
