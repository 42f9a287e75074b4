#!/usr/bin/env bash
# Installs the Debian packages that are missing: deps.sh build | test | bench. Needs root or sudo for that.
set -eu
build="gcc make pkg-config libc6-dev libsqlite3-dev libpq-dev libzip-dev libexpat1-dev libxml2-dev libsodium-dev
  libssl-dev libicu-dev libyaml-dev libjansson-dev liboath-dev libqrencode-dev libmicrohttpd-dev zlib1g-dev libpango1.0-dev libcairo2-dev
  libfontconfig-dev fonts-liberation2 brotli ca-certificates"
# An npm of any origin serves; Debian's is taken where there is none.
command -v npm >/dev/null 2>&1 || build="$build nodejs npm"
test="clang libclang-rt-14-dev python3 python3-openpyxl curl openssl sqlite3 unzip libxml2-utils glpk-utils zip postgresql-15
  libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils qpdf chromium"
bench="wrk nginx-light python3-djangorestframework gunicorn sqlmap slowhttptest testssl.sh"
wanted=$build
[ "${1:-build}" = test ] && wanted="$build $test"
[ "${1:-build}" = bench ] && wanted="$build $test $bench"
missing=""
for package in $wanted; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
echo "installing:$missing"
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
