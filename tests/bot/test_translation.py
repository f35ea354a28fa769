"""Everything that the bot says in Indonesian has its English."""

import re
from collections import Counter
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from messaging.content import MAX_BUTTON_TITLE

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
PLACEHOLDER = re.compile(r"%\(\w+\)\w")
BUTTONS = [
    *("Pesan", "Dikirim", "Diambil di toko", "Bayar di toko", "Ya, pesan", "Ubah", "Batal", "Ya, batalkan", "Tidak"),
    *("Terima", "Tolak", "Barang habis", "Toko tutup", "Alasan lain", "Pilih ukuran"),
]
COMMAND = re.compile(r"\*[^*\n]+\*")


def test_every_sentence_has_its_english() -> None:
    english = _english()
    missing = [sentence for sentence in _sentences() if not (english.get(sentence) and english[sentence].string)]
    assert not missing, "run `flask translate` and fill in translations/en:\n" + "\n".join(missing)


def test_no_sentence_hides_in_an_f_string() -> None:
    """There the extractor does not see it, and it stays Indonesian."""
    hidden = re.compile(r"""[fF]["'].*\{_\(["']""")
    lines = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for file in (ROOT / "bot").rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if hidden.search(line)
    ]
    assert not lines, "\n".join(lines)


def test_the_english_keeps_placeholders_and_bold() -> None:
    different = [m.id for m in _translated() if _marks(str(m.id)) != _marks(str(m.string))]
    assert not different, different


def test_what_ends_as_a_question_does_so_in_english() -> None:
    different = [m.id for m in _translated() if str(m.id).endswith("?") != str(m.string).endswith("?")]
    assert not different, different


def test_titles_of_buttons_fit() -> None:
    english = _english()
    assert not [title for title in BUTTONS if len(str(english[title].string)) > MAX_BUTTON_TITLE]


def test_the_compiled_translation_is_up_to_date() -> None:
    """`flask translate` was run after the last change."""
    with open(TRANSLATIONS / "en/LC_MESSAGES/messages.mo", "rb") as file:
        compiled = dict(_as_pair(m) for m in read_mo(file) if m.id)
    assert dict(map(_as_pair, _translated())) == compiled


def _as_pair(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A message's words and their translation, each in its forms for one and for many."""
    id, string = ((form,) if isinstance(form, str) else tuple(form or ()) for form in (message.id, message.string))
    return id, string


def _sentences() -> list[str]:
    """Every sentence that the bot's code marks for translation (translations/babel.cfg takes the same folder)."""
    return sorted({str(sentence) for _, _, sentence, _, _ in extract_from_dir(ROOT / "bot")})


def _english() -> Catalog:
    return read_po(BytesIO((TRANSLATIONS / "en/LC_MESSAGES/messages.po").read_bytes()), locale="en")


def _translated() -> list[Message]:
    return [message for message in _english() if message.id and message.string]


def _marks(text: str) -> tuple[Counter[str], int]:
    return Counter(PLACEHOLDER.findall(text)), len(COMMAND.findall(text))
