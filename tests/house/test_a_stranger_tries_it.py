"""What a newcomer does first, in a real browser on a real market: asks, orders, accepts, sends, looks at the log."""

from pathlib import Path

from playwright.sync_api import expect

from tools.own_market import own_market
from tools.played_order import play, simulator


def test_an_order_across_two_phones(tmp_path: Path):
    with own_market(tmp_path) as url, simulator(url) as page:
        order = play(page)
        assert "/sheets/" in order.sheet_url

        page.locator("form.officer button").click()
        page.goto(f"{url}/staff/sales")

        row = page.locator("tr", has_text=order.number).first
        expect(row).to_contain_text(order.shop)
