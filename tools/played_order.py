"""An order played through the simulator in a real browser, as a newcomer would: asked, ordered, accepted, sent."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect, sync_playwright

from tools.own_market import browser_path

ANSWER_SECONDS = 30
QUESTION = "ada kemeja mega mendung biru XL dibawah 200rb?"
PARCEL_NUMBER = "JNE 0123456789"
# What Sari says to which question; the first word found in the question decides.
ANSWERS = (
    ("sudah benar", "ya"),
    ("nama siapa", "Sari Dewi"),
    ("diambil", "dikirim"),
    ("alamat", "Jl. Melati No 12, Pekalongan Barat, Kota Pekalongan 51117"),
    ("ukuran", "XL"),
    ("berapa potong", "1"),
    ("bayar", "transfer"),
)


class Phone:
    """One of the two phones of the page: `left` or `right`."""

    def __init__(self, page: Page, side: str) -> None:
        self.page = page
        self.place = page.locator(f'[data-phone="{side}"]')
        self.received = self.place.locator('.bubble[data-direction="in"]')

    def says(self, text: str) -> None:
        """Writes and waits for an answer, its picture included."""
        before = self.received.count()
        self.place.locator("textarea[name=text]").fill(text)
        self.place.locator("button[name=send]").click()
        self._waits_for_more_than(before)

    def taps(self, title: str) -> None:
        before = self.received.count()
        self.received.get_by_role("button", name=title, exact=True).last.click()
        self._waits_for_more_than(before)

    def gets(self, words: str) -> Locator:
        """The newest message with these words, once it is there."""
        found = self.received.filter(has_text=words).last
        expect(found).to_be_visible(timeout=ANSWER_SECONDS * 1000)
        return found

    @property
    def last(self) -> str:
        return self.received.last.inner_text()

    @property
    def chat(self) -> str:
        return "\n".join(self.place.locator(".bubble").all_inner_texts())

    def is_held_by(self, name: str) -> None:
        """Somebody else takes this phone."""
        self.place.locator("button.pick-person").click()
        self.page.locator(".picker input").fill(name)
        self.page.locator(".picker .person", has_text=name).first.click()
        expect(self.place.locator("button.pick-person")).to_contain_text(name)

    def _waits_for_more_than(self, count: int) -> None:
        expect(self.received.nth(count)).to_be_visible(timeout=ANSWER_SECONDS * 1000)
        self.page.wait_for_function(
            "Array.from(document.querySelectorAll('.bubble img')).every((image) => image.complete)",
            timeout=ANSWER_SECONDS * 1000,
        )


@dataclass(frozen=True)
class PlayedOrder:
    number: str
    shop: str
    sheet_url: str  # of the contact sheet that answered the question


@contextmanager
def simulator(url: str, width: int = 1280, height: int = 900) -> Iterator[Page]:
    """The simulator's page in a browser. An error of its JavaScript is an error here."""
    problems: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": height})
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{url}/simulator/")
        yield page
        browser.close()
    if problems:
        raise RuntimeError("\n".join(problems))


def play(page: Page) -> PlayedOrder:
    """From the question to the parcel number; leaves the page as it is then."""
    sari, seller = Phone(page, "left"), Phone(page, "right")
    sari.says(QUESTION)
    sheet_url = str(sari.received.last.locator("img").first.evaluate("image => image.src"))
    sari.says("mau no 1")
    shop = ""
    for _ in range(10):
        found = re.search(r"Dari ([^\n]+?):?\n", sari.last)
        shop = found[1] if found else shop
        if re.search(r"\bP\d{4,}\b", sari.last):
            break
        sari.says(_answer_to(sari.last))
    number = re.search(r"\bP\d{4,}\b", sari.last)
    if not number or not shop:
        raise RuntimeError(f"no order came of it:\n{sari.chat}")
    seller.is_held_by(shop)
    if seller.received.filter(has_text=number[0]).count() == 0:
        seller.says("halo")  # WhatsApp lets us write to a stall only after it has written
    seller.gets(number[0])
    seller.taps("Terima")
    sari.gets("diterima")
    seller.says(f"resi {number[0]} {PARCEL_NUMBER}")
    sari.gets(PARCEL_NUMBER.split()[-1])
    time.sleep(0.5)  # the last ticks turn blue
    return PlayedOrder(number[0], shop, sheet_url)


def _answer_to(question: str) -> str:
    lowered = question.casefold()
    return next((answer for words, answer in ANSWERS if words in lowered), "ya")
