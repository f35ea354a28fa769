"""What SQLite's files and PostgreSQL's tables go through at starts and ends."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import database
import real_data
from settings import Settings
from tests import postgresql as postgresql_server
from tests.market import Market

ROOT = Path(__file__).resolve().parents[2]
FORM = {"MessageSid": "SM" + "1" * 32, "From": "whatsapp:+6281300009999", "Body": "halo", "NumMedia": "0"}
WRITER = """
import sys, time
import database
engine = database.open_engine(sys.argv[1])
for _ in range(50):
    with engine.begin() as connection:
        connection.exec_driver_sql("INSERT INTO note VALUES ('x')")
print("written", flush=True)
sys.stdin.read()
database.leave(engine)
"""


def test_the_last_one_out_leaves_everything_in_one_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/market.db"
    engine = database.open_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE note (words TEXT)")
    command = [sys.executable, "-c", WRITER, url]
    two = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    for process in two:
        assert process.stdout is not None and process.stdout.readline() == "written\n"
    assert (tmp_path / "market.db-wal").stat().st_size > 0
    database.leave(engine)
    for process in two:
        process.communicate("")
    shutil.copy(tmp_path / "market.db", tmp_path / "copy.db")
    with sqlite3.connect(tmp_path / "copy.db") as copy:
        assert copy.execute("SELECT count(*) FROM note").fetchone() == (100,)
    wal = tmp_path / "market.db-wal"
    assert not wal.exists() or wal.stat().st_size == 0


def test_the_log_of_sqlite_has_a_limit(tmp_path: Path) -> None:
    engine = database.open_engine(f"sqlite:///{tmp_path}/market.db")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_size_limit").scalar() == database.MOST_WAL_BYTES
    database.leave(engine)


def test_a_new_database_is_for_nobody_else(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        engine = database.open_engine(f"sqlite:///{tmp_path}/market.db")
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE note (words TEXT)")
        for file in tmp_path.glob("market.db*"):
            assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
        database.leave(engine)
    finally:
        os.umask(before)


def test_several_upgrades_at_once_wait_for_each_other(postgresql: str, tmp_path: Path) -> None:
    """One by one they would be no test; three at once did half of the steps each."""
    urls = [f"sqlite:///{tmp_path}/market.db", postgresql_server.new_database(postgresql, "lokapasar_upgrades")]
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "only for tests" * 3, "MEDIA_URL": str(tmp_path / "media")}
    command = [sys.executable, "-m", "flask", "db", "upgrade"]
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environment, "DATABASE_URL": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for url in urls
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in running]
    assert [process.returncode for process in running] == [0] * 4, "\n".join(said)
    assert "Traceback" not in "".join(said)


def test_a_database_that_has_served_whatsapp_does_not_open_in_the_simulator(market: Market) -> None:
    with market.app.app_context():
        url = market.app.config["SETTINGS"].database_url
    simulator = Settings.model_construct(database_url=url)
    assert real_data.refusal(simulator) is None  # nobody has written yet
    assert market.post(FORM).status_code == 200
    refusal = real_data.refusal(simulator)
    assert refusal is not None and "SIMULATOR_ON_REAL_DATA" in refusal and "\n" not in refusal
    assert real_data.refusal(market.app.config["SETTINGS"]) is None
    assert real_data.refusal(Settings.model_construct(database_url=url, simulator_on_real_data="yes")) is None


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "gunicorn", "-c", "gunicorn.conf.py", "app:create_app()"],
        ["worker.py"],
        ["tools/run_procfile.py"],
    ],
    ids=["web", "worker", "make run"],
)
def test_every_door_says_so_and_stops(sqlite_market: Market, command: list[str]) -> None:
    assert sqlite_market.post(FORM).status_code == 200
    settings = sqlite_market.app.config["SETTINGS"]
    environment = {
        "PATH": "/usr/bin:/bin",
        "DATABASE_URL": settings.database_url,
        "QUEUE_URL": settings.queue_url,
        "MEDIA_URL": settings.media_url,
    }
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    said = (done.stdout + done.stderr).strip()
    assert done.returncode not in (0, -signal.SIGTERM)
    assert "has served WhatsApp" in said and "Traceback" not in said and len(said.splitlines()) == 1
