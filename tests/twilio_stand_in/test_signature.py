"""Four vectors that Twilio's own SDK agrees with (the first stands in its tests)."""

from tests import payloads
from tests.twilio_stand_in.signature import signature

OUR_TOKEN = "00112233445566778899aabbccddeeff"
OUR_URL = "https://bot.example.id/webhooks/twilio/inbound"


def test_the_vector_of_the_sdk():
    call = {"CallSid": "CA1234567890ABCDE", "Digits": "1234", "From": "+14158675309", "To": "+18005551212"}
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature("12345", url, call | {"Caller": "+14158675309"}) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_an_emoji():
    assert signature("12345", "https://h/x", {"Body": "Halo 👋 batik"}) == "RRc01AvfXRKNIsKbYvlEJ+dqSVk="


def test_a_message_of_sari():
    assert signature(OUR_TOKEN, OUR_URL, payloads.load("text")) == "c62SxmeeHScoEUW/RSlx7rFU68o="


def test_a_query_is_signed_as_sent():
    url = OUR_URL + "?bodySHA256=015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    assert signature(OUR_TOKEN, url, {}) == "lKJiFQ1+TrjYyGzyU4o8L5gFkKQ="


def test_the_fragment_is_not_signed():
    form = {"Body": "halo"}
    assert signature("t", OUR_URL + "#rc=3&rp=ct,rt,5xx", form) == signature("t", OUR_URL, form)


def test_repeated_names_count_once_per_value():
    twice = [("A", "2"), ("A", "1"), ("A", "2")]
    assert signature("t", OUR_URL, twice) == signature("t", OUR_URL, [("A", "1"), ("A", "2")])
