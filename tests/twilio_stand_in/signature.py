"""X-Twilio-Signature, written from its description and not from the SDK that the market itself uses.

Source: twilio.com/docs/usage/webhooks/webhooks-security.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping


def signature(token: str, url: str, form: Mapping[str, str] | Iterable[tuple[str, str]]) -> str:
    """The signature of a form posted to `url` (as Twilio calls it, without the #fragment)."""
    pairs = form.items() if isinstance(form, Mapping) else form
    values: dict[str, set[str]] = {}
    for name, value in pairs:
        values.setdefault(name, set()).add(value)
    text = url.split("#")[0] + "".join(name + value for name in sorted(values) for value in sorted(values[name]))
    return base64.b64encode(hmac.new(token.encode(), text.encode(), hashlib.sha1).digest()).decode()
