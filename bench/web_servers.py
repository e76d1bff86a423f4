"""Which web server serves a list page best? granian, gunicorn and uvicorn, one process each, on one real list page.

Starts its own portal (embedded PostgreSQL, sample organisation) in a temporary home, signs in, then asks for the page
over keep-alive connections from threads of this process. Prints answers a second, the median, the 99th percentile and
the memory of the server's processes. Figures and choice: docs/operating.md.
"""

import http.client
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from compliance_portal.supervisor import portal  # noqa: E402 (the checkout is not installed)

SECONDS = float(os.environ.get("BENCH_SECONDS", "6"))
CONNECTIONS = 8
PAGE = os.environ.get("BENCH_PAGE", "/access/people/")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def servers(port: int) -> dict[str, list[str]]:
    """Return each server's command, all with one process and eight threads or tasks."""
    python = [sys.executable, "-m"]
    threaded = ["--workers", "1", "--threads", "8", "--worker-class", "gthread", "--log-level", "error"]
    return {
        "granian (wsgi)": list(portal.web("127.0.0.1", port, 8).command),
        "gunicorn (gthread)": [*python, "gunicorn", "-b", f"127.0.0.1:{port}", *threaded, "compliance_portal.wsgi"],
        "uvicorn (asgi)": [
            *python,
            "uvicorn",
            "--port",
            str(port),
            "--log-level",
            "error",
            "--no-access-log",
            "--lifespan",
            "off",
            "--factory",
            "django.core.asgi:get_asgi_application",
        ],
    }


def cookie_of(environment: dict[str, str]) -> str:
    """Sign the sample's administrator in and return the session's cookie."""
    script = (
        "from importlib import import_module; from django.conf import settings; from access.models import Person; "
        "from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY; "
        "store = import_module(settings.SESSION_ENGINE).SessionStore(); "
        "person = Person.objects.filter(assignments__role__slug='administrator', is_active=True)[0]; "
        "store.update({SESSION_KEY: str(person.pk), BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0], "
        "HASH_SESSION_KEY: person.get_session_auth_hash()}); store.create(); "
        "print(f'{settings.SESSION_COOKIE_NAME}={store.session_key}')"
    )
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", script],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip().splitlines()[-1]


def ask(port: int, cookie: str, until: float, times: list[float], failures: list[int]) -> None:
    """Ask for the page again and again over one connection."""
    caller = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    while time.monotonic() < until:
        begun = time.monotonic()
        caller.request("GET", PAGE, headers={"Cookie": cookie, "Host": "localhost"})
        answer = caller.getresponse()
        answer.read()
        times.append(time.monotonic() - begun)
        if answer.status != http.HTTPStatus.OK:
            failures.append(answer.status)


def round_of(port: int, cookie: str, seconds: float) -> tuple[list[float], list[int]]:
    """Ask from all connections at once."""
    times: list[float] = []
    failures: list[int] = []
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=ask, args=(port, cookie, until, times, failures)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times), failures


def measure(name: str, command: list[str], port: int, cookie: str, environment: dict[str, str]) -> None:
    """Start one server, warm it up, measure it and stop it."""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(port)
            round_of(port, cookie, 1.5)
            times, failures = round_of(port, cookie, SECONDS)
            tree = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            memory = sum(one.memory_info().rss for one in tree) / 1024**2
        finally:
            process.terminate()
            process.wait(10)
    print(
        f"{name:<20} {len(times) / SECONDS:7.1f}/s   median {statistics.median(times) * 1000:6.1f} ms   "
        f"p99 {times[int(len(times) * 0.99)] * 1000:6.1f} ms   {memory:5.0f} MB   {len(failures)} failed"
    )


def wait_for(port: int) -> None:
    """Wait until something listens."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def main() -> None:
    """Measure all three on one database."""
    home = Path(tempfile.mkdtemp(prefix="portal-bench-"))
    environment = {**os.environ, "PORTAL_HOME": str(home), "PORTAL_PORT": str(free_port()), "SAMPLE": "1"}
    environment.setdefault("DJANGO_SETTINGS_MODULE", "compliance_portal.settings.dev")
    with subprocess.Popen(
        [sys.executable, "manage.py", "up"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as running:
        try:
            for line in running.stdout or ():
                if "Ready:" in line:
                    break
            cookie = cookie_of(environment)
            print(f"{PAGE}, {CONNECTIONS} connections, {SECONDS:.0f} s each")
            for name in servers(0):
                port = free_port()
                measure(name, servers(port)[name], port, cookie, environment)
        finally:
            running.terminate()
            running.wait(15)
            shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
