#!/bin/sh
# Make .venv with a Python that is new enough; say what to install when there is none.
set -eu
cd "$(dirname "$0")/.."

for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        found=$candidate
        break
    fi
done
if [ -z "${found:-}" ]; then
    echo "The portal needs Python 3.11 or newer; python3 here is: $(python3 --version 2>&1 || echo missing)." >&2
    echo "Install one (Debian: apt-get install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2
    exit 1
fi
[ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null && exit 0
echo "Making .venv with $("$found" --version) …"
if ! "$found" -m venv .venv; then
    echo "Python's venv module is incomplete. Debian: apt-get install python3-venv" >&2
    exit 1
fi
