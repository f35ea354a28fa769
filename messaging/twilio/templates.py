"""Content templates: buttons, lists and cards travel to WhatsApp as a content (HX…) that Twilio keeps for us.

One content serves every message of the same shape: the words are variables. A variable may hold no line break and
may not be empty (errors 21656, 63013), so each line of the text is a variable of its own and the line breaks belong
to the shape. Source: reference/twilio.md section 5.
"""

import hashlib
import json
import re
from typing import Any

from messaging.content import Content

MAX_VARIABLES = 100
NAME = "lokapasar_shape_"
OLD_NAME = re.compile(r"lokapasar_[0-9a-f]{16}")  # whose samples were somebody's words
SAMPLE_PICTURE = "contoh.jpg"


def shape_and_values(content: Content) -> tuple[dict[str, Any], dict[str, str]]:
    """The template that can carry `content`, and what fills its variables."""
    values: dict[str, str] = {}

    def variable(text: str) -> str:
        values[str(len(values) + 1)] = re.sub(r"\s+", " ", text).strip() or "-"
        return "{{" + str(len(values)) + "}}"

    body = _body(content.text, variable)
    if content.is_list:
        items = [
            {"item": variable(o.title), "id": variable(o.id), "description": variable(o.description or o.title)}
            for o in content.options
        ]
        kind, part = (
            "twilio/list-picker",
            {"body": body, "button": variable(content.list_title or "Pilih"), "items": items},
        )
    else:
        actions = [{"type": "QUICK_REPLY", "title": variable(o.title), "id": variable(o.id)} for o in content.options]
        kind, part = "twilio/quick-reply", {"body": body, "actions": actions}
    return {"kind": kind, "part": part}, values


def _body(text: str, variable: Any) -> str:
    lines = text.split("\n")
    if sum(bool(line.strip()) for line in lines) > MAX_VARIABLES - 35:  # a list of ten takes 31 more
        return variable(text)
    return "\n".join(variable(line) if line.strip() else "" for line in lines)


def with_picture(
    shape: dict[str, Any], values: dict[str, str], base_url: str, key: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """The same as a card with a picture on top. Only what follows the domain may be a variable."""
    number = str(len(values) + 1)
    part = {**shape["part"], "media": [base_url + "/media/{{" + number + "}}"]}
    return {"kind": "whatsapp/card", "part": part}, {**values, number: key}


def shape_hash(shape: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()


def create_request(shape: dict[str, Any]) -> dict[str, Any]:
    """The JSON document for POST /v1/Content. Its samples tell of nobody: Twilio keeps them for good."""
    numbers = re.findall(r"\{\{(\d+)\}\}", json.dumps(shape["part"]))
    pictures = re.findall(r"\{\{(\d+)\}\}", json.dumps(shape["part"].get("media", [])))
    return {
        "friendly_name": NAME + shape_hash(shape)[:16],
        "language": "id",
        "variables": {number: SAMPLE_PICTURE if number in pictures else f"contoh {number}" for number in numbers},
        "types": {shape["kind"]: shape["part"]},
    }
