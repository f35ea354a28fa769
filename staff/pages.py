"""The desk's door: one guard for every page, login and logout, and the headers that all answers carry."""

from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user, logout_user
from flask_wtf import FlaskForm
from flask_wtf.csrf import CSRFError, CSRFProtect
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

import database
from money import rupiah
from people.directory import mask
from staff import access, words

blueprint = Blueprint("staff", __name__, url_prefix="/staff", template_folder="templates")
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://")

WITHOUT_LOGIN = {"staff.login"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class LoginForm(FlaskForm):
    email = EmailField(validators=[InputRequired(), Length(max=200)])
    password = PasswordField(validators=[InputRequired(), Length(max=200)])


@blueprint.before_request
def guard() -> ResponseReturnValue | None:
    """Every page but the login asks for a login, every form for its token."""
    csrf.protect()
    if request.endpoint in WITHOUT_LOGIN or current_user.is_authenticated:
        return None
    login_page = url_for("staff.login", next=request.full_path.rstrip("?") if request.method == "GET" else None)
    if "HX-Request" in request.headers:
        return Response(status=401, headers={"HX-Redirect": login_page})  # else the login lands inside the table
    return redirect(login_page)


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
    return {"rupiah": rupiah, "words": words, "shop_phone": shop_phone, "buyer": buyer, "moment": _moment}


def shop_phone(phone: str) -> str:
    """A shop's number as this user may see it."""
    return phone if current_user.sees_phones else mask(phone)


def buyer(phone: str | None) -> str:
    """A buyer as anybody at the desk may see them."""
    return mask(phone) if phone else "tanpa nomor"


def city_timezone() -> str:
    return current_app.config["SETTINGS"].city_timezone


def _moment(at: Any) -> str:
    """A time in UTC as the city reads it: 24 Nov 2026 14.05."""
    return format_datetime(at, "d MMM y HH.mm", tzinfo=ZoneInfo(city_timezone()), locale="id")


def _failed(response: Response) -> bool:
    return response.status_code == 401


@blueprint.route("/login", methods=["GET", "POST"])
@limiter.limit("30 per 15 minutes", methods=["POST"], deduct_when=_failed)
@limiter.limit(
    "8 per 15 minutes",
    key_func=lambda: request.form.get("email", "").strip().lower()[:200],
    methods=["POST"],
    deduct_when=_failed,
)
def login() -> ResponseReturnValue:
    form = LoginForm()
    if form.validate_on_submit():
        with database.reading() as session:
            officer = access.check_password(session, form.email.data, form.password.data)
        if officer:
            access.log_in(officer)
            return redirect(_next_page())
    elif current_user.is_authenticated:
        return redirect(_next_page())
    wrong = request.method == "POST"
    return render_template("staff/login.html", form=form, wrong=wrong), 401 if wrong else 200


@blueprint.post("/logout")
def logout() -> ResponseReturnValue:
    logout_user()
    return redirect(url_for("staff.login"))


@blueprint.get("/")
def front() -> ResponseReturnValue:
    return redirect(url_for("staff.sales"))


def _next_page() -> str:
    """Where the user wanted to go, when that is a page of the desk."""
    wanted = request.args.get("next", "")
    return wanted if wanted.startswith("/staff/") and "\\" not in wanted else url_for("staff.sales")


@blueprint.errorhandler(CSRFError)
def stale_form(_problem: CSRFError) -> ResponseReturnValue:
    title, text = "Halaman ini sudah kedaluwarsa", "Buka lagi halamannya, lalu coba sekali lagi."
    return render_template("staff/problem.html", title=title, text=text), 400


@blueprint.errorhandler(429)
def too_many_tries(_problem: Exception) -> ResponseReturnValue:
    title = "Terlalu banyak percobaan masuk"
    text = "Demi keamanan, tunggu 15 menit lalu coba lagi. Lupa kata sandi? Hubungi admin Lokapasar."
    return render_template("staff/problem.html", title=title, text=text), 429


@blueprint.errorhandler(404)
def not_there(_problem: Exception) -> ResponseReturnValue:
    title, text = "Tidak ditemukan", "Yang Anda cari tidak ada di catatan penjualan."
    return render_template("staff/problem.html", title=title, text=text), 404
