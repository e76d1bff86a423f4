"""Reading the environment: typed values, and secrets also from the file named by `NAME_FILE`."""

from pathlib import Path
from typing import Any

import environ
from psycopg import conninfo

env = environ.FileAwareEnv()


def database(url: str) -> dict[str, Any]:
    """Turn a libpq address (`postgresql://user@host/name?…` or `host=… dbname=…`) into Django's settings of it."""
    parts = conninfo.conninfo_to_dict(url)
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


def portal_home(root: Path) -> Path:
    """Return the folder that holds everything the portal writes (PORTAL_HOME, `var/` beside the code by default)."""
    return Path(env.str("PORTAL_HOME", default=str(root / "var"))).expanduser().resolve()
