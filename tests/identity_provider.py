"""The real identity provider (sandbox/identity) in a process of its own, with people of the test's."""

import base64
import hashlib
import json
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from compliance_portal.supervisor.node import node

ROOT = Path(__file__).resolve().parents[1]
PASSWORD = "Nine-Patient-Lanterns"
SALT = b"of the tests onl"
# Cheap: the tests of the digest name their own.
COST = 2**10


def digest(password: str = PASSWORD, cost: int = COST) -> str:
    key = hashlib.scrypt(password.encode(), salt=SALT, n=cost, r=8, p=1, dklen=32)
    return "$".join(("scrypt", str(cost), "8", "1", base64.b64encode(SALT).decode(), base64.b64encode(key).decode()))


@dataclass
class IdentityProvider:
    """One provider on one port; `people` and `clients` are written to its directory by `write`."""

    folder: Path
    port: int
    clients: list[dict[str, Any]] = field(default_factory=list)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    offered_password: str = ""
    process: subprocess.Popen[bytes] | None = None

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def directory(self) -> Path:
        return self.folder / "directory.json"

    @property
    def log(self) -> str:
        path = self.folder / "log"
        return path.read_text(errors="replace") if path.exists() else ""

    def enter(self, subject: str, name: str = "", **more: Any) -> dict[str, Any]:
        """Give somebody an account; what is changed of one that is there counts at once."""
        known = {"sub": subject, "name": name or subject.title(), "email": f"{subject}@example.org", "groups": []}
        person = {**known, "department": "", "title": "", "password": digest(), **self.people.get(subject, {}), **more}
        self.people[subject] = person
        self.write()
        return person

    def write(self) -> None:
        self.folder.mkdir(exist_ok=True, parents=True)
        content = {"organisation": "Example Corp.", "clients": self.clients, "people": list(self.people.values())}
        if self.offered_password:
            content["offered_password"] = self.offered_password
        draft = self.directory.with_suffix(".new")
        draft.write_text(json.dumps(content))
        draft.replace(self.directory)

    def start(self) -> "IdentityProvider":
        self.write()
        program = node(ROOT / "node_modules" / "oidc-provider")
        arguments = ["--directory", str(self.directory), "--state", str(self.folder), "--port", str(self.port)]
        with (self.folder / "log").open("ab") as out:
            command = [program, str(ROOT / "sandbox" / "identity" / "main.mjs"), *arguments]
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=out)
        for _attempt in range(300):
            assert self.process.poll() is None, self.log
            try:
                with urlopen(f"{self.issuer}/health", timeout=1):
                    return self
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The identity provider did not start: {self.log}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(10)
            self.process = None


def running(provider: IdentityProvider) -> Iterator[IdentityProvider]:
    """Run a provider as long as a fixture lasts."""
    try:
        yield provider.start()
    finally:
        provider.stop()
