"""Faults of our own, told to Sentry where SENTRY_DSN is set: which kind and where from, and nothing of anybody."""

from typing import Any

import sentry_sdk

from settings import Settings

MOST_OF_A_MESSAGE = 200


def watch(settings: Settings) -> None:
    """From now on; nothing without SENTRY_DSN."""
    if settings.sentry_dsn:
        sentry_sdk.init(
            settings.sentry_dsn,
            send_default_pii=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            before_send=bare,  # type: ignore[arg-type]
        )


def bare(event: dict[str, Any], _hint: Any = None) -> dict[str, Any]:
    """The event without the request, its person and the text of the error: that may be what somebody wrote."""
    for name in ("request", "user", "breadcrumbs", "extra", "contexts", "server_name", "logentry", "message"):
        event.pop(name, None)
    for fault in event.get("exception", {}).get("values", []):
        fault["value"] = ""
        for frame in fault.get("stacktrace", {}).get("frames", []):
            frame.pop("vars", None)
    return event
