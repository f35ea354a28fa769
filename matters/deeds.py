"""What people and staff do in a matter. All within the caller's transaction; telling people is the caller's deed."""

import secrets
from datetime import timedelta

from sqlmodel import Session

import clock
from matters.models import Matter, MatterWord

QUIET_FOR = timedelta(hours=2)  # after an officer's last word the bot answers again


def open_(session: Session, kind: str, person_id: int | None) -> Matter:
    """A new matter of this person. `kind`: one of models.KIND."""
    assert person_id is not None
    matter = Matter(number="?" + secrets.token_hex(5), kind=kind, person_id=person_id)
    session.add(matter)
    session.flush()
    matter.number = f"T{matter.id:04d}"
    session.flush()
    return matter


def add_words(session: Session, matter: Matter, text: str, picture: str = "") -> MatterWord:
    """The person says something in the matter; `picture`: the key of a private one."""
    matter.unread += 1
    return _say(session, matter, "person", text, picture)


def note(session: Session, matter: Matter, text: str, by: str = "market", picture: str = "") -> MatterWord:
    """Something is put on record that the person has not said."""
    return _say(session, matter, by, text, picture)


def assign(session: Session, matter: Matter, officer_id: int | None) -> None:
    """This staff user looks after it from now on; None: nobody."""
    matter.officer_id = officer_id
    session.flush()


def answer(session: Session, matter: Matter, text: str) -> bool:
    """An officer says something: from now on the bot is quiet in this chat for QUIET_FOR. True when it was not quiet
    before."""
    begins = not matter.bot_is_quiet
    matter.answered_at = matter.answered_at or clock.now()
    matter.state, matter.closed_at = "answered", None
    matter.quiet_until, matter.unread = clock.now() + QUIET_FOR, 0
    _say(session, matter, "officer", text, "")
    return begins


def hand_back(session: Session, matter: Matter) -> bool:
    """The bot answers again, and the matter stays open. False when it did so already."""
    was_quiet = matter.quiet_until is not None
    matter.quiet_until = None
    session.flush()
    return was_quiet


def close(session: Session, matter: Matter) -> bool:
    """The matter is settled, and the bot answers again. False when it was closed already."""
    if matter.state == "closed":
        return False
    matter.state, matter.closed_at = "closed", clock.now()
    matter.quiet_until, matter.unread = None, 0
    session.flush()
    return True


def _say(session: Session, matter: Matter, by: str, text: str, picture: str) -> MatterWord:
    assert matter.id is not None
    word = MatterWord(matter_id=matter.id, person_id=matter.person_id, by=by, text=text[:4096], picture=picture)
    session.add(word)
    session.flush()
    return word
