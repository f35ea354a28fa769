"""`make screenshots`: plays orders in the simulator of a fresh market and takes the pictures of docs/images."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import FilePayload, Locator, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESK = {
    "desk-today": "",
    "sales-log": "sales",
    "desk-shops": "sellers",
    "desk-inbox": "inbox",
    "desk-goods": "listings",
}
PATIENCE = 20_000  # milliseconds for one answer
OTHER_ORDERS = (
    ("Budi", "+6281390000002", "K0090 1", "Budi Hartono", "Jl. Veteran No 9, Kec. Tegal Timur, Kota Tegal 52121"),
    ("Rina", "+6281390000011", "K0140 1", "Rina Marlina", "Jl. Gajah Mada No 7, Kec. Wiradesa, Kab. Pekalongan 51152"),
    ("Eko", "+6281390000012", "K0120 L 1", "Eko Prasetyo", "Jl. Sudirman No 20, Kec. Candisari, Kota Semarang 50251"),
    ("Dewi", "+6281390000013", "K0052 M 1", "Dewi Sartika", "Jl. Diponegoro No 88, Kec. Comal, Kab. Pemalang 52363"),
)


@contextmanager
def market() -> Iterator[str]:
    """A market with the sample catalogue, all its pictures drawn; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        urls = {"DATABASE_URL": f"sqlite:///{folder}/market.db", "QUEUE_URL": f"sqlite:///{folder}/queue.db"}
        environment = {**os.environ, **urls, "MEDIA_URL": f"{folder}/media", "PORT": str(port)}
        for arguments in (["db", "upgrade"], ["catalog", "sample"], ["catalog", "finish-sample"]):
            subprocess.run([sys.executable, "-m", "flask", *arguments], cwd=ROOT, env=environment, check=True)
        process = subprocess.Popen([sys.executable, "tools/run_procfile.py"], cwd=ROOT, env=environment)
        try:
            _wait(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _wait(address: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(address + "/healthz", timeout=2)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The market did not start.")


def says(phone: Locator, text: str) -> None:
    answers = phone.locator('.bubble[data-direction="in"]')
    before = answers.count()
    phone.locator("textarea[name=text]").fill(text)
    phone.locator("button[name=send]").click()
    expect(answers.nth(before)).to_be_visible(timeout=PATIENCE)  # and perhaps a notice beside it


def play_an_order(page: Page, address: str) -> None:
    """Sari buys the first shirt of her search, its seller accepts and sends it."""
    sari, seller = page.locator('[data-phone="left"]'), page.locator('[data-phone="right"]')
    says(seller, "halo")
    says(sari, "ada kemeja mega mendung biru XL dibawah 200rb?")
    picture = sari.locator('.bubble[data-direction="in"] img').last
    expect(picture).to_have_js_property("naturalWidth", 1080, timeout=PATIENCE)
    sheet = urllib.request.urlopen(address + str(picture.get_attribute("src"))).read()
    (IMAGES / "contact-sheet.jpg").write_bytes(sheet)
    page.wait_for_timeout(800)
    page.screenshot(path=IMAGES / "simulator-search.png")
    says(sari, "pesan K0001 XL 1")
    says(sari, "Sari Dewi")
    says(sari, "dikirim")
    says(sari, "Jl. Melati No 12 RT 03 RW 05, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    says(sari, "transfer")
    says(sari, "ya")
    expect(seller.locator(".bubble").last).to_contain_text(re.compile(r"P\d{4}"), timeout=PATIENCE)
    number = re.findall(r"P\d{4,}", seller.locator(".bubble").last.inner_text())[0]
    says(sari, "kain tulis")
    expect(sari.locator('.bubble[data-direction="in"] img').last).to_have_js_property(
        "naturalWidth", 1080, timeout=PATIENCE
    )
    page.wait_for_timeout(1500)
    page.screenshot(path=IMAGES / "simulator.png")
    seller.locator("button.option", has_text="Terima").last.click()
    expect(sari.locator(".bubble").last).to_contain_text("a.n.", timeout=PATIENCE)
    says(seller, f"lunas {number}")
    says(seller, f"resi {number} JNE 0123456789")


def play_other_orders(page: Page, address: str) -> None:
    for name, phone, wish, buyer, where in OTHER_ORDERS:
        for text in (f"pesan {wish}\nNama: {buyer}\nAlamat: {where}\nBayar transfer, dikirim", "ya"):
            form: dict[str, str | float | bool | bytes | FilePayload] = {
                "address": f"whatsapp:{phone}",
                "name": name,
                "kind": "text",
                "ref": os.urandom(16).hex(),
                "text": text,
            }
            page.request.post(f"{address}/simulator/send", multipart=form, headers={"Sec-Fetch-Site": "same-origin"})


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    browser_path = next(filter(None, map(shutil.which, BROWSERS)))
    with market() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address + "/simulator/")
        play_an_order(page, address)
        play_other_orders(page, address)
        phone = browser.new_page(viewport={"width": 390, "height": 844})
        phone.goto(address + "/simulator/")
        phone.wait_for_timeout(2500)
        phone.screenshot(path=IMAGES / "simulator-phone.png")
        page.get_by_text("petugas contoh").first.click()
        for name, path in DESK.items():
            page.goto(f"{address}/staff/{path}")
            page.screenshot(path=IMAGES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
