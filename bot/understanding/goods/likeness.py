"""What a caption only likens its goods to, or calls them: "mirip tulis padahal printing" is printing (Perda 6/2014 wants
the true label), "Parang cuma nama modelnya, motifnya bunga" shows flowers."""

from collections.abc import Iterator, Sequence

from bot.understanding.letters.words import Item

LIKE = frozenset(
    ("mirip", "kayak", "kaya", "kyk", "seperti", "kados", "koyo", "ala", "serasa", "rasa", "imitasi", "tiruan", "kesan")
)
LOOKS = frozenset(("motif", "motifnya", "corak", "look", "efek", "nuansa", "gaya", "style"))
TRULY = frozenset(
    ("padahal", "aslinya", "asline", "sebenarnya", "sebenere", "sebetulnya", "sejatinya", "jane", "ternyata", "jebule")
)
NAMES = frozenset(("nama", "namanya", "jeneng", "jenenge", "julukan"))
REACH = 3  # words between "mirip" and what it is like


def said_techniques(items: Sequence[Item], techniques: Sequence[str]) -> list[str]:
    """Of the techniques that were read, those that the goods are said to be made in; [] where they are only likened to
    some, or where printing stands beside another one and nothing tells which is true: then the seller is asked."""
    told = [(at, item.entry.id) for at, item in enumerate(items) if item.value_kind == "technique" and not item.negated]
    if not told:
        return list(techniques)
    truly = [value for at, value in told if _before(items, at, TRULY) and not _before(items, at, LIKE)]
    stated = truly or [value for at, value in told if not _is_likened(items, at)]
    likened = {value for _at, value in told} - set(stated)
    kept = [value for value in techniques if value not in likened]
    return [] if "printing" in kept and len(kept) > 1 else kept


def motif_names(items: Sequence[Item]) -> set[str]:
    """Motifs that a clause gives only as a name ("Parang cuma nama modelnya") and no other clause as the motif."""
    named: set[str] = set()
    shown: set[str] = set()
    for clause in _clauses(items):
        motifs = {item.entry.id for item in clause if item.value_kind == "motif" and not item.negated}
        is_name = any(item.text in NAMES for item in clause) and not any(item.has("motif_label") for item in clause)
        (named if is_name else shown).update(motifs)
    return named - shown


def _is_likened(items: Sequence[Item], at: int) -> bool:
    """ "mirip tulis", "motif tulis"."""
    return _before(items, at, LIKE) or bool(at and items[at - 1].text in LOOKS)


def _before(items: Sequence[Item], at: int, words: frozenset[str]) -> bool:
    """Whether one of these words stands shortly before, in the same clause and with no other technique between."""
    for item in reversed(items[max(0, at - REACH) : at]):
        if item.text in words:
            return True
        if item.kind in ("mark", "line") or item.value_kind == "technique" or item.has("but"):
            return False
    return False


def _clauses(items: Sequence[Item]) -> Iterator[list[Item]]:
    clause: list[Item] = []
    for item in items:
        if item.kind in ("mark", "line") or item.has("but"):
            yield clause
            clause = []
        else:
            clause.append(item)
    yield clause
