"""What is denied or doubted is never heard as said: "kok belum ada uang masuk ya" tells of no money, "jangan dibatalkan"
calls nothing off. Clause by clause; the words stand in polarity.toml."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from bot.understanding.data import read
from bot.understanding.goods.negation import is_number_label
from bot.understanding.letters.words import Item, Reading

DENIED, DOUBTED = "denied", "doubted"
ENDINGS = ("nya", "ipun", "ku", "ne", "e")
CUES = frozenset(
    ("sold", "sold_with_pieces", "sold_out", "drop", "buy")
)  # deeds on goods, denied by the word just before them
OF_A_THING = ("money", "refund", "goods")
SAME = {"money_back": "refund"}  # topics of the table that are spoken of in one way
QUESTIONED = frozenset(OF_A_THING)  # "uang sudah masuk?" tells nothing; "oke?" may
JUST_BEFORE = 2  # words between a denial and the deed on goods that it denies
LIGHT = frozenset(("yes", "no", "thanks", "greeting"))
SURE = frozenset(("sudah", "already"))
TAGS = frozenset(("belum", "durung", "dereng", "tidak", "ora", "ra", "mboten", "rung", "urung"))


@dataclass(frozen=True)
class Verdict:
    """What a message denies or doubts. `topic`: money, refund, goods, handing (a parcel over), consent, deed; `how`: DENIED or DOUBTED;
    `is_not_yet`: by "belum", "jangan dulu", which refuse nothing; `named`: the thing itself is named ("uangnya")."""

    topic: str
    how: str
    is_not_yet: bool = False
    named: bool = False


@dataclass(frozen=True)
class _Word:
    text: str
    item: Item
    is_light: bool


@dataclass(frozen=True)
class _Clause:
    words: tuple[_Word, ...]
    asks: bool  # it ends in a question mark

    def texts(self) -> list[str]:
        return [word.text for word in self.words]


def settle(reading: Reading) -> tuple[Verdict, ...]:
    """What the message denies or doubts of money, goods, consent or a deed, the weightiest first. The words that would assert it lose their
    meaning in the reading."""
    clauses = _clauses(reading)
    if not any(_is_strong(word) for clause in clauses for word in clause.texts()) and not reading.is_question:
        return ()
    found: list[Verdict] = []
    for number, clause in enumerate(clauses):
        later = clauses[number + 1 :]
        if _is_over(clause, later):
            for word in clause.words:
                _silence(word.item, "not_paid")
            continue
        found += _of_intents(clause, later)
        _silence_deeds_on_goods(clause)
        _silence_faults(clause)
    found += _of_topics(clauses)
    found.sort(key=lambda verdict: (verdict.how != DENIED, verdict.topic not in OF_A_THING, not verdict.named))
    return tuple(found)


def _is_over(clause: _Clause, later: Sequence[_Clause]) -> bool:
    """ "tadi belum masuk, sekarang sudah masuk": what was so before."""
    past = any(word in _data()["past"] for word in clause.texts())
    return past and any(word in SURE for one in later for word in one.texts())


def undenied_first(reading: Reading) -> list[str]:
    """The numbers of the orders named, those that stand beside a denial last: "P0001 belum, P0002 sudah masuk"."""
    last: list[str] = []
    first: list[str] = []
    for clause in _clauses(reading):
        named = [word.item.text for word in clause.words if word.item.kind == "order"]
        denies = any(word in _data()["deniers"] for word in clause.texts())
        (last if denies else first).extend(named)
    return [*first, *last]


# ---------------------------------------------------------------- intents that a clause asserts


def _of_intents(clause: _Clause, later: Sequence[_Clause]) -> Iterator[Verdict]:
    asserts = _data()["asserts"]
    for item in dict.fromkeys(map(id, (word.item for word in clause.words))):
        start, end = _span(clause, item)
        held = clause.words[start].item
        for name in [name for name in held.entry.intents if name in asserts]:
            topic = asserts[name]
            how = _answered_after(clause, later) or _polarity(clause, start, end, topic)
            if how:
                for word in clause.words if name == "cancel" else (clause.words[start],):  # "tidak jadi batal"
                    _silence(word.item, name)
                if not (name == "yes" and start and clause.words[start].text in _data()["particles"]):
                    yield Verdict(topic, how, is_not_yet=not _refuses(clause, later))


def _silence(item: Item, name: str) -> None:
    item.entry = replace(item.entry, intents={one: how for one, how in item.entry.intents.items() if one != name})


def _span(clause: _Clause, item_id: int) -> tuple[int, int]:
    places = [at for at, word in enumerate(clause.words) if id(word.item) == item_id]
    return places[0], places[-1] + 1


def _polarity(clause: _Clause, start: int, end: int, topic: str) -> str | None:
    """How the clause speaks of what stands at these words."""
    data, words = _data(), clause.texts()
    before, after = words[:start], words[end:]
    if any(word in data["deniers"] for word in before):
        return DENIED
    if topic == "consent" and start == 0 and words[0] in data["particles"] and _is_bare(clause):
        return DENIED  # "ya belum lah"
    if after and after[0] in data["not_yet"] and after[0] == "yet":
        return None
    if topic == "consent" or topic == "deed":
        return None
    for place, word in enumerate(after):
        if word in data["deniers"]:  # "lunas belum" asks, "uang masuk belum ada" denies, "lunas belum dikirim" neither
            follows = after[place + 1 : place + 2]
            if not follows or follows[0] in data["bare"] - data["topics"]["money"]["comes"]:
                return DOUBTED
            return DENIED if follows[0] in data["topics"]["money"]["comes"] else None
    if any(word in data["before"] for word in before) or any(word in data["anywhere"] for word in words):
        return DOUBTED
    return DOUBTED if clause.asks and topic in QUESTIONED else None


def _answered_after(clause: _Clause, later: Sequence[_Clause]) -> str | None:
    """ "uang masuk? belum tuh", "oke tapi jangan dulu": a denial of its own right after."""
    return DENIED if later and _is_bare(later[0]) and not later[0].asks else None


def _refuses(clause: _Clause, later: Sequence[_Clause]) -> bool:
    """Whether it is refused for good: by "tidak", and not by "belum" or "jangan dulu"."""
    never = _data()["never"]
    return any(word in never for one in (clause, *later[:1]) for word in one.texts())


def _is_bare(clause: _Clause) -> bool:
    """A denial and nothing that it might be about: "belum tuh", "jangan dulu"."""
    data = _data()
    denies = [word.text in data["deniers"] for word in clause.words]
    light = data["bare"] | data["begin"]
    return any(denies) and all(
        is_denier or word.is_light or word.text in light or word.item.entry.intents.keys() & LIGHT
        for is_denier, word in zip(denies, clause.words, strict=True)
    )


def _silence_deeds_on_goods(clause: _Clause) -> None:
    """ "belum laku", "jangan hapus": nothing is sold, nothing is deleted."""
    words, deniers = clause.texts(), _data()["deniers"]
    for at, word in enumerate(clause.words):
        cues = word.item.entry.cues & CUES
        if cues and word.text not in deniers and any(one in deniers for one in words[max(0, at - JUST_BEFORE) : at]):
            word.item.entry = replace(word.item.entry, cues=word.item.entry.cues - CUES)


def _silence_faults(clause: _Clause) -> None:
    """ "tidak ada yang rusak", "yang tidak luntur": a fault that is not there is no complaint."""
    data, words = _data(), clause.texts()
    for at, word in enumerate(clause.words):
        if word.text not in data["faults"]:
            continue
        before = at
        while before and words[before - 1] in data["beside_faults"]:
            before -= 1
        if before and (words[before - 1] in data["deniers"] or words[before - 1] in data["without"]):
            _silence(word.item, "complaint")


# ---------------------------------------------------------------- what is spoken of, whatever the phrase


def _of_topics(clauses: Sequence[_Clause]) -> Iterator[Verdict]:
    for topic, table in _data()["topics"].items():
        named = any(_stem(word) in table["things"] | table["places"] for clause in clauses for word in clause.texts())
        for number, clause in enumerate(clauses):
            if _is_over(clause, clauses[number + 1 :]):
                continue
            how = _of_topic(clause, table, named) or _denied_after(clause, clauses[number + 1 :], table)
            if how:
                is_not_yet = not _refuses(clause, clauses[number + 1 :])
                yield Verdict(SAME.get(topic, topic), how, is_not_yet, named=named or topic == "consent")


def _of_topic(clause: _Clause, table: dict[str, frozenset[str]], named: bool) -> str | None:
    data, words = _data(), clause.texts()
    stems = [_stem(word) for word in words]
    things = [at for at, stem in enumerate(stems) if stem in table["things"]]
    places = [at for at, stem in enumerate(stems) if stem in table["places"]]
    comes = [at for at, stem in enumerate(stems) if stem in table["comes"]]
    itself = [at for at, stem in enumerate(stems) if stem in table["itself"]]
    denied = [at for at, word in enumerate(words) if word in data["deniers"]]
    is_done = any(stem in table["is_done"] for stem in stems)
    if _is_tag(words) and (itself or comes or is_done):
        return DOUBTED
    if (things or places) and any(word in data["empty"] for word in words):
        return DENIED
    happens = sorted({*itself, *(comes if named or places else ())})
    if any(at < place for at in denied for place in happens):
        return DENIED
    if things and happens and denied and words[-1] not in TAGS:
        return DENIED
    if is_done and any(words[at] in data["not_yet"] for at in denied):
        return DENIED
    if not things:
        return None
    doubted = any(word in data["anywhere"] for word in words)
    doubted = doubted or any(word in data["waits"] for word in words)
    return DOUBTED if doubted else None


def _denied_after(clause: _Clause, later: Sequence[_Clause], table: dict[str, frozenset[str]]) -> str | None:
    """ "lunas? belum pak": what stands in one clause is denied by the next."""
    speaks = any(_stem(word) in table["itself"] for word in clause.texts())
    return _answered_after(clause, later) if speaks else None


def _is_tag(words: Sequence[str]) -> bool:
    """ "sudah masuk belum ya uangnya": the denial at the end asks."""
    sure = [at for at, word in enumerate(words) if word in SURE]
    tags = [at for at, word in enumerate(words) if word in TAGS]
    comes = _data()["topics"]["money"]["comes"] | _data()["topics"]["goods"]["comes"]
    return bool(sure and tags) and tags[-1] > sure[0] and words[tags[-1] + 1 : tags[-1] + 2] not in [[w] for w in comes]


# ---------------------------------------------------------------- the message in clauses


def _clauses(reading: Reading) -> list[_Clause]:
    clauses: list[_Clause] = []
    words: list[_Word] = []

    def close(asks: bool = False) -> None:
        if words:
            clauses.append(_Clause(_without_idle(words), asks))
            words.clear()

    for at, item in enumerate(reading.items):
        if is_number_label(reading.items, at):
            continue
        if item.kind == "line" or (item.kind == "mark" and item.text in ",.;:?!"):
            close(item.text == "?")
            continue
        if item.kind == "mark":
            continue
        parts = item.text.casefold().split()
        if parts and parts[0] in _data()["begin"]:
            close()
        is_light = item.kind == "word" and item.has("address")
        words.extend(_Word(part, item, is_light) for part in parts)
    close()
    return [clause for clause in clauses if clause.words]


def _without_idle(words: Sequence[_Word]) -> tuple[_Word, ...]:
    """Without "tidak apa apa", "jangan lupa" and the like, which deny nothing."""
    kept: list[_Word] = []
    at = 0
    while at < len(words):
        idle = next((phrase for phrase in _data()["idle"] if _texts(words[at : at + len(phrase)]) == phrase), None)
        if idle:
            at += len(idle)
        else:
            kept.append(words[at])
            at += 1
    return tuple(kept)


def _texts(words: Sequence[_Word]) -> tuple[str, ...]:
    return tuple(word.text for word in words)


def _stem(word: str) -> str:
    """ "uangnya", "duite", "paketku" without their ending."""
    if word in _data()["things"]:
        return word
    for ending in ENDINGS:
        base = word.removesuffix(ending)
        if base != word and base in _data()["things"]:
            return base
    return word


def _is_strong(word: str) -> bool:
    data = _data()
    is_denied = word in data["deniers"] or word in data["without"]
    return is_denied or word in data["before"] or word in data["anywhere"] or word in data["empty"]


@cache
def _data() -> dict[str, Any]:
    """polarity.toml as sets."""
    table = read("polarity")
    deny, doubt = table["deny"], table["doubt"]
    topics = {
        name: {kind: frozenset(told.get(kind, ())) for kind in ("things", "places", "comes", "itself", "is_done")}
        for name, told in table["topics"].items()
    }
    return {
        "not_yet": frozenset(deny["not_yet"]),
        "never": frozenset(deny["never"]),
        "deniers": frozenset(word for kind in ("not_yet", "never", "forbid") for word in deny[kind]) - {"yet"},
        "empty": frozenset(deny["empty"]),
        "before": frozenset((*doubt["before"], *doubt["waits"])),
        "waits": frozenset(doubt["waits"]),
        "anywhere": frozenset(doubt["anywhere"]),
        "particles": frozenset(table["particles"]["words"]),
        "past": frozenset(table["clauses"]["past"]),
        "begin": frozenset(table["clauses"]["begin"]),
        "idle": sorted((tuple(phrase.split()) for phrase in table["idle"]["phrases"]), key=len, reverse=True),
        "bare": frozenset(table["bare"]["words"]),
        "topics": topics,
        "things": frozenset(word for told in topics.values() for kind in ("things", "places") for word in told[kind]),
        "faults": frozenset(table["faults"]["words"]),
        "beside_faults": frozenset(table["faults"]["beside"]),
        "without": frozenset(table["faults"]["without"]),
        "asserts": table["asserts"],
    }
