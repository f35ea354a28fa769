"""docs/orders.md, the table of moves and the messages it names agree."""

from pathlib import Path

from bot.news import order_news
from orders import moves_table
from orders.states import MOVES, SELLER, SHOPPER, TOLD_WHEN_PLACED

PAGE = Path(__file__).parents[2] / "docs" / "orders.md"


def test_the_page_holds_the_table_of_the_code():
    assert moves_table.markdown() in PAGE.read_text(encoding="utf-8"), (
        "run: flask orders moves, and put it into docs/orders.md"
    )


def test_every_message_that_the_table_names_is_written_and_no_other():
    for who in (SHOPPER, SELLER):
        named = {told.tells[who] for told in MOVES if who in told.tells}
        named |= {TOLD_WHEN_PLACED[who]} if who in TOLD_WHEN_PLACED else set()
        assert named == set(order_news.MESSAGES[who])
