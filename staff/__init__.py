"""The city's desk."""

from flask import Flask

from staff import access, audit_log, inbox, listings, market_settings, pages, sales, sellers, today, words_asked
from staff.commands import group


def init_app(app: Flask) -> None:
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.config["SETTINGS"].public_base_url.startswith("https://"),
        WTF_CSRF_CHECK_DEFAULT=False,  # pages.guard asks for the token; Twilio's forms carry a signature instead
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session: a login page left open over lunch still works
    )
    access.login_manager.init_app(app)
    pages.csrf.init_app(app)
    for page in (
        today,
        sales,
        inbox,
        sellers,
        listings,
        words_asked,
        market_settings,
        audit_log,
    ):  # each puts its pages on the one blueprint
        assert page.blueprint is pages.blueprint
    app.register_blueprint(pages.blueprint)
    app.cli.add_command(group)
