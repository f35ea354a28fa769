"""What an open form still waits for is asked again after an answer to something else, whichever form it is."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.seller import edit_shop, list_goods, open_shop
from bot.shopper import check_out
from bot.turn import Answer, Turn

AGAIN: Mapping[str, Callable[[Turn, str], Answer | None]] = {
    check_out.NAME: check_out.ask_again,
    open_shop.NAME: open_shop.ask_again,
    edit_shop.NAME: edit_shop.ask_again,
}


def then_on(deed: Callable[[Turn], Answer | None]) -> Callable[[Turn], Answer | None]:
    """The deed, done between a question and its answer: what is still waited for is asked again in the same message."""

    def done(turn: Turn) -> Answer | None:
        answer = deed(turn)
        if answer is None or answer.content.image or answer.content.text.rstrip().endswith("?"):
            return answer
        again = ask_again(turn, answer.content.text + "\n")
        return replace(again, about={**answer.about, **again.about}) if again else answer

    return done


def ask_again(turn: Turn, opening: str, missed: bool = False) -> Answer | None:
    """`opening`, and after it the question that is still waited for; None when there is none. `missed`: what was said
    was no answer and nothing else that is understood."""
    form = turn.talk.form
    again = AGAIN.get(form["name"]) if form and form["asked"] else None
    return again(turn, opening) if again else list_goods.ask_again(turn, opening, missed)
