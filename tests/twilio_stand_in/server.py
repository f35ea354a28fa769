"""The stand-in's HTTP side: Twilio's paths, each with the method that answers it.

Sources: twilio.com/docs/messaging/api/{message-resource, media-resource}, content/content-api-resources,
whatsapp/api/typing-indicators-resource.
"""

import base64
import json
import re
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from tests.twilio_stand_in import content, messages
from tests.twilio_stand_in.errors import AT_ONCE, Refusal, document
from tests.twilio_stand_in.faults import CUT_OFF, HANG, LATE, LOST, TRICKLED_HEAD

if TYPE_CHECKING:
    from tests.twilio_stand_in.stand_in import TwilioStandIn

ACCOUNT_PATH = r"/2010-04-01/Accounts/(?P<account>\w+)"
ROUTES = (
    ("POST", ACCOUNT_PATH + r"/Messages\.json", "send_message"),
    ("GET", ACCOUNT_PATH + r"/Messages\.json", "list_messages"),
    ("GET", ACCOUNT_PATH + r"/Messages/(?P<sid>\w+)\.json", "fetch_message"),
    ("GET", ACCOUNT_PATH + r"/Messages/\w+/Media/(?P<sid>\w+)", "redirect_to_media"),
    ("DELETE", ACCOUNT_PATH + r"/Messages/\w+/Media/(?P<sid>\w+)(\.json)?", "delete_media"),
    ("POST", r"/v1/Content", "create_content"),
    ("GET", r"/v1/Content", "list_contents"),
    ("GET", r"/v1/ContentAndApprovals", "list_contents"),
    ("GET", r"/v1/Content/(?P<sid>\w+)", "fetch_content"),
    ("DELETE", r"/v1/Content/(?P<sid>\w+)", "delete_content"),
    ("POST", r"/v1/Content/(?P<sid>\w+)/ApprovalRequests/whatsapp", "submit_content"),
    ("GET", r"/v1/Content/(?P<sid>\w+)/ApprovalRequests", "fetch_approval"),
    ("POST", r"/v2/Indicators/Typing\.json", "show_typing"),
)
OPEN_ROUTES = (("GET", r"/signed/(?P<sid>\w+)", "signed_media"),)


class Server:
    """Answers on a free port of loopback, a thread a connection."""

    def __init__(self, twilio: "TwilioStandIn") -> None:
        from tests.twilio_stand_in.stand_in import ACCOUNT, TOKEN

        handler = type("Handler", (_Handler,), {"twilio": twilio, "account": ACCOUNT, "token": TOKEN})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together
    twilio: "TwilioStandIn"
    account: str
    token: str
    raw: bytes

    def do_GET(self) -> None:
        self._route("GET")

    def do_POST(self) -> None:
        self._route("POST")

    def do_DELETE(self) -> None:
        self._route("DELETE")

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def handle(self) -> None:
        try:
            super().handle()
        except OSError:  # the other side hung up
            pass

    def _route(self, method: str) -> None:
        self.raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path).path
        if not self._answer_first(OPEN_ROUTES, method, path):
            expected = base64.b64encode(f"{self.account}:{self.token}".encode()).decode()
            if self.headers.get("Authorization") != f"Basic {expected}":
                self._refuse(Refusal(20003))
            elif not self._answer_first(ROUTES, method, path):
                self.twilio.unknown_calls.append(f"{method} {path}")
                self._refuse(Refusal(20404))

    def _answer_first(self, routes: tuple[tuple[str, str, str], ...], method: str, path: str) -> bool:
        for route_method, pattern, name in routes:
            found = re.fullmatch(pattern, path) if route_method == method else None
            if not found:
                continue
            facts = found.groupdict()
            try:
                if facts.pop("account", self.account) != self.account:
                    raise Refusal(20404)
                getattr(self, name)(**facts)
            except Refusal as refusal:
                self._refuse(refusal)
            return True
        return False

    def _refuse(self, refusal: Refusal) -> None:
        self._answer(refusal.status, document(refusal.code, refusal.status, refusal.message))

    def _answer(self, status: int, body: Any = None, headers: dict[str, str] | None = None) -> None:
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        self.wfile.flush()

    def _json(self) -> Any:
        try:
            return json.loads(self.raw or b"{}")
        except ValueError:
            raise Refusal(20001) from None

    # ------------------------------------------------------------ messages
    def send_message(self) -> None:
        form = parse_qs(self.raw.decode(), keep_blank_values=True)
        fault = self.twilio.take_fault(form.get("To", [""])[-1], later=False)
        if fault and fault.what == HANG:
            time.sleep(fault.seconds)
            raise Refusal(20503)
        if fault and fault.what in AT_ONCE:
            raise Refusal(int(fault.what))
        if fault and isinstance(fault.what, int):
            code = {429: 20429, 503: 20503}.get(fault.what, 20500)
            return self._answer(fault.what, document(code, fault.what, "on demand"))
        message = self.twilio.accept(form)
        if fault and fault.what == LATE:
            time.sleep(fault.seconds)
        if fault and fault.what == LOST:
            self.close_connection = True
            return self.connection.shutdown(socket.SHUT_RDWR)
        self._answer(201, messages.resource(message, self.account))

    def fetch_message(self, sid: str) -> None:
        found = next((message for message in self.twilio.sent if message.sid == sid), None)
        if not found:
            raise Refusal(20404)
        self._answer(200, messages.resource(found, self.account))

    def list_messages(self) -> None:
        query = {name: values[-1] for name, values in parse_qs(urlsplit(self.path).query).items()}
        wanted = [
            message
            for message in reversed(self.twilio.sent)
            if query.get("To", message.to) == message.to
            and query.get("From", message.sender) == message.sender
            and query.get("DateSent>", "") <= message.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        ]
        page = wanted[: int(query.get("PageSize", 50))]
        rows = [messages.resource(message, self.account) for message in page]
        self._answer(200, {"messages": rows, "page": 0, "page_size": 50, "next_page_uri": None, "uri": self.path})

    # ------------------------------------------------------------ pictures that people sent
    def redirect_to_media(self, sid: str) -> None:
        fault = self.twilio.take_fault("media", later=False)
        if fault and isinstance(fault.what, int):
            return self._answer(fault.what)
        if fault and fault.what == LATE:
            time.sleep(fault.seconds)
        elif fault:
            return self._spoiled(str(fault.what), self.twilio.inbound_media[sid][0])
        if sid not in self.twilio.inbound_media:
            raise Refusal(20404)
        elsewhere = self.twilio.inbound_media[sid][2]
        # Another host name: an honest client drops its Authorization on the way there.
        signed = self.twilio.url.replace("127.0.0.1", "localhost") + f"/signed/{sid}"
        self._answer(307, headers={"Location": elsewhere or signed})

    def _spoiled(self, what: str, data: bytes) -> None:
        """A picture on a line that brings a byte now and then, or not all."""
        self.close_connection = True
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(data)}\r\n".encode()
        if what == CUT_OFF:
            self.wfile.write(head + b"\r\n" + data[:-5000])
            return
        self.wfile.write(head + (b"" if what == TRICKLED_HEAD else b"\r\n"))
        for byte in b"X-Header: " + bytes(3000):
            self.wfile.write(bytes([byte or 0x61]))
            self.wfile.flush()
            time.sleep(0.02)

    def signed_media(self, sid: str) -> None:
        if self.headers.get("Authorization"):
            return self._answer(400, {"error": "Only one auth mechanism allowed"})
        if sid not in self.twilio.inbound_media:
            return self._answer(404)
        data, content_type, _ = self.twilio.inbound_media[sid]
        self._answer(200, data, {"Content-Type": content_type})

    def delete_media(self, sid: str) -> None:
        if self.twilio.inbound_media.pop(sid, None) is None:
            raise Refusal(20404)
        self._answer(204)

    # ------------------------------------------------------------ content templates
    def create_content(self) -> None:
        fault = self.twilio.take_fault("content", later=False)
        if fault and isinstance(fault.what, int):
            raise Refusal({429: 20429}.get(fault.what, 20500))
        new = self._json()
        content.check_new(new)
        sid = self.twilio.new_sid("HX")
        self.twilio.contents[sid] = new
        self._answer(201, self._content_resource(sid))

    def list_contents(self) -> None:
        rows = [self._content_resource(sid) for sid in self.twilio.contents]
        meta = {"page": 0, "page_size": 50, "key": "contents", "next_page_url": None, "previous_page_url": None}
        self._answer(200, {"contents": rows, "meta": meta | {"url": self.path, "first_page_url": self.path}})

    def fetch_content(self, sid: str) -> None:
        self._answer(200, self._content_resource(sid))

    def delete_content(self, sid: str) -> None:
        self._content_resource(sid)
        del self.twilio.contents[sid]
        self._answer(204)

    def submit_content(self, sid: str) -> None:
        types = self._content_resource(sid)["types"]
        asked = self._json()
        if sid in self.twilio.approvals:
            raise Refusal(92009)
        if any(name in content.NEVER_A_TEMPLATE for name in types):
            raise Refusal(92008)
        if not re.fullmatch(r"[a-z0-9_]+", asked.get("name", "")) or asked.get("category") not in (
            "UTILITY",
            "MARKETING",
            "AUTHENTICATION",
        ):
            raise Refusal(20001)
        self.twilio.approvals[sid] = "received"
        self._answer(201, {**asked, "status": "received", "content_type": next(iter(types)), "rejection_reason": ""})

    def fetch_approval(self, sid: str) -> None:
        self._content_resource(sid)
        state = self.twilio.approvals.get(sid, "unsubmitted")
        whatsapp = {"type": "whatsapp", "name": "", "category": "UTILITY", "status": state, "rejection_reason": ""}
        self._answer(200, {"sid": sid, "account_sid": self.account, "whatsapp": whatsapp, "url": self.path})

    def _content_resource(self, sid: str) -> dict[str, Any]:
        if sid not in self.twilio.contents:
            raise Refusal(20404)
        kept, url = self.twilio.contents[sid], f"{self.twilio.url}/v1/Content/{sid}"
        approval = {"name": "", "category": "UTILITY", "status": self.twilio.approvals.get(sid, "unsubmitted")}
        return {
            "sid": sid,
            "account_sid": self.account,
            "friendly_name": kept.get("friendly_name"),
            "language": kept["language"],
            "variables": kept.get("variables") or {},
            "types": kept["types"],
            "date_created": "2026-01-01T00:00:00Z",
            "date_updated": "2026-01-01T00:00:00Z",
            "url": url,
            "links": {
                "approval_create": f"{url}/ApprovalRequests/whatsapp",
                "approval_fetch": f"{url}/ApprovalRequests",
            },
            "approval_requests": approval,
        }

    # ------------------------------------------------------------ read receipt
    def show_typing(self) -> None:
        form = parse_qs(self.raw.decode())
        if form.get("channel") != ["whatsapp"] or not form.get("messageId"):
            raise Refusal(20001)
        self.twilio.typing.append(form["messageId"][0])
        self._answer(200, {"success": True})
