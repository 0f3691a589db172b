#!/bin/sh
# make test: what the tests of a real browser need, Chromium and a font with Chinese. Debian and Ubuntu, as root or with
# a sudo that asks nothing. It never fails: where it cannot install, it says so in a line, and those tests are skipped.
#
#   sh tests/install_browser.sh PYTHON

works() { "$1" --version; }  # Ubuntu's chromium-browser may be a stub that only names its snap
has_browser() { works chromium || works chromium-browser || works google-chrome; }
has_font() { fc-list :lang=zh family | grep -q .; }
if { has_browser && has_font; } >/dev/null 2>&1; then exit 0; fi

python=${1:-python3}
as_root=
[ "$(id -u)" = 0 ] || as_root="sudo -n"
install() { DEBIAN_FRONTEND=noninteractive $as_root apt-get -q install -y --no-install-recommends "$@"; }
own() { "$python" -m playwright install --with-deps chromium; }  # where the system has no Chromium of its own

if ! command -v apt-get >/dev/null 2>&1; then
  has_browser >/dev/null 2>&1 || echo "Tests of a real browser are skipped: install Chromium and a font with Chinese."
elif ! $as_root true 2>/dev/null; then
  echo "Not root, so nothing is installed: sudo apt-get install chromium fontconfig fonts-noto-cjk"
elif ! said=$({ $as_root apt-get -q update && install fontconfig fonts-noto-cjk && { has_browser || install chromium || own; } } </dev/null 2>&1); then
  echo "Chromium or its font could not be installed, tests of a real browser may be skipped: $(echo "$said" | tail -n 1)"
fi
exit 0
