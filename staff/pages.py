"""The desk's door: one guard for every page, login and logout, and the headers that all answers carry."""

from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Blueprint, Response, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError, CSRFProtect
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

import database
from money import rupiah
from people.directory import mask
from staff import access, attempts, audit, language, rights, sessions, words
from staff.source import network_address

blueprint = Blueprint("staff", __name__, url_prefix="/staff", template_folder="templates")
csrf = CSRFProtect()

MAX_FORM = 256 * 1024  # bytes; a page that takes files says so itself
TAKES_FILES: dict[str, int] = {}  # endpoint -> bytes
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


MENU = {  # of the pages that stand in it, those that the user's role opens
    "front": lazy_gettext("Hari ini"),
    "sales": lazy_gettext("Penjualan"),
    "inbox": lazy_gettext("Pesan"),
    "sellers_page": lazy_gettext("Toko"),
    "listings_page": lazy_gettext("Barang"),
    "words_page": lazy_gettext("Kata"),
    "settings_page": lazy_gettext("Pengaturan"),
    "audit_log": lazy_gettext("Catatan"),
}


class LoginForm(FlaskForm):
    email = EmailField(validators=[InputRequired(), Length(max=200)])
    password = PasswordField(validators=[InputRequired(), Length(max=200)])


@blueprint.before_request
def guard() -> ResponseReturnValue | None:
    """Every page but the login asks for a login and for the role that rights.py names, every form for its token."""
    request.max_content_length = TAKES_FILES.get(request.endpoint or "", MAX_FORM)
    csrf.protect()
    if rights.is_open(request.endpoint):
        return None
    if not current_user.is_authenticated:
        return _to_login()
    needed = rights.needed(request.endpoint)
    if needed is None or not current_user.may(needed):
        abort(403)
    if request.endpoint != "staff.thread":  # a page left open that looks for news is nobody at work
        sessions.seen(current_user.session)
    return None


def _to_login() -> Response | Any:
    login_page = url_for("staff.login", next=request.full_path.rstrip("?") if request.method == "GET" else None)
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": login_page})  # else the login lands inside the table
    return redirect(login_page)


@blueprint.after_request
def leave_a_trace(response: Response) -> Response:
    """No form of an officer that did something goes unrecorded, even if its page has nothing more telling to say."""
    is_deed = request.method == "POST" and response.status_code < 400 and isinstance(current_user, access.Officer)
    if is_deed and not rights.is_open(request.endpoint) and not audit.is_on_record():
        with database.transaction() as session:
            audit.record(session, "deed", page=request.endpoint)
    return response


@blueprint.after_request
def add_headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.context_processor
def for_templates() -> dict[str, Any]:
    return {
        "_": _,
        "rupiah": rupiah,
        "words": words,
        "shop_phone": shop_phone,
        "buyer": buyer,
        "moment": moment,
        "language": str(get_locale()),
        "languages": language.LANGUAGES,
        "menu": [(page, title) for page, title in MENU.items() if _opens(page)],
        "here": rights.section(request.endpoint),
    }


def _opens(page: str) -> bool:
    needed = rights.needed(page)
    return needed is not None and current_user.is_authenticated and current_user.may(needed)


def shop_phone(phone: str) -> str:
    """A shop's number as this user may see it."""
    return phone if current_user.sees_phones else mask(phone)


def buyer(phone: str | None) -> str:
    """A buyer as anybody at the desk may see them."""
    return mask(phone) if phone else _("tanpa nomor")


def city_timezone() -> str:
    return current_app.config["SETTINGS"].city_timezone


def moment(at: Any) -> str:
    """A time in UTC as the city reads it: 24 Nov 2026 14.05."""
    locale = str(get_locale())
    pattern = "d MMM y HH.mm" if locale == "id" else "d MMM y HH:mm"
    return format_datetime(at, pattern, tzinfo=ZoneInfo(city_timezone()), locale=locale)


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> ResponseReturnValue:
    form = LoginForm()
    if current_user.is_authenticated and request.method == "GET":
        return redirect(_next_page())
    if not form.validate_on_submit():
        wrong = request.method == "POST"
        return render_template("staff/login.html", form=form, wrong=wrong), 401 if wrong else 200
    email = access.normal(form.email.data)
    try:
        attempt = attempts.begin(email, network_address())
    except attempts.TooMany as problem:
        return too_many_tries(problem)
    with database.reading() as session:
        user = access.check_password(session, email, form.password.data)
    with database.transaction() as session:
        if user is None:
            access.log_in_failed(session, email)
        else:
            attempt.take_back(session)
            access.log_in(session, user)
    return redirect(_next_page()) if user else (render_template("staff/login.html", form=form, wrong=True), 401)


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    access.log_out()
    return redirect(url_for("staff.login"))


blueprint.post("/language", endpoint="language")(language.switch)


@blueprint.get("/<path:_anything>")
def nowhere(_anything: str) -> ResponseReturnValue:
    abort(404)


def _next_page() -> str:
    """Where the user wanted to go, when that is a page of the desk."""
    return language.own_page(request.args.get("next", "")) or url_for("staff.front")


def wanted_reason() -> str:
    """Why an officer does something, as typed into the form; "" when nothing was."""
    return " ".join(request.form.get("reason", "").split())[:200]


def problem_page(status: int, title: str, text: str) -> tuple[str, int]:
    """A page that only says what is wrong, and what to do."""
    return render_template("staff/problem.html", title=title, text=text), status


@blueprint.errorhandler(CSRFError)
def stale_form(_problem: CSRFError) -> ResponseReturnValue:
    return problem_page(400, _("Halaman ini sudah kedaluwarsa"), _("Buka lagi halamannya, lalu coba sekali lagi."))


@blueprint.errorhandler(403)
def not_allowed(_problem: Exception) -> ResponseReturnValue:
    text = _("Peran Anda tidak membuka halaman ini. Kalau seharusnya bisa, mintalah kepada admin Lokapasar.")
    return problem_page(403, _("Bukan untuk peran Anda"), text)


@blueprint.errorhandler(404)
def not_there(_problem: Exception) -> ResponseReturnValue:
    return problem_page(404, _("Tidak ditemukan"), _("Yang Anda cari tidak ada di meja petugas."))


@blueprint.errorhandler(413)
def too_large(_problem: Exception) -> ResponseReturnValue:
    return problem_page(413, _("Terlalu besar"), _("Yang dikirim lebih besar daripada yang diterima halaman ini."))


def too_many_tries(problem: attempts.TooMany) -> ResponseReturnValue:
    text = _(
        "Demi keamanan, tunggu %(time)s lalu coba lagi. Lupa kata sandi? Hubungi admin Lokapasar.",
        time=words.waiting(problem.seconds),
    )
    page, status = problem_page(429, _("Terlalu banyak percobaan masuk"), text)
    return page, status, {"Retry-After": str(problem.seconds)}
