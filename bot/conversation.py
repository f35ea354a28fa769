"""One message in: remember, understand, pick the one handler, answer. All in one transaction."""

import logging

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import database
from bot.anybody import delete_me, handover, receipt, small_talk, subscribe, talk_to_person
from bot.seller.goods import (
    album,
    change_price,
    change_sizes,
    change_stock,
    list_goods,
    made_to_order,
    replace_photo,
    set_floor,
    shelve,
    show_goods,
    taking_back,
    tell_sale,
)
from bot.seller.orders import answer_complaint, answer_order, answer_question, answer_review, send_goods, take_money
from bot.seller.shop import (
    edit_shop,
    help,
    holiday,
    modes,
    open_shop,
    qris_picture,
    read_recap,
    rights,
    selling_terms,
    shop_page,
    shop_people,
)
from bot.shopper.after import (
    after_order,
    answer_proposal,
    cancel_order,
    complain,
    complaint_answer,
    pay,
    receive_goods,
    review,
    send_back,
    send_proof,
    silent_seller,
    track_order,
)
from bot.shopper.buying import bargain, check_out, fill_basket, pick, repeat_order, sent_address, tell_postage
from bot.shopper.finding import (
    advertised,
    ask_seller,
    favourites,
    find_batik,
    follow_shop,
    forwarded,
    talk_on,
    wait_for,
)
from bot.talk import choices, learning, left_open, lexicon, reactions, sent_pictures, short_words, turns
from bot.talk.deed import joined
from bot.talk.hearing import Heard, hear, look
from bot.talk.turn import Answer, Handler, Talk, Turn, say
from bot.understanding import Intent, Wish, understand
from bot.understanding.intents import own_words
from bot.understanding.intents.said import shows_no_language
from messaging import inbox, outbox, pace, pictures
from messaging.content import Content, IncomingMessage
from people import directory
from people.models import Person

log = logging.getLogger(__name__)

# Everything that the market can do. Each file says for itself what it offers (bot/talk/deed.py); `flask bot deeds`.
DEEDS = (
    # anybody
    *(delete_me.DEED, handover.DEED, receipt.DEED, small_talk.DEED, subscribe.DEED, talk_to_person.DEED),
    *(short_words.DEED, sent_pictures.DEED),
    # shoppers: finding, buying, after the order
    *(advertised.DEED, ask_seller.DEED, favourites.DEED, find_batik.DEED, follow_shop.DEED, forwarded.DEED),
    *(talk_on.DEED, wait_for.DEED),
    *(
        bargain.DEED,
        check_out.DEED,
        fill_basket.DEED,
        pick.DEED,
        repeat_order.DEED,
        sent_address.DEED,
        tell_postage.DEED,
    ),
    *(
        after_order.DEED,
        answer_proposal.DEED,
        cancel_order.DEED,
        complain.DEED,
        complaint_answer.DEED,
        pay.DEED,
        receive_goods.DEED,
        review.DEED,
        send_back.DEED,
        send_proof.DEED,
        silent_seller.DEED,
        track_order.DEED,
    ),
    # sellers: goods, orders, the shop
    *(
        album.DEED,
        change_price.DEED,
        change_sizes.DEED,
        change_stock.DEED,
        list_goods.DEED,
        made_to_order.DEED,
        replace_photo.DEED,
        set_floor.DEED,
        shelve.DEED,
        show_goods.DEED,
        taking_back.DEED,
        tell_sale.DEED,
    ),
    *(
        answer_complaint.DEED,
        answer_order.DEED,
        answer_question.DEED,
        answer_review.DEED,
        send_goods.DEED,
        take_money.DEED,
    ),
    *(
        edit_shop.DEED,
        help.DEED,
        holiday.DEED,
        modes.DEED,
        open_shop.DEED,
        qris_picture.DEED,
        read_recap.DEED,
        selling_terms.DEED,
        shop_page.DEED,
        shop_people.DEED,
    ),
    shop_people.JOINING,
    track_order.OF_SELLERS,
)
# What a message may answer, in the order of asking; what hears none of it is done by its intent alone.
ORDER = (
    # who hears it whatever it says, because of what it quotes, names or carries
    "officer who talks",
    "order named",
    "complaint at the shop",
    "own complaint",
    "refund in a seller's words",
    "quoted question at the shop",
    "question at the shop",
    "quoted review",
    "quoted answer of a shop",
    "question of a shop",
    # what a picture is for
    "picture too many",
    "picture: qris",
    "picture: review",
    "picture: answer_complaint",
    "picture: complaint",
    "picture: answer",
    "picture: question",
    "picture: proof",
    "picture: replace_photo",
    "picture: listing",
    "picture: contact",
    # what a short word is about: what is quoted …
    "quoted parcel",
    "quoted complaint",
    "quoted offer",
    "quoted order",
    "quoted own goods",
    "quoted summary",
    "quoted draft",
    # … what has been asked …
    "open form",
    "order being filled in",
    "order that has come",
    "parcel",
    "complaint",
    "refund",
    "offer",
    "draft",
    "draft and nothing else",
    # … what waits for an answer
    "order",
    "unanswered order",
    "own goods",
    "quoted goods",
    "goods offered",
    "goods offered in a notice",
    "basket",
    "complaint talked of",
)
TELLS_NO_LANGUAGE = {
    "answer",
    "yes",
    "no",
    "change_order",
    "show_listing",
    "show_forwarded",
    "order",
    "narrow",
    "not_understood",
}
MOST_OF_A_NAME = 120
TELLS_LANGUAGE = 2  # words more than of another language, in a talk that goes on


def warm_up(app: Flask) -> None:
    """Reads what every turn needs, so that nobody's first question waits for it. A database that is away is no error."""
    try:
        with app.app_context(), database.reading() as session:
            understand("", lexicon.current(session))
    except Exception:
        log.warning("the catalogue can't be read yet; the first question will do it", exc_info=True)


def receive(message: IncomingMessage) -> None:
    """Handles one message exactly once: answers, orders and stock are kept together or not at all.

    A fault of our own is kept with the message, which can be replayed, and the person gets an apology. A database
    that is busy or away raises (see database.is_passing), and nothing is kept.
    """
    try:
        database.together(lambda session: take_turn(session, message))
    except Exception as problem:
        if database.is_passing(problem):
            raise
        log.exception("message %s could not be handled", message.sid)
        _keep_failed(message, f"{type(problem).__name__}: {problem}")


def take_turn(session: Session, message: IncomingMessage, replay: bool = False) -> None:
    """One turn in the caller's transaction. The same MessageSid again does nothing."""
    person = directory.recognise(session, message.sender, message.external_id, message.profile_name)
    standing = look(session, person, message)
    if standing.is_known and not replay:
        return
    if not replay and pace.holds(person):
        return _keep_for_later(session, person, message)
    row = inbox.take_again(session, message.sid) if replay else inbox.row_of(message, person)
    if message.shows or message.is_card:
        pictures.note(session, message, person)
    inbox.open_window(person, message)
    pace.count_answers(person, 1)  # with the window, in one statement; taken back where nothing is said
    heard = hear(session, person, message, standing)
    is_repeated = not replay and pace.is_repeated(session, person, message, heard.told)
    answer, row.intent, row.answered_by = _answer(session, person, message, heard)
    if is_repeated and answer is not None and heard.told.says_already(answer.content):
        answer, row.state = None, "repeated"  # what it asked for is done, and its answer is on the way
    if answer is None or answer.follow:
        pace.count_answers(person, len(answer.follow) if answer else -1)
    turns.keep(session, person, standing.kept, heard.talk, answer)
    session.add(row)
    log.info(
        "%s %s: %s, answered by %s", message.sid, message.kind, row.intent or "not read", row.answered_by or "nobody"
    )


def _keep_for_later(session: Session, person: Person, message: IncomingMessage) -> None:
    """A message that comes faster than anybody talks: said once, and the latest ones are read when it is quiet."""
    inbox.open_window(person, message)
    if pace.hold(session, person, message):
        with force_locale(person.language):
            outbox.reply(session, person, say(_("Pelan-pelan ya, pesannya datang cepat sekali. Yang terakhir kami jawab sebentar lagi; kalau ada yang terlewat, kirim lagi ya.")).content)  # fmt: skip
    log.info("%s %s: held", message.sid, message.kind)


def _answer(session: Session, person: Person, message: IncomingMessage, heard: Heard) -> tuple[Answer | None, str, str]:
    """The answer, the name of the intent, and who answers."""
    talk, seller = heard.talk, heard.standing.seller
    if message.kind == "reaction":
        is_newest = heard.quoted is not None and heard.told.is_last_answer(heard.quoted)
        reacted = reactions.meant(heard.quoted, is_newest, message.text, lexicon.current(session), person.language)
        if reacted is None:
            return None, "", ""
        intent = reacted
    else:
        intent = _understand(session, message, person, heard)
    if modes.is_shopping(talk) and "order" not in heard.about and intent.name not in joined().of_shops:
        seller = None
    _choose_language(person, intent, is_new=talk == Talk())
    turn = short_words.in_full(
        Turn(
            session,
            person,
            seller,
            message,
            intent,
            talk,
            heard.about,
            has_news=heard.has_news,
            noticed=heard.noticed,
            asked=heard.asked,
            officer=heard.standing.officer,
            told=heard.told,
        )
    )
    was_asked = talk.form is not None
    with force_locale(person.language):
        before, interrupted = left_open.standing(turn), left_open.is_interrupted(turn)
        handler = _handler_for(turn)
        answer = left_open.settle(turn, before, interrupted, handler(turn))
    if not was_asked:  # an answer to a form may be anybody's name
        learning.note(turn)
    return answer, turn.intent.name, _name(handler)


def _name(handler: Handler) -> str:
    """Where the function stands, as in "shopper.buying.check_out.order"; of one made on the spot, who made it."""
    function = getattr(handler, "func", handler)  # a partial
    where, name = function.__module__.removeprefix("bot."), function.__qualname__.partition(".")[0]
    return f"{where}.{name}"[:MOST_OF_A_NAME]


def _understand(session: Session, message: IncomingMessage, person: Person, heard: Heard) -> Intent:
    """A tapped choice carries its intent, and so does a typed title of those that the message quoted, else our last
    answer, has offered; other kinds than words have none; the rest is read. Who quotes an order speaks of that order,
    whatever was asked last."""
    tapped = choices.read(message.choice or choices.typed(heard.offered, message.text), message.text, person.language)
    if tapped:
        return tapped
    came_by_ad = bool(message.advertised) and message.kind in ("text", "unknown")
    if not came_by_ad and message.kind not in ("text", "button", "list_item") and not message.text.strip():
        return Intent(name=message.kind, language=person.language, wish=Wish(), lines=(), facts={}, text="")
    asked = short_words.expected(heard.talk) or (own_words.QUESTION if heard.asked else None)
    expecting = asked if "order" not in heard.about else None
    words, is_seller = lexicon.current(session), heard.standing.seller is not None
    role = "seller" if is_seller and not modes.is_shopping(heard.talk) else "shopper"
    passed_on = forwarded.meant(message, role == "seller", person.language)
    if passed_on:
        return passed_on
    said = understand(message.text, words, expecting=expecting, role=role)
    if said.name == "not_understood" and is_seller and role == "shopper":
        said = understand(message.text, words, expecting=expecting, role="seller")
    if came_by_ad and role == "shopper":
        return advertised.meant(session, message, said, heard.talk)
    if said.name != "not_understood":
        return said
    # A title under a notice, typed instead of tapped. Words that mean something go first: with two orders waiting, a
    # typed "terima" is no tap on the newer one's button.
    titled = choices.titled(heard.told.offered, message.text)
    return choices.read(titled, message.text, person.language) or said


def _handler_for(turn: Turn) -> Handler:
    """What hears the message: the first of ORDER that it answers, else whoever does its intent."""
    is_suspended = turn.seller is not None and turn.seller.suspended_at is not None
    for question, handler in joined().heard(turn):
        return rights.suspended if is_suspended and question.changes_shop(turn) else handler
    refused = rights.refusal(turn)
    if refused:
        return lambda turn: refused
    return joined().handlers.get(turn.intent.name, small_talk.not_understood)


def _choose_language(person: Person, intent: Intent, is_new: bool) -> None:
    """English when somebody writes English, but not for one "thanks" in a talk that goes on (`is_new`: it begins); back to
    Indonesian only for a real sentence, not for a name or "ok"."""
    if intent.name == "not_understood":
        return  # "'; DROP TABLE orders" is no English
    if intent.language == "en":
        tells = is_new or intent.told_by >= TELLS_LANGUAGE or not shows_no_language(intent.name)
        person.language = "en" if tells else person.language
    elif intent.told_by < TELLS_LANGUAGE and person.language == "en":
        return  # "shipping to malaysia cost?"
    elif intent.name not in TELLS_NO_LANGUAGE and len(intent.text.split()) > (2 if "order_no" in intent.facts else 1):
        person.language = intent.language


def _keep_failed(message: IncomingMessage, error: str) -> None:
    with database.transaction() as session:
        person = directory.recognise(session, message.sender, message.external_id, message.profile_name)
        if not inbox.record(session, message, person, error=error):
            return
        inbox.open_window(person, message)
        outbox.reply(session, person, _apology(person))


def _apology(person: Person) -> Content:
    with force_locale(person.language):
        return say(
            _(
                "Maaf, ada gangguan di pihak kami. Pesan Anda sudah tersimpan dan petugas akan memeriksanya. Silakan coba lagi sebentar lagi ya."
            )
        ).content


def replay(sids: list[str]) -> list[tuple[str, str]]:
    """Runs failed messages again, each in a transaction of its own; returns (sid, "ok" or the error) for each."""
    results = []
    for sid in sids:
        try:
            with database.transaction() as session:
                take_turn(session, inbox.failed_message(session, sid), replay=True)
            results.append((sid, "ok"))
        except Exception as problem:
            log.exception("message %s failed again", sid)
            results.append((sid, f"{type(problem).__name__}: {problem}"))
    return results
