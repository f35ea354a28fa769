"""Content templates (HX…): what may be created, how variables are put in, and WhatsApp's limits on the result.

Sources: twilio.com/docs/content/{content-api-resources, twilio-quick-reply, twiliolist-picker, whatsappcard,
twiliocard, twilio-media, carousel, using-variables-with-content-api}. Neither Twilio's SDK nor its specification
counts anything, so a message over a limit is accepted at first and refused later; here it becomes a problem.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from tests.twilio_stand_in.errors import Refusal

VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
RICHEST_FIRST = (
    "twilio/carousel",
    "whatsapp/card",
    "twilio/card",
    "twilio/list-picker",
    "twilio/quick-reply",
    "twilio/call-to-action",
    "twilio/media",
    "twilio/text",
)
NEVER_A_TEMPLATE = ("twilio/list-picker", "twilio/location")
ONLY_APPROVED = ("twilio/carousel",)
MAX_BUTTONS = 3  # in a session; an approved quick reply may have 10
MAX_BODY = {"twilio/text": 1600, "twilio/media": 1600}
BUTTON_TITLE = {"whatsapp/card": 25}  # its URL and PHONE_NUMBER buttons 20, as all others


@dataclass(frozen=True)
class Option:
    """A button or a list item as the person sees it."""

    id: str
    title: str
    description: str = ""


@dataclass
class Rendered:
    kind: str
    body: str
    media_urls: list[str] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def check_new(document: Any) -> None:
    """Raises Refusal when Twilio would not create this content."""
    if not isinstance(document, dict) or not document.get("language") or not isinstance(document.get("types"), dict):
        raise Refusal(20001)
    if not document["types"] or not set(document["types"]) <= {*RICHEST_FIRST, "twilio/location", "twilio/catalog"}:
        raise Refusal(20001)
    variables = document.get("variables") or {}
    if not isinstance(variables, dict) or not all(isinstance(value, str) for value in variables.values()):
        raise Refusal(92007)
    if len(variables) > 100:
        raise Refusal(92002)


def render(document: dict[str, Any], variables: dict[str, str]) -> Rendered:
    """What the person would get, and everything that WhatsApp would not take."""
    kind = next((name for name in RICHEST_FIRST if name in document["types"]), next(iter(document["types"])))
    part = document["types"][kind]
    samples = document.get("variables") or {}
    used: set[str] = set()

    def fill(text: Any) -> str:
        used.update(VARIABLE.findall(str(text or "")))
        return VARIABLE.sub(lambda m: variables.get(m[1], samples.get(m[1], m[0])), str(text or ""))

    body = fill(part.get("body") or part.get("title") or "")
    if kind != "twilio/carousel" and part.get("footer"):
        body += "\n" + fill(part["footer"])
    result = Rendered(kind.split("/")[1], body)
    media = part.get("media") or []
    if kind != "twilio/carousel":
        result.media_urls = [fill(url) for url in ([media] if isinstance(media, str) else media)]
        result.problems += _media_problems(media, result.media_urls)
    if kind == "twilio/list-picker":
        result.options = [
            Option(fill(i.get("id")), fill(i.get("item")), fill(i.get("description"))) for i in part.get("items") or []
        ]
        result.problems += _list_problems(fill(part.get("button")), result.options)
    else:
        actions = part.get("actions") or []
        result.options = [Option(fill(a.get("id")), fill(a.get("title")), fill(a.get("url"))) for a in actions]
        result.problems += _button_problems(kind, actions, result.options)
    result.problems += _body_problems(kind, body, result.options)
    result.problems += _variable_problems(used, variables, samples)
    return result


def _too_long(what: str, text: str, limit: int) -> list[str]:
    return [f"{what} of {len(text)} characters, allowed are {limit}: {text[:40]!r}"] if len(text) > limit else []


def _body_problems(kind: str, body: str, options: list[Option]) -> list[str]:
    missing = ["buttons or a list without a body"] if options and not body.strip() else []
    return missing + _too_long("body", body, MAX_BODY.get(kind, 1024))


def _list_problems(button: str, items: list[Option]) -> list[str]:
    problems = [] if 1 <= len(items) <= 10 else [f"a list of {len(items)} items, allowed are 1 to 10"]
    problems += _too_long("list button", button, 20) + ([] if button else ["a list without a word on its button"])
    for item in items:
        problems += _too_long("list item", item.title, 24) + _too_long("list description", item.description, 72)
        problems += [] if item.title and item.description else ["a list item without title or description"]
    return problems + _id_problems(items)


def _button_problems(kind: str, actions: list[dict[str, Any]], buttons: list[Option]) -> list[str]:
    problems = [f"{len(buttons)} buttons, allowed are {MAX_BUTTONS}"] if len(buttons) > MAX_BUTTONS else []
    for action, button in zip(actions, buttons, strict=True):
        is_reply = action.get("type", "QUICK_REPLY") == "QUICK_REPLY"
        problems += _too_long("button", button.title, BUTTON_TITLE.get(kind, 20) if is_reply else 20)
        problems += [] if button.title else ["a button without a title"]
    replies = [b for a, b in zip(actions, buttons, strict=True) if a.get("type", "QUICK_REPLY") == "QUICK_REPLY"]
    titles = [b.title for b in buttons]
    problems += ["two buttons with the same title"] if len(set(titles)) < len(titles) else []
    return problems + _id_problems(replies)


def _id_problems(options: list[Option]) -> list[str]:
    problems = [line for o in options for line in _too_long("id", o.id, 200)]
    problems += ["a choice without an id"] if any(not o.id for o in options) else []
    return problems + (["ids repeat"] if len({o.id for o in options}) < len(options) else [])


def _media_problems(raw: Any, filled: list[str]) -> list[str]:
    templates = [raw] if isinstance(raw, str) else raw
    domains = ["/".join(url.split("/")[:3]) for url in templates]
    problems = [f"a variable within the domain: {domain}" for domain in domains if VARIABLE.search(domain)]
    problems += [f"no file extension: {u}" for u in filled if not re.search(r"\.\w{3,4}$", u.split("?")[0])]
    return problems + ([f"{len(filled)} pictures, WhatsApp carries one"] if len(filled) > 1 else [])


def _variable_problems(used: set[str], given: dict[str, str], samples: dict[str, str]) -> list[str]:
    problems = [f"variable {name} is not given, its sample would be sent" for name in sorted(used - set(given))]
    problems += [f"variable {name} has no sample" for name in sorted(used - set(samples))]
    numbers = sorted(int(name) for name in used if name.isdigit())
    if numbers != list(range(1, len(numbers) + 1)):
        problems.append(f"variables are not numbered 1, 2, 3 …: {numbers}")
    for name, value in given.items():
        if re.search(r"[\n\r\t]| {5,}", value):
            problems.append(f"variable {name} holds a line break, a tab or more than 4 blanks: {value[:40]!r}")
    return problems
