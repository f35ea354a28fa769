"""Pictures: intake, storage, renditions, contact sheets, serving. Knows no seller, no order and no messenger."""

from flask import Flask

from media.serving import blueprint
from media.storage import open_storage


def init_app(app: Flask) -> None:
    """Open the storage that the settings name (`app.extensions["storage"]`) and serve it under /media/."""
    app.extensions["storage"] = open_storage(app.config["SETTINGS"].media_url)
    app.register_blueprint(blueprint)
