"""Orders for tests whose story begins after the yes, and the city's clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select

import clock
import database
from scheduling import Appointment
from tests.market import Market, Person, time_goes_on_from
from tests.twilio_stand_in import TwilioStandIn

ADDRESS = "Jl. Kenanga No 5 RT 02 RW 03, Kec. Pekalongan Timur, Kota Pekalongan 51123"


def buys(person: Person, wish: str, pay: str = "transfer", to: str = "") -> str:
    """The person orders ("K0101 L 2"), fetched at the stall unless `to` is an address; returns the order's number."""
    where = f"Alamat: {to}\nDikirim" if to else "Diambil di toko"
    person.says(f"pesan {wish}\nNama: {person.name} Dewi\n{where}\nBayar {pay}")
    person.gets(r"Sudah benar\?")
    person.says("ya")
    return person.gets(r"P\d{4}")


def sent_to_her(person: Person, wish: str, pay: str = "transfer") -> str:
    """The same, sent to ADDRESS."""
    return buys(person, wish, pay, ADDRESS)


def presses(person: Person, id_: str) -> None:
    """The person taps a button with this id, whoever was sent it."""
    person.sends("button", MessageSid=TwilioStandIn.new_sid("SM"), ButtonPayload=id_, ButtonText="Ya", Body="Ya")


# ---------------------------------------------------------------- hours


def it_is(market: Market, text: str) -> None:
    """The city's clocks show this ("2026-12-01T08:50"), and go on from here."""
    time_goes_on_from(_moment(text))
    market.work()


def until(market: Market, text: str) -> None:
    """Time passes until the city's clocks show this; what is due on the way is done at its hour."""
    end = _moment(text)
    while clock.now() < end:
        with market.app.app_context(), database.reading() as session:
            due = session.exec(select(func.min(Appointment.due_at)).where(col(Appointment.failed_at).is_(None))).one()
        stop = min(end, max(due, clock.now())) if due else end
        market.time_passes(seconds=max(0.0, (stop - clock.now()) / timedelta(seconds=1)) + 0.01)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC)
