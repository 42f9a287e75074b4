#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Makes the Debian package from the built program: deb.sh PROGRAM OUT-FOLDER. Prints its name. The version is that of the last
# commit's day; what it depends on is asked of the program itself.
set -eu
cd "$(dirname "$0")/.."
program=$1 out=$2
version=0.$(git log -1 --format=%cd --date=format:%Y%m%d.%H%M%S 2>/dev/null || date +%Y%m%d)
maintainer=$(git log -1 --format='%an <%ae>' 2>/dev/null || echo "Chung Tay <chungtay@localhost>")
architecture=$(dpkg --print-architecture)
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
umask 022
mkdir -p "$root/debian/DEBIAN"; chmod 755 "$root" "$root/debian"
cd_out=$PWD
install -D -m 755 "$program" "$root/debian/usr/bin/chungtay"
strip --strip-unneeded "$root/debian/usr/bin/chungtay"
install -D -m 644 deploy/chungtay.service "$root/debian/lib/systemd/system/chungtay.service"
install -D -m 644 deploy/debian/default "$root/debian/etc/default/chungtay"
doc=$root/debian/usr/share/doc/chungtay
install -D -m 644 deploy/debian/copyright "$doc/copyright"
install -m 644 README.md README.vi.md docs/*.md deploy/citus.sql "$doc/"
printf 'chungtay (%s) stable; urgency=medium\n\n  * See docs/decisions.md.\n\n -- %s  %s\n' "$version" "$maintainer" \
  "$(git log -1 --format=%cD 2>/dev/null || date -R)" | gzip -9n >"$doc/changelog.gz"
mkdir -p "$root/debian/usr/share/man/man1"
gzip -9nc deploy/debian/chungtay.1 >"$root/debian/usr/share/man/man1/chungtay.1.gz"
for script in postinst prerm postrm; do install -m 755 "deploy/debian/$script" "$root/debian/DEBIAN/$script"; done
echo /etc/default/chungtay >"$root/debian/DEBIAN/conffiles"
# dpkg-shlibdeps wants a source package's control file beside it.
mkdir "$root/source"; cd "$root/source"; mkdir debian
printf 'Source: chungtay\n\nPackage: chungtay\nArchitecture: any\n' >debian/control
depends=$(dpkg-shlibdeps -O -e"$root/debian/usr/bin/chungtay" 2>/dev/null | sed -n 's/^shlibs:Depends=//p')
cd "$cd_out"
cat >"$root/debian/DEBIAN/control" <<CONTROL
Package: chungtay
Version: $version
Section: misc
Priority: optional
Architecture: $architecture
Maintainer: $maintainer
Depends: $depends, adduser, fonts-liberation2
Suggests: postgresql-15, nginx
Installed-Size: $(du -sk "$root/debian" | cut -f1)
Description: coordination and reports of the Viet Nam Fatherland Front
 One program with one database: it takes the lists of poor households
 as offices have them, says who helps whom and proves it, shows every
 promise as met or not, and writes the official report. As a command
 and as a web server.
CONTROL
(cd "$root/debian" && find usr lib etc -type f ! -path etc/default/chungtay -exec md5sum {} + >DEBIAN/md5sums)
mkdir -p "$out"
dpkg-deb --root-owner-group --build "$root/debian" "$out/chungtay_${version}_$architecture.deb" >/dev/null
echo "$out/chungtay_${version}_$architecture.deb"
