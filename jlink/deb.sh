# Sourced by build.sh: the image as a Debian package. It needs dpkg-deb, and no root.

# The units come from config/systemd, the pages from what the program says of itself.
readonly DEB_MAINTAINER='The Pagoda authors <pagoda@example.org>'

deb_architecture() {
  case $(platform) in
    linux-x64) echo amd64 ;;
    linux-arm64) echo arm64 ;;
  esac
}

# debian_package FOLDER: pagoda_VERSION_ARCHITECTURE.deb in it, where that can be made.
debian_package() {
  local architecture tree=build/dist/deb
  architecture=$(deb_architecture)
  if [[ -z $architecture ]] || ! command -v dpkg-deb >/dev/null; then
    say 'no Debian package: this is no Linux with dpkg-deb'
    return 0
  fi
  rm -rf "$tree"
  deb_files "$tree" "$1/pagoda-$VERSION-notices.txt"
  deb_pages "$tree/usr/share"
  deb_control "$tree" "$architecture"
  chmod -R go=rX,u+rw,a-s "$tree"
  chmod 755 "$tree"/DEBIAN/p*
  find "$tree" -exec touch --no-dereference --date="$JAR_DATE" {} +
  SOURCE_DATE_EPOCH=$(date -d "$JAR_DATE" +%s) dpkg-deb --root-owner-group -Zgzip --build "$tree" \
    "$1/pagoda_${VERSION}_$architecture.deb" >/dev/null
  rm -rf "$tree"
}

# deb_files TREE NOTICES
deb_files() {
  local home=$1/usr/lib/pagoda doc=$1/usr/share/doc/pagoda
  mkdir -p "$home" "$doc" "$1/usr/bin" "$1/etc/pagoda" "$1/lib/systemd/system"
  cp -a build/image/. "$home/"
  ln -s ../lib/pagoda/bin/pagoda "$1/usr/bin/pagoda"
  cp config/pagoda.properties "$1/etc/pagoda/pagoda.properties"
  cp config/systemd/*.service "$1/lib/systemd/system/"
  { deb_copyright && cat "$2"; } >"$doc/copyright"
  printf 'pagoda (%s) stable; urgency=medium\n\n  * See /usr/share/doc/pagoda/CHANGELOG.md.gz.\n\n -- %s  %s\n' \
    "$VERSION" "$DEB_MAINTAINER" "$(date -u -R -d "$JAR_DATE")" | gzip -9n >"$doc/changelog.gz"
  gzip -9n <CHANGELOG.md >"$doc/CHANGELOG.md.gz"
  install -D -m 644 jlink/lintian-overrides "$1/usr/share/lintian/overrides/pagoda"
}

deb_copyright() {
  cat <<'TEXT'
Copyright 2026 the Pagoda authors

Pagoda is under the Apache License 2.0, which is in /usr/share/common-licenses/Apache-2.0.

TEXT
}

# deb_pages SHARE: a manual page for the program and for each command, and what completes them.
deb_pages() {
  local command pages=$1/man/man1 completions=$1/bash-completion/completions
  mkdir -p "$pages" "$completions"
  build/image/bin/pagoda completion bash >"$completions/pagoda"
  manual_page pagoda '' | gzip -9n >"$pages/pagoda.1.gz"
  while read -r command; do
    manual_page "pagoda-$command" "$command" | gzip -9n >"$pages/pagoda-$command.1.gz"
  done < <(build/image/bin/pagoda --help | commands_of)
}

# commands_of: the commands, out of the text that lists them.
commands_of() { sed -nE 's/^  ([a-z][a-z-]+)( [^ ].*)?  +[^ ].*/\1/p' | sort -u; }

# manual_page NAME COMMAND: what the program says of the command, as a page.
manual_page() {
  local text
  text=$(build/image/bin/pagoda help $2)
  printf '.TH %s 1 %s "pagoda %s" "User Commands"\n' "${1^^}" "${JAR_DATE%T*}" "$VERSION"
  printf '.SH NAME\n%s \\- %s\n.SH SYNOPSIS\n.nf\n%s\n.fi\n.SH DESCRIPTION\n.nf\n%s\n.fi\n' "${1//-/\\-}" \
    "$(roff <<<"$(purpose "$2" "$text")")" "$(sed -n 's/^usage: //p' <<<"$text" | roff)" \
    "$(sed 1,2d <<<"$text" | roff)"
  printf '.SH SEE ALSO\nThe settings are explained in /etc/pagoda/pagoda.properties.\n'
}

# purpose COMMAND TEXT: the first sentence of a command's text.
purpose() {
  if [[ -z $1 ]]; then
    echo 'a durable queue of jobs, the programs that run them, and a Hanoi solver'
  else
    sed -n '3{s/\. .*//;s/\.$//;p}' <<<"$2"
  fi
}

# roff: text as roff has it.
roff() { sed -e 's/\\/\\e/g' -e 's/-/\\-/g' -e "s/^\([.']\)/\\\\\&\1/"; }

# deb_control TREE ARCHITECTURE
deb_control() {
  local tree=$1 size
  mkdir -p "$tree/DEBIAN"
  size=$(du -sk --apparent-size --exclude=DEBIAN "$tree" | cut -f1)
  cat >"$tree/DEBIAN/control" <<TEXT
Package: pagoda
Version: $VERSION
Architecture: $2
Maintainer: $DEB_MAINTAINER
Installed-Size: $size
Depends: libc6 (>= 2.31)
Suggests: rabbitmq-server
Section: net
Priority: optional
Description: durable queue of jobs, and the programs that run them
 Pagoda takes a team's work over HTTP or RabbitMQ, keeps it in a durable
 priority queue in one file, runs it by programs in any language, and keeps
 answering while what it depends on fails. It brings its own Java runtime.
TEXT
  echo /etc/pagoda/pagoda.properties >"$tree/DEBIAN/conffiles"
  cp jlink/debian/* "$tree/DEBIAN/"
  (cd "$tree" && find . -type f ! -path './DEBIAN/*' ! -path './etc/*' -printf '%P\0' | sort -z |
    xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
}
