"""The processes that are the portal. A later one (the gateway) is one more function here."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from compliance_portal.supervisor.children import Child
from compliance_portal.supervisor.node import node
from compliance_portal.supervisor.postgres import FAST, IMMEDIATE, Cluster

# Tasks are JSON only, so the warning about root and pickle says nothing here.
CELERY = (
    sys.executable, "-W", "ignore::UserWarning:celery.platforms", "-m", "celery", "--app", "compliance_portal",
    "--quiet", "--no-color",
)  # fmt: skip

# Starting, stopping and checkpoints; and that somebody asked a little too early or too late.
POSTGRES_ROUTINE = re.compile(
    r"(LOG|INFO|NOTICE|DEBUG\d?):|FATAL:\s+the database system is (starting up|shutting down|not yet accepting)"
)
# Celery's farewell speaks of a second Ctrl-C, which changes nothing here.
WORKER_ROUTINE = re.compile(r"worker: (Warm shutdown|Cold shutdown|Hitting Ctrl\+C)")


# Who signed in and out; and what oidc-provider thinks of a node that is not the newest.
IDENTITY_ROUTINE = re.compile(
    r"Listening|oidc-provider (WARNING|NOTICE)|Told |Sessions of |Signed out|.* signed in to "
)

# When the supervisor was killed the database goes at the same moment, and Celery asked to stop may then wait for it for
# ever. A worker's pool ends by itself when its parent is gone, and a job that was cut short comes back.
ORPHANED_CELERY = signal.SIGKILL


@dataclass(frozen=True, kw_only=True)
class PostgresChild(Child):
    """The embedded PostgreSQL as a child: started first, stopped last."""

    cluster: Cluster

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server; what a killed one left is ended first."""
        return self.cluster.launch(subprocess.PIPE)


def postgres(cluster: Cluster) -> Child:
    """Return the embedded PostgreSQL."""
    return PostgresChild(
        name="postgres", stop=((FAST, 3.0), (IMMEDIATE, 1.0)), routine=POSTGRES_ROUTINE, cluster=cluster
    )


def manage(name: str, *arguments: str) -> Child:
    """Return a management command as a step of the start."""
    command = (sys.executable, str(Path(sys.argv[0]).resolve()), *arguments)
    return Child(name=name, command=command, stop=((signal.SIGTERM, 3.0),))


def web(host: str, port: int, threads: int) -> Child:
    """Return the pages and the API: granian, chosen by measurement (docs/operating.md)."""
    command = (
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", "1", "--blocking-threads", str(threads), "--runtime-mode", "st", "--http", "1",
        "--backlog", "1024", "--no-ws", "--workers-kill-timeout", "3s", "--respawn-failed-workers",
        "--log-level", "error", "compliance_portal.wsgi:application",
    )  # fmt: skip
    return Child(name="web", command=command, stop=((signal.SIGTERM, 4.0),))


def worker(before: Callable[[], object] = lambda: None) -> Child:
    """Return what works off the jobs; a task cut short by our end goes back to the queue (SIGQUIT)."""
    command = (
        *CELERY, "worker", "--pool", "prefork", "-O", "fair", "--without-gossip", "--without-mingle",
        "--without-heartbeat", "--loglevel", "warning",
    )  # fmt: skip
    stop = ((signal.SIGTERM, 3.0), (signal.SIGQUIT, 2.0))
    return Child("worker", command, stop, orphaned=ORPHANED_CELERY, routine=WORKER_ROUTINE, before=before)


def beat() -> Child:
    """Return what starts jobs by the clock."""
    # Looking for changed schedules every 5 s, as it does by default, is most of an idle portal's work.
    command = (*CELERY, "beat", "--pidfile", "", "--max-interval", "20", "--loglevel", "warning")
    return Child(name="beat", command=command, orphaned=ORPHANED_CELERY)


def identity(directory: Path, port: int) -> Child:
    """Return the identity provider of the sample organisation (sandbox/identity)."""
    root = Path(__file__).resolve().parents[2]
    program = node(root / "node_modules" / "oidc-provider")
    arguments = ("--directory", str(directory), "--state", str(directory.parent), "--port", str(port))
    command = (program, str(root / "sandbox" / "identity" / "main.mjs"), *arguments)
    return Child(name="identity", command=command, routine=IDENTITY_ROUTINE)


def port_refusal(host: str, port: int) -> str | None:
    """Return why a port cannot be listened on, or None."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            return os.strerror(error.errno or 0)
    return None
