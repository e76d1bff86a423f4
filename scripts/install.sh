#!/bin/sh
# Install a lock into .venv: exactly the listed versions, each checked against its hash.
set -eu
cd "$(dirname "$0")/.."
echo "Installing $1 …"
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-input --require-hashes --no-deps -r "$1"
