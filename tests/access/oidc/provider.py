"""An identity provider that does what it is told, right or wrong: a real server with keys of its own."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote_plus, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from access.oidc.tokens import LOGOUT_EVENT
from common.clock import now

CLIENT, SECRET = "portal", "a secret + of the portal"
NOTHING = object()


class Key:
    """One key of the provider's."""

    def __init__(self, kid: str, bits: int = 2048) -> None:
        self.kid = kid
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=bits)

    @property
    def public(self) -> dict[str, Any]:
        return {
            **json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.private.public_key())),
            "kid": self.kid,
            "use": "sig",
        }

    @property
    def public_pem(self) -> bytes:
        return self.private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )


class Provider:
    """The provider as one test has it; `reset` makes it well-behaved again."""

    def __init__(self, keys: list[Key]) -> None:
        self.keys = keys
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.reset()

    def reset(self) -> None:
        self.published = [self.keys[0]]
        self.signing = self.keys[0]
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.metadata: dict[str, Any] = {}
        self.skew = timedelta()
        self.away: set[str] = set()
        self.slow: dict[str, float] = {}
        self.asked: list[str] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.redirects = {"http://testserver/access/oidc/callback/"}
        self.person = {"sub": "u-1", "email": "maya@example.com", "name": "Maya Corporate", "groups": ["staff"]}

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def description(self) -> dict[str, Any]:
        here = {
            "issuer": self.issuer,
            **{f"{name}_endpoint": f"{self.issuer}/{name}" for name in ("authorization", "token", "userinfo")},
            "end_session_endpoint": f"{self.issuer}/end",
            "jwks_uri": f"{self.issuer}/jwks",
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
            "scopes_supported": ["openid", "email", "profile"],
            "claims_supported": ["sub", "email", "groups"],
            "backchannel_logout_supported": True,
        }
        return _with(here, self.metadata)

    def id_claims(self, *, at: datetime | None = None, **more: Any) -> dict[str, Any]:
        moment = int(((at or now()) + self.skew).timestamp())
        told = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": moment,
            "exp": moment + 300,
            "auth_time": moment,
            "sid": "s-1",
        }
        return _with({**told, **self.person, **more}, self.claims)

    def sign(self, claims: Mapping[str, Any], *, algorithm: str = "RS256", key: Any = None, **header: Any) -> str:
        private = self.signing.private if key is None else key
        return jwt.encode(dict(claims), private, algorithm=algorithm, headers={"kid": self.signing.kid, **header})

    def logout_token(self, **more: Any) -> str:
        moment = int((now() + self.skew).timestamp())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": moment, "exp": moment + 120, "jti": "j-1"}
        return self.sign(_with({**told, "sub": "u-1", "sid": "s-1", "events": {LOGOUT_EVENT: {}}}, more))

    def approve(self, address: str, **changed: str) -> str:
        """Let the person in as the browser's address asks; return the address it is led back to."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        # The server's thread knows nothing of a clock that the test holds.
        self.codes[code] = {**asked, "at": now().isoformat()}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], **changed})}"

    def refuse(self, address: str, error: str) -> str:
        """Return the address that a browser is led back to without having been let in."""
        asked = dict(parse_qsl(urlsplit(address).query))
        return f"{asked['redirect_uri']}?{urlencode({'error': error, 'state': asked['state']})}"

    def tokens(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        client, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().split(":")
        if (unquote_plus(client), unquote_plus(secret)) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form["code"], None)
        if asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "at", "id_token": self.id_token(asked["nonce"], asked["at"])}

    def id_token(self, nonce: str, at: str = "") -> str:
        return self.sign(self.id_claims(nonce=nonce, at=datetime.fromisoformat(at) if at else None))

    def answer(self, path: str, query: dict[str, list[str]]) -> tuple[int, dict[str, Any], dict[str, str]]:
        if path == "/.well-known/openid-configuration":
            return 200, self.description(), {}
        if path == "/jwks":
            return 200, {"keys": [key.public for key in self.published]}, {}
        if path == "/userinfo":
            return 200, _with(dict(self.person), self.userinfo), {}
        if path == "/authorization":
            redirect = query["redirect_uri"][0]
            if redirect not in self.redirects:
                return 400, {"error": "invalid_redirect_uri"}, {}
            return 302, {}, {"Location": f"{redirect}?error=login_required"}
        return 404, {}, {}


def _with(told: dict[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**told, **changed}.items() if value is not NOTHING}


def _handler_of(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            self.reply(parts.path, *provider.answer(parts.path, parse_qs(parts.query)))

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, found = provider.tokens(dict(parse_qsl(body)), self.headers.get("Authorization", "Basic Og=="))
            self.reply(self.path, status, found, {})

        def reply(self, path: str, status: int, found: dict[str, Any], headers: dict[str, str]) -> None:
            if path in provider.away:
                status, found = 503, {}
            time.sleep(provider.slow.get(path, 0))
            body = json.dumps(found).encode()
            self.send_response(status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            # Whoever asked may have stopped waiting.
            with suppress(ConnectionError):
                self.wfile.write(body)

        def log_request(self, *_args: Any) -> None:
            """Say nothing."""

    return Handler
