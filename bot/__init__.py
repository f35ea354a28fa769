"""The conversation; knows no HTTP, no Twilio, no SQL."""

from flask import Flask

import scheduling
from bot import conversation, held_messages
from bot.clocks import (
    back_in_stock,
    complaint_clocks,
    evening_recap,
    new_goods,
    order_clocks,
    picture_came,
    review_told,
    unanswered,
)
from bot.news import complaint_news, notices
from bot.office.commands import bot_commands, message_commands, seller_commands, translate
from bot.office.inbox_commands import inbox_commands
from bot.talk import deed
from catalog import csv_save, followers, waitlist
from matters import enquiries
from messaging import pace, staleness
from messaging import pictures as received_pictures
from orders import lookup


def init_app(app: Flask) -> None:
    for commands in (bot_commands, inbox_commands, message_commands, seller_commands, translate):
        app.cli.add_command(commands)
    deed.register(app, conversation.DEEDS, conversation.ORDER)
    of_deeds = [clock for one in conversation.DEEDS for clock in one.clocks]
    of_orders: list[scheduling.Deed] = [order_clocks.strike, *complaint_clocks.CLOCKS, review_told.tell]
    for clock in (*of_deeds, *of_orders, evening_recap.send):
        scheduling.register(app, clock)
    scheduling.register(app, held_messages.catch_up, pace.CATCH_UP)
    scheduling.register(app, back_in_stock.tell_who_waits, waitlist.CAN_BE_HAD)
    scheduling.register(app, new_goods.tell_followers, followers.NEW_GOODS)
    scheduling.register(app, notices.account_imported, csv_save.ACCOUNT_CHANGED)
    scheduling.register(app, unanswered.remind, enquiries.REMIND)
    scheduling.register(app, unanswered.tell_shopper, enquiries.LEFT_UNANSWERED)
    staleness.register(app, lookup.stands)
    staleness.register(app, unanswered.still_waits)
    staleness.register(app, back_in_stock.is_here, back_in_stock.wait_on)
    staleness.register(app, complaint_news.waits_for_seller)
    received_pictures.continue_with(app, picture_came.go_on)
