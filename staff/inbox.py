"""People who are handed over: the whole thread, and what an officer does about it. What is said goes out by the same way
as from `flask inbox`; the page looks for news every few seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlmodel import Session, col, select

import clock
import database
from bot.anybody import handover
from matters import complaints, deeds, lookup, office_hours
from matters.models import KIND, Complaint, Matter
from media.private import is_private, private_path
from messaging.models import InboundMessage, OutboundMessage, ReceivedPicture
from people import directory
from people.models import WINDOW, Person
from staff import access, audit
from staff.pages import blueprint

MOST = 200  # matters in the list
LAST_MESSAGES = 80  # of the chat
LONGEST = 1500  # characters of an answer


@dataclass(frozen=True)
class Bubble:
    """One thing that stands in the thread. `by`: person, market, officer, seller or note."""

    at: datetime
    by: str
    text: str
    picture: str = ""
    state: str = ""


@blueprint.get("/inbox")
def inbox() -> ResponseReturnValue:
    kind, state = request.args.get("kind", ""), request.args.get("state", "open")
    mine = request.args.get("mine") == "yes"
    with database.reading() as session:
        rows = select(Matter, Person, Complaint).join(Person).join(Complaint, isouter=True)
        rows = rows.where(Matter.state == "closed" if state == "closed" else Matter.state != "closed")
        if kind in KIND:
            rows = rows.where(Matter.kind == kind)
        if mine:
            rows = rows.where(Matter.officer_id == current_user.id)
        found = session.exec(rows.order_by(col(Matter.answered_at).is_not(None), col(Matter.id)).limit(MOST)).all()
        first = {matter.id: next(iter(lookup.words(session, matter)), None) for matter, _person, _complaint in found}
        users = {user.id: user.email for user, _last in access.users(session)}
    return render_template(
        "staff/inbox.html", found=found, first=first, users=users, kind=kind, state=state, mine=mine, now=clock.now()
    )


@blueprint.get("/inbox/<number>")
def matter(number: str) -> ResponseReturnValue:
    with database.transaction() as session:
        found = _found(session, number)
        audit.record(session, "matter_read", f"matter {found.number}")
        return render_template("staff/matter.html", **_shown(session, found))


@blueprint.get("/inbox/<number>/thread")
def thread(number: str) -> ResponseReturnValue:
    """The thread alone, for the page that is open; nothing when it has not changed since `seen`."""
    with database.reading() as session:
        shown = _shown(session, _found(session, number))
    if request.args.get("seen") == shown["version"]:
        return "", 204
    return render_template("staff/_thread.html", **shown)


@blueprint.post("/inbox/<number>/answer")
def answer(number: str) -> ResponseReturnValue:
    text = request.form.get("text", "").strip()[:LONGEST]
    to_shop = request.form.get("to") == "shop"
    if not text:
        flash(_("Tulis dulu jawabannya."), "bad")
        return redirect(url_for("staff.matter", number=number))
    with _deed(number, "matter_answered", to="shop" if to_shop else "person") as (session, found):
        name = request.form.get("name", "").strip()[:40]
        heard = (handover.tell_shop if to_shop else handover.answer)(session, found, text, name)
        if found.officer_id is None:
            deeds.assign(session, found, current_user.id)
    flash(
        _("Terkirim.")
        if heard
        else _("Tersimpan; sampai begitu orangnya menulis lagi, karena jendela 24 jam tertutup."),
        "good",
    )
    return redirect(url_for("staff.matter", number=number))


@blueprint.post("/inbox/<number>/note")
def note(number: str) -> ResponseReturnValue:
    text = request.form.get("text", "").strip()[:LONGEST]
    with _deed(number, "matter_noted") as (session, found):
        if text:
            deeds.note(session, found, text, by="note")
    return redirect(url_for("staff.matter", number=number))


@blueprint.post("/inbox/<number>/assign")
def assign(number: str) -> ResponseReturnValue:
    user_id = request.form.get("user", type=int)
    with _deed(number, "matter_assigned", user=user_id) as (session, found):
        deeds.assign(session, found, user_id)
    return redirect(url_for("staff.matter", number=number))


@blueprint.post("/inbox/<number>/hand-back")
def hand_back(number: str) -> ResponseReturnValue:
    with _deed(number, "matter_handed_back") as (session, found):
        handover.hand_back(session, found)
    flash(_("Bot menjawab lagi di chat ini."), "good")
    return redirect(url_for("staff.matter", number=number))


@blueprint.post("/inbox/<number>/close")
def close_matter(number: str) -> ResponseReturnValue:
    with _deed(number, "matter_closed") as (session, found):
        handover.close(session, found)
    flash(_("%(number)s selesai; orangnya diberi tahu.", number=number), "good")
    return redirect(url_for("staff.inbox"))


@contextmanager
def _deed(number: str, kind: str, **facts: Any) -> Iterator[tuple[Session, Matter]]:
    """A transaction in which something is done with a matter, and put on record."""
    with database.transaction() as session:
        found = _found(session, number)
        audit.record(session, kind, f"matter {found.number}", **facts)
        yield session, found


def _found(session: Session, number: str) -> Matter:
    return lookup.by_number(session, number) or abort(404)


def _shown(session: Session, found: Matter) -> dict[str, object]:
    person = directory.person(session, found.person_id)
    bubbles = _bubbles(session, found)
    until = person.last_heard_at + WINDOW if person.last_heard_at else None
    return {
        "matter": found,
        "person": person,
        "complaint": complaints.of_matter(session, found),
        "bubbles": bubbles,
        "version": f"{len(bubbles)}.{found.state}.{found.unread}.{sum(len(one.state) for one in bubbles)}",
        "window_until": until if person.window_is_open else None,
        "office_is_open": office_hours.is_open(clock.now()),
        "users": [user for user, _last in access.users(session) if user.disabled_at is None and user.role != "viewer"],
        "now": clock.now(),
    }


def _bubbles(session: Session, found: Matter) -> list[Bubble]:
    """The chat with the market and what was said in the matter, as one thread. What stands in both is shown once."""
    secret = current_app.config["SETTINGS"].secret_key
    wrote = select(InboundMessage).where(InboundMessage.person_id == found.person_id)
    got = select(OutboundMessage).where(
        OutboundMessage.recipient_id == found.person_id,
        OutboundMessage.state != "dropped",
        OutboundMessage.kind != "knock",
    )
    came = session.exec(wrote.order_by(col(InboundMessage.id).desc()).limit(LAST_MESSAGES)).all()
    keys = select(ReceivedPicture.sid, ReceivedPicture.key).where(
        col(ReceivedPicture.sid).in_([row.sid for row in came]), ReceivedPicture.state == "fetched"
    )
    pictures = {sid: private_path(key, secret) for sid, key in session.exec(keys) if is_private(key)}
    thread = [
        Bubble(
            row.received_at,
            "person",
            row.text or ("" if row.sid in pictures else f"<{row.kind}>"),
            pictures.get(row.sid, ""),
        )
        for row in came
    ]
    for row in session.exec(got.order_by(col(OutboundMessage.id).desc()).limit(LAST_MESSAGES)):
        by = "officer" if row.about.get("matter") == found.number and row.kind == "notice" else "market"
        thread.append(Bubble(row.created_at, by, row.content.get("text", ""), "", row.state))
    for word in lookup.words(session, found):
        if word.by in ("note", "seller", "market") or not thread:
            picture = private_path(word.picture, secret) if word.picture and is_private(word.picture) else ""
            thread.append(Bubble(word.at, word.by, word.text, picture))
    said = {one.text for one in thread}
    thread += [
        Bubble(word.at, word.by, word.text)
        for word in lookup.words(session, found)
        if word.by in ("person", "officer") and word.text and not any(word.text in text for text in said)
    ]
    return sorted(thread, key=lambda one: one.at)
