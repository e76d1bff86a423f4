#!/bin/sh
# Renew the locks: every package with its hashes, and no address of any host.
set -eu
cd "$(dirname "$0")/.."
for name in run test node; do
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
        "requirements/$name.in" -o "requirements/$name.txt"
done
npm install --package-lock-only --silent
.venv/bin/python scripts/clean_npm_lock.py
