"""Pictures: intake, storage, renditions, contact sheets, serving. Knows no seller, no order and no messenger."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: "Flask") -> None:
    """Open the storage that the settings name (`app.extensions["storage"]`) and serve it under /media/."""
    from media.serving import blueprint  # here: the process that decodes pictures needs neither web nor storage
    from media.storage import open_storage

    app.extensions["storage"] = open_storage(app.config["SETTINGS"].media_url)
    app.register_blueprint(blueprint)
