#!/usr/bin/env bash
# The one entry point of Pagoda's build: `./build.sh help` lists the commands.
# What is longer than a screen lives beside what it builds and is sourced from here.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

readonly VERSION=0.1.0
readonly JAR_DATE=2026-01-01T00:00:00Z # in every jar entry, so that a jar is the same each time

say() { printf '\033[2m%s\033[0m\n' "build: $*" >&2; }
fail() {
  printf 'build: %s\n' "$*" >&2
  exit 1
}

source jlink/jdk.sh
source module-info-templates/dependencies.sh
source modules/compile.sh
source modules/maven.sh
source jlink/image.sh
source jlink/packages.sh
source jlink/deb.sh
source tests/packages.sh
source tests/junit.sh
source tests/run.sh
source tests/bench/run.sh

# fingerprint PATH...: changes when a file below a path is added, removed or written, and with
# another JDK or version, which everything that is built depends on.
fingerprint() {
  {
    echo "$VERSION"
    cat "$JDK/release"
    find "$@" -type f -printf '%p %s %T@\n' 2>/dev/null | sort || true # a path may not be there
  } | sha256sum
}
# stale NAME PATH...: true unless `fresh` was called for the same files since.
stale() { [[ "$(fingerprint "${@:2}")" != "$(cat "build/stamps/$1" 2>/dev/null)" ]]; }
fresh() {
  mkdir -p build/stamps
  fingerprint "${@:2}" >"build/stamps/$1"
}

# own_environment: what the build runs by itself (the training of the image, the tests) takes nothing
# from the caller's environment that Pagoda or its JVM would read. PAGODA_SEED, PAGODA_TEST_OPTIONS,
# PAGODA_BENCH_OPTIONS and PAGODA_WITHOUT are for those who test and measure.
own_environment() {
  local name
  for name in "${!PAGODA_@}" "${!RABBITMQ_@}" STATE_DIRECTORY CREDENTIALS_DIRECTORY NOTIFY_SOCKET \
    JOURNAL_STREAM WATCHDOG_USEC WATCHDOG_PID JDK_JAVA_OPTIONS _JAVA_OPTIONS; do
    [[ $name == PAGODA_@(SEED|TEST_OPTIONS|BENCH_OPTIONS|WITHOUT) ]] || unset "$name"
  done
}

usage() {
  cat <<'HELP'
usage: ./build.sh COMMAND

  run [args]         build what is stale, then run the image (default: serve on port 3000)
  test [suite...]    run the suites; all of them without a name:
                       lint hanoi http breaker process queue broker system examples crash web
                     only when named: operate, dist, stress, mutants, crash --times N,
                     process --times N, broker --rabbitmq 4
  test SUITE --only CLASS[#METHOD]
                     one test class or method; of web a file's name, of stress a class,
                     of mutants a module or class
  image              build/image, the runtime image, and build/jars
  bench [name...]    benchmarks beside their references: hanoi start http breaker queue rpc
  bench NAME --against COMMIT [--times N] [--bar RATIO]
                     the same by turns with the commit's own, and how much better or worse it is
  dist               build/dist: the libraries as a Maven repository, the image as an archive
                     and as a Debian package
  lint               format, compiler checks and house rules; `test lint` tests the rules too
  format             rewrite the Java sources in the house format
  doc                build/doc, the API documentation
  clean              remove build/ (data/ is kept)
HELP
}

# Sourced, this file only defines: tests of the build call single functions.
[[ ${BASH_SOURCE[0]} == "$0" ]] || return 0

[[ ${1:-} == run ]] || own_environment
case "${1:-help}" in
  run)
    (own_environment
      image) # not left of &&: there bash would go on past a step that fails
    exec build/image/bin/pagoda "${@:2}"
    ;;
  test) run_tests "${@:2}" ;;
  image) image ;;
  dist) dist ;;
  bench) run_benchmarks "${@:2}" ;;
  lint) run_rules ;;
  format) format_sources ;;
  doc) document ;;
  clean) rm -rf build ;;
  help | --help | -h) usage ;;
  *) usage >&2 && exit 64 ;;
esac
