"""What Twilio's error codes mean for us. Source: reference/twilio.md section 4.4, twilio.com/docs/api/errors/<code>."""

from messaging.errors import (
    AccountFault,
    Again,
    Later,
    Puzzling,
    Refused,
    TransportError,
    Unclear,
    WindowClosed,
)

REACTIONS: dict[int, tuple[type[TransportError], str]] = {
    # try again later
    20429: (Later, "too many requests at once"),
    21611: (Later, "sender's queue is full"),
    30001: (Later, "queue overflow"),
    63012: (Later, "WhatsApp's own server error"),
    63017: (Later, "too many messages a second"),
    63018: (Later, "too many messages to this person"),
    63038: (Later, "the account's daily limit"),
    # try some more times: our web may have been down
    63019: (Again, "the picture could not be fetched"),
    # wait for the person
    63016: (WindowClosed, "the 24-hour window is closed"),
    # it may have gone out: look first
    20500: (Unclear, "Twilio's server error"),
    20503: (Unclear, "Twilio is not available"),
    # wait until our account is mended: no message is at fault
    20003: (AccountFault, "Twilio does not accept our credentials"),
    20404: (AccountFault, "Twilio does not know this account or content"),
    21606: (AccountFault, "the sender is not ours"),
    21703: (AccountFault, "the messaging service has no sender"),
    63001: (AccountFault, "WhatsApp does not accept the channel's credentials"),
    63007: (AccountFault, "WhatsApp does not know the sender"),
    63051: (AccountFault, "the WhatsApp account is locked"),
    63112: (AccountFault, "the WhatsApp account is disabled"),
    # no use trying again
    11751: (Refused, "the picture is too large"),
    21211: (Refused, "the address is not valid"),
    21408: (Refused, "this country is switched off"),
    21604: (Refused, "no recipient"),
    21610: (Refused, "the person has opted out"),
    21617: (Refused, "the text is longer than 1,600 characters"),
    21619: (Refused, "nothing to send"),
    21620: (Refused, "the picture's address is not valid"),
    21654: (Refused, "a content is needed"),
    21656: (Refused, "a variable of the content is not valid"),
    21658: (Refused, "a variable of the content is too long"),
    21910: (Refused, "sender and recipient use different channels"),
    30008: (Refused, "WhatsApp gave no reason"),
    30036: (Refused, "not delivered in time"),
    63003: (Refused, "the person is not on WhatsApp"),
    63005: (Refused, "WhatsApp refused the content"),
    63013: (Refused, "against WhatsApp's policy"),
    63014: (Refused, "the person has blocked us"),
    63015: (Refused, "the person has not joined the sandbox"),
    63021: (Refused, "WhatsApp found the content not valid"),
    63024: (Refused, "the recipient is not valid"),
    63027: (Refused, "the template is not there in this language"),
    63028: (Refused, "the template takes another number of values"),
    63031: (Refused, "sender and recipient are the same"),
    63032: (Refused, "the person is in an experiment of WhatsApp"),
    63033: (Refused, "the person has opted out of marketing"),
    63034: (Refused, "the picture is too large for WhatsApp"),
    63040: (Refused, "WhatsApp has rejected the template"),
    63041: (Refused, "WhatsApp has paused the template"),
    63042: (Refused, "WhatsApp has disabled the template"),
    63049: (Refused, "WhatsApp held back a marketing message"),
}
# Codes of what passes by itself, or when the person writes: nobody has to be told of a message that waits for it.
PASSING = tuple(code for code, (kind, _) in REACTIONS.items() if kind in (Later, Again, Unclear, WindowClosed))
CREDENTIALS = 20003  # also of a 401 or 403 without a code
CONTENT_UNKNOWN = 21655  # the cached content template was deleted at Twilio: make it anew


def error_for(code: int | None, status: int = 0) -> TransportError:
    """The error to raise for Twilio's `code`, or for an HTTP `status` without a known code."""
    if code is None and status in (401, 403):
        code = CREDENTIALS
    if code in REACTIONS:
        kind, reason = REACTIONS[code]
        return kind(reason, code)
    if code is None and not status:
        return Again("Twilio gave no reason")
    if status == 429:
        return Later("too many requests at once", code)
    if status >= 500:
        return Unclear(f"Twilio answered {status}", code)
    return Puzzling(f"Twilio's error {code}" if code else f"Twilio answered {status}", code or status)
