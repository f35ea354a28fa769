"""The simulator's page and what its JavaScript asks for."""

from datetime import datetime
from hmac import compare_digest
from socket import gethostname
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

import database
from media.errors import Missing
from messaging.simulator.forms import ACCOUNT_SID
from settings import is_ip_address
from simulator import chat, people, pictures, sending
from simulator.errors import NotSendable, NotTaken
from staff import access

blueprint = Blueprint("simulator", __name__, url_prefix="/simulator", template_folder="templates")
MOST_WATCHED = 24  # people of whom one request may ask
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "img-src 'self' data: blob:; media-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


@blueprint.before_request
def only_from_our_page() -> ResponseReturnValue | None:
    """A page of somebody else must not send messages or log in here."""
    if not _is_own_name(urlsplit(f"//{request.host}").hostname or ""):
        return jsonify(error="Simulator hanya terbuka di alamatnya sendiri. Periksa PUBLIC_BASE_URL."), 403
    if request.method not in ("GET", "HEAD") and not _is_same_origin():
        return jsonify(error="Permintaan ini tidak datang dari halaman simulator."), 403
    request.max_content_length = pictures.MAX_BYTES + 64 * 1024
    return None


def _is_own_name(host: str) -> bool:
    """A name of somebody else's that leads to this machine (DNS rebinding) would make their page ours; an address in
    digits is nobody's name, and a class of trainees comes by one."""
    settings = current_app.config["SETTINGS"]
    names = {"localhost", settings.host, urlsplit(settings.public_base_url).hostname}
    own = gethostname().lower()
    return host in names | {own, f"{own}.local"} or is_ip_address(host)


def _is_same_origin() -> bool:
    site = request.headers.get("Sec-Fetch-Site")  # browsers send it to https and to localhost
    if site is not None:
        return site == "same-origin"
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host


@blueprint.after_request
def add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response


@blueprint.get("/")
def page() -> ResponseReturnValue:
    with database.transaction() as session:
        people.wake_sample(session)
        left, right = people.first_two(session)
    settings = current_app.config["SETTINGS"]
    return render_template(
        "simulator/page.html", phones=[("left", left), ("right", right)], timezone=settings.city_timezone
    )


@blueprint.get("/people")
def find_people() -> ResponseReturnValue:
    words = request.args.get("q", "").strip()[:60]
    with database.reading() as session:
        return jsonify(people.find(session, words))


@blueprint.get("/updates")
def updates() -> ResponseReturnValue:
    """What is new since the page last asked. `phones`: addresses of the phones in sight, `after`: the version of each;
    `watched`: addresses of other phones, of which only the number of unread messages is told."""
    phones, after = _listed("phones"), _listed("after")
    watched = _listed("watched")
    with database.reading() as session:
        ids = chat.person_ids(session, phones + watched)
        glances = chat.glances(session, list(ids.values()))
        answer: dict[str, Any] = {"phones": {}, "watched": {}, "news": chat.stalls_with_news(session)}
        for address, known in zip(phones, after + ["0"] * len(phones), strict=False):
            glance = glances.get(ids.get(address, 0), chat.Glance())
            told: dict[str, Any] = {"version": glance.version, "unread": glance.unread, "waiting": glance.waiting}
            if glance.version != known and address in ids:
                told["messages"] = chat.messages(session, ids[address])
            answer["phones"][address] = told
        for address in watched:
            glance = glances.get(ids.get(address, 0), chat.Glance())
            answer["watched"][address] = {"unread": glance.unread, "waiting": glance.waiting}
    return jsonify(answer)


@blueprint.get("/messages")
def older_messages() -> ResponseReturnValue:
    """A chat from its end, or what lies before the moment `before`."""
    before = None
    if "before" in request.args:
        try:
            before = datetime.fromisoformat(request.args["before"])
        except ValueError:
            abort(400)
        if before.tzinfo is None:
            abort(400)
    with database.reading() as session:
        ids = chat.person_ids(session, [request.args.get("person", "")])
        found = [message for person_id in ids.values() for message in chat.messages(session, person_id, before)]
    return jsonify(messages=found)


@blueprint.get("/goods")
def goods() -> ResponseReturnValue:
    with database.reading() as session:
        return jsonify(goods=pictures.goods_photos(session))


@blueprint.post("/send")
def send() -> ResponseReturnValue:
    upload = request.files.get("file")
    try:
        sid = sending.send(request.form, upload.read() if upload else None)
    except NotSendable as problem:
        return jsonify(error=str(problem)), 422
    except NotTaken as problem:
        return jsonify(error=str(problem)), 502
    return jsonify(sid=sid)


@blueprint.post("/seen")
def seen() -> ResponseReturnValue:
    """The phones in `delivered` have got their messages, those in `read` show them."""
    for state in ("delivered", "read"):
        addresses = request.form.getlist(state)[:MOST_WATCHED]
        with database.reading() as session:
            ids = chat.person_ids(session, addresses)
        for person_id in ids.values():
            with database.transaction() as session:
                chat.mark(session, person_id, state)
    return "", 204


@blueprint.post("/officer")
def officer() -> ResponseReturnValue:
    access.log_in_sample_officer()
    return redirect("/staff/")


@blueprint.get("/pictures/<sid>")
def picture(sid: str) -> Response:
    """What somebody sent, for the page."""
    return _file(sid)


@blueprint.get("/media/2010-04-01/Accounts/<account>/Messages/<message>/Media/<sid>")
def twilio_media(account: str, message: str, sid: str) -> Response:
    """The same as Twilio would give it to the worker, who has the account's password."""
    login, token = request.authorization, current_app.config["SETTINGS"].twilio_auth_token
    if login is None or login.username != ACCOUNT_SID or not compare_digest(login.password or "", token):
        return Response("who are you?", 401, {"WWW-Authenticate": 'Basic realm="media"'}, mimetype="text/plain")
    if account != ACCOUNT_SID:
        abort(404)
    return _file(sid)


def _file(sid: str) -> Response:
    try:
        found = pictures.load(sid)
    except Missing:
        found = None
    if found is None:
        abort(404)
    data, content_type = found
    response = Response(data, content_type=content_type)
    response.headers["Cache-Control"] = "private, max-age=86400"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _listed(name: str) -> list[str]:
    return [part for part in request.args.get(name, "").split(",") if part][:MOST_WATCHED]


@blueprint.errorhandler(413)
def too_large(_problem: Exception) -> ResponseReturnValue:
    return jsonify(error="Berkasnya terlalu besar: WhatsApp membawa paling banyak 16 MB."), 413
