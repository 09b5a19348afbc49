# Sourced by build.sh: compiles and runs the suites, and adds up what they counted.

readonly ALL_SUITES=(lint hanoi http breaker queue broker system crash web)
PASSED=0 FAILED=0 SKIPPED=0

run_tests() {
  local suites=() times='' suite start=$SECONDS
  while (($#)); do
    case $1 in
      --times) times=${2:?--times needs a number} && shift ;;
      *) suites+=("$1") ;;
    esac
    shift
  done
  ((${#suites[@]})) || suites=("${ALL_SUITES[@]}")
  install_packages "${suites[@]}"
  for suite in "${suites[@]}"; do
    say "suite $suite"
    run_suite "$suite" "$times"
  done
  say "$((SECONDS - start)) s"
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  ((PASSED > 0 && FAILED == 0 && SKIPPED == 0))
}

# A build step never stands left of && here: bash then goes on past a command that fails inside it,
# and what a failed compiler left would count as fresh.
run_suite() {
  case $1 in
    lint) lint_suite ;;
    hanoi | http | breaker | queue | broker)
      pack
      module_suite "pagoda.$1"
      ;;
    system)
      image
      module_suite pagoda.app
      test_modules_suite system -- tests/pagoda.broker/amqp-nodes tests/pagoda.http/attacks tests/system
      ;;
    crash)
      pack
      test_modules_suite crash "-Dpagoda.crash.times=${2:-25}" -- tests/pagoda.queue/crash
      ;;
    web)
      image
      web_suite
      ;;
    stress)
      pack
      stress_suite
      ;;
    *) fail "unknown suite '$1'; there are: ${ALL_SUITES[*]} stress" ;;
  esac
}

# count NAME PASSED FAILED SKIPPED
count() {
  PASSED=$((PASSED + $2)) FAILED=$((FAILED + $3)) SKIPPED=$((SKIPPED + $4))
  say "$1: $2 passed, $3 failed, $4 skipped"
}

# check NAME COMMAND...: one test that is a command; its output is shown when it fails.
check() {
  local output
  if output=$("${@:2}" 2>&1); then count "$1" 1 0 0; else
    printf '%s\n' "$output" >&2
    count "$1" 0 1 0
  fi
}

TEST_PATH=build/deps/image:build/deps/test:build/tests/pagoda.testing

# Test code is held to the same compiler checks, but for documentation and automatic modules.
test_javac() {
  "$JDK/bin/javac" -J-XX:+UseSerialGC -encoding UTF-8 \
    -Xlint:all,-requires-automatic,-requires-transitive-automatic -Werror "$@"
}

# pagoda.testing: the helpers that all test modules share.
compile_support() {
  dependencies test
  stale support tests/support build/stamps/deps-test || return 0
  rm -rf build/tests/pagoda.testing
  test_javac --module-path build/deps/test -d build/tests/pagoda.testing/pagoda.testing \
    $(find tests/support -name '*.java')
  fresh support tests/support build/stamps/deps-test
}

# module_suite MODULE: its white-box tests, patched into it, and its test modules, in one JVM.
module_suite() {
  local module=$1 folder=tests/$1 out=build/tests/$1 kinds=() kind path=build/classes:$TEST_PATH
  compile_support
  [[ -d $folder/peers ]] && dependencies peers && path+=:build/deps/peers
  for kind in "$folder"/*/; do
    kind=$(basename "$kind")
    [[ -f $folder/$kind/module-info.java && $kind != crash ]] && kinds+=("$kind")
  done
  compile_test_folders "$module" "$path" "${kinds[@]}"
  local java=(-p "$path:$out/modules") roots=() package
  if [[ -d $folder/whitebox ]]; then
    roots+=("$module")
    java+=(--patch-module "$module=$out/whitebox" --add-reads "$module=$(join , $(test_reads))")
    for package in $(cd "$out/whitebox" && find . -name '*Test.class' -printf '%h\n' | sort -u); do
      package=${package#./}
      java+=(--add-opens "$module/${package//\//.}=org.junit.platform.commons")
    done
  fi
  for kind in "${kinds[@]}"; do roots+=("$(test_module_name "$folder/$kind")"); done
  run_junit "$module" "${java[@]}" -- "${roots[@]}"
}

test_reads() { echo org.junit.jupiter.api org.junit.jupiter.params pagoda.testing; }
test_module_name() { sed -nE 's/^(open )?module ([a-z.]+) .*/\2/p' "$1/module-info.java"; }

compile_test_folders() {
  local module=$1 path=$2 folder=tests/$1 out=build/tests/$1 kind name
  stale "tests-$module" "$folder" build/stamps/classes build/stamps/support || return 0
  rm -rf "$out"
  mkdir -p "$out/modules" # javac warns of a module path that is not there
  if [[ -d $folder/whitebox ]]; then
    test_javac -p "$path" --add-modules "$module,$(join , $(test_reads))" \
      --patch-module "$module=$folder/whitebox" --add-reads "$module=$(join , $(test_reads))" \
      -d "$out/whitebox" $(find "$folder/whitebox" -name '*.java')
  fi
  for kind in "${@:3}"; do
    name=$(test_module_name "$folder/$kind")
    test_javac -p "$path:$out/modules" -d "$out/modules/$name" $(find "$folder/$kind" -name '*.java')
  done
  fresh "tests-$module" "$folder" build/stamps/classes build/stamps/support
}

# test_modules_suite NAME JVM-OPTION... -- FOLDER...: folders that are test modules by themselves,
# compiled in this order; JUnit runs the last.
test_modules_suite() {
  local suite=$1 out=build/tests/$1 options=() folder name
  shift
  while [[ $1 != -- ]]; do options+=("$1") && shift; done
  shift
  compile_support
  if stale "tests-$suite" "$@" build/stamps/classes build/stamps/support; then
    rm -rf "$out"
    mkdir -p "$out"
    for folder in "$@"; do
      test_javac -p "build/classes:$TEST_PATH:$out" -d "$out/$(test_module_name "$folder")" \
        $(find "$folder" -name '*.java')
    done
    fresh "tests-$suite" "$@" build/stamps/classes build/stamps/support
  fi
  name=$(test_module_name "${@: -1}")
  run_junit "$suite" "${options[@]}" -p "build/classes:$TEST_PATH:$out" -- "$name"
}

# run_junit NAME JVM-OPTION... -- ROOT-MODULE...: JUnit on the module path.
run_junit() {
  local name=$1 java=() reports=build/reports/$1 log=build/reports/$1.log status=0
  shift
  while [[ $1 != -- ]]; do java+=("$1") && shift; done
  shift
  rm -rf "$reports"
  mkdir -p "$reports"
  "$JDK/bin/java" -XX:+UseSerialGC -Xmx1g -ea --enable-native-access=org.xerial.sqlitejdbc \
    -Dpagoda.jars=build/jars -Dpagoda.deps=build/deps/image -Dpagoda.image=build/image \
    -Dpagoda.root=. -Dpagoda.jdk="$JDK" ${PAGODA_SEED:+-Dpagoda.seed=$PAGODA_SEED} "${java[@]}" \
    --add-modules "$(join , "$@" $(test_reads)),org.junit.jupiter.engine" -m org.junit.platform.console execute \
    "${@/#/--select-module=}" --reports-dir="$reports" --fail-if-no-tests --disable-banner \
    --details=tree --disable-ansi-colors \
    --config=junit.jupiter.execution.timeout.default=5m >"$log" 2>&1 || status=$?
  report "$name" "$status" "$reports" "$log"
}

# A suite that died before it could report has failed, whatever it had counted.
report() {
  local counts tests=0 failed=0 skipped=0
  counts=$(sed -nE 's/.*<testsuite [^>]*tests="([0-9]+)" skipped="([0-9]+)" failures="([0-9]+)" errors="([0-9]+)".*/\1 \2 \3 \4/p' \
    "$3"/TEST-junit-jupiter.xml 2>/dev/null || true)
  read -r tests skipped failures errors <<<"${counts:-0 0 0 0}"
  failed=$((failures + errors))
  (($2 != 0 && failed == 0)) && failed=1
  ((failed)) && failure_details "$4"
  count "$1" $((tests - skipped - failed < 0 ? 0 : tests - skipped - failed)) "$failed" "$skipped"
}

failure_details() {
  sed -n '/^Failures (/,$p' "$1" | head -n 300 >&2
  grep -q '^Failures (' "$1" || tail -n 60 "$1" >&2
  say "whole log: $1"
}

source tests/lint.sh
source tests/stress/run.sh
source tests/web/run.sh
