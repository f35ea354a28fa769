"""The market as people meet it, for tests that read like a chat.

    def test_an_order(market):
        sari, pak_budi = market.shopper("Sari"), market.seller("Pak Budi")
        sari.says("parang merah ukuran L")
        sari.gets("K0101")
        sari.taps("Pesan")
        pak_budi.gets("P0001")

Everything goes through the true inbound route with Twilio's signature, the worker's work is done at once, and the
answers are what arrived at a stand-in for Twilio, pictures and status callbacks included.
"""

import contextvars
import csv
import io
import logging
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from flask import Flask
from pydantic_settings import SettingsConfigDict
from werkzeug.routing import Rule
from werkzeug.serving import WSGIRequestHandler, make_server

import clock
import logs
from settings import Settings
from tests import payloads
from tests.twilio_stand_in import ACCOUNT, SENDER, TOKEN, Message, TwilioStandIn
from tests.twilio_stand_in.content import Option
from tests.twilio_stand_in.signature import signature

CATALOG = Path(__file__).parent / "data" / "catalog"
SAYS_SOMETHING = 10  # characters of a text that would be known again
SLOWER = 20
INBOUND = "/webhooks/twilio/inbound"
Media = tuple[bytes, str]  # bytes and content type


class Person:
    """Somebody with WhatsApp."""

    def __init__(self, market: "Market", name: str, address: str, external_id: str = "") -> None:
        self.market, self.name, self.address, self.external_id = market, name, address, external_id
        self._since = 0

    # ------------------------------------------------------------ what the person does
    def says(self, text: str = "", quote: Message | None = None, media: Media | None = None) -> "Person":
        """Writes a message, perhaps answering one (`quote`) or with a picture: `media=(bytes, "image/jpeg")`."""
        form = {"Body": text, "MessageType": "text"}
        if quote:
            form |= {"OriginalRepliedMessageSid": quote.sid, "OriginalRepliedMessageSender": SENDER}
        if media:
            sid = TwilioStandIn.new_sid("MM")
            url = self.market.twilio.add_media(*media, message_sid=sid)
            kind = {"image/webp": "sticker"}.get(media[1], media[1].split("/")[0])
            form |= {"MessageSid": sid, "NumMedia": "1", "MediaUrl0": url, "MediaContentType0": media[1]}
            form["MessageType"] = kind
        return self._posts(form, text + (f" <{media[1]}>" if media else ""))

    def taps(self, title: str) -> "Person":
        """Taps a button or list item of the newest message that has one with this title (or one beginning so)."""
        message, option = self._find_option(title)
        form = {"MessageType": "interactive", "Body": option.title, "OriginalRepliedMessageSid": message.sid}
        form["OriginalRepliedMessageSender"] = SENDER
        if message.kind == "list-picker":
            form |= {"ListId": option.id, "ListTitle": option.title}
        else:
            form |= {"ButtonPayload": option.id, "ButtonText": option.title}
        return self._posts(form, f"[{option.title}]")

    def sends(self, payload: str, **changes: str) -> "Person":
        """Sends one of tests/payloads, as this person."""
        return self._posts(payloads.load(payload, **changes), f"<{payload}>")

    def listens(self) -> "Person":
        """Has read everything so far: what is looked at next arrived after this."""
        self._since = len(self.market.twilio.sent)
        return self

    # ------------------------------------------------------------ what the person sees
    @property
    def messages(self) -> list[Message]:
        """What arrived since this person's last words."""
        return self.market.twilio.messages_to(self.address, self._since)

    @property
    def last(self) -> Message:
        """The newest message; its picture is `last.pictures[0].data`."""
        assert self.messages, self._complaint("no answer")
        return self.messages[-1]

    def gets(self, *patterns: str) -> str:
        """Every pattern stands in what arrived since the last words. Returns what the last one matched."""
        found = ""
        for pattern in patterns or (".",):
            match = re.search(pattern, self._seen(), re.IGNORECASE)
            assert match, self._complaint(f"missing: {pattern!r}")
            found = match[0]
        return found

    def gets_not(self, *patterns: str) -> None:
        """No pattern stands in what arrived since the last words."""
        for pattern in patterns:
            assert not re.search(pattern, self._seen(), re.IGNORECASE), self._complaint(f"unwanted: {pattern!r}")

    def gets_nothing(self) -> None:
        assert not self.messages, self._complaint("something arrived")

    def gets_one_message(self, *patterns: str) -> Message:
        """One message and no more, with all patterns in it."""
        self.gets(*patterns)
        assert len(self.messages) == 1, self._complaint(f"{len(self.messages)} messages")
        return self.messages[0]

    # ------------------------------------------------------------
    def _seen(self) -> str:
        return "\n".join(message.seen for message in self.messages)

    def _complaint(self, what: str) -> str:
        return f"{self.name}: {what}\n\n{self.market.chat()}"

    def _find_option(self, title: str) -> tuple[Message, Option]:
        wanted = title.casefold()
        received = [m for m in reversed(self.market.twilio.messages_to(self.address)) if m.options]
        for fits in (str.__eq__, str.startswith):
            for message in received:
                for option in message.options:
                    if fits(option.title.casefold(), wanted):
                        return message, option
        raise AssertionError(self._complaint(f"no button {title!r}"))

    def _posts(self, form: Mapping[str, str], shown: str) -> "Person":
        self._since = len(self.market.twilio.sent)
        self.market.note(f"{self.name}: {shown}")
        self.market.has_said(form.get("Body", ""))
        answer = self.market.post({**self._base(form.get("MessageSid", "")), **form, **self._identity()})
        assert answer.status_code // 100 == 2, self._complaint(f"the webhook answered {answer.status_code}")
        self.market.work()
        return self

    def _base(self, sid: str) -> dict[str, str]:
        sid = sid or TwilioStandIn.new_sid("SM")
        sids = {"MessageSid": sid, "SmsSid": sid, "SmsMessageSid": sid}
        fixed = {"ApiVersion": "2010-04-01", "SmsStatus": "received", "NumSegments": "1", "ReferralNumMedia": "0"}
        return {**sids, **fixed, "NumMedia": "0", "Body": ""}

    def _identity(self) -> dict[str, str]:
        number = self.address.removeprefix("whatsapp:+") if "+" in self.address else ""
        who = {"AccountSid": ACCOUNT, "From": self.address, "To": SENDER, "WaId": number, "ProfileName": self.name}
        return who | ({"ExternalUserId": self.external_id} if self.external_id else {})


class Market:
    """The running app, the stand-in for Twilio, and the people around it."""

    def __init__(self, app: Flask, twilio: TwilioStandIn, url: str) -> None:
        self.app, self.twilio, self.url = app, twilio, url
        self.expects_problems = False  # a test that provokes refusals or failures says so
        self._notes: list[tuple[int, str]] = []
        self._people: dict[str, str] = {}
        self._said: set[str] = set()
        self.log = Log()
        self._session = requests.Session()
        self._session.trust_env = False

    # ------------------------------------------------------------ the cast
    def shopper(self, name: str = "Sari", address: str = "", external_id: str = "") -> Person:
        """Somebody new. `address="whatsapp:ID.…"`: one who hides the number."""
        address = address or f"whatsapp:+62813000090{len(self._people):02d}"
        self._people[address] = name
        return Person(self, name, address, external_id)

    def seller(self, owner: str = "Pak Budi", is_awake: bool = True) -> Person:
        """The owner of a stall of tests/data/catalog. `is_awake`: has written today, so that notices arrive."""
        with open(CATALOG / "sellers.csv", encoding="utf-8") as file:
            phone = next(row["phone"] for row in csv.DictReader(file) if row["owner"] == owner)
        self._people[f"whatsapp:{phone}"] = owner
        person = Person(self, owner, f"whatsapp:{phone}")
        if is_awake:
            self._is_heard(person)
        return person

    def _is_heard(self, person: Person) -> None:
        """Opens the 24-hour window as a message would, in a hundredth of its time."""
        import database
        from people import directory

        with self.app.app_context(), database.transaction() as session:
            directory.recognise(session, person.address, None, person.name).last_heard_at = clock.now()
        self.twilio.heard(person.address)

    # ------------------------------------------------------------ time and work
    def work(self) -> None:
        """The worker delivers all that is due, and Twilio tells how it went; what failed may need more work."""
        import worker

        for _ in range(50):
            worker.run_pending(self.app)
            if not self.twilio.send_callbacks():
                return
        raise AssertionError("the worker and the callbacks never come to an end\n" + self.chat())

    def time_passes(self, **duration: float) -> None:
        """`time_passes(hours=25)`: the clock moves on, then the worker looks what is due."""
        time_goes_on_from(clock.now() + timedelta(**duration))
        self.note(f"… {', '.join(f'{amount:g} {unit}' for unit, amount in duration.items())} later")
        self.work()

    # ------------------------------------------------------------ the doors
    def post(self, form: Mapping[str, str], path: str = INBOUND, signed: bool | str = True) -> requests.Response:
        """A form to a webhook, signed as Twilio signs; `signed=False` without, or with a signature of your own."""
        url = self.url + path
        header = signature(TOKEN, url, form) if signed is True else signed or None
        if path == INBOUND and form.get("From"):
            self.twilio.heard(form["From"])
        headers = {"X-Twilio-Signature": header} if header else {}
        return self._session.post(url, data=dict(form), headers=headers, timeout=30)

    def get(self, path: str, **more: Any) -> requests.Response:
        return self._session.get(self.url + path, timeout=30, **more)

    def flask(self, *arguments: str, stdin: str | None = None) -> str:
        """Runs `flask …` of this market and returns what it prints, whatever other app a test has at hand."""
        invoke = self.app.test_cli_runner().invoke
        done = contextvars.Context().run(invoke, args=list(arguments), input=stdin)
        assert done.exit_code == 0, f"flask {' '.join(arguments)}: {done.output}\n{done.exception!r}"
        return done.output

    def orders(self) -> list[dict[str, str]]:
        """The rows of `flask orders export`."""
        return list(csv.DictReader(io.StringIO(self.flask("orders", "export", "-"))))

    def listing(self, code: str, folder: Path) -> dict[str, str]:
        """The row of one listing in `flask catalog export`, written to `folder`."""
        self.flask("catalog", "export", str(folder))
        with open(folder / "listings.csv", encoding="utf-8") as file:
            return next(row for row in csv.DictReader(file) if row["code"] == code)

    # ------------------------------------------------------------ when a test fails
    def has_said(self, words: str) -> None:
        """Remembers it for `check_log`; short answers are words that anybody uses."""
        self._said |= {words} if len(words) >= SAYS_SOMETHING and " " in words else set()

    def note(self, line: str) -> None:
        self._notes.append((len(self.twilio.sent), line))

    def chat(self) -> str:
        """All that was said, in order."""
        lines = []
        for number in range(len(self.twilio.sent) + 1):
            lines += [line for at, line in self._notes if at == number]
            if number < len(self.twilio.sent):
                lines.append(self._shown(self.twilio.sent[number]))
        return "\n".join(lines)

    def _shown(self, message: Message) -> str:
        picture = "<picture> " if message.pictures else ""
        trouble = f"  !! {message.error_code} {'; '.join(message.problems)}" if message.error_code else ""
        text = (picture + message.seen).replace("\n", "\n        ")
        return f"    → {self._people.get(message.to, message.to)}: {text}{trouble}"

    def check_log(self) -> None:
        """Whatever happened: nobody who took part, and nothing that was said, stands in the log."""
        secrets = {address.rsplit("+", 1)[-1].rsplit(".", 1)[-1] for address in self._people} | self._said
        for line in self.log.lines:
            found = [secret for secret in secrets if secret in line]
            assert not found, f"{found} stands in the log: {line}"

    def check(self) -> None:
        """At the end of a test: nothing was refused, nothing failed behind the scenes."""
        from sqlmodel import Session, select

        import database
        from messaging.models import InboundMessage

        with self.app.app_context(), Session(database.engine()) as session:
            failed = session.exec(select(InboundMessage).where(InboundMessage.state == "failed")).all()
            errors = [f"{row.text!r}: {row.error}" for row in failed]
        assert not errors, "messages failed by our own fault:\n" + "\n".join(errors)
        assert not self.twilio.problems, "\n".join(["WhatsApp would refuse:", *self.twilio.problems, self.chat()])
        assert not self.twilio.unknown_calls, self.twilio.unknown_calls
        assert all(status // 100 == 2 for status in self.twilio.callbacks.answers), self.twilio.callbacks.answers


def time_goes_on_from(moment: datetime) -> None:
    """The clock shows this, and goes on from here, twenty times as slowly as the machine's: where a moment matters (an
    album is complete 2.5 seconds after its last picture), it passes by `Market.time_passes`, however busy the machine is."""
    start = time.monotonic()
    clock.set_source(lambda: moment + timedelta(seconds=(time.monotonic() - start) / SLOWER))


class Log(logging.Handler):
    """What this process logs while it is plugged in, as it would be written."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []
        self.setFormatter(logs.formatter("json"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    def __enter__(self) -> "Log":
        root = logging.getLogger()
        root.addHandler(self)
        root.setLevel(logging.INFO)
        for library in logs.LOUD_LIBRARIES:
            logging.getLogger(library).setLevel(logging.WARNING)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)


class _QuietHandler(WSGIRequestHandler):
    def log_request(self, *args: Any) -> None:
        pass


def _compile_routes_once() -> None:
    """Each test makes an app, and most of that time Flask compiles the same routes: a process does it once. What is
    compiled depends on the rule alone; werkzeug binds it to each app's rule by itself."""
    compile_anew = Rule._compile_builder
    known: dict[tuple[Any, ...], Any] = {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, rule.subdomain, rule.host, repr(rule.defaults), append_unknown)
        if key not in known:
            known[key] = compile_anew(rule, append_unknown)
        return known[key]

    Rule._compile_builder = compile_once  # type: ignore[method-assign, assignment]


_compile_routes_once()


@contextmanager
def open_market(database_url: str, folder: Path, twilio: TwilioStandIn) -> Iterator[Market]:
    """The app on a free port, with pictures and queue under `folder`."""
    from app import create_app
    from database import engine

    server = make_server("127.0.0.1", 0, Flask("waiting"), threaded=True, request_handler=_QuietHandler)
    url = f"http://127.0.0.1:{server.server_port}"
    app = create_app(settings_for(database_url, folder, url, twilio.url))
    server.app = app
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    time_goes_on_from(clock.now())
    try:
        market = Market(app, twilio, url)
        with market.log:
            yield market
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        clock.set_source(None)
        with app.app_context():
            engine().dispose()


class OnlyThese(Settings):
    """Settings that no .env has a say in."""

    model_config = SettingsConfigDict(env_file=None)


def settings_for(database_url: str, folder: Path, url: str, twilio_url: str) -> Settings:
    """As on a machine where only these are set."""
    return OnlyThese(
        database_url=database_url,
        queue_url=f"sqlite:///{folder}/queue.db",
        media_url=str(folder / "media"),
        public_base_url=url,
        secret_key="only for tests" * 3,
        twilio_account_sid=ACCOUNT,
        twilio_auth_token=TOKEN,
        twilio_whatsapp_from=SENDER,
        twilio_base_url=twilio_url,
    )
