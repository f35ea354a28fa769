"""A stand-in for Twilio at its HTTP edge, made from what Twilio documents (sources in the files).

twilio = TwilioStandIn()
Settings(twilio_base_url=twilio.url, twilio_account_sid=ACCOUNT, twilio_auth_token=TOKEN, …)
twilio.fail_next(500)                 # the next message is answered with 500; see TwilioStandIn.fail_next
twilio.messages_to("whatsapp:+62…")   # what this person has got, oldest first
twilio.send_callbacks()               # posts the signed status callbacks that are due
twilio.problems                       # what Twilio or WhatsApp would have refused
"""

from tests.twilio_stand_in.messages import Message
from tests.twilio_stand_in.stand_in import ACCOUNT, SENDER, TOKEN, TwilioStandIn

__all__ = ["ACCOUNT", "SENDER", "TOKEN", "Message", "TwilioStandIn"]
