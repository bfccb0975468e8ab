#!/bin/sh
# Make .venv with everything at the locked versions. Usage: packaging/setup.sh run|test
# As root on a Debian-like system missing system libraries are installed; otherwise the one command
# that installs them is printed. Nothing here calls sudo.
set -eu
cd "$(dirname "$0")/.."
what=${1:-run}
lock="packaging/locks/$what.txt"

python=""
for name in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    if "$name" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$name
        break
    fi
done
if [ -z "$python" ]; then
    echo "quizapp needs Python 3.11 or newer. Install it, or name it: make $what PYTHON=/path/to/python3" >&2
    exit 1
fi

# What Qt needs of the system: shared library, package.
qt_libraries='libEGL.so.1 libegl1
libGL.so.1 libgl1
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libxkbcommon.so.0 libxkbcommon0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1'
# What the extra `speech`, which the tests bring along, needs besides.
speech_libraries='libpulse.so.0 libpulse0'
# What checks certificates independently: program, package.
checkers='pdfsig poppler-utils
qpdf qpdf
gs ghostscript
certutil libnss3-tools'

missing=""
[ "$what" = test ] && qt_libraries="$qt_libraries
$speech_libraries"
if "$python" -c 'import ensurepip, venv' 2>/dev/null; then :; else missing="$missing python3-venv"; fi
ldconfig=$(command -v ldconfig || echo /sbin/ldconfig)
if [ "$(uname -s)" = Linux ] && [ -x "$ldconfig" ]; then
    known=$("$ldconfig" -p 2>/dev/null || true)
    missing="$missing$(echo "$qt_libraries" | while read -r library package; do
        case "$known" in *"$library"*) ;; *) printf ' %s' "$package" ;; esac
    done)"
fi
if [ "$what" = test ]; then
    missing="$missing$(echo "$checkers" | while read -r program package; do
        command -v "$program" >/dev/null 2>&1 || printf ' %s' "$package"
    done)"
fi
if [ -n "$missing" ]; then
    if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
        echo "Installing system packages:$missing"
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -q >/dev/null
        # shellcheck disable=SC2086 # a list of packages
        apt-get install -q -y --no-install-recommends $missing >/dev/null
    elif command -v apt-get >/dev/null 2>&1; then
        echo "Some system packages are missing. Install them with this command, then run make $what again:" >&2
        echo "  sudo apt-get install -y$missing" >&2
        exit 1
    else
        echo "Some system libraries may be missing; on Debian they come from:$missing" >&2
    fi
fi

stamp=".venv/.ready-$what"
now=$(cat "$lock" pyproject.toml packaging/setup.sh | cksum)
if [ -x .venv/bin/python ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$now" ]; then
    exit 0
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing the locked packages ($lock); the first time this takes a few minutes."
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --require-hashes -r packaging/locks/build.txt
# The lock names every package, so nothing is left to resolve: --no-deps. Resolving, pip would look at releases newer than the
# locked one for a requirement with extras (coverage[toml]) and refuse them for want of a hash.
# For tests the many packages are compiled when they are first imported: most never are.
[ "$what" = test ] && later=--no-compile || later=
.venv/bin/python -m pip install -q --disable-pip-version-check $later --no-deps --require-hashes -r "$lock"
.venv/bin/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
complaints=$(.venv/bin/python -m pip check --disable-pip-version-check) || {
    printf '%s\n' "$complaints" "The lock files leave something out; make lock writes them anew." >&2
    exit 1
}
echo "$now" > "$stamp"
