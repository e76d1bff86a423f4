"""Where things lie in PORTAL_HOME; computed from its path alone, so that every command finds a running portal."""

import hashlib
import os
import secrets
from pathlib import Path

# sockaddr_un.sun_path holds 108 bytes on Linux and 104 on macOS, with the closing zero.
LONGEST_SOCKET = 103
SOCKET_NAME = ".s.PGSQL.5432"


def data_folder(home: Path) -> Path:
    """Return the data directory of the embedded PostgreSQL."""
    return home / "postgres" / "data"


def socket_folder(home: Path) -> Path:
    """Return where the embedded PostgreSQL listens: in the home, or under /tmp when the home's path is too long."""
    inside = home / "postgres" / "run"
    if len(os.fsencode(inside / SOCKET_NAME)) <= LONGEST_SOCKET:
        return inside
    return Path("/tmp") / f"portal-{hashlib.sha256(os.fsencode(home)).hexdigest()[:16]}"  # noqa: S108 (0700, owner checked)


def local_database_url(home: Path, role: str, name: str = "portal") -> str:
    """Return the address of the embedded PostgreSQL for one of its roles, as libpq writes it."""
    host = str(socket_folder(home)).replace("\\", "\\\\").replace("'", "\\'")
    return f"host='{host}' port=5432 user={role} dbname={name}"


def cannot_write(home: Path, error: OSError) -> str:
    """Return the sentence for a home that cannot be written."""
    return (
        f"The portal cannot write in its home {home}: {error.strerror}. "
        "Make that folder writable, or choose another: PORTAL_HOME=/path/to/folder"
    )


def local_secret(home: Path, name: str = "secret_key") -> str:
    """Return a secret that was made once for this home; the file is readable by its owner only."""
    path = home / name
    try:
        if not path.is_file():
            _make_secret(path)
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise SystemExit(cannot_write(home, error)) from error


def _make_secret(path: Path) -> None:
    """Write it under another name and link it into place, so that two processes that start together agree on one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123
        file.write(secrets.token_urlsafe(64))
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
