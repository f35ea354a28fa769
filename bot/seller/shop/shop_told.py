"""What a message tells of a shop, as it is kept: names cut to length, hours by weekday, numbers checked."""

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext as _

import hours
from bot.talk.turn import Turn
from bot.words.wording import plain
from catalog import opening_hours, vocabulary

LONGEST = {
    "shop": 120,
    "owner": 120,
    "kelurahan": 60,
    "address": 200,
    "bank": 40,
    "bank_account": 40,
    "account_holder": 120,
}
NONE = "-"  # a value that was tapped and says that there is none
NIB_FIGURES = 13


class Unusable(Exception):
    """What was told can't be kept. `words`: why, in the person's language."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def particulars(turn: Turn, known: Mapping[str, Any]) -> dict[str, Any]:
    """What the message tells, by the names of sellers.PARTICULARS; `known`: the shop's values so far. Raises Unusable."""
    facts = turn.facts
    if "value" in facts:  # tapped
        facts[facts["field"]] = "" if facts["value"] == NONE else facts["value"]
    told: dict[str, Any] = {
        name: plain(str(facts[name]))[:most].strip() for name, most in LONGEST.items() if name in facts
    }
    if facts.get("sentra") in ("", *vocabulary.load().values("sentra")):
        told["sentra"] = facts["sentra"]
    if facts.get("nib"):
        told["nib"] = _nib(str(facts["nib"]))
    if "hours" in facts or "closed_weekdays" in facts:
        told["hours"] = _hours(facts, known.get("hours"))
    if any(name in told and len(told[name]) < 2 for name in ("shop", "owner", "kelurahan")):
        raise Unusable(_("Itu terlalu pendek."))
    return told


def _nib(text: str) -> str:
    if len(text) != NIB_FIGURES or not text.isdecimal():
        raise Unusable(_("NIB itu 13 angka; yang ini %(count)s.", count=len(text)))
    return text


def _hours(facts: Mapping[str, Any], known: Mapping[str, Any] | None) -> dict[str, Any]:
    span = hours.read_span(facts["hours"]) if facts.get("hours") else None
    market = current_app.config["SETTINGS"].market_hours
    changed = opening_hours.changed(known, market, span, facts.get("weekdays", ()), facts.get("closed_weekdays", ()))
    if not changed:
        raise Unusable(_("Toko harus buka paling tidak satu hari. Kalau libur dulu, ketik *libur sampai …*."))
    return changed
