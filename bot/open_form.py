"""What an open form still waits for is asked again after an answer to something else, whichever form it is."""

from collections.abc import Callable, Mapping

from bot.seller import edit_shop, list_goods, open_shop
from bot.shopper import check_out
from bot.turn import Answer, Turn

AGAIN: Mapping[str, Callable[[Turn, str], Answer | None]] = {
    check_out.NAME: check_out.ask_again,
    open_shop.NAME: open_shop.ask_again,
    edit_shop.NAME: edit_shop.ask_again,
}


def ask_again(turn: Turn, opening: str) -> Answer | None:
    """`opening`, and after it the question that is still waited for; None when there is none."""
    form = turn.talk.form
    again = AGAIN.get(form["name"]) if form and form["asked"] else None
    return again(turn, opening) if again else list_goods.ask_again(turn, opening)
