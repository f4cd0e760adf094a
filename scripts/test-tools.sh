#!/bin/sh
# What tests and benchmarks need from the system: a browser, a PostgreSQL server, a second player, a web server.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v mpv >/dev/null 2>&1 || missing="$missing mpv"
command -v nginx >/dev/null 2>&1 || missing="$missing nginx-light"
command -v wrk >/dev/null 2>&1 || missing="$missing wrk"
command -v bwrap >/dev/null 2>&1 || missing="$missing bubblewrap"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing$missing with apt"
    # shellcheck disable=SC2086 - a list of words
    apt-get update -qq >/dev/null && said=$(
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing 2>&1
    ) && exit 0
    printf '%s\n' "${said:-}" | tail -5 >&2
fi
echo "Missing for this:$missing. Get them (on Debian, as root: apt-get install$missing) and say it again." >&2
exit 1
