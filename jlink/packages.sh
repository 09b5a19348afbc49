# Sourced by build.sh: what is handed to others: the libraries, and the image as an archive.

readonly JDK_LICENCE='GPL-2.0-only WITH Classpath-exception-2.0'

dist() {
  mkdir -p build/dist
  maven_repository
  packages
}

# packages: the archive, the Debian package, what is in it for machines (CycloneDX) and for people, and the sums of all.
packages() {
  local out=build/dist/packages name
  image
  name=pagoda-$VERSION-$(platform)
  rm -rf "$out"
  mkdir -p "$out"
  notices >"$out/pagoda-$VERSION-notices.txt"
  bill_of_materials >"$out/pagoda-$VERSION.cdx.json"
  archive "$name" "$out"
  debian_package "$out"
  (cd "$out" && sha256sum -- * >SHA256SUMS)
  say "wrote $out"
}

platform() {
  case $(uname -sm) in
    'Linux x86_64') echo linux-x64 ;;
    'Linux aarch64') echo linux-arm64 ;;
    'Darwin arm64') echo macos-arm64 ;;
    *) uname -sm | tr ' A-Z' '-a-z' ;;
  esac
}

# archive NAME FOLDER: the image below a folder of its name. The order, owners and times of its entries
# are always the same, so that two archives differ in the AOT cache only.
archive() {
  local work=build/dist/archive
  rm -rf "$work"
  mkdir -p "$work"
  cp -a build/image "$work/$1"
  cp LICENSE "$work/$1/LICENSE"
  cp "$2/pagoda-$VERSION-notices.txt" "$work/$1/legal/NOTICES.txt"
  tar --create --directory "$work" --sort=name --mtime="$JAR_DATE" --owner=0 --group=0 --numeric-owner \
    --mode=go=rX,u+rw,a-s --format=gnu "$1" | gzip --no-name >"$2/$1.tar.gz"
  rm -rf "$work"
}

# licence_of GROUP:ARTIFACT:VERSION
licence_of() {
  local licence
  licence=$(awk -v name="${1%:*}" '$1 == name { $1 = ""; print substr($0, 2) }' module-info-templates/licences.txt)
  [[ -n $licence ]] || fail "module-info-templates/licences.txt does not name the licence of ${1%:*}"
  echo "$licence"
}

jdk_version() { sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$JDK/release"; }

notices() {
  local gav licence
  cat <<TEXT
Pagoda $VERSION is under the Apache License 2.0: see LICENSE.

Its image contains these works of others, unchanged but for a module descriptor where they had none.
The texts of their licences and notices are in the folder legal/ of the image.

TEXT
  printf '%-62s %s\n' "OpenJDK $(jdk_version), a part of its modules" "$JDK_LICENCE"
  while read -r gav _; do
    licence=$(licence_of "$gav")
    printf '%-62s %s\n' "$gav" "$licence"
  done < <(pins image)
}

# bill_of_materials: CycloneDX 1.6, without a serial number or a time, which would differ each time.
bill_of_materials() {
  local gav sha group artifact release licence
  cat <<JSON
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "metadata": {
    "component": {
      "type": "application", "bom-ref": "pagoda", "name": "pagoda", "version": "$VERSION",
      "licenses": [{"expression": "Apache-2.0"}]
    }
  },
  "components": [
JSON
  while read -r gav sha _; do
    licence=$(licence_of "$gav")
    IFS=: read -r group artifact release <<<"$gav"
    printf '    {"type": "library", "bom-ref": "%s", "group": "%s", "name": "%s", "version": "%s",\n' \
      "$gav" "$group" "$artifact" "$release"
    printf '     "purl": "pkg:maven/%s/%s@%s", "hashes": [{"alg": "SHA-256", "content": "%s"}],\n' \
      "$group" "$artifact" "$release" "$sha"
    printf '     "licenses": [{"expression": "%s"}]},\n' "$licence"
  done < <(pins image)
  cat <<JSON
    {"type": "platform", "bom-ref": "openjdk", "name": "OpenJDK", "version": "$(jdk_version)",
     "licenses": [{"expression": "$JDK_LICENCE"}]}
  ]
}
JSON
}
