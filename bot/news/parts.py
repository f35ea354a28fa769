"""What a message about an order is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from bot.talk.about import About
from messaging import staleness
from messaging.content import Content, Image, Knock, Option
from orders import lookup
from orders.models import Order, OrderEvent


@dataclass(frozen=True)
class News:
    """`follow`: further messages that follow at once. `only_while`: see messaging.staleness. `reminds`: says nothing new
    to somebody for whom a message about the order still waits."""

    content: Content
    knock: Knock | None = None
    only_while: dict[str, Any] | None = None
    about: About = field(default_factory=About)
    follow: tuple[Content, ...] = ()
    reminds: bool = False


Writer = Callable[[Session, Order, OrderEvent], News]


def news(*lines: str, options: tuple[Option, ...] = (), image: Image | None = None, **more: Any) -> News:
    """Lines of text with choices; an empty line parts blocks."""
    return News(Content.fitting("\n".join(lines).strip(), image=image, options=options), **more)


def while_it(order: Order, **values: Any) -> dict[str, Any]:
    """Worth sending only while the order still has these values in its columns; a list means one of them."""
    return staleness.only_while(lookup.stands, number=order.number, **values)
