"""The conversation; knows no HTTP, no Twilio, no SQL."""

from flask import Flask

import scheduling
from bot import handover
from bot.commands import bot_commands, message_commands, seller_commands, translate
from bot.inbox_commands import inbox_commands
from bot.jobs import erasure, evening_recap, holidays, order_clocks, picture_came
from bot.seller import album, list_goods
from messaging import pictures as received_pictures
from messaging import staleness
from orders import lookup


def init_app(app: Flask) -> None:
    for commands in (bot_commands, inbox_commands, message_commands, seller_commands, translate):
        app.cli.add_command(commands)
    for deed in (
        holidays.begin,
        holidays.end,
        evening_recap.send,
        order_clocks.strike,
        handover.come_back,
        erasure.tell,
        erasure.finish,
        album.gathered,
        list_goods.forget,
    ):
        scheduling.register(app, deed)
    staleness.register(app, lookup.stands)
    received_pictures.continue_with(app, picture_came.go_on)
