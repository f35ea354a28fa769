"""One message in: remember, understand, pick the one handler, answer. All in one transaction."""

import logging
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlmodel import Session

import database
from bot.anybody import delete_me, handover, receipt, small_talk, subscribe, talk_to_person
from bot.seller.goods import goods_deeds
from bot.seller.orders import answer_complaint, answer_question, answer_review, order_deeds
from bot.seller.shop import edit_shop, holiday, modes, open_shop, rights, selling_terms, shop_page, shop_people
from bot.shopper.after import (
    after_order,
    answer_proposal,
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
from bot.shopper.buying import bargain, check_out, fill_basket, pick, repeat_order, tell_postage
from bot.shopper.finding import ask_seller, favourites, find_batik, follow_shop, talk_on, wait_for
from bot.talk import choices, learning, lexicon, meaning, open_form, reactions, sent_picture, turns
from bot.talk.models import Conversation
from bot.talk.turn import Answer, Talk, Turn, say
from bot.understanding import Intent, Wish, understand
from bot.understanding.intents import own_words
from catalog import lookup as catalog_lookup
from messaging import inbox, outbox, pictures
from messaging.content import Content, IncomingMessage
from people import directory
from people.models import Person

log = logging.getLogger(__name__)
Handler = turns.Handler

HANDLERS: Mapping[str, Handler] = (
    {
        "search": talk_on.search,
        "narrow": talk_on.filter_,
        "more": find_batik.more,
        "show_listing": talk_on.ask,
        "order": check_out.order,
        "pick": pick.pick,
        "change_order": after_order.change,
        "answer": meaning.answered,
        "check_out": check_out.check_out,
        "change_what": check_out.change_what,
        "join_parcels": check_out.join_parcels,
        "separate_parcels": check_out.separate_parcels,
        "postage": tell_postage.tell,
        "basket": fill_basket.show,
        "total": fill_basket.total,
        "swap": fill_basket.swap,
        "add_to_basket": fill_basket.add,
        "remove": fill_basket.remove,
        "empty_basket": fill_basket.empty,
        "put_back": fill_basket.put_back,
        "yes": meaning.of("yes"),
        "no": meaning.of("no"),
        "hold": meaning.of("hold"),
        "done": meaning.of("done"),
        "sold_out": meaning.of("sold_out"),
        "cancel": meaning.of("cancel"),
        "order_status": track_order.track,
        "order_asked": track_order.tell_buyer,
        "agree": answer_proposal.agree,
        "decline": answer_proposal.decline,
        "keep_rest": answer_proposal.keep_rest,
        "wait": silent_seller.wait,
        "switch": silent_seller.switch,
        "instead": silent_seller.similar,
        "open_shop": open_shop.open_shop,
        "my_shop": shop_page.show,
        "edit_shop": edit_shop.edit,
        "close_shop": holiday.close,
        "reopen_shop": holiday.reopen,
        "helpers": shop_people.show,
        "invite_helper": shop_people.invite,
        "remove_helper": shop_people.remove,
        "join_code": shop_people.join,
        "shopping_mode": modes.shop,
        "selling_mode": modes.sell,
    }
    | order_deeds.HANDLERS
    | selling_terms.HANDLERS
    | goods_deeds.HANDLERS
    | handover.HANDLERS
    | talk_to_person.HANDLERS
    | subscribe.HANDLERS
    | delete_me.HANDLERS
    | small_talk.HANDLERS
    | receive_goods.HANDLERS
    | repeat_order.HANDLERS
    | receipt.HANDLERS
    | complain.HANDLERS
    | complaint_answer.HANDLERS
    | send_back.HANDLERS
    | answer_complaint.HANDLERS
    | answer_question.HANDLERS
    | wait_for.HANDLERS
    | favourites.HANDLERS
    | follow_shop.HANDLERS
    | review.HANDLERS
    | answer_review.HANDLERS
    | {
        "ask_seller": ask_seller.ask,
        "contact_seller": ask_seller.contact,
        "bargain": bargain.bargain,
        "opening_hours": talk_on.where_or_when,
        "payment_question": pay.tell,
        "payment_proof": send_proof.told,
        "proof_for": send_proof.choose,
    }
)
# What may hear a message whatever it says, because of what it quotes, answers or carries; asked in this order.
LISTEN_FIRST: tuple[Callable[[Turn], Handler | None], ...] = (
    handover.handler,
    answer_proposal.handler,
    answer_complaint.handler,
    complain.handler,
    send_back.handler,
    answer_question.handler,
    answer_review.handler,
    ask_seller.handler,
    sent_picture.handler,
)
TELLS_NO_LANGUAGE = {"answer", "yes", "no", "change_order", "show_listing", "order", "narrow", "not_understood"}
SAID_IN_ANY_LANGUAGE = {"thanks", "greeting", "smalltalk", "yes", "no", "done", "cancel", "liked"}
TELLS_LANGUAGE = 2  # words more than of another language, in a talk that goes on
SELLERS_ONLY = frozenset(
    (
        *("sold_out", "my_shop", "close_shop", "reopen_shop", "helpers", "invite_helper", "remove_helper"),
        *order_deeds.HANDLERS,
        *selling_terms.HANDLERS,
        *goods_deeds.HANDLERS,
        *answer_question.HANDLERS,
        *answer_review.HANDLERS,
        *answer_complaint.HANDLERS,
    )
)


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
        with database.transaction() as session:
            take_turn(session, message)
    except Exception as problem:
        if database.is_passing(problem):
            raise
        log.exception("message %s could not be handled", message.sid)
        _keep_failed(message, f"{type(problem).__name__}: {problem}")


def take_turn(session: Session, message: IncomingMessage, replay: bool = False) -> None:
    """One turn in the caller's transaction. The same MessageSid again does nothing."""
    person = directory.recognise(session, message.sender, message.external_id, message.profile_name)
    if replay:
        inbox.mark_replayed(session, message.sid)
    elif not inbox.record(session, message, person):
        return
    if message.shows:
        pictures.note(session, message, person)
    inbox.open_window(person, message)
    has_news = outbox.release_waiting(session, person)
    assert person.id is not None
    kept = session.get(Conversation, person.id) or Conversation(person_id=person.id)
    talk = Talk(**deepcopy(kept.state))  # changed in place, the row would not notice
    turns.keep(session, person, kept, talk, _answer(session, person, message, talk, has_news))


def _answer(session: Session, person: Person, message: IncomingMessage, talk: Talk, has_news: bool) -> Answer | None:
    seller = catalog_lookup.seller_of_person(session, person.id)
    quoted = outbox.quoted(session, person, message.quoted_sid)
    about = quoted.about if quoted else {}
    noticed = {} if has_news else outbox.newest_notice(session, person)
    offered = outbox.offered(session, person) if noticed.get("numbered") else talk.options
    offered = [option[:2] for option in quoted.content.get("options", [])] if quoted else offered
    is_asked = noticed.get("asks") and not about and not meaning.expected(talk)
    asked = noticed.get("enquiry") if is_asked else None
    _see(talk, noticed)
    if message.kind == "reaction":
        is_newest = quoted is not None and outbox.is_last_answer(session, quoted)
        reacted = reactions.meant(quoted, is_newest, message.text, lexicon.current(session), person.language)
        if reacted is None:
            return None
        intent = reacted
    else:
        intent = _understand(session, message, person, seller is not None, talk, about, offered, asked)
    if modes.is_shopping(talk) and "order" not in about and intent.name not in SELLERS_ONLY | modes.OF_THE_SHOP:
        seller = None
    _choose_language(person, intent, is_new=talk == Talk())
    turn = Turn(session, person, seller, message, intent, talk, about, has_news=has_news, noticed=noticed, asked=asked)
    turn = meaning.in_full(turn)
    was_asked = talk.form is not None
    with force_locale(person.language):
        before, interrupted = open_form.standing(turn), open_form.is_interrupted(turn)
        handlers = (listen(turn) for listen in LISTEN_FIRST)
        answer = (next(filter(None, handlers), None) or _handler_for(turn))(turn)
        answer = open_form.settle(turn, before, interrupted, answer)
    if not was_asked:  # an answer to a form may be anybody's name
        learning.note(turn)
    return answer


def _see(talk: Talk, noticed: dict[str, Any]) -> None:
    """What a notice has shown since is what is talked of now; `sheet`: with numbers (`numbered`: its choices have some)."""
    codes = noticed.get("codes", [])
    if codes:
        talk.listing = codes[0] if len(codes) == 1 else None
    if noticed.get("sheet"):
        talk.sheet = list(codes)


def _understand(
    session: Session,
    message: IncomingMessage,
    person: Person,
    is_seller: bool,
    talk: Talk,
    about: dict[str, Any],
    offered: list[list[str]],
    asked: int | None,
) -> Intent:
    """A tapped choice carries its intent, and so does a typed title of those that the message quoted, else our last
    answer, has `offered`; other kinds than words have none; the rest is read. Who quotes an order speaks of that order,
    whatever was asked last."""
    tapped = choices.read(message.choice or choices.typed(offered, message.text), message.text, person.language)
    if tapped:
        return tapped
    if message.kind not in ("text", "button", "list_item") and not message.text.strip():
        return Intent(name=message.kind, language=person.language, wish=Wish(), lines=(), facts={}, text="")
    expecting = meaning.expected(talk) or (own_words.QUESTION if asked else None) if "order" not in about else None
    words = lexicon.current(session)
    role = "seller" if is_seller and not modes.is_shopping(talk) else "shopper"
    said = understand(message.text, words, expecting=expecting, role=role)
    if said.name == "not_understood" and is_seller and role == "shopper":
        said = understand(message.text, words, expecting=expecting, role="seller")
    if said.name != "not_understood":
        return said
    # A title under a notice, typed instead of tapped. Words that mean something go first: with two orders waiting, a
    # typed "terima" is no tap on the newer one's button.
    titled = choices.titled(outbox.offered(session, person), message.text)
    return choices.read(titled, message.text, person.language) or said


def _handler_for(turn: Turn) -> Handler:
    name = turn.intent.name
    refused = rights.refusal(turn, SELLERS_ONLY)
    if refused:
        return lambda turn: refused
    return HANDLERS.get(name, small_talk.not_understood)


def _choose_language(person: Person, intent: Intent, is_new: bool) -> None:
    """English when somebody writes English, but not for one "thanks" in a talk that goes on (`is_new`: it begins); back to
    Indonesian only for a real sentence, not for a name or "ok"."""
    if intent.name == "not_understood":
        return  # "'; DROP TABLE orders" is no English
    if intent.language == "en":
        tells = is_new or intent.told_by >= TELLS_LANGUAGE or intent.name not in SAID_IN_ANY_LANGUAGE
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
