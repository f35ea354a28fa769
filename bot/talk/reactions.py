"""A reaction (👍 under a message) is no message of words. It answers the one message that it stands under, if that asked
something which yes or no answers, just as a tap there would; any other, and one that is taken back, is heard in silence."""

from collections.abc import Sequence

from bot.talk import choices
from bot.talk.deed import joined
from bot.understanding import Intent, Lexicon, understand
from messaging.models import OutboundMessage


def meant(
    quoted: OutboundMessage | None, is_newest: bool, reaction: str, known: Lexicon, language: str
) -> Intent | None:
    """What a reaction under `quoted` answers; None where nothing is to be said. `is_newest`: it is our last answer, so
    that a plain "Ya" under it is about what is asked now."""
    word = understand(reaction, known).name if reaction.strip() else ""
    if quoted is None or word not in ("yes", "no"):
        return None
    question = quoted.about.get("question", {})
    offered = [str(option[0]) for option in quoted.content.get("options", [])]
    return choices.read(question.get(word) or _among(offered, word, is_newest), reaction, language)


def _among(offered: Sequence[str], word: str, is_newest: bool) -> str:
    by_name = {id_.partition(choices.SEPARATOR)[0]: id_ for id_ in reversed(offered)}
    if is_newest and "yes" in by_name:
        return by_name.get(word, "")
    for yes, no in joined().opposites.items():
        denied = next((by_name[name] for name in no if name in by_name), "")
        if yes in by_name and denied:
            return by_name[yes] if word == "yes" else denied
    return ""
