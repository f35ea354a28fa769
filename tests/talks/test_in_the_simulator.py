"""An order across two phones of the simulator, in a real browser, with the real bot and the real door."""

import random
import re
import socket
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Locator, Page, expect
from werkzeug.serving import make_server

import worker
from app import create_app
from tests.market import CATALOG, OnlyThese, _QuietHandler

PAK_BUDI = "whatsapp:+6281200002001"
CODE = re.compile(r"K\d{4,}")
PATIENCE = 15_000  # milliseconds, for one answer


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the simulator of a market without Twilio listens; a worker delivers in the background."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    settings = OnlyThese(
        database_url=f"sqlite:///{tmp_path}/market.db",
        queue_url=f"sqlite:///{tmp_path}/queue.db",
        media_url=str(tmp_path / "media"),
        public_base_url=base,
        port=port,
        secret_key="only for tests" * 3,
    )
    settings.twilio_auth_token = "a local token"
    app = create_app(settings)
    for arguments in (["db", "upgrade"], ["catalog", "import", str(CATALOG)]):
        assert app.test_cli_runner().invoke(args=arguments).exit_code == 0
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=_QuietHandler)
    stop = threading.Event()

    def deliver() -> None:
        while not stop.wait(0.05):
            worker.run_pending(app)

    threads = [threading.Thread(target=server.serve_forever), threading.Thread(target=deliver)]
    for thread in threads:
        thread.start()
    yield base
    stop.set()
    server.shutdown()
    for thread in threads:
        thread.join()
    server.server_close()


def says(phone: Locator, text: str) -> None:
    """Types and sends; waits until the answer is there."""
    phone.locator("textarea[name=text]").fill(text)
    answers = phone.locator('.bubble[data-direction="in"]')
    before = answers.count()
    phone.locator("button[name=send]").click()
    expect(answers.nth(before)).to_be_visible(timeout=PATIENCE)  # and perhaps a notice beside it


def last(phone: Locator) -> Locator:
    return phone.locator('.bubble[data-direction="in"]').last


def picks(page: Page, phone: Locator, address: str) -> None:
    phone.locator("button.pick-person").click()
    page.locator(f'.person[data-address="{address}"]').first.click()


def test_from_a_question_to_the_sales_log(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "/simulator/")
    sari, pak_budi = page.locator('[data-phone="left"]'), page.locator('[data-phone="right"]')
    picks(page, pak_budi, PAK_BUDI)
    says(pak_budi, "halo")

    says(sari, "ada kemeja mega mendung biru XL dibawah 200rb?")
    expect(last(sari)).to_contain_text("K0102")
    expect(last(sari).locator("img")).to_have_js_property("naturalWidth", 1080, timeout=PATIENCE)
    says(sari, "pesan K0102 XL 1")
    says(sari, "Sari Dewi")
    says(sari, "dikirim")
    says(sari, "Jl. Melati No 12 RT 03 RW 05, Kec. Pekalongan Barat, Kota Pekalongan 51117")
    says(sari, "transfer")
    sari.locator("button.option", has_text="Ya, pesan").last.click()
    expect(last(sari)).to_contain_text("P0001", timeout=PATIENCE)

    expect(last(pak_budi)).to_contain_text("P0001", timeout=PATIENCE)
    pak_budi.locator("button.option", has_text="Terima").last.click()
    expect(last(sari)).to_contain_text("001201000123501", timeout=PATIENCE)
    says(pak_budi, "resi P0001 JNE 0123456789")
    expect(last(sari)).to_contain_text("0123456789", timeout=PATIENCE)

    page.get_by_text("petugas contoh").first.click()
    expect(page.locator("h1")).to_have_text("Hari ini")
    expect(page.locator(".sample")).to_be_visible()  # an officer of a market that only plays
    page.get_by_role("link", name="Penjualan").click()
    expect(page.locator("table")).to_contain_text("P0001")
    page.close()


def test_a_selling_day_in_short(browser: Browser, address: str) -> None:
    """A photo becomes a listing, stock and price change, it sells at the stall and by chat, and the evening's sums fit."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address + "/simulator/")
    sari, pak_budi = page.locator('[data-phone="left"]'), page.locator('[data-phone="right"]')
    picks(page, pak_budi, PAK_BUDI)
    says(pak_budi, "halo")

    sends_photo(pak_budi, "Outer tenun ungu polos, 150rb, allsize, stok 12")
    expect(last(pak_budi)).to_contain_text("tulis", timeout=PATIENCE)  # the label that the by-law asks for
    says(pak_budi, "printing")
    expect(last(pak_budi)).to_contain_text("Rp150.000")
    expect(last(pak_budi).locator("img")).to_have_js_property("naturalWidth", 1080, timeout=PATIENCE)
    says(pak_budi, "harganya 145")
    says(pak_budi, "ya")
    code = CODE.search(last(pak_budi).inner_text())
    assert code, last(pak_budi).inner_text()
    says(pak_budi, f"stok {code[0]} 10")
    expect(last(pak_budi)).to_contain_text("12 → 10")
    says(pak_budi, f"laku {code[0]} 3")
    expect(last(pak_budi)).to_contain_text("10 → 7")

    says(sari, f"pesan {code[0]} 2\nNama: Sari Dewi\nDiambil di toko, bayar di toko")
    sari.locator("button.option", has_text="Ya, pesan").last.click()
    expect(last(sari)).to_contain_text("P0001", timeout=PATIENCE)
    expect(last(pak_budi)).to_contain_text("P0001", timeout=PATIENCE)
    says(pak_budi, "ok")
    says(pak_budi, "siap diambil")
    says(pak_budi, "lunas")
    expect(last(sari)).to_contain_text("P0001", timeout=PATIENCE)
    says(pak_budi, code[0])
    expect(last(pak_budi)).to_contain_text("5")
    says(pak_budi, "rekap")
    expect(last(pak_budi)).to_contain_text("Rp290.000")
    page.close()


def sends_photo(phone: Locator, caption: str) -> None:
    """Sends a photo from the computer with this caption; waits until the answer is there."""
    answers = phone.locator('.bubble[data-direction="in"]')
    before = answers.count()
    photo: FilePayload = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": _photo()}
    phone.locator('input[type="file"]').set_input_files(files=[photo])
    phone.locator(".preview [name=caption]").fill(caption)
    phone.locator(".preview button[type=submit], .preview button:not([type])").last.click()
    expect(answers.nth(before)).to_be_visible(timeout=PATIENCE)


def _photo() -> bytes:
    """A picture with something to see on it: 1,200 x 900 pixels of coloured squares."""
    colours = random.Random(7)
    image = Image.new("RGB", (12, 9))
    image.putdata([(colours.randrange(256), 40, colours.randrange(256)) for _ in range(12 * 9)])
    out = BytesIO()
    image.resize((1200, 900), Image.Resampling.NEAREST).save(out, "JPEG", quality=90)
    return out.getvalue()
