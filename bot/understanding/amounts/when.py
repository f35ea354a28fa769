"""Times that a message says: how long, until when, opening hours, the period of a report. Knows no clock: what it reads is
said in words and numbers, and `until_date` makes a date of it for a given today."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

from bot.understanding.data import read
from bot.understanding.letters.normalise import Token, tokenise
from bot.understanding.letters.words import Reading

Facts = dict[str, Any]
PERIODS = ("yesterday", "last_week", "last_month", "today", "week", "month")
UNTIL = frozenset(("sampai", "sampe", "smp", "sampek", "hingga", "nganti", "tekan", "until", "till", "sd", "dumugi"))
DASHES = ("-", "–")
FROM = "from_"  # before the names of facts that tell the first day
LONGEST_CLOSED = 366  # days
MOST_WORDS = 4  # of an end told in words


def period(reading: Reading) -> str:
    """The period of a report: "today" unless another is said."""
    return next((name for name in PERIODS if reading.has(f"period_{name}")), "today")


def switch(reading: Reading) -> str:
    """ "off" of "rekap mati", "on" of "rekap nyala"; "" for neither."""
    return "off" if reading.has("switch_off") else "on" if reading.has("switch_on") else ""


# ---------------------------------------------------------------- until when


def until(reading: Reading) -> Facts:
    """`until` as it is said, and what it means: `days` (so many from today), `weekday` (0 is Monday), `day` with `month`
    or without; the day on which it begins as `from_days` and so on, where it does not begin today; and then `lasts`
    (so many days). {} when no end is said."""
    words = [token for token in tokenise(reading.text) if token.kind in ("word", "number") or token.text in DASHES]
    for at, token in enumerate(words):
        if token.text in (*UNTIL, *DASHES) and (found := _moment(words[at + 1 :])):
            return found | (_begin(words[:at]) or _same_month(words[:at], found))
    words = [token for token in words if token.text not in DASHES]
    begin, lasting = _begin(words), _lasting(words)
    if lasting and begin:
        return {"until": lasting["until"], "lasts": lasting["days"]} | begin
    return lasting or _day(words) | begin


def on(reading: Reading) -> Facts:
    """The same of the day that is named: "buka lagi senin"."""
    times = read("times")
    words = [token for token in tokenise(reading.text) if token.kind in ("word", "number")]
    for at, token in enumerate(words):
        if token.text in times["weekdays"] or token.text in times["ahead"] or token.text in ("tanggal", "tgl"):
            return _moment(words[at:])
    return until(reading)


def until_date(facts: Mapping[str, Any], today: date) -> date | None:
    """The last day that `until` means, seen from today; None when it can't be told."""
    start = start_date(facts, today)
    if "lasts" in facts and start:
        return start + timedelta(days=facts["lasts"] - 1)
    return _date(facts, start or today, today, may_be_first=start is not None)


def start_date(facts: Mapping[str, Any], today: date) -> date | None:
    """The day on which it begins, where that is said and is not today."""
    said = {name.removeprefix(FROM): value for name, value in facts.items() if name.startswith(FROM)}
    found = _date(said, today, today, may_be_first=False)
    return found if found and found > today else None


def _date(said: Mapping[str, Any], first: date, today: date, *, may_be_first: bool) -> date | None:
    """The date from `first` on; a weekday that is `first` itself is the next one unless it may be that."""
    if "days" in said:
        return today + timedelta(days=max(0, said["days"] - 1))
    if "weekday" in said:
        ahead = (said["weekday"] - first.weekday()) % 7
        return first + timedelta(days=ahead if ahead or may_be_first else 7)
    if "day" not in said:
        return None
    for months_ahead in range(24):
        year, month = first.year + (first.month - 1 + months_ahead) // 12, (first.month - 1 + months_ahead) % 12 + 1
        try:
            found = date(year, month, said["day"])
        except ValueError:
            continue
        if said.get("month", month) == month and found >= first:
            return found
    return None


def _begin(words: Sequence[Token]) -> Facts:
    """The day named before the end, or alone: "senin sampai rabu", "besok libur"; {} when that is today."""
    day = {name: value for name, value in _day(words).items() if name != "until"}
    return {} if day.get("days") == 1 else {FROM + name: value for name, value in day.items()}


def _same_month(words: Sequence[Token], end: Facts) -> Facts:
    """The first day of "1-5 januari"."""
    first = words[-1].text if words else ""
    if not first.isdecimal() or "day" not in end or not 1 <= int(first) <= end["day"]:
        return {}
    return {FROM + "day": int(first)} | ({FROM + "month": end["month"]} if "month" in end else {})


def _day(words: Sequence[Token]) -> Facts:
    """The first day of the calendar that is named: "jumat", "besok", "tanggal 5", "5 januari"."""
    times, said = read("times"), [token.text for token in words]
    for at, word in enumerate(said):
        after = said[at + 1] if at + 1 < len(said) else ""
        phrases = [phrase for phrase in times["ahead"] if said[at : at + len(phrase.split())] == phrase.split()]
        if phrases:
            phrase = max(phrases, key=len)
            return {"until": phrase, "days": times["ahead"][phrase] + 1}
        is_dated = word.isdecimal() and (after in times["months"] or (at and said[at - 1] in ("tanggal", "tgl")))
        is_week = word == "minggu" and (after == "depan" or (at and _number(words[at - 1])))
        if is_dated or (word in times["weekdays"] and not is_week):
            return _moment(words[at:])
    return {}


def _moment(words: Sequence[Token]) -> Facts:
    """What stands behind "sampai": "senin", "hari senin", "besok", "tanggal 5", "5 januari"."""
    times = read("times")
    for at, token in enumerate(words[:4]):
        after = words[at + 1].text if at + 1 < len(words) else ""
        if token.kind == "number" and token.text.isdecimal() and 1 <= int(token.text) <= 31:
            day = {"until": f"{token.text} {after}".strip(), "day": int(token.text)}
            if after in times["months"]:
                return day | {"month": times["months"][after]}
            return day | {"until": token.text} if after not in times["lasting"] else _lasting(words)
        if token.text in times["weekdays"] and not (token.text == "minggu" and after == "depan"):
            return {"until": token.text, "weekday": times["weekdays"][token.text]}
        if token.text in times["ahead"]:
            return {"until": token.text, "days": times["ahead"][token.text] + 1}
    return in_words([token.text for token in words])


def in_words(words: Sequence[str]) -> Facts:
    """An end that is no day of the calendar: "habis lebaran"."""
    return {"until": " ".join(words)} if 0 < len(words) <= MOST_WORDS else {}


def _lasting(words: Sequence[Token]) -> Facts:
    """ "3 hari", "seminggu", "2 minggu"."""
    lasting = read("times")["lasting"]
    for before, token in zip([None, *words], words, strict=False):
        if token.text not in lasting:
            continue
        if token.text.startswith("se"):
            return {"until": token.text, "days": lasting[token.text]}
        number = _number(before)
        if number and number * lasting[token.text] <= LONGEST_CLOSED:
            return {"until": f"{number} {token.text}", "days": number * lasting[token.text]}
    return {}


def _number(token: Token | None) -> int | None:
    if token is None:
        return None
    if token.kind == "number":
        return int(token.text) if token.text.isdecimal() else None
    words = read("numbers")
    value = words["digits"].get(token.text) or words["wholes"].get(token.text)
    return int(value) if value else None


# ---------------------------------------------------------------- opening hours


def hours(text: str) -> Facts:
    """`hours` ("08:00-16:00") with `weekdays` (0 is Monday) it holds for and `closed_weekdays`, as far as they are said."""
    facts: Facts = {}
    match = _hours().search(text.casefold())
    if match:
        opens, closes = _minutes(match, "a"), _minutes(match, "b")
        if opens is not None and closes is not None:
            if closes <= opens and closes + 12 * 60 <= 24 * 60:
                closes += 12 * 60  # "8-4" is until four in the afternoon
            if opens < closes:
                facts["hours"] = f"{_clock(opens)}-{_clock(closes)}"
    days, closed = _weekdays(text)
    if days:
        facts["weekdays"] = days
    if closed:
        facts["closed_weekdays"] = closed
    return facts


@cache
def _hours() -> "re.Pattern[str]":
    halves = "|".join(word for part in ("morning", "noon", "evening") for word in read("times")[part]["words"])
    one = r"(?:jam |pukul |jm )?(?P<{0}>\d{{1,2}})(?:[.:](?P<{0}m>\d{{2}}))?(?: ?(?P<{0}h>" + halves + r")\b)?"
    between = r" ?(?:-|–|sampai|sampe|smp|s/d|sd|hingga|until|to|tutup|nganti|tekan|, ?tutup)(?: tutup)? ?"
    return re.compile(rf"(?<!\d){one.format('a')}{between}{one.format('b')}(?!\d)")


def _minutes(match: "re.Match[str]", name: str) -> int | None:
    hour, minute, half = int(match[name]), int(match[f"{name}m"] or 0), match[f"{name}h"] or ""
    times = read("times")
    afternoon = half in times["evening"]["words"] or (half in times["noon"]["words"] and hour < 6)
    if afternoon and hour < 12:
        hour += 12
    return hour * 60 + minute if hour <= 24 and minute < 60 and hour * 60 + minute <= 24 * 60 else None


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _weekdays(text: str) -> tuple[list[int], list[int]]:
    """(open, closed): "senin-sabtu 8-16", "jumat libur"."""
    days: list[int] = []
    closed: list[int] = []
    for match in _named_days().finditer(text.casefold()):
        first, last = (read("times")["weekdays"][match[part] or match["first"]] for part in ("first", "last"))
        found = [day % 7 for day in range(first, first + (last - first) % 7 + 1)]
        (closed if match["shut"] or match["off"] else days).extend(found)
    return sorted(set(days)), sorted(set(closed))


@cache
def _named_days() -> "re.Pattern[str]":
    day = "|".join(read("times")["weekdays"])
    between = r"\s*(?:-|–|s/d|sampai|sampe|hingga|to|until)\s*"
    shut = r"libur|tutup|closed|prei"
    return re.compile(
        rf"(?:\b(?P<shut>{shut})\s+(?:hari\s+)?)?\b(?P<first>{day})(?:{between}(?:hari\s+)?(?P<last>{day}))?\b(?:\s+(?P<off>{shut})\b)?"
    )
