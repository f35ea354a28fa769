"""What was bought: basket, postage, orders, their states and events, the sales log."""

from flask import Flask

from orders import commands, postage_commands


def init_app(app: Flask) -> None:
    app.cli.add_command(commands.group)
    app.cli.add_command(postage_commands.group)
