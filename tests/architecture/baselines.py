"""Committed baselines: what the code does now, in a file, so that a change of it shows in the review."""

import fcntl
import os
from pathlib import Path

FOLDER = Path(__file__).parent
RENEW = "RENEW=1 .venv/bin/python -m pytest tests/architecture -k {name}"


class Baseline:
    """One file of lines, each a key and what belongs to it."""

    def __init__(self, file_name: str, test: str) -> None:
        self.path = FOLDER / file_name
        self.how = f"If it is meant so: {RENEW.format(name=test)}, and look at the diff."

    @property
    def renewing(self) -> bool:
        """Tell whether this run writes the file instead of comparing with it."""
        return os.environ.get("RENEW") == "1"

    def header(self) -> list[str]:
        """Return the comment the file begins with."""
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.is_file() else []
        return [line for line in lines if line.startswith("#")]

    def read(self) -> dict[str, str]:
        """Return what is committed."""
        if not self.path.is_file():
            return {}
        lines = [line for line in self.path.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
        return {key.strip(): value.strip() for key, value in (line.split("  |  ", 1) for line in lines)}

    def renew(self, found: dict[str, str], *, keep: set[str] | None = None) -> None:
        """Write what was found over what is committed; `keep` drops whatever else is there."""
        header = self.header()
        with (FOLDER / ".renewing").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            lines = {**self.read(), **found}
            kept = {key: value for key, value in lines.items() if keep is None or key in keep}
            width = max(map(len, kept), default=0)
            body = [f"{key.ljust(width)}  |  {kept[key]}" for key in sorted(kept)]
            self.path.write_text("\n".join([*header, *body]) + "\n", encoding="utf-8")
        (FOLDER / ".renewing").unlink(missing_ok=True)

    def differences(self, found: dict[str, str]) -> list[str]:
        """Return what is different from what is committed, a line each."""
        known = self.read()
        return [
            f"{key}\n    committed: {known.get(key, 'nothing')}\n    now:       {value}"
            for key, value in found.items()
            if known.get(key) != value
        ]
