"""Reading the environment: typed values, and secrets also from the file named by `NAME_FILE`."""

from pathlib import Path
from typing import Any

import environ
from psycopg import conninfo

env = environ.FileAwareEnv()

# Long for a server that is there, short for readers who wait for one that is not.
CONNECT_SECONDS = "5"
# What a role or a database may be set to elsewhere (ALTER ROLE … SET) must not decide which tables we mean.
SEARCH_PATH = "-c search_path=public"


def database(url: str) -> dict[str, Any]:
    """Turn a libpq address (`postgresql://user@host/name?…` or `host=… dbname=…`) into Django's settings of it."""
    parts = conninfo.conninfo_to_dict(url)
    parts.setdefault("connect_timeout", CONNECT_SECONDS)
    parts["options"] = f"{parts.get('options', '')} {SEARCH_PATH}".strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "portal"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "") or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parts),
    }


def address(database: dict[str, Any]) -> str:
    """Turn Django's settings of a database back into a libpq address."""
    parts = {
        "host": database["HOST"],
        "port": database["PORT"],
        "user": database["USER"],
        "password": database["PASSWORD"],
        "dbname": database["NAME"],
        **database["OPTIONS"],
    }
    return conninfo.make_conninfo(**{name: value for name, value in parts.items() if value})


def broker(database: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return Celery's broker and its options: the portal's own PostgreSQL unless CELERY_BROKER_URL names another.

    A task comes back to another worker when its worker is killed: at once with RabbitMQ, after the visibility timeout
    (which must be longer than the longest task) with the others.
    """
    url = env.str("CELERY_BROKER_URL", default="")
    visibility = {"visibility_timeout": env.int("TASK_MINUTES", default=60) * 60}
    if url.startswith(("redis", "rediss")):
        # Kombu's defaults look for the tasks of a killed worker only every 10th of 10 s rounds.
        return url, {**visibility, "unacked_restore_interval": 5, "unacked_restore_throttle": 1}
    if url:
        return url, {}
    options = {
        **visibility,
        "conn_string": address(database),
        "init_extension": False,
        "pool_size": 4,
        # Woken by NOTIFY; the poll is for what NOTIFY cannot tell: a visibility timeout that ran out.
        "use_notify": True,
        "notify_throttle_interval_ms": 0,
        "wait_time_seconds": 0,
        "polling_interval": 0.5,
    }
    return "pgmq://localhost", options


def portal_home(root: Path) -> Path:
    """Return the folder that holds everything the portal writes (PORTAL_HOME, `var/` beside the code by default)."""
    return Path(env.str("PORTAL_HOME", default=str(root / "var"))).expanduser().resolve()


def port(name: str, default: int) -> int:
    """Return a port from the environment; anything else ends the start with a sentence."""
    text = env.str(name, default=str(default)).strip()
    if not (text.isascii() and text.isdigit() and int(text) <= 65535):
        raise SystemExit(f"{name} is “{text}”: a port is a number from 1 to 65535.")
    return int(text)
