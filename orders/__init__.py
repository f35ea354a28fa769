"""What was bought: orders, their states and events, the sales log."""

from flask import Flask

from orders.commands import group


def init_app(app: Flask) -> None:
    app.cli.add_command(group)
