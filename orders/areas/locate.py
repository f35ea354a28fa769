"""Which area a text is about: an address, or "ongkir ke semarang".

Every name that stands in the text is a mention. An area is the more likely the more of the areas around it are
mentioned too, and labels ("kec.", "kab.") count more than bare names: "Jl. Bandung 3, Kec. Pekalongan Timur, Kota
Pekalongan" is not in Bandung. What is mistyped is guessed and must be asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from orders.areas.gazetteer import DISTRICT, PROVINCE, REGENCY, Gazetteer, bare, load, spelling

LONGEST_NAME = 5  # words
SHORTEST_GUESS = 4  # letters
LABELLED, LONG, BARE, LOOSE, IN_STREET = 4.0, 2.5, 2.0, 1.5, 0.5
SUPPORTED_BY_POSTCODE = 1.0
MOST_ALTERNATIVES = 10
LONGEST_TEXT = 500
_SEGMENT = re.compile(r"[,;\n/()|]+|\s-\s")
_WORD = re.compile(r"[a-z0-9'’]+")
_STREET_ENDS = {"no", "nomor", "rt", "rw", "rtrw"}
_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_KIND_OF_LABEL = {"district": DISTRICT, "regency": REGENCY, "city": REGENCY, "province": PROVINCE}


@dataclass(frozen=True)
class Located:
    """`code`: the most exact area that is beyond doubt. `guess`: a more exact one that a mistyped or lonely name probably
    means. `among`: areas of one name that are equally likely. Whoever has a guess or alternatives asks."""

    code: str | None = None
    guess: str | None = None
    among: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Mention:
    codes: tuple[str, ...]
    label: str  # the kind that the word before it tells, or ""
    in_street: bool
    at: int
    length: int  # words

    def weight(self, code: str, places: Gazetteer) -> float:
        """How much this mention speaks for the area; 0: not at all."""
        if code not in self.codes or self.label == "village":
            return 0
        if self.label in _KIND_OF_LABEL:
            if len(code) != _KIND_OF_LABEL[self.label]:
                return 0
            if len(code) == REGENCY and places.is_city(code) != (self.label == "city"):
                return LOOSE  # "Kota Batang": people say so of a regency's seat
            return LABELLED
        return IN_STREET if self.in_street else LONG if self.length > 1 else BARE


@dataclass(frozen=True)
class _Segment:
    """What stands between two commas."""

    words: list[str]
    at: int  # the place of its first word in the text


def locate(text: str) -> Located:
    """The area that the text is about; empty when it names none. Never raises."""
    places = load()
    segments = list(_segments(text[:LONGEST_TEXT]))
    mentions = [mention for segment in segments for mention in _mentions(segment, places)]
    postcode = _POSTCODE.search(text)
    provinces = places.postcodes.get(postcode[0][:2], []) if postcode else []
    found = _best(mentions, provinces, places)
    exact = found.code or found.guess
    if found.among or (exact and len(exact) == DISTRICT):
        return found
    guess = _mistyped(segments, mentions, found.code, places)
    return Located(found.code, guess or found.guess)


# ---------------------------------------------------------------- names as they are written


def _segments(text: str) -> Iterator[_Segment]:
    at = 0
    for part in _SEGMENT.split(text.casefold()):
        words = _WORD.findall(part)
        if words:
            yield _Segment(words, at)
            at += len(words)


def _mentions(segment: _Segment, places: Gazetteer) -> Iterator[_Mention]:
    words, at, in_street = segment.words, 0, False
    while at < len(words):
        label = places.labels.get(words[at - 1], "") if at else ""
        found, length = _name_at(words, at, places)
        if found and not (places.labels.get(words[at]) and length == 1):
            kind = "" if label == "street" else label
            yield _Mention(found, kind, in_street or label == "street", segment.at + at, length)
            at += 1 if words[at] in places.labels else length  # "Kota Padang" is a district, and a city
            continue
        kind = places.labels.get(words[at], "")
        if kind == "street":
            in_street = True
        elif words[at].isdigit() or words[at] in _STREET_ENDS or kind:
            in_street = False
        at += 1


def _name_at(words: list[str], at: int, places: Gazetteer) -> tuple[tuple[str, ...], int]:
    """The areas whose name begins here, the longest name first, and its words."""
    for length in range(min(LONGEST_NAME, len(words) - at), 0, -1):
        found = places.codes.get(spelling("".join(words[at : at + length])))
        if found:
            return found, length
    return (), 0


# ---------------------------------------------------------------- the most likely area


def _best(mentions: list[_Mention], provinces: list[str], places: Gazetteer) -> Located:
    scores = {code: _score(code, mentions, places) for mention in mentions for code in mention.codes}
    for code, score in scores.items():
        if score and code[:PROVINCE] in provinces:
            scores[code] = score + SUPPORTED_BY_POSTCODE
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return Located()
    likely = [code for code, score in scores.items() if score == best]
    general = min(map(len, likely))
    likely = [code for code in likely if len(code) == general]
    if len(likely) > 1:  # "Semarang" alone is the city, not the regency around it
        likely = [code for code in likely if len(code) == REGENCY and places.is_city(code)] or likely
    if len(likely) > 1:
        return Located(_around(likely), among=tuple(sorted(likely)[:MOST_ALTERNATIVES]))
    if best < BARE or (general == DISTRICT and best <= BARE):
        return Located(guess=likely[0])
    return Located(likely[0])


def _score(code: str, mentions: list[_Mention], places: Gazetteer) -> float:
    """What speaks for the area: its own mention and, each at a place of its own, those of the areas around it."""
    total = 0.0
    taken: set[int] = set()
    for part in (code, code[:REGENCY], code[:PROVINCE]):
        if part == code and taken:
            continue
        weight, at = max(((m.weight(part, places), m.at) for m in mentions if m.at not in taken), default=(0.0, -1))
        if part == code and not weight:
            return 0
        if weight:
            total += weight
            taken.add(at)
    return total


def _around(codes: list[str]) -> str | None:
    """The area that all of them lie in."""
    for length in (REGENCY, PROVINCE):
        around = {code[:length] for code in codes}
        if len(around) == 1 and len(codes[0]) > length:
            return around.pop()
    return None


# ---------------------------------------------------------------- mistyped names


def _mistyped(segments: list[_Segment], mentions: list[_Mention], sure: str | None, places: Gazetteer) -> str | None:
    """The area that a name which is none was probably meant to be: a labelled one, else one between commas."""
    regency = sure if sure and len(sure) == REGENCY else None
    for label, name in _unknown_names(segments, mentions, sure or "", places):
        if label == "district" or regency:
            near = places.districts[regency] if regency else _all(DISTRICT, places)
            found = _nearest(name, near, places, 78 if regency else 86)
        else:
            near = [code for code in _all(REGENCY, places) if places.is_city(code) == (label != "regency")]
            found = _nearest(name, near if label else [*_all(REGENCY, places), *_all(DISTRICT, places)], places, 84)
        if found and (sure is None or found.startswith(sure)):
            return found
    return None


def _unknown_names(
    segments: list[_Segment], mentions: list[_Mention], around: str, places: Gazetteer
) -> Iterator[tuple[str, str]]:
    """(label, name) of what could be a name and is none of the area around; labelled ones first, then from the end."""
    taken = {mention.at for mention in mentions}
    districts = {m.at for m in mentions if any(len(c) == DISTRICT and c.startswith(around) for c in m.codes)}
    bare_ones = []
    for segment in segments:
        labels = [(at, places.labels[word]) for at, word in enumerate(segment.words) if word in places.labels]
        for at, label in labels:
            rest = _until_label_or_figure(segment.words[at + 1 :], places)
            known = districts if label == "district" else taken
            if label in ("district", "regency", "city") and rest and segment.at + at + 1 not in known:
                yield label, " ".join(rest)
        if not labels and segment.at not in taken:
            rest = _until_label_or_figure(segment.words, places)
            if len("".join(rest)) >= SHORTEST_GUESS:
                bare_ones.append(("", " ".join(rest)))
    yield from reversed(bare_ones[1:] if len(bare_ones) > 1 else bare_ones)


def _until_label_or_figure(words: list[str], places: Gazetteer) -> list[str]:
    rest = []
    for word in words[:LONGEST_NAME]:
        if word in places.labels or any(letter.isdigit() for letter in word):
            break
        rest.append(word)
    return rest


def _all(length: int, places: Gazetteer) -> list[str]:
    return [code for code in places.names if len(code) == length]


def _nearest(name: str, codes: list[str], places: Gazetteer, least: int) -> str | None:
    """The one area whose name is nearest, when it is near enough (0 to 100) and no other is as near."""
    names = [bare(places.names[code]) for code in codes]
    found = process.extract(name, names, scorer=fuzz.ratio, score_cutoff=least, limit=2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    return codes[found[0][2]]
