#!/bin/sh
# All checks that need no running server; every one is run, side by side, so that one go shows everything.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
export DJANGO_SETTINGS_MODULE=compliance_portal.settings.build
told=$(mktemp -d)
trap 'rm -rf "$told"' EXIT
failed=
names=
number=0

# check NAME COMMAND…: start it; report tells how it went, in the order of starting.
check() {
    number=$((number + 1))
    names="$names$1
"
    where=$told/$number
    shift
    ("$@" >"$where" 2>&1 && touch "$where.ok") &
}

report() {
    wait
    number=0
    while read -r name; do
        number=$((number + 1))
        if [ -f "$told/$number.ok" ]; then
            echo "ok       $name"
        else
            failed="$failed $name,"
            printf 'problem  %s\n' "$name"
            cat "$told/$number"
        fi
    done <<END
${names%?}
END
}

templates() {
    find templates -name '*.html' -print0 | xargs -0 $bin/djade --check --target-version 5.2
}

check "types" $bin/mypy .
check "import contracts" $bin/lint-imports --no-cache
check "ruff" $bin/ruff check .
check "layout (make format mends it)" $bin/ruff format --check .
check "templates" templates
check "migrations" $bin/python -W ignore manage.py makemigrations --check --dry-run
check "system checks" $bin/python manage.py check
report
if [ -n "$failed" ]; then
    echo "Not ok:${failed%,}." >&2
    exit 1
fi
