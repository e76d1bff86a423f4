#!/bin/sh
# debian_package.sh COMMAND PACKAGE…: install Debian packages with apt where a command is missing and we may.
set -eu
wanted=$1
shift
command -v "$wanted" >/dev/null 2>&1 && exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
    as_root="sudo -n"
    sudo -n true 2>/dev/null || as_root=no
fi
if [ "$as_root" != no ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing $* with apt …"
    export DEBIAN_FRONTEND=noninteractive
    if { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null; then
        exit 0
    fi
fi
echo "$wanted is missing and could not be installed here. Install it and run again (Debian: apt-get install $*)." >&2
exit 1
