"""What a seller does with her goods, by the intent that says it."""

from collections.abc import Callable

from bot.seller.goods import (
    change_price,
    change_sizes,
    change_stock,
    list_goods,
    replace_photo,
    set_floor,
    shelve,
    show_goods,
    taking_back,
    tell_sale,
)
from bot.seller.shop import help, read_recap
from bot.talk.turn import Answer, Turn

Deed = Callable[[Turn], Answer | None]  # None: nothing is said now

# A shop that is suspended does none of these (rights.py).
CHANGES: dict[str, Deed] = {
    "set_stock": change_stock.change_or_list,
    "ask_stock": change_stock.ask,
    "add_size": change_sizes.add,
    "drop_size": change_sizes.drop,
    "set_price": change_price.set_price,
    "ask_price": change_price.ask,
    "set_wholesale": change_price.set_wholesale,
    "change_prices": change_price.change_many,
    "set_floor": set_floor.set_floor,
    "hide_listing": shelve.hide,
    "show_again": shelve.show_again,
    "delete_listing": shelve.delete,
    "sold_offline": tell_sale.tell,
    "undo": taking_back.undo,
    "new_listing": list_goods.from_words,
    "change_draft": list_goods.correct,
    "fill_draft": list_goods.fill,
    "correct_draft": list_goods.correct_one,
    "publish": list_goods.publish,
    "replace_photo": replace_photo.ask,
}
READS: dict[str, Deed] = {
    "my_goods": show_goods.all_of_them,
    "more_deeds": show_goods.more_deeds,
    "recap": read_recap.tell,
    "count_offline": tell_sale.answer_consent,
    "keep": taking_back.keep,
    "edit_draft": list_goods.how_to_correct,
    "drop_draft": list_goods.drop,
    "restore_draft": list_goods.restore,
    "go_on": list_goods.go_on,
    "how_to_sell": help.how_to_list,
}
HANDLERS: dict[str, Deed] = {**CHANGES, **READS}
