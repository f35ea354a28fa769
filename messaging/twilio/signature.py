"""Twilio's request signature. Source: reference/twilio.md section 2, twilio.com/docs/usage/webhooks/webhooks-security."""

from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict


def is_signed(
    token: str, public_base_url: str, path: str, query: bytes, form: MultiDict[str, str], signature: str
) -> bool:
    """True when `signature` (header X-Twilio-Signature) fits the address that Twilio called and every field of the form.

    The address is made from PUBLIC_BASE_URL: behind a proxy the request itself doesn't know it. `query` is the raw
    query string: Flask's own `request.url` is decoded for display and would not fit.
    """
    url = public_base_url + path + ("?" + query.decode("latin-1") if query else "")
    return RequestValidator(token).validate(url, form, signature)


def sign(token: str, url: str, form: dict[str, str]) -> str:
    """The signature that Twilio would send with `form` to `url`: for the simulator."""
    return RequestValidator(token).compute_signature(url, form)
