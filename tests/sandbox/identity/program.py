"""A program that people sign in to, as simple as the standards let it be, and the browser they do it with."""

import base64
import hashlib
import json
import secrets
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
import requests

from tests.identity_provider import PASSWORD

SECRET = "a secret of forty characters for the test"


class Program:
    """A registered client; `told` holds the logout tokens that it was sent."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.issuer = ""
        told = self.told

        class Listener(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                told.append(parse_qs(body)["logout_token"][0])
                self.send_response(200)
                self.end_headers()

            def log_message(self, *_arguments: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Listener)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def registration(self) -> dict[str, Any]:
        return {
            "client_id": "program",
            "client_secret": SECRET,
            "client_name": "Test program",
            "client_uri": f"{self.address}/",
            "redirect_uris": [f"{self.address}/callback"],
            "post_logout_redirect_uris": [f"{self.address}/bye"],
            "backchannel_logout_uri": f"{self.address}/logout",
        }

    def read(self, token: str) -> dict[str, Any]:
        """Check a token's signature by the keys the provider publishes; return what it says."""
        keys = jwt.PyJWKClient(f"{self.issuer}/jwks")
        key = keys.get_signing_key_from_jwt(token)
        claims: dict[str, Any] = jwt.decode(token, key, ["RS256", "ES256"], audience="program", issuer=self.issuer)
        return claims


@dataclass
class Browser:
    """Follows redirects up to the program, keeps cookies, fills in the sign-in form."""

    program: Program
    session: requests.Session = field(default_factory=requests.Session)
    seen: str = ""

    def ask(self, **more: str) -> tuple[str, str]:
        """Ask to sign in; return what was answered at last (an address of the program, or a page) and the verifier."""
        verifier = secrets.token_urlsafe(48)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
        asked = {
            "client_id": "program",
            "redirect_uri": f"{self.program.address}/callback",
            "response_type": "code",
            "scope": "openid email profile groups",
            "state": "state",
            "nonce": "nonce",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        asked = {name: value for name, value in {**asked, **more}.items() if value}
        return self.follow(f"{self.program.issuer}/auth?{urlencode(asked)}"), verifier

    def follow(self, address: str, form: dict[str, str] | None = None) -> str:
        """Go where it leads; returns the program's address, or the provider's page that wants something."""
        answer = self.session.request("POST" if form else "GET", address, data=form, allow_redirects=False, timeout=10)
        while (target := answer.headers.get("Location")) is not None:
            if target.startswith(self.program.address):
                return target
            answer = self.session.get(requests.compat.urljoin(answer.url, target), allow_redirects=False, timeout=10)
        self.seen = answer.text
        return answer.url

    def enter(self, page: str, password: str = PASSWORD, email: str = "nora@example.org") -> str:
        """Fill in the sign-in form."""
        return self.follow(page, {"email": email, "password": password})

    def sign_in(self, **more: str) -> dict[str, Any]:
        """Sign in, where the provider asks for it; return the answer of its token endpoint."""
        at, verifier = self.ask(**more)
        if at.startswith(self.program.issuer):
            at = self.enter(at)
        return self.exchange(at, verifier)

    def exchange(self, at: str, verifier: str) -> dict[str, Any]:
        code = answered(at)["code"]
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"{self.program.address}/callback",
            "code_verifier": verifier,
        }
        answer = requests.post(f"{self.program.issuer}/token", data=form, auth=("program", SECRET), timeout=10)
        found: dict[str, Any] = json.loads(answer.text)
        return found


def answered(address: str) -> dict[str, str]:
    """Return what the provider told the program in the address it led to."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
