from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from media.errors import BadKey
from media.pictures import store_goods_photo, store_private_photo, tile_key
from media.private import private_path
from media.storage import Storage
from tests.media.making import Settings, picture

SECRET = Settings("").secret_key
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_goods_are_served_for_good(client: FlaskClient, storage: Storage) -> None:
    key = store_goods_photo(storage, picture())
    for name in (key, tile_key(key)):
        answer = client.get(f"/media/{name}")
        assert (answer.status_code, answer.data) == (200, storage.get(name))
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Length"] == str(len(answer.data))
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Set-Cookie" not in answer.headers


def test_head_tells_the_same_without_the_picture(client: FlaskClient, storage: Storage) -> None:
    key = store_goods_photo(storage, picture())
    get, head = client.get(f"/media/{key}"), client.head(f"/media/{key}")
    assert head.status_code == 200 and head.data == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control", "X-Content-Type-Options"):
        assert head.headers[name] == get.headers[name]


def test_who_has_it_already_is_told_so(client: FlaskClient, storage: Storage) -> None:
    key = store_goods_photo(storage, picture())
    etag = client.get(f"/media/{key}").headers["ETag"]
    for method in (client.get, client.head):
        for sent in (etag, "W/" + etag, f'"x", {etag}', "*"):
            answer = method(f"/media/{key}", headers={"If-None-Match": sent})
            assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", etag)
            assert "immutable" in answer.headers["Cache-Control"]
    assert client.get(f"/media/{key}", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "goods/ab/" + "0" * 40 + ".jpg",
        "sheets/" + "0" * 40 + ".jpg",
        "",
        "goods",
        "goods/",
        "goods/../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "goods/%00.jpg",
        "goods/x.html",
        "goods/" + "a" * 5000 + ".jpg",
        "private/",
        "private/proofs/x.jpg",
        "private/1~x/proofs/x.jpg",
    ],
)
def test_anything_else_is_not_found(client: FlaskClient, path: str) -> None:
    for method in (client.get, client.head):
        assert method(f"/media/{path}").status_code == 404
    assert client.get(f"/media/{path}", headers={"If-None-Match": "*"}).status_code == 404


def test_pictures_can_only_be_read(client: FlaskClient) -> None:
    assert client.post("/media/goods/ab/x.jpg").status_code == client.delete("/media/goods/ab/x.jpg").status_code == 405


def test_a_private_picture_is_served_until_its_time(
    client: FlaskClient, storage: Storage, set_clock: Callable[[datetime], None]
) -> None:
    key = store_private_photo(storage, picture(), "proofs")
    set_clock(NOON)
    path = private_path(key, SECRET)
    assert path.endswith(".jpg")
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Cache-Control"].startswith("private, max-age=")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.head(path).status_code == 200 and client.get(path).status_code == 200
    set_clock(NOON + timedelta(hours=47, minutes=59))
    assert client.get(path).status_code == 200
    set_clock(NOON + timedelta(hours=48))
    assert client.get(path).status_code == client.head(path).status_code == 404


def test_a_private_picture_has_no_other_way_in(client: FlaskClient, storage: Storage) -> None:
    key, other = (store_private_photo(storage, picture(), "proofs") for _ in range(2))
    good = private_path(key, SECRET)
    ticket, rest = good.removeprefix("/media/private/").split("/", 1)
    stamp, signature = ticket.split("~")
    bad = [
        f"/media/{key}",
        private_path(key, "another secret"),
        f"/media/private/{int(stamp) + 1}~{signature}/{rest}",
        f"/media/private/{stamp}~{signature[:-1]}/{rest}",
        f"/media/private/{stamp}/{rest}",
        f"/media/private/{ticket}/{other.removeprefix('private/')}",
        f"/media/private/{ticket}/../goods/x.jpg",
    ]
    assert client.get(good).status_code == 200
    assert [client.get(path).status_code for path in bad] == [404] * len(bad)


def test_only_private_keys_get_private_addresses() -> None:
    with pytest.raises(BadKey):
        private_path("goods/ab/x.jpg", SECRET)
