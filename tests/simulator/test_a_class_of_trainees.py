"""Whoever sends from a simulated phone takes one thread of the web and waits for no second one."""

import secrets
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from werkzeug.serving import make_server

from app import create_app
from tests.conftest import Kinds
from tests.market import OnlyThese, _QuietHandler

TRAINEES = 40


@pytest.fixture
def address(kinds: Kinds, tmp_path: Path) -> Iterator[str]:
    """A market in the simulator, served by one thread only."""
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=False, request_handler=_QuietHandler)
    settings = OnlyThese(
        database_url=kinds.fresh("sqlite", True, tmp_path),
        queue_url=f"sqlite:///{tmp_path}/queue.db",
        media_url=str(tmp_path / "media"),
        public_base_url=f"http://127.0.0.1:{server.server_port}",
        port=server.server_port,
        secret_key="only for tests" * 3,
        simulator_on_real_data="yes",
    )
    settings.twilio_auth_token = "a local token"
    server.app = create_app(settings)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield settings.public_base_url
    server.shutdown()
    server.server_close()
    thread.join()
    with server.app.app_context():
        server.app.extensions["database"].dispose()


def test_forty_trainees_send_at_once(address: str) -> None:
    statuses: list[int] = []

    def send(number: int) -> None:
        wanted = {"address": f"whatsapp:+62813900001{number:02d}", "name": "Sari", "kind": "text", "text": "halo"}
        headers = {"Sec-Fetch-Site": "same-origin"}
        form = wanted | {"ref": secrets.token_hex(16)}
        statuses.append(requests.post(f"{address}/simulator/send", data=form, headers=headers, timeout=60).status_code)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(TRAINEES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * TRAINEES
