"""What a seller does with her goods, by the intent that says it."""

from collections.abc import Callable

from bot.seller import (
    change_price,
    change_sizes,
    change_stock,
    read_recap,
    shelve,
    show_goods,
    taking_back,
    tell_sale,
)
from bot.turn import Answer, Turn

Deed = Callable[[Turn], Answer]

# A shop that is suspended does none of these (rights.py).
CHANGES: dict[str, Deed] = {
    "set_stock": change_stock.change,
    "ask_stock": change_stock.ask,
    "add_size": change_sizes.add,
    "drop_size": change_sizes.drop,
    "set_price": change_price.set_price,
    "ask_price": change_price.ask,
    "set_wholesale": change_price.set_wholesale,
    "change_prices": change_price.change_many,
    "hide_listing": shelve.hide,
    "show_again": shelve.show_again,
    "delete_listing": shelve.delete,
    "sold_offline": tell_sale.tell,
    "undo": taking_back.undo,
}
READS: dict[str, Deed] = {
    "my_goods": show_goods.all_of_them,
    "more_deeds": show_goods.more_deeds,
    "recap": read_recap.tell,
    "count_offline": tell_sale.answer_consent,
    "keep": taking_back.keep,
}
HANDLERS: dict[str, Deed] = {**CHANGES, **READS}
