"""A real server and a real browser. Console errors, script errors and breaches of the content policy fail the test."""

import fcntl
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from access.models import Person
from tests.factories.clients import client_of

# No test is a race: a loaded machine may take its time to answer.
expect.set_options(timeout=60_000)

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
# Debian's chromium without its windows needs half the time of the whole one.
BROWSERS = (
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
)
# A browser under test talks to the server under test only.
SILENT = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def build_static() -> None:
    """Bring the static files up to date; `make test` has done it, a single test may find them old."""
    with (settings.HOME / "static.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["make", "--silent", "static"], cwd=ROOT, check=True)


def wait_until_alive(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    trouble = ""
    for _attempt in range(200):
        if server.poll() is not None:
            break
        try:
            with urlopen(f"{address}/livez", timeout=1):
                return
        except OSError as error:
            trouble = str(error)
            time.sleep(0.1)
    pytest.fail(f"the server did not start: {trouble}\n{log.read_text(errors='replace')[-3000:]}")


@contextmanager
def serving(port: int, **more: str) -> Iterator[str]:
    """Run the portal's web server on this process's database, with more in its environment; yields its address."""
    address = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
        "PORTAL_TEST_DATABASE": str(connections["default"].settings_dict["NAME"]),
        **more,
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    log = settings.HOME / f"browser-server-{port}.log"
    with log.open("wb") as out:
        application = [*command, "--no-ws", "compliance_portal.wsgi:application"]
        process = subprocess.Popen(application, cwd=ROOT, env=environment, stdout=out, stderr=out)
    try:
        wait_until_alive(process, address, log)
        yield address
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def server(django_db_setup: None) -> Iterator[str]:
    """Run the portal and return its address."""
    build_static()
    with serving(free_port()) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return a chromium that runs for the whole session."""
    executable = next((each for each in BROWSERS if Path(each).exists()), None)
    if executable is None:
        pytest.fail("no chromium here: install it (Debian: apt-get install chromium-headless-shell), run again")
    arguments = [*SILENT, "--no-sandbox"] if os.geteuid() == 0 else SILENT
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; the tests' own use of the database is synchronous all the same.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=executable, args=arguments)
        yield chromium
        chromium.close()


@dataclass
class Watched:
    """A page with what went wrong on it."""

    page: Page
    address: str
    expected: tuple[str, ...]
    faults: list[str] = field(default_factory=list)

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each in message.text for each in self.expected):
            self.faults.append(f"{self.page.url}: {message.text} ({message.location['url']})")


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(server: str, browser: Browser) -> Iterator[OpenPage]:
    """Return a function that opens an address in a window of its own; `expected` console errors are no faults."""
    opened: list[Watched] = []

    def opener(
        address: str, *, width: int = 1440, expected: tuple[str, ...] = (), session: str = "", **options: Any
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, base_url=server, **options)
        if session:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}])
        context.set_default_timeout(60_000)
        watched = Watched(context.new_page(), address, expected)
        watched.page.on("console", watched.hear)
        watched.page.on("pageerror", lambda error: watched.faults.append(f"{address}: {error}"))
        opened.append(watched)
        watched.page.goto(address)
        return watched.page

    yield opener
    faults = [fault for watched in opened for fault in watched.faults]
    for watched in opened:
        watched.page.context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def open_as(open_page: OpenPage, transactional_db: None) -> OpenPage:
    """Return a function that opens an address in a browser of a signed-in person: `open_as(person, "/trail/")`."""

    def opener(person: Person, address: str, *, confirmed: bool = False, **options: Any) -> Page:
        cookies = client_of(person, confirmed=confirmed).cookies
        return open_page(address, session=cookies[settings.SESSION_COOKIE_NAME].value, **options)

    return opener


@pytest.fixture
def shared_files(settings: Any) -> None:
    """Let the test read and write the files of the server."""
    place = {"location": settings.HOME / "browser-files"}
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": place}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the whole page under test-results/."""
    path = RESULTS / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=True, animations="disabled")


def accessibility_faults(page: Page) -> list[str]:
    """Return what axe finds: rule, help and the elements."""
    violations = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{violation['id']}: {violation['help']}\n  "
        + "\n  ".join(node["html"][:200] for node in violation["nodes"][:5])
        for violation in violations
    ]


def sticks_out(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
