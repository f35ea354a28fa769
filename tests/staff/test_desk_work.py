"""An officer's work at the desk reaches people: answers on the phone, shops that are verified, goods that are corrected."""

import re
from io import BytesIO

import pytest
from sqlmodel import select

import database
from catalog.models import Listing, Seller, ShopEvent, UnknownWord
from staff.models import StaffEvent
from tests.staff.conftest import DEWI, JOKO, RINA, add_users, log_in_with, token_in


@pytest.fixture
def desk_of(sqlite_market):
    """desk_of("rina@…"): a browser in which this user is logged in, at the market's own desk."""
    with sqlite_market.app.app_context(), database.transaction() as session:
        add_users(session)

    def desk_of(email=RINA):
        browser = sqlite_market.app.test_client()
        log_in_with(browser, email)
        return browser

    return desk_of


def send(browser, page, address, **form):
    """Sends a form of the page, and shows what comes of it."""
    data = form | {"csrf_token": token_in(browser.get(page).text)}
    return browser.post(address, data=data, follow_redirects=True, content_type="multipart/form-data")


def events(market, kind):
    with market.app.app_context(), database.reading() as session:
        return [(e.about, e.facts) for e in session.exec(select(StaffEvent).where(StaffEvent.kind == kind))]


class TestInbox:
    def test_an_answer_arrives_on_the_phone_and_the_bot_is_quiet(self, sqlite_market, desk_of):
        sari, rina = sqlite_market.shopper("Sari"), desk_of()
        sari.says("mau bicara sama petugas")
        assert "T0001" in rina.get("/staff/inbox").text
        page = rina.get("/staff/inbox/T0001").text
        assert "mau bicara sama petugas" in page and "Jendela WhatsApp terbuka" in page
        sari.listens()
        answer = send(
            rina, "/staff/inbox/T0001", "/staff/inbox/T0001/answer", text="Ada yang bisa dibantu?", name="Rina"
        )
        assert "Terkirim" in answer.text and "bot diam" in answer.text
        sqlite_market.work()
        sari.gets("Petugas pasar", "Rina", "Ada yang bisa dibantu?")
        sari.listens()
        sari.says("kain seragam 40 orang")
        sari.gets_nothing()
        assert "kain seragam 40 orang" in rina.get("/staff/inbox/T0001/thread").text
        assert events(sqlite_market, "matter_read") and events(sqlite_market, "matter_answered")

    def test_the_page_that_is_open_hears_only_of_news(self, sqlite_market, desk_of):
        sari, rina = sqlite_market.shopper("Sari"), desk_of()
        sari.says("petugas")
        page = rina.get("/staff/inbox/T0001").text
        news = re.findall(r'hx-get="([^"]+)"', page)[0].replace("&amp;", "&")
        assert rina.get(news).status_code == 204
        sari.says("halo?")
        assert rina.get(news).status_code == 200

    def test_hand_back_close_note_and_assign(self, sqlite_market, desk_of):
        sari, rina = sqlite_market.shopper("Sari"), desk_of()
        sari.says("petugas")
        page = "/staff/inbox/T0001"
        send(rina, page, page + "/note", text="langganan lama")
        assert "langganan lama" in rina.get(page).text
        send(rina, page, page + "/assign", user="1")
        assert "T0001" in rina.get("/staff/inbox?mine=yes").text
        send(rina, page, page + "/answer", text="Baik")
        sari.listens()
        send(rina, page, page + "/hand-back")
        sqlite_market.work()
        sari.gets("kembali ke bot")
        assert "langganan lama" not in sqlite_market.chat()
        send(rina, page, page + "/close")
        assert "T0001" not in rina.get("/staff/inbox").text and "T0001" in rina.get("/staff/inbox?state=closed").text

    def test_outside_the_window_the_officer_is_told_and_the_answer_waits(self, sqlite_market, desk_of):
        sari = sqlite_market.shopper("Sari")
        sari.says("petugas")
        sqlite_market.time_passes(hours=25)
        rina = desk_of()
        assert "Lebih dari 24 jam" in rina.get("/staff/inbox/T0001").text
        answer = send(rina, "/staff/inbox/T0001", "/staff/inbox/T0001/answer", text="Maaf baru dibaca")
        assert "jendela 24 jam tertutup" in answer.text
        sari.listens()
        sari.says("halo")
        sari.gets("Maaf baru dibaca")

    def test_what_people_write_is_only_text(self, sqlite_market, desk_of):
        sari, rina = sqlite_market.shopper("Sari"), desk_of()
        sari.says("petugas <script>alert(1)</script>")
        assert "<script>alert" not in rina.get("/staff/inbox/T0001").text

    def test_an_empty_answer_is_none_and_an_unknown_number_is_not_found(self, sqlite_market, desk_of):
        sqlite_market.shopper("Sari").says("petugas")
        rina = desk_of()
        assert "Tulis dulu" in send(rina, "/staff/inbox/T0001", "/staff/inbox/T0001/answer", text=" ").text
        assert rina.get("/staff/inbox/T9999").status_code == 404


class TestShops:
    def shop(self, market):
        with market.app.app_context(), database.reading() as session:
            return session.exec(select(Seller).where(Seller.phone == "+6281200002001")).one()

    def test_a_shop_is_suspended_and_verified_and_hears_of_it(self, sqlite_market, desk_of):
        pak_budi, rina = sqlite_market.seller("Pak Budi"), desk_of()
        shop = self.shop(sqlite_market)
        page = f"/staff/sellers/{shop.id}"
        assert shop.shop in rina.get("/staff/sellers?search=budi").text
        refused = send(rina, page, page + "/suspend")
        assert "alasannya" in refused.text and self.shop(sqlite_market).suspended_at is None
        pak_budi.listens()
        send(rina, page, page + "/suspend", reason="foto bukan miliknya")
        sqlite_market.work()
        pak_budi.gets("tidak ditampilkan", "foto bukan miliknya")
        pak_budi.listens()
        send(rina, page, page + "/verify")
        sqlite_market.work()
        pak_budi.gets("sudah diverifikasi")
        assert events(sqlite_market, "shop_suspended") == [(f"seller {shop.id}", {"reason": "foto bukan miliknya"})]

    def test_a_shop_that_waits_is_refused_with_a_reason(self, sqlite_market, desk_of):
        pak_budi = sqlite_market.seller("Pak Budi")
        shop = self.shop(sqlite_market)
        with sqlite_market.app.app_context(), database.transaction() as session:
            kept = session.get_one(Seller, shop.id)
            kept.verified = kept.visible = False
        rina = desk_of()
        assert shop.shop in rina.get("/staff/sellers?state=waiting").text
        assert "verifikasi" in rina.get("/staff/").text
        pak_budi.listens()
        send(rina, f"/staff/sellers/{shop.id}", f"/staff/sellers/{shop.id}/refuse", reason="alamat belum jelas")
        sqlite_market.work()
        pak_budi.gets("belum bisa diverifikasi", "alamat belum jelas")
        assert shop.shop not in rina.get("/staff/sellers?state=waiting").text

    def test_a_message_and_a_move_reach_the_shop(self, sqlite_market, desk_of):
        pak_budi, rina = sqlite_market.seller("Pak Budi"), desk_of()
        shop = self.shop(sqlite_market)
        page = f"/staff/sellers/{shop.id}"
        pak_budi.listens()
        send(rina, page, page + "/message", text="Besok ada pelatihan foto.")
        sqlite_market.work()
        pak_budi.gets("Petugas pasar", "pelatihan foto")
        assert "bukan nomor" in send(rina, page, page + "/move", phone="halo", reason="ganti HP").text
        send(rina, page, page + "/move", phone="0812 9999 0001", reason="ganti HP")
        with sqlite_market.app.app_context(), database.reading() as session:
            assert session.get_one(Seller, shop.id).phone == "+6281299990001"

    def test_a_viewer_sees_neither_numbers_nor_decisions(self, sqlite_market, desk_of):
        joko, shop = desk_of(JOKO), self.shop(sqlite_market)
        for address in ("/staff/sellers", f"/staff/sellers/{shop.id}"):
            page = joko.get(address).text
            assert shop.phone not in page and (not shop.bank_account or shop.bank_account not in page)
        assert "Tangguhkan" not in page and "Yang menunggu petugas" not in joko.get("/staff/").text

    def test_a_catalogue_is_looked_at_before_it_is_taken(self, sqlite_market, desk_of):
        rina = desk_of()
        shops = "phone,shop,owner,sentra,kelurahan,verified,bank,bank_account,account_holder\n"
        goods = "code,seller_phone,title,product,technique,motifs,colours,sizes,price,stock,weight_g,wholesale,description,photo\n"

        def upload(seller_lines, go):
            files = {
                "sellers": (BytesIO((shops + seller_lines).encode()), "s.csv"),
                "listings": (BytesIO(goods.encode()), "l.csv"),
            }
            return send(rina, "/staff/sellers/import", "/staff/sellers/import", go=go, **files).text

        good = "+6281277770001,Batik Baru Sekali,Bu Baru,Setono,Setono,no,,,\n"
        assert "sellers.csv:2" in upload("0812,Batik X,Bu X,Setono,Setono,no,,,\n", "yes")
        assert "Semua baris baik: 1 toko" in upload(good, "no")
        with sqlite_market.app.app_context(), database.reading() as session:
            assert session.exec(select(Seller).where(Seller.shop == "Batik Baru Sekali")).first() is None
        assert "Tersimpan: 1 toko" in upload(good, "yes")
        assert "Batik Baru Sekali" in rina.get("/staff/sellers?search=sekali").text

    @pytest.mark.parametrize("asked", ["?for=sellers", "", "?sentra=Kauman"])
    def test_posters_are_drawn(self, desk_of, asked):
        answer = desk_of().get("/staff/sellers/poster.pdf" + asked)
        assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")


class TestGoods:
    def listing(self, market, code="K0101"):
        with market.app.app_context(), database.reading() as session:
            return session.exec(select(Listing).where(Listing.code == code)).one()

    def test_a_technique_out_of_line_is_corrected_with_a_reason(self, sqlite_market, desk_of):
        pak_budi, rina = sqlite_market.seller("Pak Budi"), desk_of()
        with sqlite_market.app.app_context(), database.transaction() as session:
            cheap = session.exec(select(Listing).where(Listing.code == "K0101")).one()
            cheap.technique, cheap.price = "tulis", 60_000
        assert "K0101" in rina.get("/staff/listings").text
        send(rina, "/staff/listings", "/staff/listings/K0101", deed="correct", technique="printing")
        assert self.listing(sqlite_market).technique == "tulis"  # no reason, no correction
        pak_budi.listens()
        send(
            rina,
            "/staff/listings",
            "/staff/listings/K0101",
            deed="correct",
            technique="printing",
            reason="motif tercetak",
        )
        sqlite_market.work()
        pak_budi.gets("K0101", "printing", "motif tercetak")
        assert self.listing(sqlite_market).technique == "printing"
        assert not re.search(r'class="code">K0101<', rina.get("/staff/listings").text)
        with sqlite_market.app.app_context(), database.reading() as session:
            logged = session.exec(select(ShopEvent).where(ShopEvent.kind == "technique")).one()
        assert logged.old == {"technique": "tulis"} and logged.actor == "officer"

    def test_goods_are_hidden_and_shown_again(self, sqlite_market, desk_of):
        rina = desk_of()
        with sqlite_market.app.app_context(), database.transaction() as session:
            session.exec(select(Listing).where(Listing.code == "K0101")).one().technique = None
        send(rina, "/staff/listings", "/staff/listings/K0101", deed="hide", reason="foto orang lain")
        assert self.listing(sqlite_market).hidden
        send(rina, "/staff/listings", "/staff/listings/K0101", deed="restore")
        assert not self.listing(sqlite_market).hidden
        send(rina, "/staff/listings", "/staff/listings/K0101", deed="well")
        assert not re.search(r'class="code">K0101<', rina.get("/staff/listings").text)


def test_a_word_is_ignored_and_stays_so(sqlite_market, desk_of):
    with sqlite_market.app.app_context(), database.transaction() as session:
        session.add(UnknownWord(kind="ignored", word="keong", times=9))
    rina = desk_of()
    assert "keong" in rina.get("/staff/words").text
    send(rina, "/staff/words", "/staff/words/ignore", kind="ignored", word="keong")
    assert ">keong" not in rina.get("/staff/words").text


def test_the_postage_table_is_exported_changed_and_taken_back_in(sqlite_market, desk_of):
    dewi = desk_of(DEWI)
    table = dewi.get("/staff/settings/postage.csv").data
    page, address = "/staff/settings", "/staff/settings/postage"
    assert "tersimpan" in send(dewi, page, address, file=(BytesIO(table), "o.csv")).text
    wrong = table + b"JNE,REG,Nirwana,Surga,1,1,0,1000,no,\r\n"
    assert "Tidak ada yang diubah" in send(dewi, page, address, file=(BytesIO(wrong), "o.csv")).text
    assert dewi.get("/staff/settings/postage.csv").data == table


def test_today_says_what_waits_and_nothing_when_nothing_does(sqlite_market, desk_of):
    rina = desk_of()
    with sqlite_market.app.app_context(), database.transaction() as session:
        for listing in session.exec(select(Listing)):
            listing.hidden = True
        for seller in session.exec(select(Seller)):
            seller.verified = True
    assert "Tidak ada yang menunggu" in rina.get("/staff/").text
    sqlite_market.shopper("Sari").says("petugas")
    page = rina.get("/staff/").text
    assert "Orang menunggu jawaban" in page and "Tidak ada yang menunggu" not in page


def test_the_log_tells_an_admin_who_did_what(sqlite_market, desk_of):
    sqlite_market.shopper("Sari").says("petugas")
    desk_of(RINA).get("/staff/inbox/T0001")
    page = desk_of(DEWI).get("/staff/audit?kind=matter_read").text
    assert RINA in page and "matter T0001" in page
    assert "Percakapan dibaca" in page
