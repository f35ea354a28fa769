"""The stand-in's HTTP side: Twilio's paths. Sources: reference/twilio.md sections 4 to 7."""

import base64
import json
import re
import socket
import threading
import time
from email.utils import parsedate_to_datetime  # noqa: F401 - see _recent
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.twilio_stand_in import content, messages
from tests.twilio_stand_in.errors import Refusal, document
from tests.twilio_stand_in.faults import HANG, LATE, LOST

if TYPE_CHECKING:
    from tests.twilio_stand_in.stand_in import TwilioStandIn
