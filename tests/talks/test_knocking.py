"""Who has not written for 24 hours is reached by an approved template; its button brings the whole message."""

import re

import pytest

from messaging.twilio import notice_templates
from tests.market import Market
from tests.talks.test_ordering import buys


def approve_all(market: Market) -> None:
    market.flask("twilio", "sync-templates")
    market.twilio.approvals.update(dict.fromkeys(market.twilio.approvals, "approved"))
    market.flask("twilio", "sync-templates")


def test_templates_are_created_submitted_and_asked_after(empty_market: Market) -> None:
    first = empty_market.flask("twilio", "sync-templates").splitlines()
    assert len(first) == len(list(notice_templates.every()))
    assert all("received (created) (submitted)" in line for line in first)
    sid = next(iter(empty_market.twilio.approvals))
    empty_market.twilio.approvals[sid] = "approved"
    second = empty_market.flask("twilio", "sync-templates")
    assert f"{sid} approved\n" in second and "(created)" not in second and "(submitted)" not in second


def test_a_seller_who_has_not_written_today_is_knocked_up(market: Market) -> None:
    approve_all(market)
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    buys(sari, "K0104 1")
    sari.gets("Penjual sudah kami beri tahu")
    knock = pak_budi.gets_one_message("pesanan baru P0001", "Rp120.000")
    assert market.twilio.approvals[knock.content_sid] == "approved"
    pak_budi.taps("Lihat pesanan")
    pak_budi.gets_one_message("Pesanan baru P0001", "Sari Dewi", "Terima")  # the order itself, and nothing beside it
    pak_budi.taps("Terima")
    sari.gets("diterima")


def test_one_knock_for_all_that_waits(market: Market) -> None:
    approve_all(market)
    sari, tono, pak_budi = market.shopper("Sari"), market.shopper("Tono"), market.seller("Pak Budi", is_awake=False)
    buys(sari, "K0104 1")
    pak_budi.gets("P0001")
    pak_budi._since = len(market.twilio.sent)
    buys(tono, "K0105 1")
    tono.gets("Penjual sudah kami beri tahu")
    pak_budi.gets_nothing()
    pak_budi.says("halo")
    pak_budi.gets("Pesanan baru P0001", "Pesanan baru P0002")


def test_without_an_approved_text_it_waits_and_the_shopper_is_told(market: Market) -> None:
    market.flask("twilio", "sync-templates")  # received, not approved
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    buys(sari, "K0104 1")
    sari.gets("belum membuka chat-nya hari ini")
    pak_budi.gets_nothing()


def test_a_tap_on_an_old_knock_is_no_dead_end(market: Market) -> None:
    approve_all(market)
    sari, pak_budi = market.shopper(), market.seller("Pak Budi", is_awake=False)
    buys(sari, "K0104 1")
    pak_budi.says("halo")
    pak_budi.taps("Lihat pesanan")
    pak_budi.gets_one_message("Tidak ada kabar baru")


@pytest.mark.parametrize("text", list(notice_templates.every()), ids=lambda text: f"{text.name}-{text.language}")
def test_whatsapp_would_take_the_text(text: notice_templates.NoticeText) -> None:
    numbers = re.findall(r"\{\{(\d+)\}\}", text.body)
    assert numbers == [str(number + 1) for number in range(len(text.samples))]
    assert not re.search(r"^\{\{|\}\}$|\}\}\W*\{\{", text.body)
    assert len(re.sub(r"\{\{\d+\}\}", "", text.body).split()) >= 2 * len(numbers) + 1
    assert len(text.button) <= 20 and len(text.body) <= 1024
    assert text.filled(text.samples).count("{{") == 0
