#!/usr/bin/env bash
# build.sh PAGODA-JARS FOLDER: compiles the handler and its library, and puts both jars into FOLDER.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"${JAVA_HOME:?}/bin/javac" --module-path "$1" --module-source-path . -d "$classes" \
  --module example.slug,example.letters
for module in example.slug example.letters; do
  "$JAVA_HOME/bin/jar" --create --file "$2/$module.jar" -C "$classes/$module" .
done
cp slug.properties "$2"
