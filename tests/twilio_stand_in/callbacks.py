"""Status callbacks: signed forms, in any order, repeated, or earlier than the answer to the call that made them.

Source: twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks.
"""

import random

import requests

from tests.twilio_stand_in.errors import BY_CALLBACK
from tests.twilio_stand_in.messages import Message
from tests.twilio_stand_in.signature import signature

DELIVERED = ("sent", "delivered", "read")
IN_ORDER, SHUFFLED, REPEATED, EARLY = "in order", "shuffled", "repeated", "early"
LAST = "last"  # only the last state: what most talks need, in a third of the time


def states_of(message: Message, order: str) -> list[str]:
    """The states that will be told about a message, in the order of their callbacks."""
    states = (
        list(DELIVERED) if message.error_code is None else ["failed" if message.error_code == 63016 else "undelivered"]
    )
    if order == LAST:
        return states[-1:]
    if order == SHUFFLED:
        random.shuffle(states)
    if order == REPEATED:
        states = [state for state in states for _ in range(2)]
    return states


def form_of(message: Message, state: str, account: str) -> dict[str, str]:
    form = {
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": state,
        "SmsStatus": state,
        "AccountSid": account,
        "ApiVersion": "2010-04-01",
        "From": message.sender,
        "To": message.to,
        "ChannelPrefix": "whatsapp",
        "ChannelInstallSid": "XE" + "0" * 32,
        "ChannelToAddress": message.to.removeprefix("whatsapp:")[:-4] + "XXXX",
        "StructuredMessage": "false",
    }
    if state in ("delivered", "read"):
        form["EventType"] = state.upper()
    if message.error_code and state in ("failed", "undelivered"):
        words = BY_CALLBACK.get(message.error_code, "Error")
        form |= {"ErrorCode": str(message.error_code), "ErrorMessage": words, "ChannelStatusMessage": words}
    return form


class Callbacks:
    """Posts what is due when asked to."""

    def __init__(self, account: str, token: str) -> None:
        self.account, self.token = account, token
        self.order = LAST
        self.due: list[tuple[Message, str]] = []
        self.answers: list[int] = []  # HTTP statuses that our callbacks were given
        self._session = requests.Session()
        self._session.trust_env = False

    def plan(self, message: Message) -> None:
        if not message.status_callback:
            return
        states = states_of(message, self.order)
        if self.order == EARLY:
            self.post(message, states.pop(0))
        self.due += [(message, state) for state in states]

    def send_due(self) -> int:
        """Posts all that is due and returns how many of them tell of a failure."""
        due, self.due = self.due, []
        for message, state in due:
            self.post(message, state)
        return sum(message.error_code is not None for message, _state in due)

    def post(self, message: Message, state: str) -> None:
        """One callback; the message's own state follows the last one told."""
        form = form_of(message, state, self.account)
        headers = {"X-Twilio-Signature": signature(self.token, message.status_callback, form)}
        try:
            answer = self._session.post(message.status_callback, data=form, headers=headers, timeout=15)
            self.answers.append(answer.status_code)
        except requests.RequestException:
            self.answers.append(0)
        message.state = state
