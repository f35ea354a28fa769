"""Every setting of the market, typed, read once from the environment (or `.env`) and checked at start."""

import ipaddress
import os
import re
import secrets
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

import hours

ROOT = Path(__file__).resolve().parent
INSTANCE = ROOT / "instance"
LEAST_KEY = 32  # characters of a SECRET_KEY: as many as 16 random bytes have in hexadecimal digits
LEAST_TOKEN = 16  # characters of METRICS_TOKEN
LEAST_DAYS = 7  # that anything is kept: orders, answers and their reminders are done by then
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")


class SettingsError(Exception):
    """A setting is missing or wrong. Its text is one sentence that names the setting."""


class Settings(BaseSettings):
    """Field `database_url` is read from DATABASE_URL, and so on; `.env.example` explains each one."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", env_ignore_empty=True)

    database_url: str = f"sqlite:///{INSTANCE}/market.db"
    queue_url: str = f"sqlite:///{INSTANCE}/queue.db"
    media_url: str = str(INSTANCE / "media")
    public_base_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: int = 0
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_whatsapp_from: str = ""
    twilio_base_url: str = ""
    secret_key: str = ""
    city_timezone: str = "Asia/Jakarta"
    sample_catalog: Literal["yes", "no"] = "yes"
    simulator_on_real_data: Literal["yes", "no"] = "no"
    opening_hours: str = "08:00-17:00"
    special_days: str = ""
    show_unverified_shops: Literal["yes", "no"] = "no"
    office_days: str = "mon-fri"
    office_hours: str = "08:00-16:00"
    seller_reminders: str = "2,5"
    seller_answer_hours: float = 8
    seller_last_hours: float = 16
    offer_hours: float = 24
    question_reminder_hours: float = 3
    question_answer_hours: float = 8
    payment_hours: float = 24
    payment_warning_hours: float = 4
    arrival_days: int = 5
    arrival_again_days: int = 3
    arrival_done_days: int = 7
    complaint_hours: float = 48
    cod_limit: int = 2_000_000
    cod_refusals: int = 2
    keep_words_days: int = 365
    keep_unfinished_days: int = 60
    keep_drawn_days: int = 30
    log_format: Literal["text", "json"] = "text"
    metrics_token: str = ""
    sentry_dsn: str = ""
    answers_at_once: int = 240
    answers_a_minute: int = 10
    web_workers: int = 2
    web_threads: int = 8
    worker_threads: int = 16

    @property
    def uses_twilio(self) -> bool:
        """True when messages go to WhatsApp, False when they go to the simulator."""
        return bool(self.twilio_account_sid)

    @cached_property
    def market_hours(self) -> hours.Span:
        """OPENING_HOURS: of every shop that has not told its own."""
        return hours.read_span(self.opening_hours)

    @cached_property
    def market_days(self) -> tuple[hours.SpecialDays, ...]:
        """SPECIAL_DAYS: on which other hours hold for all shops."""
        return hours.read_special_days(self.special_days)

    @cached_property
    def office_weekdays(self) -> frozenset[int]:
        """OFFICE_DAYS: on which staff read, Monday is 0."""
        return hours.read_days(self.office_days)

    @cached_property
    def office_span(self) -> hours.Span:
        """OFFICE_HOURS: when staff read on those days."""
        return hours.read_span(self.office_hours)

    @cached_property
    def reminder_hours(self) -> tuple[float, ...]:
        """SELLER_REMINDERS: after so many opening hours a seller is reminded of an order."""
        return _hours_in(self.seller_reminders)

    @field_validator("*", mode="before")
    @classmethod
    def _without_blanks_around(cls, value: Any, info: ValidationInfo) -> Any:
        """A value that was pasted or read from a file often ends in a line break; nothing but blanks is "not set"."""
        if not isinstance(value, str):
            return value
        return value.strip() or cls.model_fields[info.field_name or ""].default

    @field_validator("seller_reminders")
    @classmethod
    def _reminders(cls, value: str) -> str:
        if any(earlier >= later for earlier, later in pairwise((0.0, *_hours_in(value)))):
            raise ValueError("must be hours that grow, such as 2,5")
        return value

    @field_validator(
        "seller_answer_hours",
        "seller_last_hours",
        "offer_hours",
        "payment_hours",
        "complaint_hours",
        "question_reminder_hours",
        "question_answer_hours",
    )
    @classmethod
    def _some_time(cls, value: float) -> float:
        if not 0 < value <= 24 * 30:
            raise ValueError("must be hours, more than 0 and at most 720")
        return value

    @field_validator("arrival_days", "arrival_again_days", "arrival_done_days")
    @classmethod
    def _some_days(cls, value: int) -> int:
        if not 1 <= value <= 60:
            raise ValueError("must be days, from 1 to 60")
        return value

    @field_validator("payment_warning_hours", "cod_limit", "cod_refusals")
    @classmethod
    def _not_below_zero(cls, value: float) -> float:
        if value < 0:
            raise ValueError("must not be less than 0")
        return value

    @field_validator("opening_hours", "office_hours")
    @classmethod
    def _hours(cls, value: str) -> str:
        hours.read_span(value)
        return value

    @field_validator("office_days")
    @classmethod
    def _office_days(cls, value: str) -> str:
        hours.read_days(value)
        return value

    @field_validator("special_days")
    @classmethod
    def _days(cls, value: str) -> str:
        hours.read_special_days(value)
        return value

    @field_validator(
        "database_url",
        "queue_url",
        "public_base_url",
        "host",
        "twilio_account_sid",
        "twilio_auth_token",
        "twilio_whatsapp_from",
        "twilio_base_url",
        "metrics_token",
        "sentry_dsn",
    )
    @classmethod
    def _without_blanks(cls, value: str, info: ValidationInfo) -> str:
        is_file = value.startswith("sqlite:///")  # a folder's name may have blanks
        if not is_file and _BLANK.search(value):
            raise ValueError("must have no blanks or line breaks in it")
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        return _store(value, ("sqlite:///", "postgresql://"))

    @field_validator("queue_url")
    @classmethod
    def _queue(cls, value: str) -> str:
        return _store(value, ("sqlite:///", "redis://", "rediss://", "postgresql://"))

    @field_validator("media_url")
    @classmethod
    def _media(cls, value: str) -> str:
        if "://" in value and not value.startswith("s3://"):
            raise ValueError("must be a folder's path or s3://bucket/prefix")
        return value

    @field_validator("public_base_url", "twilio_base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must begin with http:// or https:// and name a host")
        if parts.username is not None or parts.query or parts.fragment:
            raise ValueError("must be scheme, host and port only")
        _check_port(value)
        return value.rstrip("/")

    @field_validator("port")
    @classmethod
    def _port(cls, value: int) -> int:
        if not 1 <= value <= 65535:
            raise ValueError("must be a port number from 1 to 65535")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _proxies(cls, value: int) -> int:
        if not 0 <= value <= 5:
            raise ValueError("must be a number from 0 to 5")
        return value

    @field_validator("answers_at_once", "answers_a_minute")
    @classmethod
    def _some_answers(cls, value: int) -> int:
        if not 1 <= value <= 10_000:
            raise ValueError("must be a number from 1 to 10000")
        return value

    @field_validator("web_workers", "web_threads", "worker_threads")
    @classmethod
    def _at_least_one(cls, value: int) -> int:
        if not 1 <= value <= 64:
            raise ValueError("must be a number from 1 to 64")
        return value

    @field_validator("city_timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except Exception as problem:
            raise ValueError("must be a time zone's name such as Asia/Jakarta") from problem
        return value

    @field_validator("twilio_whatsapp_from")
    @classmethod
    def _sender(cls, value: str) -> str:
        if value and not re.fullmatch(r"whatsapp:\+[1-9]\d{7,14}", value, re.ASCII):
            raise ValueError("must look like whatsapp:+6281100000000")
        return value

    @field_validator("keep_words_days", "keep_unfinished_days", "keep_drawn_days")
    @classmethod
    def _kept_for_a_while(cls, value: int) -> int:
        if not LEAST_DAYS <= value <= 3650:
            raise ValueError(f"must be days, from {LEAST_DAYS} to 3650")
        return value

    @field_validator("metrics_token")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < LEAST_TOKEN:
            raise ValueError(f"must have at least {LEAST_TOKEN} random characters")
        return value

    @field_validator("sentry_dsn")
    @classmethod
    def _dsn(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://\w+(:\w+)?@[\w.:-]+(/[\w/-]+)?/\d+", value):
            raise ValueError("must be the address that Sentry shows, https://KEY@HOST/NUMBER")
        return value

    @field_validator("twilio_account_sid")
    @classmethod
    def _account(cls, value: str) -> str:
        if value and not re.fullmatch(r"AC[0-9a-f]{32}", value):
            raise ValueError("must be AC and 32 hexadecimal digits, as the Twilio console shows it")
        return value

    @model_validator(mode="after")
    def _clocks_in_order(self) -> "Settings":
        if not max(self.reminder_hours, default=0) < self.seller_answer_hours < self.seller_last_hours:
            raise ValueError("SELLER_REMINDERS must end before SELLER_ANSWER_HOURS, and that before SELLER_LAST_HOURS")
        if self.payment_warning_hours >= self.payment_hours:
            raise ValueError("PAYMENT_WARNING_HOURS must be less than PAYMENT_HOURS")
        return self

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        twilio = {
            "TWILIO_ACCOUNT_SID": self.twilio_account_sid,
            "TWILIO_AUTH_TOKEN": self.twilio_auth_token,
            "TWILIO_WHATSAPP_FROM": self.twilio_whatsapp_from,
        }
        if any(twilio.values()):
            needed = twilio | {"SECRET_KEY": self.secret_key, "PUBLIC_BASE_URL": self.public_base_url}
            for name, value in needed.items():
                if not value:
                    raise ValueError(f"{name} is missing: it must be set when Twilio credentials are set")
            if len(self.secret_key) < LEAST_KEY:
                raise ValueError(f"SECRET_KEY is too short: it needs at least {LEAST_KEY} random characters")
            if not is_safe_address(self.public_base_url):
                raise ValueError("PUBLIC_BASE_URL must begin with https:// when Twilio credentials are set")
        return self


def _hours_in(text: str) -> tuple[float, ...]:
    """ "2,5" -> (2.0, 5.0); none for an empty text. Raises ValueError for anything else."""
    try:
        return tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise ValueError("must be hours with commas between, such as 2,5") from None


def _store(value: str, schemes: tuple[str, ...]) -> str:
    """The address of a database or queue as the rest of the house writes it. Raises ValueError, without any of it."""
    # Heroku, Render and Fly give postgres://, SQLAlchemy's own pages postgresql+psycopg://.
    value = re.sub(r"^postgres(ql)?(\+psycopg)?://", "postgresql://", value)
    if not value.startswith(schemes):
        raise ValueError("must begin with " + " or ".join(schemes))
    if value.startswith("postgresql://"):
        try:
            conninfo_to_dict(value)
        except ProgrammingError:
            raise ValueError(
                "must look like postgresql://user:password@host:port/name, odd characters as %XX"
            ) from None
    if not value.startswith("sqlite:///"):
        _check_port(value)
    return value


def _check_port(address: str) -> None:
    try:
        _ = urlsplit(address).port
    except ValueError:
        raise ValueError("must name a port from 1 to 65535, or none") from None


def is_safe_address(address: str) -> bool:
    """True for https, and for plain http that never leaves this machine."""
    parts = urlsplit(address)
    return parts.scheme == "https" or is_loopback(parts.hostname or "")


def is_loopback(host: str) -> bool:
    """True for this machine's own names and addresses."""
    return host == "localhost" or (is_ip_address(host) and ipaddress.ip_address(host).is_loopback)


def is_ip_address(host: str) -> bool:
    """True for an address in digits, which no name can pretend to be."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def load() -> Settings:
    """The settings of this process; raises SettingsError with one sentence that names the wrong one."""
    try:
        settings = Settings()
    except ValidationError as problem:
        raise SettingsError(_sentence(problem)) from None
    _keep_private(INSTANCE)
    settings.public_base_url = settings.public_base_url or f"http://127.0.0.1:{settings.port}"
    if not settings.uses_twilio:
        settings.secret_key = settings.secret_key or _local_secret("secret_key")
        # Signs what the simulator posts, so that it comes through the same guarded door as Twilio's messages.
        settings.twilio_auth_token = _local_secret("simulator_token")
    return settings


def _sentence(problem: ValidationError) -> str:
    first = problem.errors()[0]
    reason = str(first["ctx"]["error"]) if "error" in first.get("ctx", {}) else first["msg"]
    if not first["loc"]:
        return f"Setting {reason}."
    name = str(first["loc"][0]).upper()
    return f"Setting {name} is wrong: {reason}{_shown(name, first['input'])}."


def _shown(name: str, value: Any) -> str:
    """What a wrong setting says, where that can hold no secret: addresses carry passwords before "@" and after "?"."""
    if "TOKEN" in name or "KEY" in name or "DSN" in name:
        return ""
    scheme, has_scheme, rest = str(value).strip().partition("://")
    if "@" in rest or "?" in rest or (not has_scheme and "@" in scheme):
        return f" (now {scheme}://…)" if has_scheme else ""
    return f" (now {str(value)!r})"


def _keep_private(folder: Path) -> None:
    """What people wrote and the keys lie there: for nobody else on this machine."""
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        folder.chmod(0o700)
    except PermissionError:  # somebody else's, who has to see to it
        pass


def _local_secret(name: str) -> str:
    """A random value kept in instance/, made by whichever process comes first."""
    path = INSTANCE / name
    draft = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(32))
        try:
            os.link(draft, path)  # atomic, and never over another process's value
        except FileExistsError:
            pass
        draft.unlink()
    return path.read_text()
