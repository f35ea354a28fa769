"""A message as people type it, made into tokens: small letters, no decoration, each with its place in the cleaned text."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from catalog.codes import LEAST_DIGITS, MOST_DIGITS

MOST_CHARACTERS = 4096
MOST_TOKENS = 220  # of a longer text the beginning and the end are read
LAST_TOKENS = 80
LAST_CHARACTERS = 600  # among which those of the end are looked for

# Letters of other scripts that look like Latin ones.
_LOOKALIKES = str.maketrans("аеорсухіјѕԁһոռսѵԝАВЕКМНОРСТХУІЈѕαονρτυκι", "aeopcyxijsdhnnuvwABEKMHOPCTXYIJsaovptuki")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]"
)
_QUOTES = str.maketrans("’‘`´“”„–—−‒―‐‑×", "''''\"\"\"-------x")
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?(?![.,]?\d)|\d+)(?:,-+|,00(?!\d))?|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<line>\n)|(?P<mark>[^\s\w])"
)
_MARKS = frozenset(",.;:?!/-+()=@<>#%*~&|👍👌✅❌👎🙏")
_SIZE_LETTERS = frozenset(("s", "m", "l", "xl", "xxl", "xxxl", "xxxxl"))


@dataclass(slots=True)
class Token:
    """`kind`: word, number, mark, line, code ("K0123") or order ("P0001"). `glued`: no blank before it."""

    kind: str
    text: str
    start: int
    end: int
    glued: bool


def clean(text: str) -> str:
    """The text without what nobody sees and with plain Latin letters; capitals and lines stay."""
    text = text[:MOST_CHARACTERS]
    if text.isascii():
        return text.replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES)
    text = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return text.translate(_LOOKALIKES).replace("\r\n", "\n").replace("\r", "\n")[:MOST_CHARACTERS]


def tokenise(cleaned: str, labels: frozenset[str] = frozenset()) -> list[Token]:
    """The tokens of a cleaned text. A word before a glued 2 is doubled ("kupu2"), except `labels` ("stok2")."""
    tokens: list[Token] = []
    last_end = -1
    for match in _read(cleaned):
        kind = str(match.lastgroup)
        text = match.group(kind)
        start, end = match.span(kind)
        if kind == "mark" and text not in _MARKS:
            continue
        tokens.append(Token(kind, text.casefold() if kind == "word" else text, start, end, start == last_end))
        last_end = match.end()
    return _join(tokens, labels)


def _read(cleaned: str) -> list["re.Match[str]"]:
    """The tokens that are read: of a very long text its beginning and its end, where people say what they want."""
    found = list(islice(_TOKEN.finditer(cleaned), MOST_TOKENS + 1))
    if len(found) <= MOST_TOKENS:
        return found
    begin = found[: MOST_TOKENS - LAST_TOKENS]
    blank = cleaned.find(" ", max(begin[-1].end(), len(cleaned) - LAST_CHARACTERS))
    end = list(_TOKEN.finditer(cleaned, blank)) if blank >= 0 else []
    return begin + end[-LAST_TOKENS:]


def _join(tokens: list[Token], labels: frozenset[str]) -> list[Token]:
    """Puts together what belongs together: K0123, 3XL, kupu2, kupu-kupu."""
    joined: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind == "word" and after is not None:
            used = _named(joined, tokens, at) or _doubled(joined, token, after, tokens, at, labels)
            if used:
                at += used
                continue
        if (
            token.kind == "number"
            and after is not None
            and after.glued
            and (after.text == "xl" or (after.text == "l" and token.text in "234"))
            and token.text in "23456789"
            and not _counts_sizes(joined, after)
        ):
            joined.append(Token("word", token.text + after.text, token.start, after.end, token.glued))
            at += 2
            continue
        if not _is_inner_hyphen(joined, token, after):
            joined.append(Token("word", "dan", token.start, token.end, False) if token.text == "&" else token)
        at += 1
    return joined


def _counts_sizes(joined: list[Token], letter: Token) -> bool:
    """The "3L" of "2M 3L": pieces of a size, as the ones before."""
    if letter.text != "l" or len(joined) < 2:
        return False
    return joined[-1].text in _SIZE_LETTERS and joined[-1].glued and joined[-2].kind == "number"


def _named(joined: list[Token], tokens: list[Token], at: int) -> int:
    """ "K0123", "k 0123", "K-0123", "kode 0123" and "P0001": how many tokens it took."""
    token = tokens[at]
    if token.text in ("ko", "po") and tokens[at + 1].kind == "number" and tokens[at + 1].glued:
        return _with_zero(joined, token, tokens[at + 1])
    if token.text not in ("k", "p", "kode") or (token.glued and joined and joined[-1].kind in ("word", "number")):
        return 0
    number = at + 1
    if tokens[number].text in ("-", "#", ".", ":") and number + 1 < len(tokens):
        number += 1
    found = tokens[number]
    alone = len(tokens) == 2 and found.glued and token.text == "k"  # "K12" alone is a code that does not exist
    if (
        found.kind != "number"
        or len(found.text) < (1 if alone else LEAST_DIGITS)
        or not found.text.isdecimal()
        or not found.text.isascii()
    ):
        return 0
    if not found.glued and not found.text.startswith("0") and token.text != "kode":
        return 0
    kind, letter = ("order", "P") if token.text == "p" else ("code", "K")
    joined.append(Token(kind, letter + found.text, token.start, found.end, False))
    return number + 1 - at


def _with_zero(joined: list[Token], token: Token, number: Token) -> int:
    """ "ko304": the letter o for the zero of K0304."""
    if not (LEAST_DIGITS - 1 <= len(number.text) < MOST_DIGITS and number.text.isdecimal() and number.text.isascii()):
        return 0
    kind, letter = ("order", "P0") if token.text == "po" else ("code", "K0")
    joined.append(Token(kind, letter + number.text, token.start, number.end, False))
    return 2


def _doubled(
    joined: list[Token], token: Token, after: Token, tokens: list[Token], at: int, labels: frozenset[str]
) -> int:
    if after.text != "2" or not after.glued or len(token.text) < 3 or token.text in labels:
        return 0
    beyond = tokens[at + 2] if at + 2 < len(tokens) else None
    if beyond is not None and beyond.glued and beyond.kind == "number":
        return 0
    joined.append(token)
    joined.append(Token("word", token.text, token.start, after.end, True))
    return 2


def _is_inner_hyphen(joined: list[Token], token: Token, after: Token | None) -> bool:
    """The hyphen of "kupu-kupu", not that of "S-XL" or "75-100"."""
    if token.text != "-" or not token.glued or not joined or after is None or not after.glued:
        return False
    before = joined[-1]
    if before.kind != "word" or after.kind != "word":
        return False
    return not (before.text.lstrip("234") in _SIZE_LETTERS and after.text in _SIZE_LETTERS)
