"""How the pictures that people send come in: by Twilio's rules, in every weather, once, and without what the camera wrote."""

import struct
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlmodel import select

import clock
import database
import worker
from media.renditions import MAX_BYTES
from messaging import fetching, pictures, sweep, workers
from messaging.errors import FetchProblem
from messaging.models import Heartbeat, ReceivedPicture
from tests.market import CATALOG, Market, Person, settings_for
from tests.media.making import noise, opened, picture
from tests.twilio_stand_in import ACCOUNT
from tests.twilio_stand_in.faults import CUT_OFF, LATE, TRICKLED_BODY, TRICKLED_HEAD

JPEG = "image/jpeg"


def rows(market: Market) -> list[ReceivedPicture]:
    with market.app.app_context(), database.reading() as session:
        return list(session.exec(select(ReceivedPicture).order_by(ReceivedPicture.id)))  # type: ignore[arg-type]


def stored(market: Market, key: str) -> bytes:
    data: bytes = market.app.extensions["storage"].get(key)
    return data


@pytest.fixture
def told(market: Market) -> Iterator[list[str]]:
    """What the continuation was told: the pictures' states, in order."""
    heard: list[str] = []
    pictures.continue_with(market.app, lambda session, row: heard.append(row.state))
    yield heard


def test_a_picture_is_fetched_and_kept_privately(market, told):
    sari = market.shopper("Sari")
    cloth = (CATALOG / "photos" / "k0101.jpg").read_bytes()
    sari.says("yang kayak gini ada?", media=(cloth, JPEG))
    [row] = rows(market)
    assert (row.state, row.width, row.height, row.goods_key) == ("fetched", *opened(cloth).size, None)
    assert row.key.startswith("private/received/") and opened(stored(market, row.key)).size == opened(cloth).size
    assert len(row.fingerprint) == 152 and row.sharpness > 0
    assert told == ["fetched"]
    assert market.get(f"/media/{row.key}").status_code == 404


def test_the_same_message_again_is_the_same_picture(market, told):
    url = market.twilio.add_media(picture(), JPEG, message_sid="MM" + "7" * 32)
    form = market.shopper()._base("MM" + "7" * 32) | market.shopper("Sari")._identity()
    form |= {"NumMedia": "1", "MediaUrl0": url, "MediaContentType0": JPEG, "MessageType": "image"}
    assert [market.post(form).status_code for _ in range(3)] == [200] * 3
    market.work()
    assert market.post(form).status_code == 200
    market.work()
    assert [row.state for row in rows(market)] == ["fetched"] and told == ["fetched"]


def test_where_it_was_taken_is_removed_and_it_is_turned(market):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Kamera Pak Budi"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "S", (6.0, 53.0, 19.0)
    data = picture((400, 200), exif=exif, comment=b"Jalan Kergon 12")
    assert b"Kamera Pak Budi" in data
    market.shopper("Sari").says(media=(data, JPEG))
    [row] = rows(market)
    kept = stored(market, row.key)
    assert (row.width, row.height) == (200, 400) == opened(kept).size
    assert not any(word in kept for word in (b"Exif", b"Kamera", b"Kergon")) and not opened(kept).getexif()


@pytest.mark.parametrize("status", [404, 500, 429])
def test_a_fetch_that_fails_twice_is_tried_again(market, told, status):
    market.twilio.fail_next(status, to="media", times=2)
    market.shopper("Sari").says(media=(picture(), JPEG))
    assert [(row.state, row.attempts, row.problem) for row in rows(market)] == [("to_fetch", 1, "unreachable")]
    market.time_passes(seconds=1.5)
    assert [(row.state, row.attempts) for row in rows(market)] == [("to_fetch", 2)] and told == []
    market.time_passes(seconds=2.5)
    assert [(row.state, row.problem) for row in rows(market)] == [("fetched", "")] and told == ["fetched"]


def test_what_never_comes_is_given_up_and_told_once(market, told):
    market.twilio.fail_next(404, to="media", times=1000)
    market.shopper("Sari").says(media=(picture(), JPEG))
    for _ in range(len(pictures.WAITS) + 3):
        market.time_passes(seconds=61)
    assert [(row.state, row.problem, row.attempts) for row in rows(market)] == [("failed", "unreachable", 8)]
    assert told == ["failed"]


def bomb() -> bytes:
    """A megabyte of zeros that claims to be a PNG of 30,000 x 30,000."""
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(bytes(10**6)))]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(d)) + n + d + struct.pack(">I", zlib.crc32(n + d)) for n, d in [*chunks, (b"IEND", b"")]
    )


UNUSABLE = {
    "html": (b"<html><script>alert(1)</script></html>", "not_a_picture"),
    "bomb": (bomb(), "too_many_pixels"),
    "cut off": (noise(2, (400, 300))[:20_000], "broken"),
    "nothing": (b"", "not_a_picture"),
    "17 MB": (b"\xff\xd8" + bytes(MAX_BYTES), "too_many_bytes"),
}


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("name", UNUSABLE)
def test_what_is_no_usable_picture_is_given_up_at_once(market, told, name):
    data, problem = UNUSABLE[name]
    market.shopper("Sari").says(media=(data, JPEG))
    [row] = rows(market)
    assert (row.state, row.problem, row.attempts) == ("failed", problem, 1) and told == ["failed"]
    assert not market.app.extensions["storage"].exists(row.key)


# ---------------------------------------------------------------- bad lines


@pytest.mark.parametrize("what", [TRICKLED_HEAD, TRICKLED_BODY])
def test_who_sends_a_byte_now_and_then_is_hung_up_on(sqlite_market, monkeypatch, what):
    """No single wait is long, the whole is: at once the person is told, and the thread is free."""
    monkeypatch.setattr(fetching, "TRICKLE_SECONDS", 0.4)
    sqlite_market.twilio.fail_next(what, to="media")
    began = time.monotonic()
    sqlite_market.shopper("Sari").says(media=(picture(), JPEG))
    assert time.monotonic() - began < 10
    assert [(row.state, row.problem, row.attempts) for row in rows(sqlite_market)] == [("failed", "too_slow", 1)]


def test_a_slow_line_that_moves_is_waited_for(sqlite_market, monkeypatch):
    monkeypatch.setattr(fetching, "TRICKLE_SECONDS", 0.2)
    monkeypatch.setattr(fetching, "LEAST_BYTES", 0)
    sqlite_market.twilio.fail_next(LATE, to="media", seconds=0.6)
    sqlite_market.shopper("Sari").says(media=(picture(), JPEG))
    assert [row.state for row in rows(sqlite_market)] == ["fetched"]


def test_a_picture_that_is_cut_off_is_told_within_seconds(sqlite_market):
    sqlite_market.twilio.fail_next(CUT_OFF, to="media", times=100)
    sqlite_market.shopper("Sari").says(media=(noise(5, (300, 200)), JPEG))
    for _ in range(fetching.SOME_TRIES):
        sqlite_market.time_passes(seconds=3)
    assert [(row.state, row.problem, row.attempts) for row in rows(sqlite_market)] == [("failed", "broken", 3)]


# ---------------------------------------------------------------- in turn


def many_pictures(market: Market, person: Person, number: int) -> None:
    for _ in range(number):
        sid = market.twilio.new_sid("MM")
        form = person._base(sid) | person._identity()
        form |= {"NumMedia": "1", "MediaUrl0": market.twilio.add_media(picture(), JPEG, sid)}
        assert market.post(form | {"MediaContentType0": JPEG, "MessageType": "image"}).status_code == 200


def test_persons_take_turns(sqlite_market):
    """One with many pictures keeps another waiting for one of them, not for all."""
    sari, dewi = sqlite_market.shopper("Sari"), sqlite_market.shopper("Dewi")
    many_pictures(sqlite_market, sari, 5)
    many_pictures(sqlite_market, dewi, 1)
    with sqlite_market.app.app_context():
        assert pictures.work_on_next() and pictures.work_on_next()
    assert [row.state for row in rows(sqlite_market)] == ["fetched", *["to_fetch"] * 4, "fetched"]


def test_more_at_once_than_anybody_sends_is_said_once_and_kindly(sqlite_market, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_OPEN", 3)
    sari = sqlite_market.shopper("Sari")
    many_pictures(sqlite_market, sari, 6)
    sqlite_market.work()
    assert [row.state for row in rows(sqlite_market)] == ["fetched"] * 3 + ["failed"] * 3
    assert len([m for m in sqlite_market.twilio.messages_to(sari.address) if "banyak sekali" in m.seen]) == 1
    sari.says("daster")
    sari.gets("K0")


# ---------------------------------------------------------------- where it is fetched from

ELSEWHERE = [
    "http://127.0.0.1:9/picture.jpg",  # another port of this machine
    "http://localhost:9/",
    "https://127.0.0.1/",
    "https://10.0.0.7/latest",
    "https://192.168.1.1/",
    "http://169.254.169.254/latest/meta-data/",
    "https://[::1]/",
    "https://[fd00::1]/",
    "http://example.com/picture.jpg",  # not https
    "https://user:secret@93.184.215.14/",
    "ftp://93.184.215.14/picture.jpg",
    "file:///etc/passwd",
    "https://[nonsense",
    "https://93.184.215.14:99999/",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_a_redirect_to_a_forbidden_place_is_refused(sqlite_market, target):
    sari = sqlite_market.shopper("Sari")
    url = sqlite_market.twilio.add_media(picture(), JPEG, redirect=target)
    with pytest.raises(FetchProblem) as caught:
        fetching.fetch(url, sqlite_market.app.config["SETTINGS"])
    assert (caught.value.code, caught.value.is_passing) == ("refused_address", False)
    sari.sends("picture_without_caption", MediaUrl0=url)
    assert [row.state for row in rows(sqlite_market)] == ["failed"]


def test_the_password_is_not_sent_on(sqlite_market):
    """The stand-in answers 400 to a second hop that carries one; here it is even the same host and port."""
    twilio = sqlite_market.twilio
    url = twilio.add_media(picture(), JPEG)
    sid = url.rsplit("/", 1)[1]
    twilio.inbound_media[sid] = (picture(), JPEG, f"{twilio.url}/signed/{sid}")
    assert fetching.fetch(url, sqlite_market.app.config["SETTINGS"]) == picture()


def test_a_chain_of_redirects_ends(sqlite_market):
    twilio = sqlite_market.twilio
    url = twilio.add_media(picture(), JPEG)
    sid = url.rsplit("/", 1)[1]
    twilio.inbound_media[sid] = (picture(), JPEG, url)  # in a circle; the second hop is asked without a password
    with pytest.raises(FetchProblem):
        fetching.fetch(url, sqlite_market.app.config["SETTINGS"])


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/2010-04-01/Accounts/{account}/Messages/MM1/Media/ME1",
        "{base}/2010-04-01/Accounts/AC" + "6" * 32 + "/Messages/MM1/Media/ME1",  # another account's
        "{base}/2010-04-01/Accounts/{account}/../AC66/Messages/MM1/Media/ME1",
        "{base}/2010-04-01/Accounts/{account}/%2e%2e/x",
        "{base}@evil.example/2010-04-01/Accounts/{account}/Media/ME1",
        "",
    ],
)
def test_only_our_own_accounts_media_is_fetched(sqlite_market, url):
    base = sqlite_market.twilio.url
    with pytest.raises(FetchProblem) as caught:
        fetching.fetch(url.format(base=base, account=ACCOUNT), sqlite_market.app.config["SETTINGS"])
    assert caught.value.code == "refused_address"


def test_with_twilio_itself_nothing_on_this_machine_is_fetched(tmp_path):
    settings = settings_for("sqlite:///x", tmp_path, "https://market.example", "")
    source = fetching.Source.of(settings)
    assert source.begins == f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/" and source.loopback_port is None
    with pytest.raises(FetchProblem):
        fetching._check("http://127.0.0.1:8000/", source)


def test_a_name_that_moves_to_a_private_address_is_noticed_before_anything_is_sent(tmp_path):
    """The check of the name is passed over: what is reached is looked at as well."""
    source = fetching.Source.of(settings_for("sqlite:///x", tmp_path, "https://market.example", ""))
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        with (
            fetching._Patience() as patience,
            fetching._session(False, source, patience) as session,
            pytest.raises(FetchProblem) as caught,
        ):
            fetching._get(session, f"https://127.0.0.1:{port}/", None)
        reached, _ = listening.accept()
        reached.settimeout(1)
        assert reached.recv(100) == b""
    assert caught.value.code == "refused_address"


# ---------------------------------------------------------------- crashes


def due_picture(market: Market) -> None:
    """A picture that was noted; the worker has not looked yet."""
    sari, sid = market.shopper("Sari"), market.twilio.new_sid("MM")
    form = sari._base(sid) | sari._identity()
    form |= {"NumMedia": "1", "MediaUrl0": market.twilio.add_media(picture(), JPEG, sid), "MediaContentType0": JPEG}
    assert market.post(form).status_code == 200


def test_a_worker_that_dies_in_the_middle_loses_nothing(market, told, monkeypatch):
    due_picture(market)
    with monkeypatch.context() as broken:
        broken.setattr(workers, "WORKER", "elsewhere:1:abc")
        broken.setattr(pictures, "_attempt", lambda row: None)  # taken, and then the power is cut
        worker.run_pending(market.app)
    assert [(row.state, row.taken_by) for row in rows(market)] == [("to_fetch", "elsewhere:1:abc")]
    market.work()
    assert told == []
    with market.app.app_context():
        sweep.recover_orphans()
    market.work()
    assert [(row.state, row.attempts) for row in rows(market)] == [("fetched", 2)] and told == ["fetched"]


def test_what_a_living_worker_has_in_hand_is_left_to_it(market, told, monkeypatch):
    due_picture(market)
    monkeypatch.setattr(pictures, "_attempt", lambda row: None)
    with market.app.app_context():
        with database.transaction() as session:
            session.add(Heartbeat(name="elsewhere:1:abc", at=clock.now()))
        monkeypatch.setattr(workers, "WORKER", "elsewhere:1:abc")
        worker.run_pending(market.app)
        monkeypatch.setattr(workers, "WORKER", "here:2:def")
        sweep.recover_orphans()
        assert not pictures.work_on_next()
        assert rows(market)[0].due_at > clock.now() + pictures.LEASE - timedelta(seconds=10)


def test_a_late_result_of_an_older_try_is_not_written(market, told):
    due_picture(market)
    with market.app.app_context():
        [row] = rows(market)
        older = pictures._take(row.id)
        with database.transaction() as session:
            session.get_one(ReceivedPicture, row.id).due_at = clock.now()
        newer = pictures._take(row.id)
        assert older and newer and pictures._take(row.id) is None
        pictures._note(older, None, FetchProblem("broken", "late"))
        assert rows(market)[0].state == "to_fetch"
        pictures._attempt(newer)
    market.work()
    assert [row.state for row in rows(market)] == ["fetched"] and told == ["fetched"]


def test_a_picture_that_kills_its_worker_each_time_comes_to_an_end(market, told):
    due_picture(market)
    with market.app.app_context(), database.transaction() as session:
        session.get_one(ReceivedPicture, rows(market)[0].id).attempts = pictures.MOST_TRIES
    market.work()
    assert [row.state for row in rows(market)] == ["failed"] and told == ["failed"]


@contextmanager
def working(market: Market) -> Iterator[None]:
    """The worker's clock and its picture threads run for real meanwhile, as `python worker.py` starts them."""
    stop = threading.Event()
    threads = [threading.Thread(target=worker.tick, args=(market.app, stop))]
    threads += [threading.Thread(target=worker.fetch_pictures, args=(market.app, stop)) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def eventually(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "it never came to that"
        time.sleep(0.05)


def test_a_picture_that_is_slower_than_a_sweep_is_fetched_once(market, told, monkeypatch):
    """What this very worker is at is no orphan, however often its own clock looks."""
    monkeypatch.setattr(worker, "SWEEP_SECONDS", 0.1)
    market.twilio.fail_next(LATE, to="media", times=100, seconds=1.2)
    with working(market):
        due_picture(market)
        eventually(lambda: rows(market)[0].state not in pictures.OPEN and bool(told))
    [row] = rows(market)
    assert (row.state, row.problem, row.attempts) == ("fetched", "", 1) and told == ["fetched"]


# ---------------------------------------------------------------- goods


def test_a_picture_of_goods_gets_all_its_renditions_whenever_that_is_decided(market, told):
    from media.pictures import tile_key, webp_key

    sari = market.shopper("Sari")
    sari.says(media=(noise(3, (900, 700)), JPEG))
    with market.app.app_context(), database.transaction() as session:
        pictures.make_goods(session.get_one(ReceivedPicture, rows(market)[0].id))
    market.work()
    due_picture(market)
    with market.app.app_context(), database.transaction() as session:
        pictures.make_goods(session.get_one(ReceivedPicture, rows(market)[1].id))
    market.work()
    assert told == ["fetched", "fetched", "fetched"]
    for row in rows(market):
        key = str(row.goods_key)
        for kind, name in (
            ("JPEG", key),
            ("JPEG", tile_key(key)),
            ("WEBP", webp_key(key)),
            ("WEBP", webp_key(tile_key(key))),
        ):
            image = Image.open(BytesIO(stored(market, name)))
            assert image.format == kind
        assert market.get(f"/media/{webp_key(key)}").headers["Content-Type"] == "image/webp"


def test_the_simulators_pictures_are_fetched_over_loopback(tmp_path):
    """Whatever PUBLIC_BASE_URL the simulator stands behind, the worker asks the web process beside it."""
    settings = settings_for("sqlite:///x", tmp_path, "https://market.example", "")
    settings.twilio_account_sid = ""
    source = fetching.Source.of(settings)
    path = f"/2010-04-01/Accounts/{source.login[0]}/Messages/MM1/Media/ME1"
    asked = source.address("https://market.example/simulator/media" + path)
    assert asked == f"http://127.0.0.1:{settings.port}/simulator/media{path}"
    with pytest.raises(FetchProblem):
        source.address("https://market.example/simulator/media/2010-04-01/Accounts/AC66/Messages/MM1/Media/ME1")
