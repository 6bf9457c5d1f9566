#!/bin/sh
# Makes the Debian package PACKAGE of what was built in BUILD_FOLDER.
# usage: tools/deb.sh BUILD_FOLDER PACKAGE
set -eu
cd "$(dirname "$0")/.."
build=$1
package=$2
version=$(sed -n 's/^project(tacet VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
work=$build/deb
root=$work/tacet

rm -rf "$work" "$package"
mkdir -p "$root/DEBIAN" "$root/usr/bin" "$root/etc/tacet" "$root/lib/systemd/system" \
  "$root/usr/share/doc/tacet" "$root/usr/lib/tacet"
cmake --install "$build" --prefix "$(realpath "$root")/usr/lib/tacet" --strip > "$work/install.log"
cp -r build/models "$root/usr/lib/tacet/models"
rm -rf "$root/usr/lib/tacet/models/.partial"
tools/console.sh build
cp -r build/console "$root/usr/lib/tacet/console"
# Pulled models may be for their owner only; the service runs as another user.
chmod -R u=rwX,go=rX "$root/usr/lib/tacet"
ln -s ../lib/tacet/tacet "$root/usr/bin/tacet"
cp packaging/tacet.service "$root/lib/systemd/system/"
cp docs/*.md "$root/usr/share/doc/tacet/"
cat LICENSE NOTICE > "$root/usr/share/doc/tacet/copyright"
cp packaging/debian/* "$root/DEBIAN/"
echo /etc/tacet/tacet.toml > "$root/DEBIAN/conffiles"
"$root/usr/lib/tacet/tacet" serve --print-config > "$root/etc/tacet/tacet.toml"

# Which Debian packages the program and the libraries beside it need. dpkg-shlibdeps wants a source
# package's control file to be there.
mkdir -p "$work/source/debian"
printf 'Source: tacet\n\nPackage: tacet\nArchitecture: amd64\n' > "$work/source/debian/control"
library_dir=$(realpath "$root/usr/lib/tacet/lib")
program=$(realpath "$root/usr/lib/tacet/tacet")
# Libraries from registries state no version of what they need: a warning each, not an error.
depends=$(cd "$work/source" && dpkg-shlibdeps -O --ignore-missing-info -l"$library_dir" \
  "$program" "$library_dir"/*.so* 2> ../shlibdeps.log | sed -n 's/^shlibs:Depends=//p')

cat > "$root/DEBIAN/control" <<CONTROL
Package: tacet
Version: $version
Architecture: amd64
Maintainer: The Tacet authors <tacet@localhost>
Section: sound
Priority: optional
Depends: passwd, ca-certificates, $depends
Installed-Size: $(du -sk "$root" | cut -f1)
Description: transcripts of recordings with personal information removed
 A self-hosted server that does what Amazon Transcribe's batch transcription
 with PII redaction does, for unmodified AWS clients.
CONTROL
# Speech models do not compress: a strong compressor would only cost minutes.
dpkg-deb --root-owner-group -Zzstd -z3 --build "$root" "$package" > /dev/null
echo "$package"
