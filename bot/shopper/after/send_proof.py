"""A picture of the payment: passed on to the seller with the sum to look for. Only the account log proves anything."""

from collections.abc import Sequence

from flask_babel import gettext as _

from bot.anybody import small_talk
from bot.clocks import order_clocks
from bot.talk import choices, lexicon
from bot.talk.about import About
from bot.talk.deed import Deed, PictureUse
from bot.talk.turn import Answer, Turn, say
from bot.understanding.goods import caption
from bot.words import order_words
from bot.words.wording import plain
from matters import deeds as matters_deeds
from matters import lookup as matters_lookup
from messaging import pictures
from messaging.models import ReceivedPicture
from money import rupiah
from orders import errors, lookup, payments, proofs
from orders.models import Order, PaymentProof
from orders.states import SHOPPER, Actor

NAME = "proof"
# What words beside a picture may be, for it to be a proof: none, or such as ask for nothing.
FITTING = {"payment_proof", "paid", "thanks", "greeting", "smalltalk", "done", "yes", "order_status"} | {
    "picture",
    "document",
}
# And while a payment is awaited, what may be read from a sum, a name on an account or words that nobody foresaw.
BESIDE_A_PAYMENT = {"not_understood", "payment_question", "bargain", "receipt", "search", "narrow", "change_order"}
GOODS = ("product", "motif", "technique", "colour", "size", "shop", "sentra", "words")  # parts of a wish


def fits(turn: Turn) -> bool:
    """Whether the picture of this message is the proof of a payment: one is open and the words wish for no goods, or
    they say so."""
    says_so = turn.intent.name == "payment_proof" or bool(_named(turn))
    if turn.seller is not None and not says_so:
        return False  # a seller's picture shows goods
    if turn.intent.name in FITTING:
        return bool(_candidates(turn, says_so))
    is_beside = turn.intent.name in BESIDE_A_PAYMENT and not _speaks_of_other_things(turn)
    return is_beside and bool(lookup.to_pay(turn.session, turn.person.id))


def _speaks_of_other_things(turn: Turn) -> bool:
    """Words that wish for goods, ask about what the picture shows, or change the order."""
    wish, facts = turn.wish, turn.facts
    if any(getattr(wish, part) for part in GOODS) or any(line.code for line in turn.intent.lines) or "asks" in facts:
        return True
    if turn.intent.name == "change_order":
        return not set(facts) <= {"name", "sender_name"}
    return caption.asks(turn.message.text, lexicon.current(turn.session))


def take(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """Nothing is said until the picture has come, unless it has to be asked which order it is for."""
    orders = _candidates(turn, True)
    proof = proofs.note(turn.session, picture.id, turn.person.id, picture.key, orders[0] if len(orders) == 1 else None)
    return None if proof.order_id else _ask_which(orders, proof)


def came(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """It lies here now; while nobody has said which order it is for, it waits."""
    proof = proofs.of_picture(turn.session, picture.id)
    return _pass_on(turn, proof, picture) if proof and proof.order_id else None


def choose(turn: Turn) -> Answer:
    """The tapped order that a proof is for."""
    proof = proofs.of_person(turn.session, int(turn.facts.get("proof") or 0), turn.person.id)
    order = lookup.of_shopper(turn.session, turn.person.id, turn.facts.get("order_no") or "")
    if proof is None or order is None:
        return say(_("Bukti itu tidak kami temukan. Boleh kirim ulang fotonya?"))
    proof.order_id = order.id
    (picture,) = pictures.by_ids(turn.session, [proof.picture_id]) or (None,)
    if picture is None or picture.state == "to_fetch":
        text = _("Baik, buktinya untuk *%(number)s*; kami teruskan begitu fotonya terbuka.", number=order.number)
        return say(text, order=order.number)
    return _pass_on(turn, proof, picture)


def told(turn: Turn) -> Answer:
    """ "sudah transfer ya" without a picture."""
    orders = lookup.to_pay(turn.session, turn.person.id)
    if not orders:
        return small_talk.no_payment_waits(turn)
    text = _("Terima kasih! Kirim foto buktinya ke sini ya, supaya penjual tahu uang mana yang dicari.")
    about: About = {"order": orders[0].number} if len(orders) == 1 else {}
    return say(text, **about)


# ---------------------------------------------------------------- which order


def _named(turn: Turn) -> Order | None:
    """The shopper's own order that the words name or that is quoted."""
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    return lookup.of_shopper(turn.session, turn.person.id, str(number)) if number else None


def _candidates(turn: Turn, says_so: bool) -> Sequence[Order]:
    """Orders that the proof may be for: the one named; else those that are to be paid; else, when the words speak of a
    payment, those that the seller has not accepted yet; else those that have just ended unpaid."""
    named = _named(turn)
    if named:
        return [named]
    session, person = turn.session, turn.person.id
    sum_told = turn.facts.get("price") or turn.wish.price_max
    exact = [order for order in lookup.to_pay(session, person) if order.to_pay == sum_told]
    if len(exact) == 1:
        return exact
    early = lookup.placed_of_shopper(session, person) if says_so else []
    return lookup.to_pay(session, person) or early or lookup.paid_too_late(session, person)[:1]


def _ask_which(orders: Sequence[Order], proof: PaymentProof) -> Answer:
    options = [
        choices.deed("proof_for", order.number, order.number, proof.id or 0, description=_short(order))
        for order in orders[:10]
    ]
    lines = [f"*{order.number}*: {_short(order)}" for order in orders] if len(options) <= 3 else []
    return say("\n".join([*lines, _("Fotonya sudah sampai. Bukti ini untuk pesanan yang mana?")]), *options)


def _short(order: Order) -> str:
    return f"{plain(order.seller.shop)}, {rupiah(order.to_pay)}"[:72]


# ---------------------------------------------------------------- passing it on


def _pass_on(turn: Turn, proof: PaymentProof, picture: ReceivedPicture) -> Answer:
    order = lookup.locked(turn.session, proof.order_id or 0)
    used_before = proofs.used_before(turn.session, proof, picture.fingerprint, pictures.data_of)
    try:
        happened = payments.record_proof(
            turn.session, order, Actor(SHOPPER, turn.person.id), proof.key, used_before=used_before
        )
    except errors.NotAllowed:
        text = _("Bukti untuk *%(number)s* tidak perlu lagi. Keadaannya sekarang:", number=order.number)
        return say(f"{text}\n\n{order_words.for_shopper(order)}", order=order.number)
    order_clocks.follow(turn.session, order, happened)
    if used_before:
        _show_staff(turn, order, used_before, proof)
    return say(" ".join(_thanks(order)), order=order.number)


def _show_staff(turn: Turn, order: Order, used_before: Sequence[str], proof: PaymentProof) -> None:
    """The same picture for several orders may be a forgery: a matter for staff. The shopper hears nothing of it."""
    matter = matters_lookup.open_of_person(turn.session, turn.person.id, "proof")
    matter = matter or matters_deeds.open_(turn.session, "proof", turn.person.id)
    words = f"The proof of payment for {order.number} was sent before for {', '.join(used_before)}."
    matters_deeds.note(turn.session, matter, words, picture=proof.key)


def _thanks(order: Order) -> list[str]:
    shop = plain(order.seller.shop)
    if order.order_status == "cancelled":
        text = _("Bukti untuk *%(number)s* diterima, tapi pesanan ini sudah batal.", number=order.number)
        return [text, _("Kami teruskan ke %(shop)s supaya uangnya dicek dan dikembalikan.", shop=shop)]
    text = _("Bukti untuk *%(number)s* diterima, menunggu dicek %(shop)s.", number=order.number, shop=shop)
    if order.order_status == "placed":
        return [text, _("Pesanannya sendiri masih menunggu jawaban penjual.")]
    return [text, _("Kabarnya kami kirim ke sini.")]


DEED = Deed(
    "proof of payment",
    handlers={"payment_proof": told, "proof_for": choose},
    buttons={"proof_for": ("order_no", "proof")},
    may_answer=(PictureUse(NAME, fits, take, came),),
)
