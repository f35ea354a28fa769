"""What is not wanted: "jangan printing", "selain kuning, mustard, sama coklat", "merah ga mau", "yang ga tulis"."""

from collections.abc import Mapping, Sequence

from bot.understanding.letters.lexicon import Entry
from bot.understanding.letters.words import Item

NO_MOTIF = frozenset(("tanpa motif", "tidak bermotif", "ga bermotif", "without pattern", "no pattern", "tanpa corak"))
NONE = "tidak ada"
NOTHING = Entry(cues=frozenset(("filler",)))
RETRACTIONS = frozenset(
    ("ralat", "eh salah", "maksudku", "maksud saya", "maksudnya", "koreksi", "i mean", "no wait", "scratch that")
)
CORRECTED = ("product", "technique", "colour", "motif", "size")  # kinds of which "X? bukan, Y" puts one right
CORRECTIONS = frozenset(("bukan", "bkn", "dudu", "sanes", "udu", "not", "ojo"))
_LIGHT_CUES = frozenset(
    (
        "colour_label",
        "motif_label",
        "filler",
        "address",
        "which",
        "size_label",
        "sentra_label",
        "shop_label",
        "from",
        "at",
        "shades",
        "question_no",
    )
)


def mark_negated(items: Sequence[Item]) -> None:
    """Sets `negated` on the values that a "no" is about; what is taken back, or somebody has already, is no value."""
    _take_back(items)
    _forget_what_they_have(items)
    at = 0
    while at < len(items):
        item = items[at]
        if (
            item.entry.id == "polos"
            and item.text in NO_MOTIF
            and at + 1 < len(items)
            and items[at + 1].value_kind == "motif"
        ):
            item.entry = Entry(cues=frozenset(("negate",)))  # "tanpa motif parang" wants any other
        if (lacking := _has_none(items, at)) is not None:
            items[lacking].negated = True
            at = lacking
        elif item.text in CORRECTIONS and at and items[at - 1].text == "?":
            _answered(items, at)  # "cap kombinasi? bukan, cap biasa"
        elif (item.has("negate") and not is_number_label(items, at)) or _is_plain_no(items, at):
            reached = _forward(items, at + 1, corrects=item.text in CORRECTIONS)
            if reached is None:
                if item.text != "no":
                    _backward(items, at - 1)
            else:
                at = reached
        at += 1


def _take_back(items: Sequence[Item]) -> None:
    """ "kain kawung, eh bukan, yang parang", "ga jadi merah, biru aja": the value that another takes the place of."""
    for at, item in enumerate(items):
        says_no = item.text in ("bukan", "salah") and at and items[at - 1].text in ("eh", "ih", "aduh", "oh", "maaf")
        right = [later for later in items[at + 1 : at + 7] if later.value_kind in CORRECTED]
        slips = item.text == "eh" and bool(right) and at + 1 < len(items) and items[at + 1] is right[0]
        if (says_no or slips or item.text in RETRACTIONS) and right:
            _drop(items[:at], {later.value_kind: later.entry.id for later in reversed(right)})
        elif "cancel" in item.entry.intents and right:
            _call_off(items[:at], right)


def _call_off(before: Sequence[Item], right: Sequence[Item]) -> None:
    """ "ga jadi merah, biru aja"; "mau gamis ga jadi deh, daster aja": what another of its kind is named instead of."""
    first = right[0]
    if len(right) > 1 and right[1].value_kind == first.value_kind:
        _drop(before, {first.value_kind: right[1].entry.id})
        first.entry = NOTHING
    elif any(item.value_kind == first.value_kind and item.entry.id != first.entry.id for item in before):
        _drop(before, {first.value_kind: first.entry.id})


def _drop(items: Sequence[Item], instead: Mapping[str, str]) -> None:
    for item in items:
        if item.value_kind and instead.get(item.value_kind, item.entry.id) != item.entry.id:
            item.entry = NOTHING


def _forget_what_they_have(items: Sequence[Item]) -> None:
    """ "kemarin sudah beli kemeja, sekarang cari daster": what is looked for comes after."""
    for at, item in enumerate(items):
        if not item.has("had"):
            continue
        end = next((n for n in range(at + 1, len(items)) if _ends_having(items[n])), len(items))
        after = items[end:]
        if any(later.has("seek", "want") for later in after) and any(later.value_kind for later in after):
            for owned in items[at + 1 : end]:
                if owned.value_kind:
                    owned.entry = NOTHING


def _ends_having(item: Item) -> bool:
    return item.kind in ("mark", "line") or item.has("but", "seek", "want") or item.text in ("sekarang", "saiki", "now")


def _answered(items: Sequence[Item], at: int) -> None:
    """Marks the values of the question that a "bukan" answers, of the kind that is put right."""
    right = items[at + 1 : at + 7]
    named = {item.value_kind: item.entry.id for item in reversed(right) if item.value_kind in CORRECTED}
    for item in reversed(items[: at - 1]):
        if item.kind == "line" or item.text in ("?", ".", "!"):
            break
        of_adults = item.entry.whom == "kids" and any(other.has("adult") for other in right)
        if of_adults or named.get(item.value_kind, item.entry.id) != item.entry.id:
            item.negated = True


def _has_none(items: Sequence[Item], at: int) -> int | None:
    """ "ga ada printingnya", "yang ga ada unsur merah": the place of what the goods shall be without."""
    item = items[at]
    if item.text == NONE:
        after = at + 1
    elif item.has("question_no", "negate") and at + 1 < len(items) and items[at + 1].has("seek"):
        after = at + 2
    else:
        return None
    of_goods = item.has("negate") or bool(at and items[at - 1].has("which"))
    for place in range(after, min(after + 3, len(items))):
        value = items[place]
        if value.value_kind in ("technique", "motif", "colour"):
            return place if of_goods or value.suffix in ("nya", "e", "ne") else None
        if not (value.has("colour_label", "motif_label", "filler") or value.text == "unsur"):
            return None
    return None


def is_number_label(items: Sequence[Item], at: int) -> bool:
    """ "no 4": number four."""
    item = items[at]
    return (
        item.text == "no"
        and at + 1 < len(items)
        and (items[at + 1].kind in ("number", "money") or items[at + 1].text in (".", ":"))
    )


def _is_plain_no(items: Sequence[Item], at: int) -> bool:
    """ "ga" before a value says no only after "yang" and the like: "yang ga printing", not "ada ga printing"."""
    item = items[at]
    if not item.has("question_no") or at == 0 or at + 1 >= len(items):
        return False
    return items[at - 1].has("which") and bool(items[at + 1].value_kind)


def _forward(items: Sequence[Item], at: int, corrects: bool = False) -> int | None:
    """Marks the values after a "no"; returns the place of the last one, None when there is none before the clause ends.
    `corrects`: what follows a comma is wanted instead ("bukan kain, sarung"), unless the list goes on ("…, dan sarung").
    """
    kind, last = "", None
    while at < len(items):
        item = items[at]
        here = _kind(item)
        if here:
            if kind and here != kind:
                break
            kind, last = here, at
            item.negated = True
        elif item.kind in ("mark", "line"):
            if (
                item.text not in (",", "/")
                or not kind
                or not _goes_on(items, at + 1, kind, corrects and item.text == ",")
            ) and (kind or item.text not in ("-",)):
                break
        elif (
            item.has("but", "seek", "negate")
            or (item.has("which") and kind)
            or (kind and not _joins(item))
            or (not kind and not _is_light(item))
        ):
            break
        at += 1
    return last


def _kind(item: Item) -> str:
    """What a "no" can be about: a value, a shop, or an attribute ("jangan yang rayon")."""
    if item.kind == "shop":
        return "shop"
    if item.has("shade_alone"):
        return "colour"
    return item.value_kind or ("attribute" if item.kind == "word" and item.entry.attribute else "")


def _joins(item: Item) -> bool:
    return item.has("joined", "or", "colour_label", "motif_label", "shades", "then_and")


def _is_light(item: Item) -> bool:
    return bool(item.entry.cues & _LIGHT_CUES) or item.has("joined", "want", "or")


def _goes_on(items: Sequence[Item], at: int, kind: str, must_join: bool = False) -> bool:
    """After a comma: does a value of the same kind come, with nothing but a joining word before it?"""
    for place, item in enumerate(items[at : at + 3], at):
        if _kind(item) == kind:
            if place + 1 < len(items) and items[place + 1].has("only"):
                return False  # "jangan XL, L aja"
            return not must_join or _list_goes_on(items, at, kind)
        if not _joins(item):
            return False
    return False


def _list_goes_on(items: Sequence[Item], at: int, kind: str) -> bool:
    """ "… , pink dan ungu": a joining word follows or stands before the value."""
    near = items[at : at + 4]
    return any(item.has("joined", "or") for item in near) and all(item.kind != "line" for item in near)


def _backward(items: Sequence[Item], at: int) -> None:
    """ "merah ga mau", "printing jangan": the value just before."""
    while at >= 0 and (_is_light(items[at]) and not items[at].has("which", "at", "from")):
        at -= 1
    if at >= 0 and items[at].value_kind in ("technique", "colour", "motif", "size"):
        items[at].negated = True
