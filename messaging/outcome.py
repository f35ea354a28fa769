"""What comes of a try to send a message: when it is tried again, when it waits, when it is given up.

No message holds up the next ones for ever. What may be its own fault is counted: after some such tries it goes without
its picture, and at last it is given up, told in the log and in /healthz, and kept for `flask messages resend`. What is the
account's fault waits until that is mended, or the person's 24 hours are over.
"""

import logging
from datetime import timedelta

import clock
import logs
from messaging.errors import AccountFault, Again, Puzzling, Refused, TransportError, Unclear, WindowClosed
from messaging.models import OutboundMessage

log = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 300.0  # seconds between two tries
LONGEST_USUAL_PAUSE = 30.0  # where the cause passes by itself
FAULTS = (Again, Unclear, Puzzling)  # may be the message's own
FAULTS_WITH_PICTURE = 5  # a quarter of a minute
MOST_FAULTS = 7  # half a minute, where nothing but the message can be the cause
LONGEST_DOUBT = timedelta(hours=2)  # where it may as well be Twilio, or our account there
_alarm = logs.OneLineAWhile(60.0)


def apply_problem(row: OutboundMessage, problem: TransportError) -> None:
    """What a problem means for a message: failed, waiting, or due again after a while that grows."""
    row.error_code, row.error_reason = problem.code, problem.reason
    row.faults += isinstance(problem, FAULTS)
    if _is_final(row, problem):
        row.state = "failed"
        log.error("message %s was given up: %s (%s)", row.id, problem.reason, problem.code)
        return
    if isinstance(problem, WindowClosed):
        row.state = "waiting"
    else:
        row.state = "due"
        row.due_at = clock.now() + timedelta(seconds=pause_after(row.attempts, problem))
    log.info("message %s: %s (%s), now %s", row.id, problem.reason, problem.code, row.state)
    if isinstance(problem, AccountFault | Puzzling):
        said = _alarm.words(f"messages wait until this is mended at Twilio: {problem.reason} ({problem.code})")
        if said:
            log.error("%s", said)


def _is_final(row: OutboundMessage, problem: TransportError) -> bool:
    if isinstance(problem, Again):
        return row.faults >= MOST_FAULTS
    if isinstance(problem, Unclear | Puzzling):
        return row.faults >= MOST_FAULTS and clock.now() - (row.tried_at or clock.now()) > LONGEST_DOUBT
    return isinstance(problem, Refused)


def pause_after(attempts: int, problem: TransportError) -> float:
    """Seconds to wait after so many tries: 0.5, 1, 2, 4 … at most half a minute, or five where somebody has to mend
    something at Twilio, which everybody's messages wait for."""
    longest = LONGEST_PAUSE if isinstance(problem, AccountFault | Puzzling) else LONGEST_USUAL_PAUSE
    return float(min(longest, FIRST_PAUSE * 2 ** min(attempts - 1, 10)))
