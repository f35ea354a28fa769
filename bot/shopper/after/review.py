""" "bintang 5 P0001 bahannya adem", "ulasan K0104": what has arrived is praised or not, and what others said is read."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from bot.clocks import review_told
from bot.shopper.finding import ask_listing
from bot.talk import choices
from bot.talk.deed import Deed, PictureUse
from bot.talk.turn import Answer, Turn, say
from bot.words import stars
from bot.words.wording import plain, why_lost
from catalog import lookup as catalog_lookup
from catalog.models import Listing
from messaging.content import Content, Image, Option
from messaging.models import ReceivedPicture
from orders import lookup, reviews
from orders.models import Order, Review

NAME = "review"
WORDS = "review_words"  # the deed that takes words for a review
SHOWN = 3
UNHAPPY = 2  # stars: something may have to be put right
RECENT = 20  # orders among which the one that is meant is looked for


def give(turn: Turn) -> Answer:
    """Stars for an order that has arrived; without any, they are asked for."""
    order = _order_meant(turn)
    if isinstance(order, Answer):
        return order
    if not reviews.may_be_given(order):
        text = _("*%(number)s* belum sampai; ulasannya ditunggu setelah barangnya di tangan ya.", number=order.number)
        return say(text, order=order.number)
    number = turn.facts.get("stars")
    if number is None:
        return ask_for_stars(order)
    reviews.give(turn.session, order, number)
    review_told.arrange(turn.session, order)
    if turn.facts.get("comment"):
        reviews.add(turn.session, order, turn.facts["comment"])
        return _thanks(turn, order)
    text = _("Terima kasih, %(stars)s untuk *%(number)s*!", stars="⭐" * number, number=order.number)
    return _ask_for_words(order, text + " " + _("Mau tulis beberapa kata, atau kirim fotonya?"))


def add_words(turn: Turn) -> Answer:
    """What was asked for after the stars; without any (the button "Tulis ulang") they are asked for."""
    order = lookup.of_shopper(turn.session, turn.person.id, turn.facts["order_no"])
    if order is None or not reviews.of_order(turn.session, order):
        return give(turn)
    if not turn.facts.get("words"):
        return _ask_for_words(order, _("Apa kata-kata ulasannya?"))
    reviews.add(turn.session, order, turn.facts["words"])
    return _thanks(turn, order)


def drop(turn: Turn) -> Answer:
    """ "hapus ulasan P0001"; without a number the only one that was given."""
    number = turn.facts.get("order_no") or turn.quoted.get("order", "")
    named = lookup.of_shopper(turn.session, turn.person.id, number)
    given = [one for one in ([named] if named else _arrived(turn, None)) if reviews.of_order(turn.session, one)]
    if not given:
        return say(_("Tidak ada ulasan Anda di sini. Mau lihat batik apa?"))
    if len(given) > 1:
        options = [choices.deed("drop_review", one.number, one.number, description=plain(one.seller.shop)[:72]) for one in given[:10]]  # fmt: skip
        return say(_("Ulasan pesanan mana yang dihapus?"), *options)
    reviews.drop(turn.session, given[0])
    text = _("Ulasan *%(number)s* sudah dihapus.", number=given[0].number)
    return say(text + " " + _("Mau lihat batik yang lain?"), order=given[0].number)


def read(turn: Turn) -> Answer:
    """ "ulasan K0104": what others said of it; where no goods are meant, what one has bought may be reviewed."""
    listing = ask_listing.talked_of(turn)
    return _read(turn, listing) if listing else give(turn)


def ask_for_stars(order: Order, opening: str = "") -> Answer:
    return Answer(stars.asked_for(order, opening), {"order": order.number})


def _ask_for_words(order: Order, text: str) -> Answer:
    deed = choices.deed(WORDS, "", order.number).id
    return Answer(Content(text), {"order": order.number}, {"slot": "words", "deed": deed})


def _thanks(turn: Turn, order: Order) -> Answer:
    """Repeats what everybody can read now."""
    review = reviews.of_order(turn.session, order)[0]
    codes = ", ".join(dict.fromkeys(line.code for line in order.lines))
    text = _("Terima kasih! Yang tampil di %(codes)s: %(review)s", codes=codes, review=_in_words(review))
    if not review.words:
        return _ask_for_words(order, text + "\n" + _("Mau tambah beberapa kata?"))
    again = choices.deed(WORDS, _("Tulis ulang"), order.number)
    if review.stars <= UNHAPPY:
        text += "\n" + _("Kalau ada yang harus dibereskan, ketik *komplain %(number)s*.", number=order.number)
    return say(text + "\n" + _("Mau lihat batik yang lain?"), again, order=order.number)


# ---------------------------------------------------------------- which order


def _order_meant(turn: Turn) -> Order | Answer:
    number = turn.facts.get("order_no") or turn.quoted.get("order")
    if number:
        order = lookup.of_shopper(turn.session, turn.person.id, number)
        return order or say(_("Pesanan %(number)s tidak ada di daftar Anda. Ketik *pesanan saya* untuk melihatnya.", number=plain(number)))  # fmt: skip
    arrived = _arrived(turn, ask_listing.talked_of(turn) if turn.intent.lines else None)
    waiting = [one for one in arrived if not reviews.of_order(turn.session, one)]
    if len(waiting) == 1 or (not waiting and len(arrived) == 1):
        return (waiting or arrived)[0]
    return _which(turn, waiting or arrived)


def _arrived(turn: Turn, listing: Listing | None) -> list[Order]:
    """This person's last orders that have arrived; with a listing those that it is in."""
    recent = lookup.recent_of_shopper(turn.session, turn.person.id, RECENT)
    arrived = [order for order in recent if reviews.may_be_given(order)]
    if listing is None:
        return arrived
    return [order for order in arrived if any(line.listing_id == listing.id for line in order.lines)]


def _which(turn: Turn, orders: Sequence[Order]) -> Answer:
    if not orders:
        text = _("Ulasan bisa diberikan setelah pesanan sampai. Untuk membaca ulasan ketik *ulasan K…*.")
        return say(text + " " + _("Mau lihat batik apa?"))
    given = turn.facts.get("stars", "")
    options = [choices.deed(NAME, one.number, one.number, given, description=plain(one.seller.shop)[:72]) for one in orders[:10]]  # fmt: skip
    return say(_("Pesanan mana yang mau diulas?"), *options)


# ---------------------------------------------------------------- reading


def _read(turn: Turn, listing: Listing) -> Answer:
    """What others said of it, and the way to say something oneself where one has bought it."""
    turn.talk.listing = listing.code
    own = [one for one in _arrived(turn, listing) if not reviews.of_order(turn.session, one)]
    found = reviews.newest(turn.session, listing.id, SHOWN)
    blocks = [
        f"*{listing.code}* {stars.of_listing(turn.session, listing)}",
        *(_with_answer(one, listing) for one in found),
    ]
    if not found:
        blocks = [_("Belum ada ulasan untuk *%(code)s*.", code=listing.code)]
    picture = next((one.picture for one in found if one.picture), "")
    closing, yes = _next_step(listing)
    options = (yes, *(choices.deed(NAME, _("Beri ulasan"), one.number) for one in own[:1]))
    content = Content.fitting("\n\n".join([*blocks, closing]), Image(picture) if picture else None, options)
    return Answer(content, {"codes": [listing.code]}, {"yes": yes.id})


def _next_step(listing: Listing) -> tuple[str, Option]:
    """The question, and what a yes to it means."""
    if catalog_lookup.total_available(listing):
        return _("Mau pesan?"), choices.order(listing.code, _("Pesan"))
    return _("Sekarang sedang habis. Mau dikabari kalau ada lagi?"), choices.wait_for(listing.code)


def _with_answer(review: Review, listing: Listing) -> str:
    answer = f"\n{plain(listing.seller.shop)}: “{plain(review.answer)}”" if review.answer else ""
    return _in_words(review) + answer


def _in_words(review: Review) -> str:
    words = f" “{plain(review.words)}”" if review.words else ""
    return "⭐" * review.stars + words


# ---------------------------------------------------------------- with a photo


def fits_picture(turn: Turn) -> bool:
    """Whether the photo belongs to a review: after its stars, or with them."""
    return _asked_for(turn) is not None or (turn.intent.name == NAME and "stars" in turn.facts)


def take_picture(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    """The photo is shown when it has come."""
    number = _asked_for(turn)
    if number is None:
        answer, order = give(turn), _order_meant(turn)
        picture.facts = {"order": order.number} if isinstance(order, Order) else {}
        return answer
    picture.facts = {"order": number}
    asked = lookup.of_shopper(turn.session, turn.person.id, number)
    return _take_after_stars(turn, asked, picture.purpose) if asked else None


def _take_after_stars(turn: Turn, order: Order, held: str) -> Answer | None:
    """Of several photos the last one stays, and only the first is answered."""
    if (turn.talk.question or {}).get("held") == held and not turn.message.text:
        return None
    reviews.add(turn.session, order, turn.message.text)
    answer = _thanks(turn, order)
    return replace(answer, question=answer.question and {**answer.question, "held": held})


def picture_came(turn: Turn, picture: ReceivedPicture) -> None:
    order = _of_picture(turn, picture)
    if order is not None:
        reviews.add(turn.session, order, picture=picture.key)


def picture_lost(turn: Turn, picture: ReceivedPicture) -> Answer | None:
    order = _of_picture(turn, picture)
    return _ask_for_words(order, why_lost(picture.problem) + " " + _("Boleh dikirim ulang?")) if order else None


def _of_picture(turn: Turn, picture: ReceivedPicture) -> Order | None:
    """The order that this photo was sent for; None when there is no review of it."""
    order = lookup.of_shopper(turn.session, turn.person.id, picture.facts.get("order", ""))
    return order if order and reviews.of_order(turn.session, order) else None


def _asked_for(turn: Turn) -> str | None:
    """The number of the order whose words or photo were just asked for."""
    deed = (turn.talk.question or {}).get("deed", "")
    return deed.partition(":")[2] if deed.startswith(f"{WORDS}:") else None


DEED = Deed(
    "review",
    handlers={NAME: give, WORDS: add_words, "read_reviews": read, "drop_review": drop},
    buttons={NAME: ("order_no", "#stars"), WORDS: ("order_no",), "drop_review": ("order_no",)},
    may_answer=(PictureUse(NAME, fits_picture, take_picture, picture_came, picture_lost),),
)
