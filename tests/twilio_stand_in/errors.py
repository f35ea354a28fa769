"""Twilio's errors: what it says, and whether at once (HTTP 4xx, 5xx) or later by a status callback.

Source: twilio.com/docs/api/errors/<code>, whatsapp/api/error-code-mapping.
"""

from typing import Any

AT_ONCE = {
    20001: (400, "Invalid request"),
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "Internal Server Error"),
    20503: (503, "Service Unavailable"),
    21211: (400, "Invalid 'To' Phone Number"),
    21603: (400, "A 'From' phone number is required"),
    21604: (400, "A 'To' phone number is required"),
    21606: (
        400,
        "The 'From' phone number is not a valid message-capable Twilio number for this destination",
    ),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
    21619: (400, "A text message body or media urls must be specified"),
    21620: (400, "Invalid media URL(s)"),
    21655: (400, "The ContentSid is invalid"),
    21656: (400, "The Content Variables parameter is invalid"),
    21703: (400, "The Messaging Service does not have a phone number available to send a message"),
    21910: (400, "Invalid From and To pair. From and To should be of the same channel"),
    92002: (400, "More than 100 variables"),
    92007: (400, "Content variables must be a JSON object of strings"),
    92008: (400, "This content type can't be submitted to WhatsApp"),
    92009: (400, "Content was already submitted"),
}
BY_CALLBACK = {
    30008: "Unknown error",
    63013: "Channel policy violation",
    63015: "Channel Sandbox can only send messages to phone numbers that have joined the Sandbox",
    63016: "Failed to send freeform message because you are outside the allowed window",
    63018: "Rate limit exceeded for Channel",
    63019: "Media failed to download",
    63021: "Channel invalid content error",
    63024: "Invalid message recipient",
    63031: "Message cannot have the same value for From and To",
    63042: "Template not approved",
    63049: "Meta chose not to deliver this WhatsApp marketing message",
}


class Refusal(Exception):
    """Twilio answers with an error at once."""

    def __init__(self, code: int) -> None:
        self.code = code
        self.status, self.message = AT_ONCE[code]
        super().__init__(f"{code}: {self.message}")


def document(code: int, status: int, message: str) -> dict[str, Any]:
    return {
        "code": code,
        "message": message,
        "more_info": f"https://www.twilio.com/docs/errors/{code}",
        "status": status,
    }
