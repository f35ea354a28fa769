"""Pictures over HTTP. Serves what is stored and nothing else: an address that names nothing of ours is a 404."""

from flask import Blueprint, Response, abort, current_app, request

import clock
from media.errors import BadKey, Missing
from media.private import opened
from media.storage import Storage, content_type

PUBLIC_FOLDERS = ("goods/", "sheets/")
FOREVER = "public, max-age=31536000, immutable"  # true: another content has another key

blueprint = Blueprint("media", __name__)


@blueprint.get("/media/private/<path:ticket>")
def private_picture(ticket: str) -> Response:
    """A picture whose signed address has not expired."""
    try:
        key, expires_at = opened(ticket, current_app.config["SETTINGS"].secret_key)
    except BadKey:
        abort(404)
    seconds = int((expires_at - clock.now()).total_seconds())
    return _stored(key, f"private, max-age={max(0, seconds)}")


@blueprint.get("/media/<path:key>")
def public_picture(key: str) -> Response:
    """A picture of goods or a contact sheet."""
    if not key.startswith(PUBLIC_FOLDERS):
        abort(404)
    return _stored(key, FOREVER)


def _stored(key: str, cache_control: str) -> Response:
    """The answer to GET or HEAD, with 304 for whoever has it already."""
    storage: Storage = current_app.extensions["storage"]
    try:
        kind = content_type(key)
        response = Response(status=200, content_type=kind)
        tag = key.rsplit("/", 1)[-1].rsplit(".", 1)[0]  # the name is the content's hash
        response.set_etag(tag)
        if request.method == "HEAD" or tag in request.if_none_match:
            size = storage.size(key)
        else:
            response.set_data(storage.get(key))
            size = len(response.get_data())
    except (BadKey, Missing):
        abort(404)
    response.content_length = size
    response.headers["Cache-Control"] = cache_control
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.make_conditional(request)
    return response
