"""Ordering: what is missing is asked for, one thing at a time, in any order, until a summary and a yes.

What is ordered stands in the basket; the form's own part is `buyer_name`, `delivery`, `payment`, `note`, `gift`,
`sender_name`, what ask_address.py keeps, and `checkout`, the id under which the summary shown last will be placed. With
`stage` "basket" it only asks what a basket must know, and waits for the word to go on.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _

from bot.shopper.buying import ask_address, bill, checkout_questions, order_lines, place_order, wanted
from bot.shopper.finding import find_batik, show_listing
from bot.talk import choices, form
from bot.talk.deed import Deed, FormUse, Question
from bot.talk.form import Form
from bot.talk.turn import PATIENCE, Answer, Turn, say
from orders import errors, place
from orders.models import BasketLine

NAME = "check_out"


def order(turn: Turn) -> Answer:
    """ "pesan K0123 L 2", "mau no 3", a tapped "Pesan": puts the goods into the basket and goes on to the order."""
    if _means_basket(turn):
        return check_out(turn)
    found = wanted.read(turn)
    if isinstance(found, Answer):
        return found
    for one in found:
        line = turn.basket.put(one.listing, one.size, one.quantity or None)
        if one.quantity == 0:  # "pesan K0104 0", "1,5": no number of pieces, so it is asked
            line.quantity = None
    draft = open_form(turn) or new_form()
    draft.pop("stage", None)
    return _with_what_was_told(turn, draft, goods_changed=True)


def check_out(turn: Turn) -> Answer:
    """ "Pesan sekarang", "checkout": all that lies in the basket."""
    if not turn.basket.lines:
        return nothing_in_basket(turn)
    draft = open_form(turn) or new_form()
    draft.pop("stage", None)
    checkout_questions.fill(turn, draft)
    return go_on(turn, draft, repeat=turn.basket.lines)


def change(turn: Turn) -> Answer:
    """An answer to the form's question, or a correction: "eh L aja", "jadi 3", "K0104 jadi 3", "ganti alamat …"."""
    draft = open_form(turn)
    named = wanted.codes(turn)
    if named and not any(turn.basket.of_code(code) for code in named):
        return order(turn)
    if not turn.basket.lines or (draft is None and not named):
        return _changed_without_form(turn)
    return _with_what_was_told(turn, draft or new_form(stage="basket"))


def agree(turn: Turn) -> Answer:
    """A yes to a summary or a basket that was shown some time ago."""
    return confirm(turn, open_form(turn))


def confirm(turn: Turn, draft: Form | None) -> Answer:
    """The yes under the summary places the orders, once; a yes to anything else goes on with what is asked."""
    shown = turn.quoted.get("checkout")
    if shown and (already := place_order.already(turn, shown)):
        return already
    if draft is None or not turn.basket.lines:
        return nothing_in_basket(turn)
    draft.pop("stage", None)
    if draft["asked"] == "confirm" and shown in (None, draft.get("checkout")):
        return go_on(turn, draft, agreed=True)
    ask_address.agree(draft)
    return go_on(turn, draft)


def change_what(turn: Turn) -> Answer:
    """A part tapped under "Apa yang mau diubah?": it is asked for anew."""
    draft = open_form(turn)
    if draft is None or not turn.basket.lines:
        return nothing_in_basket(turn)
    asked = checkout_questions.ask_for(turn, draft, str(turn.facts.get("part", "")))
    return asked or go_on(turn, draft)


def join_parcels(turn: Turn) -> Answer:
    """ "gabung kirim": the stalls that allow it send one parcel."""
    return _send(turn, join=True)


def separate_parcels(turn: Turn) -> Answer:
    return _send(turn, join=False)


def _send(turn: Turn, join: bool) -> Answer:
    draft = open_form(turn)
    if draft is None or not turn.basket.lines:
        text = _("Toko-toko di sentra yang sama bisa mengirim satu paket kalau mereka mengizinkan.")
        return say(text + " " + _("Pesan dulu barangnya, nanti kami hitungkan. Mau lihat batik apa?"))
    draft["join"] = join
    return go_on(turn, draft)


def decline(turn: Turn, draft: Form) -> Answer:
    """A no throws nothing away: under the summary it asks what should be different, elsewhere it asks again."""
    if draft["asked"] == "confirm":
        return checkout_questions.ask_what_to_change(draft)
    if ask_address.decline(draft) or draft["asked"] in ("note", "courier"):
        return go_on(turn, draft)
    return ask_again(turn, _("Baik. Kalau tidak jadi pesan, ketik *batal*.")) or show_listing.which(turn)


def ask_again(turn: Turn, opening: str) -> Answer | None:
    """`opening`, and after it the question that is still waited for, without the goods; None when there is none."""
    draft = open_form(turn)
    if draft is None or not draft["asked"] or not turn.basket.lines:
        return None
    if draft["asked"] == "confirm":
        return say(opening + " " + _("Pesanannya sudah benar?"), *checkout_questions.confirmation_options())
    if turn.talk.unfitting >= PATIENCE:  # it has been asked again in the same words often enough
        kept = _("Pesanannya kami simpan di keranjang, jawab kapan saja; *keranjang* untuk melihat, *batal* kalau tidak jadi.")  # fmt: skip
        return say(f"{opening} {kept}")
    slot = next((slot for slot in checkout_questions.SLOTS if slot.name == draft["asked"]), None)
    asked = slot.ask(turn, draft) if slot else checkout_questions.ask_for(turn, draft, draft["asked"])
    assert asked is not None
    return Answer(asked.content.with_text(f"{opening} {asked.content.text}"), asked.about)


def _offered(turn: Turn) -> str:
    """The id of the "Pesan" under our last answer; "" if there is none."""
    return choices.order_offered(turn.talk.options)


def _offered_in_notice(turn: Turn) -> str:
    """The id of the "Pesan" under the newest notices since our last answer; "" if there is none."""
    return choices.order_offered(turn.told.offered)


def _order_offered(turn: Turn) -> Answer:
    """A yes to that."""
    offered = choices.read(_offered(turn) or _offered_in_notice(turn), turn.intent.text, turn.intent.language)
    assert offered
    return order(replace(turn, intent=offered))


def _lines_filled(turn: Turn) -> Any:
    return [(line.id, line.size, line.quantity) for line in turn.basket.lines]


def open_form(turn: Turn) -> Form | None:
    return turn.talk.form if turn.talk.form and turn.talk.form["name"] == NAME else None


def new_form(**own: str) -> Form:
    return {"name": NAME, "asked": None, **own}


def nothing_in_basket(turn: Turn) -> Answer:
    """What to say when there is nothing to order; what lay in the basket too long is named."""
    opening = _("Keranjang masih kosong.")
    if turn.basket.expired:
        codes = ", ".join(line.listing.code for line in turn.basket.expired)
        opening = _("Keranjang disimpan 3 hari, jadi isinya (%(codes)s) sudah kami keluarkan.", codes=codes)
    return say(opening + " " + _("Contoh: *kemeja parang L*. Mau lihat batik apa?"))


def go_on(
    turn: Turn,
    draft: Form,
    *,
    opening: str = "",
    repeat: Sequence[BasketLine] = (),
    agreed: bool = False,
    again: bool = False,
) -> Answer:
    """Checks the basket against what is for sale now, tells what has changed, then asks for the next missing thing,
    or shows the basket or the summary.

    `repeat`: the lines to begin with. `agreed`: the summary has its yes, so place the orders, unless it would
    say something else now. `again`: the basket has just been found to hold what is gone.
    """
    basket = turn.basket
    if agreed:
        place.hold(turn.session, basket.wanted())  # what is said yes to is what is placed
    gone = order_lines.take_out_gone(turn)
    news = bill.changes_in_words(basket.price_changes) + [order_lines.gone_in_words(line) for line in gone]
    if not basket.lines:
        turn.talk.form = None
        return _all_gone(turn, gone, news)
    turn.talk.form = draft
    try:
        problem = order_lines.settle(turn, draft)
        seen = draft.get("summary")
        answer = problem or form.ask_next(turn, draft, checkout_questions.slots(draft))
        if agreed and not news and draft["asked"] == "confirm" and draft["summary"] == seen:
            return place_order.place_all(turn, draft, checkout_questions.terms(draft))
    except (errors.SoldOut, errors.NotForSale):
        if again:
            raise
        return go_on(turn, draft, opening=opening, repeat=repeat, again=True)  # somebody was quicker by a moment
    basket.note_prices()
    goods = [] if problem else _goods_to_repeat(turn, draft, repeat)
    parts = [*news, opening, bill.lines_in_words(turn, goods), answer.content.text]
    return replace(answer, content=answer.content.with_text("\n\n".join(filter(None, parts))))


def _goods_to_repeat(turn: Turn, draft: Form, repeat: Sequence[BasketLine]) -> Sequence[BasketLine]:
    """The summary shows the goods itself; a question about a line needs that line."""
    if draft["asked"] == "confirm":
        return ()
    if repeat:
        return [line for line in repeat if line in turn.basket.lines]
    return [order_lines.asked_line(turn, draft)] if draft["asked"] in ("size", "quantity") else ()


def _with_what_was_told(turn: Turn, draft: Form, goods_changed: bool = False) -> Answer:
    """Fills in sizes, numbers, name, address … of the message, and goes on."""
    asked = draft["asked"]
    changed = order_lines.change(turn, draft) or goods_changed
    checkout_questions.fill(turn, draft)
    noted = "" if changed else checkout_questions.noted(turn, draft, asked)
    return go_on(turn, draft, opening=noted, repeat=turn.basket.lines if changed else ())


def _means_basket(turn: Turn) -> bool:
    """ "pesan", "checkout" right after the basket was looked at: all that lies in it."""
    draft = open_form(turn)
    names_goods = turn.intent.lines or turn.facts.get("all") or turn.quoted.get("codes")
    return bool(draft and draft.get("stage") == "basket" and turn.basket.lines and not names_goods)


def _all_gone(turn: Turn, gone: list[BasketLine], news: list[str]) -> Answer:
    """Nothing is left to order: what is nearest to the last one is shown instead."""
    if not gone:
        return nothing_in_basket(turn)
    return find_batik.instead_of(turn, gone[-1].listing, gone[-1].size or None, "\n".join(news))


def _changed_without_form(turn: Turn) -> Answer:
    code = show_listing.wanted_code(turn)
    found = find_batik.in_size(turn, turn.facts["size"]) if code is None and set(turn.facts) == {"size"} else None
    if found:
        return found
    if code is None:
        return say(_("Tulis kodenya, misalnya *pesan K… L 2*, atau cari dulu barangnya. Untuk barang yang mana ya?"))
    return order(turn)


DEED = Deed(
    "check out",
    handlers={
        "order": order,
        "answer": change,
        "check_out": check_out,
        "change_what": change_what,
        "join_parcels": join_parcels,
        "separate_parcels": separate_parcels,
    },
    buttons={"check_out": (), "change_what": ("part",)},
    may_answer=(
        Question("quoted summary", lambda turn: "checkout" in turn.quoted, {"yes": agree}),
        Question("quoted goods", lambda turn: len(turn.quoted.get("codes") or []) == 1, {"yes": order}),
        Question("goods offered", lambda turn: bool(_offered(turn)), {"yes": _order_offered}),
        Question("goods offered in a notice", lambda turn: bool(_offered_in_notice(turn)), {"yes": _order_offered}),
        Question("basket", lambda turn: open_form(turn) is not None, {"yes": agree}),
    ),
    pierces={"order": ("quoted answer of a shop",), "check_out": ("quoted answer of a shop",)},
    form=FormUse(NAME, confirm, decline, again=ask_again, filled=_lines_filled),
)
