"""The web's door: create_app() puts the rooms together, one line each."""

import sys

from flask import Flask
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

import bot
import catalog
import database
import http_rules
import media
import messaging
import migrations.commands
import orders
import queueing
import sample
import scheduling
import settings as market_settings
import simulator
import staff
import upkeep
import webhooks


def create_app(settings: market_settings.Settings | None = None) -> Flask:
    """The market as a Flask app. Without `settings` they are read from the environment, and a wrong one
    ends the process with one sentence and no traceback."""
    try:
        settings = settings or market_settings.load()
    except market_settings.SettingsError as problem:
        sys.exit(str(problem))
    app = Flask(__name__, template_folder=None)
    app.config.update(
        SETTINGS=settings,
        SECRET_KEY=settings.secret_key,
        BABEL_TRANSLATION_DIRECTORIES=str(market_settings.ROOT / "translations"),
    )
    proxies = settings.trusted_proxies
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]
    Babel(app, default_locale="id", default_timezone=settings.city_timezone, locale_selector=staff.language.chosen)
    for room in (
        http_rules,
        database,
        queueing,
        scheduling,
        migrations.commands,
        media,
        catalog,
        sample,
        orders,
        messaging,
        bot,
        webhooks,
        staff,
        simulator,
        upkeep,
    ):
        room.init_app(app)
    return app
