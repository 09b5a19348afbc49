# Sourced by build.sh: finds the JDK that builds Pagoda, and sets JDK.

readonly FEATURE_RELEASE=25

# feature_release DIR: the feature release of the JDK in DIR, or nothing.
feature_release() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# JAVA_HOME if it is right, else the newest under /usr/lib/jvm, else the one on the PATH.
find_jdk() {
  local dir candidates=()
  [[ -n ${JAVA_HOME:-} ]] && candidates+=("$JAVA_HOME")
  while read -r dir; do candidates+=("$dir"); done < <(
    for dir in /usr/lib/jvm/*/; do
      [[ -r $dir/release ]] &&
        printf '%s %s\n' "$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "$dir/release")" "${dir%/}"
    done | sort -rV | cut -d' ' -f2
  )
  command -v javac >/dev/null && candidates+=("$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")")
  for dir in "${candidates[@]}"; do
    [[ $(feature_release "$dir") == "$FEATURE_RELEASE" ]] && echo "$dir" && return 0
  done
  return 1
}

JDK=$(find_jdk) ||
  fail "no JDK $FEATURE_RELEASE: set JAVA_HOME to one, or install one under /usr/lib/jvm; JAVA_HOME is '${JAVA_HOME:-}'"
readonly JDK
