#!/bin/sh
# All checks that need no running server; every one is run, so that one go shows everything.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
export DJANGO_SETTINGS_MODULE=compliance_portal.settings.build
failed=

check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok       $name"
    else
        failed="$failed $name,"
        printf 'problem  %s\n%s\n' "$name" "$output"
    fi
}

templates() {
    find templates -name '*.html' -print0 | xargs -0 $bin/djade --check --target-version 5.2
}

check "ruff" $bin/ruff check .
check "layout (make format mends it)" $bin/ruff format --check .
check "templates" templates
check "import contracts" $bin/lint-imports --no-cache
check "types" $bin/mypy .
check "migrations" $bin/python -W ignore manage.py makemigrations --check --dry-run
check "system checks" $bin/python manage.py check
if [ -n "$failed" ]; then
    echo "Not ok:${failed%,}." >&2
    exit 1
fi
