"""What holds for every request and every answer of the web; a room may say more for its own pages."""

from flask import Flask, Response

MOST_BYTES = 1024 * 1024  # of a request's body, where a room does not allow more or less
_YEAR = 365 * 24 * 3600
_NO_SENSORS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    is_https = app.config["SETTINGS"].public_base_url.startswith("https://")

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Permissions-Policy", _NO_SENSORS)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        if is_https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={_YEAR}")
        return response
