"""The conversation; knows no HTTP, no Twilio, no SQL."""

from flask import Flask

import scheduling
from bot.commands import bot_commands, message_commands, seller_commands, translate
from bot.jobs import picture_came, reopen_shops
from messaging import pictures


def init_app(app: Flask) -> None:
    for commands in (bot_commands, message_commands, seller_commands, translate):
        app.cli.add_command(commands)
    scheduling.register(app, reopen_shops.reopen)
    pictures.continue_with(app, picture_came.go_on)
