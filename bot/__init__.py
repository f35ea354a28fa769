"""The conversation; knows no HTTP, no Twilio, no SQL."""

from flask import Flask

from bot.commands import bot_commands, message_commands, translate


def init_app(app: Flask) -> None:
    app.cli.add_command(bot_commands)
    app.cli.add_command(message_commands)
    app.cli.add_command(translate)
