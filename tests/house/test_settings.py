"""settings.py, .env.example and what people see when a setting is wrong agree."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import settings
from settings import Settings

ROOT = Path(settings.__file__).parent
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"^#([A-Z_]+)=(.*)$", EXAMPLE, re.MULTILINE))
TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "the-token-itself",
    "TWILIO_WHATSAPP_FROM": "whatsapp:+6281100000000",
    "SECRET_KEY": "the-key-itself" * 3,
    "PUBLIC_BASE_URL": "https://pasar.example.id",
}
WRONG = [
    ("DATABASE_URL", "mysql://h/market"),
    ("DATABASE_URL", "market.db"),
    ("QUEUE_URL", "amqp://h"),
    ("MEDIA_URL", "ftp://h/pictures"),
    ("PUBLIC_BASE_URL", "pasar.example.id"),
    ("PUBLIC_BASE_URL", "ftp://pasar.example.id"),
    ("TWILIO_BASE_URL", "localhost:4010"),
    ("PORT", "http"),
    ("PORT", "0"),
    ("PORT", "65536"),
    ("CITY_TIMEZONE", "Pekalongan"),
    ("SAMPLE_CATALOG", "perhaps"),
    ("OPENING_HOURS", "8-17"),
    ("OPENING_HOURS", "17:00-08:00"),
    ("SPECIAL_DAYS", "2027-02-30 closed"),
    ("SPECIAL_DAYS", "2027-03-09..2027-02-08 08:00-15:00"),
    ("SHOW_UNVERIFIED_SHOPS", "perhaps"),
    ("OFFICE_DAYS", "monday to friday"),
    ("OFFICE_HOURS", "all day"),
    ("WEB_WORKERS", "0"),
    ("WEB_THREADS", "many"),
    ("WORKER_THREADS", "65"),
    ("TWILIO_WHATSAPP_FROM", "+6281100000000"),
    ("TWILIO_ACCOUNT_SID", "SK" + "0" * 32),
    ("TWILIO_ACCOUNT_SID", "AC" + "0" * 31),
    ("TWILIO_AUTH_TOKEN", "the token itself"),
    ("TWILIO_WHATSAPP_FROM", "whatsapp:+62 811 0000 0000"),
    ("TWILIO_WHATSAPP_FROM", "whatsapp:+62"),
    ("SECRET_KEY", "k" * 31),
    ("PUBLIC_BASE_URL", "http://pasar.example.id"),
    ("PUBLIC_BASE_URL", "https://pasar.example.id:99999"),
    ("PUBLIC_BASE_URL", "https://pasar.example.id?a=b"),
    ("PUBLIC_BASE_URL", "https://pasar example.id"),
    ("DATABASE_URL", "postgresql://market@db.example.id:54a/market"),
    ("QUEUE_URL", "redis://queue.example.id:x/0"),
]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Settings as read where only these variables are set."""
    monkeypatch.setitem(Settings.model_config, "env_file", None)
    monkeypatch.setattr(settings, "INSTANCE", tmp_path)

    def with_variables(**variables: str) -> Settings:
        for field in Settings.model_fields:
            monkeypatch.delenv(field.upper(), raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return settings.load()

    return with_variables


def test_every_setting_is_documented_and_nothing_else():
    assert set(EXAMPLES) == {name.upper() for name in Settings.model_fields}


def test_every_example_can_be_used(load):
    load(
        **{name: value for name, value in EXAMPLES.items() if value}
        | {"TWILIO_AUTH_TOKEN": "t", "SECRET_KEY": "k" * 32}
    )


def test_nothing_has_to_be_set(load):
    assert not load().uses_twilio


def test_local_secrets_stay_the_same(load):
    assert load().secret_key == load().secret_key != ""


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_setting_is_named_in_one_sentence(load, name, value):
    others = TWILIO if name.startswith(("TWILIO_", "SECRET_", "PUBLIC_")) else {}
    with pytest.raises(settings.SettingsError) as problem:
        load(**others | {name: value})
    sentence = str(problem.value)
    assert name in sentence and "\n" not in sentence and sentence.endswith(".") and len(sentence) < 200


@pytest.mark.parametrize("missing", list(TWILIO))
def test_twilio_needs_all_of_its_settings(load, missing):
    with pytest.raises(settings.SettingsError, match=f"{missing} is missing"):
        load(**{name: value for name, value in TWILIO.items() if name != missing})


def test_secrets_are_not_shown(load):
    with pytest.raises(settings.SettingsError) as problem:
        load(**TWILIO | {"TWILIO_ACCOUNT_SID": "SK1"})
    assert TWILIO["TWILIO_AUTH_TOKEN"] not in str(problem.value) and TWILIO["SECRET_KEY"] not in str(problem.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "postgres+odd://market:S3cretPw@db.example.id/market"),
        ("DATABASE_URL", "postgres://market:S3cretPw@db.example.id:54a/market"),
        ("DATABASE_URL", "postgres://market:S3cretPw%zz@db.example.id/market"),
        ("DATABASE_URL", "market:S3cretPw@db.example.id"),
        ("DATABASE_URL", "mysql://db.example.id/market?password=S3cretPw"),
        ("QUEUE_URL", "amqp://:S3cretPw@queue.example.id"),
        ("QUEUE_URL", "redis://:S3cretPw@queue.example.id:x"),
        ("MEDIA_URL", "ftp://market:S3cretPw@files.example.id"),
        ("PUBLIC_BASE_URL", "https://market:S3cretPw@pasar.example.id"),
        ("TWILIO_BASE_URL", "twilio:S3cretPw@127.0.0.1"),
    ],
)
def test_no_password_of_an_address_is_shown(load, name, value):
    with pytest.raises(settings.SettingsError) as problem:
        load(**{name: value})
    assert name in str(problem.value) and "S3cretPw" not in str(problem.value)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_way_to_write_postgresql_is_taken(load, scheme):
    address = "://market:secret@db.example.id:5432/market?sslmode=require"
    loaded = load(DATABASE_URL=scheme + address, QUEUE_URL=scheme + address)
    assert loaded.database_url == loaded.queue_url == "postgresql" + address


def test_blanks_around_a_value_are_no_part_of_it(load):
    clean = load(**TWILIO, PORT="8001")
    assert load(**{name: f" {value}\r\n" for name, value in TWILIO.items()}, PORT=" 8001\n") == clean


def test_only_blanks_are_nothing(load):
    assert load(DATABASE_URL=" \n", PORT=" ", SAMPLE_CATALOG=" ", SECRET_KEY=" ").port == 8000


def test_http_is_enough_on_the_own_machine(load):
    assert load(**TWILIO | {"PUBLIC_BASE_URL": "http://127.0.0.1:8000"}).uses_twilio


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "flask", "db", "upgrade"],
        ["-m", "gunicorn", "-c", "gunicorn.conf.py", "app:create_app()"],
        ["worker.py"],
        ["tools/run_procfile.py"],
    ],
    ids=["flask", "web", "worker", "make run"],
)
def test_every_process_stops_with_that_sentence(command, tmp_path):
    environment = {"PATH": "/usr/bin:/bin", "CITY_TIMEZONE": "Pekalongan", "DATABASE_URL": f"sqlite:///{tmp_path}/m.db"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode != 0
    said = (done.stdout + done.stderr).strip()
    assert "CITY_TIMEZONE" in said and "Traceback" not in said and len(said.splitlines()) == 1
