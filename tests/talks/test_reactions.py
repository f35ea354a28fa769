"""A reaction answers the message that it stands under, if that asked something which yes or no answers; else silence."""

import pytest

from tests.market import Market, Person
from tests.twilio_stand_in import SENDER, Message

ADDRESS = "Nama: Sari\nAlamat: Jl. Melati No 12, Kec. Pekalongan Barat, Kota Pekalongan 51117"


def reacts(person: Person, reaction: str, under: Message) -> Person:
    quoted = {"OriginalRepliedMessageSid": under.sid, "OriginalRepliedMessageSender": SENDER}
    return person.sends("reaction", Body=reaction, **quoted, MessageSid=person.market.twilio.new_sid("SM"))


def summary(sari: Person) -> Message:
    sari.says("pesan K0104 1\n" + ADDRESS)
    sari.says("transfer, dikirim")
    sari.gets("sudah benar")
    return sari.last


def test_a_thumb_under_the_summary_is_a_yes(market: Market) -> None:
    sari = market.shopper()
    reacts(sari, "👍", summary(sari)).gets("P0001")


@pytest.mark.parametrize("reaction", ["👍", "❤️", "😂", "🙏", "✅", ""])
def test_a_reaction_under_an_older_message_does_nothing(sqlite_market: Market, reaction: str) -> None:
    sari = sqlite_market.shopper()
    sari.says("daster ungu")
    picture = sari.last
    asked = summary(sari)
    reacts(sari, reaction, picture).gets_nothing()
    assert sqlite_market.orders() == []
    reacts(sari, "👍", asked).gets("P0001")  # the question still stands


@pytest.mark.parametrize("reaction", ["❤️", "😮", "", " "])
def test_what_is_neither_yes_nor_no_says_nothing(sqlite_market: Market, reaction: str) -> None:
    sari = sqlite_market.shopper()
    reacts(sari, reaction, summary(sari)).gets_nothing()
    assert sqlite_market.orders() == []


def test_goods_that_are_liked_are_not_ordered(sqlite_market: Market) -> None:
    sari = sqlite_market.shopper()
    sari.says("K0104")
    reacts(sari, "👍", sari.last).gets_nothing()
    reacts(sari, "👎", sari.last).gets_nothing() if sari.messages else None


def test_a_seller_accepts_under_the_order_and_nowhere_else(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi")
    pak_budi.says("halo")
    greeting = pak_budi.last
    summary(sari)
    sari.says("ya")
    notice = next(m for m in market.twilio.messages_to(pak_budi.address) if "P0001" in m.seen and m.options)
    reacts(pak_budi, "👍", greeting).gets_nothing()
    assert market.orders()[0]["order_status"] == "placed"
    reacts(pak_budi, "👍", notice)
    assert market.orders()[0]["order_status"] == "accepted"


def test_a_reaction_opens_the_window_and_brings_what_has_waited(market: Market) -> None:
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    summary(sari)
    sari.says("ya")
    pak_budi.sends("reaction", Body="👍", MessageSid=market.twilio.new_sid("SM"))
    pak_budi.gets("P0001")
    assert market.orders()[0]["order_status"] == "placed"
