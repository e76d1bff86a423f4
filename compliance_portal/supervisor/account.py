"""PostgreSQL refuses to run as root: a system account of its own, and a way for it to its folders."""

import os
import pwd
import shutil
import stat
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

NAME = "portal-postgres"

# POSIX access lists as Linux keeps them in an attribute (linux/posix_acl_xattr.h): version, then tag, rights, id.
ACL = "system.posix_acl_access"
VERSION = struct.pack("<I", 2)
OWNER, USER, GROUP, MASK, OTHER = 0x01, 0x02, 0x04, 0x10, 0x20
NOBODY = 0xFFFFFFFF


class AccountError(Exception):
    """PostgreSQL cannot be given an account or a way to its folder; the text says what to do."""


@dataclass(frozen=True)
class Account:
    """The system account that a server runs as."""

    uid: int
    gid: int


def server_account() -> Account | None:
    """Return the account for PostgreSQL when we are root (made once), or None: it runs as whoever we are."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        entry = _make_account()
    return Account(entry.pw_uid, entry.pw_gid)


def _make_account() -> pwd.struct_passwd:
    tool = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if tool is not None:
        command = [tool, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
        made = subprocess.run(command, capture_output=True, text=True, check=False)
        # 9: another start made it a moment ago.
        if made.returncode in {0, 9}:
            return pwd.getpwnam(NAME)
    raise AccountError(
        "PostgreSQL refuses to run as root and the account for it could not be made. Start the portal as an ordinary "
        f"user, or make a system account named {NAME}."
    )


def let_through(account: Account, path: Path) -> None:
    """Let the account pass through the folders above `path`: only pass, not list, and nobody else."""
    for folder in path.resolve().parents:
        status = folder.stat()
        if status.st_mode & stat.S_IXOTH or (status.st_uid == account.uid and status.st_mode & stat.S_IXUSR):
            continue
        try:
            _grant_passage(folder, account, status.st_mode)
        except OSError as error:
            raise AccountError(
                f"PostgreSQL (account {NAME}) cannot pass through {folder}: {error.strerror}. "
                f"Choose another PORTAL_HOME, or run: chmod o+x {folder}"
            ) from error


def _grant_passage(folder: Path, account: Account, mode: int) -> None:
    try:
        raw = os.getxattr(folder, ACL)[4:]
        entries = list(struct.iter_unpack("<HHI", raw))
    except OSError:
        entries = [
            (OWNER, mode >> 6 & 7, NOBODY),
            (GROUP, mode >> 3 & 7, NOBODY),
            (MASK, mode >> 3 & 7, NOBODY),
            (OTHER, mode & 7, NOBODY),
        ]
    kept = [(tag, rights | (1 if tag == MASK else 0), name) for tag, rights, name in entries]
    kept = [entry for entry in kept if (entry[0], entry[2]) != (USER, account.uid)] + [(USER, 1, account.uid)]
    os.setxattr(folder, ACL, VERSION + b"".join(struct.pack("<HHI", *entry) for entry in sorted(kept)))
