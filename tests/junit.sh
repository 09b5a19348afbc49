# Sourced by build.sh: compiles the test modules and runs JUnit over them.

ONLY='' # --only: a class, or CLASS#METHOD
TAGS='' # which tags of tests run, an option of JUnit's
FAIL_FAST='' # set by the suite `mutants`, to which one failure is enough
RABBITMQ_ROOT='' # --rabbitmq 4: the root folder in which that release is installed

TEST_PATH=build/deps/image:build/deps/test:build/tests/pagoda.testing

readonly TEST_LINT=-Xlint:all,-requires-automatic,-requires-transitive-automatic
CHECKED='' # set by the suite `lint`: what it has not yet seen to be right, Error Prone compiles

# Checks of Error Prone that are wrong about tests. NotJavadoc takes the comment of an open module
# for none. Tests provoke on purpose: exceptions that lie, null for Optional,
# endless recursion. They look at identity itself, draw enum values by index, keep
# arrays in records that nobody compares, and write HTTP as it stands on the wire.
TEST_ERROR_PRONE=-Xplugin:ErrorProne
for check in NotJavadoc NullOptional OverrideThrowableToString ThrowableEqualsHashCode \
  ToStringReturnsNull InfiniteRecursion ReferenceEquality EnumOrdinal ArrayRecordComponent \
  StringConcatToTextBlock; do
  TEST_ERROR_PRONE+=" -Xep:$check:OFF"
done
readonly TEST_ERROR_PRONE

# Test code is held to the same compiler checks, but for documentation and automatic modules.
test_javac() {
  "$JDK/bin/javac" -J-XX:+UseSerialGC -encoding UTF-8 "$TEST_LINT" -Werror "$@"
}
checked_test_javac() {
  error_prone "$TEST_LINT" -processorpath "$(join : build/deps/lint/*.jar)" "$TEST_ERROR_PRONE" "$@"
}

# unchecked STAMP PATH...: whether the suite `lint` runs and has not seen what lies there.
unchecked() { [[ -n $CHECKED ]] && stale "checked-$1" "${@:2}" build/stamps/deps-lint; }
note_checked() { [[ -z $CHECKED ]] || fresh "checked-$1" "${@:2}" build/stamps/deps-lint; }

test_reads() { echo org.junit.jupiter.api org.junit.jupiter.params pagoda.testing; }
test_module_name() { sed -nE 's/^(open )?module ([a-z.]+) .*/\2/p' "$1/module-info.java"; }

# holds FOLDER: whether the class asked for is in it; true when none was asked for.
holds() {
  local class=${ONLY%%#*}
  [[ -z $ONLY || -n $(find "$1" -name "${class##*.}.java" -print -quit 2>/dev/null) ]]
}

# compile_sources STAMP FOLDER OUT INPUTS JAVAC-OPTION...: the sources in FOLDER, when they or what
# else they depend on changed.
compile_sources() {
  local javac=test_javac
  if unchecked "$1" "$2"; then javac=checked_test_javac; else stale "$1" $4 || return 0; fi
  rm -rf "$3" "build/stamps/$1"
  "$javac" "${@:5}" -d "$3" $(find "$2" -name '*.java')
  fresh "$1" $4
  note_checked "$1" "$2"
}

# pagoda.testing: the helpers that all test modules share.
compile_support() {
  dependencies test
  compile_sources support tests/support build/tests/pagoda.testing/pagoda.testing \
    "tests/support build/stamps/deps-test" --module-path build/deps/test
}

# compile_test NAME FOLDER OUT JAVAC-OPTION...: one folder of tests into OUT.
compile_test() {
  compile_sources "tests-$1" "$2" "$3" \
    "$2 build/stamps/support $(class_stamps $(used_modules "$2"))" "${@:4}"
}

# The folders of tests/MODULE that are modules by themselves and run in its suite, in an order in
# which each comes after those that it requires.
test_kinds() {
  local kind
  for kind in amqp-nodes attacks blackbox peers; do
    [[ ! -f tests/$1/$kind/module-info.java ]] || echo "$kind"
  done
}

# compile_module_tests MODULE: its white-box tests, patched into it, and its test modules.
compile_module_tests() {
  local module=$1 folder=tests/$1 out=build/tests/$1 kind path=build/classes:$TEST_PATH
  compile_support
  mkdir -p "$out/modules" # javac warns of a module path that is not there
  if [[ -d $folder/peers ]]; then dependencies peers && path+=:build/deps/peers; fi
  if [[ -d $folder/whitebox ]] && holds "$folder/whitebox"; then
    compile_test "$module-whitebox" "$folder/whitebox" "$out/whitebox" -p "$path" \
      --add-modules "$module,$(join , $(test_reads))" --patch-module "$module=$folder/whitebox" \
      --add-reads "$module=$(join , $(test_reads))"
  fi
  for kind in $(test_kinds "$module"); do
    compile_test "$module-$kind" "$folder/$kind" "$out/modules/$(test_module_name "$folder/$kind")" \
      -p "$path:$out/modules"
  done
}

# module_suite MODULE: all its tests in one JVM.
module_suite() {
  local module=$1 folder=tests/$1 out=build/tests/$1 kind path=build/classes:$TEST_PATH
  local java=() roots=() package
  compile_module_tests "$module"
  [[ ! -d $folder/peers ]] || path+=:build/deps/peers
  java+=(-p "$path:$out/modules")
  if [[ -d $folder/whitebox ]] && holds "$folder/whitebox"; then
    roots+=("$module")
    java+=(--patch-module "$module=$out/whitebox" --add-reads "$module=$(join , $(test_reads))")
    for package in $(cd "$out/whitebox" && find . -name '*Test.class' -printf '%h\n' | sort -u); do
      package=${package#./}
      java+=(--add-opens "$module/${package//\//.}=org.junit.platform.commons")
    done
  fi
  for kind in $(test_kinds "$module"); do
    ! holds "$folder/$kind" || roots+=("$(test_module_name "$folder/$kind")")
  done
  ((${#roots[@]})) || fail "no class '${ONLY%%#*}' in $folder"
  run_junit "$module" "${java[@]}" -- "${roots[@]}"
}

# compile_test_modules NAME FOLDER...: folders that are test modules, compiled in this order.
compile_test_modules() {
  local suite=$1 out=build/tests/$1 folder
  compile_support
  mkdir -p "$out"
  for folder in "${@:2}"; do
    compile_test "$suite-$(basename "$folder")" "$folder" "$out/$(test_module_name "$folder")" \
      -p "build/classes:$TEST_PATH:$out"
  done
}

# test_modules_suite NAME JVM-OPTION... -- FOLDER...: the same, and JUnit runs the last.
test_modules_suite() {
  local suite=$1 options=()
  shift
  while [[ $1 != -- ]]; do options+=("$1") && shift; done
  shift
  holds "${@: -1}" || fail "no class '${ONLY%%#*}' in ${*: -1}"
  compile_test_modules "$suite" "$@"
  run_junit "$suite" "${options[@]}" -p "build/classes:$TEST_PATH:build/tests/$suite" -- \
    "$(test_module_name "${@: -1}")"
}

# What of the modules JUnit runs: all, or with --only the class (its name may leave out the package)
# and the method.
junit_filters() {
  local class=${ONLY%%#*} method=${ONLY#*#}
  [[ -n $ONLY ]] || return 0
  echo "--include-classname=^(.*\\.)?${class//./\\.}(\\$.*)?\$"
  [[ $ONLY != *'#'* ]] || echo "--include-methodname=.*#$method\$"
}

# run_junit NAME JVM-OPTION... -- ROOT-MODULE...: JUnit on the module path. PAGODA_TEST_OPTIONS, split
# into words, is for a debugger or the flight recorder.
run_junit() {
  local name=$1 java=() reports=build/reports/$1 log=build/reports/$1.log status=0
  shift
  while [[ $1 != -- ]]; do java+=("$1") && shift; done
  shift
  rm -rf "$reports"
  mkdir -p "$reports"
  "$JDK/bin/java" -XX:+UseSerialGC -Xmx1g -ea --enable-native-access=org.xerial.sqlitejdbc \
    -Dpagoda.classes=build/classes -Dpagoda.jars=build/jars -Dpagoda.deps=build/deps/image -Dpagoda.image=build/image \
    -Dpagoda.root=. -Dpagoda.jdk="$JDK" ${PAGODA_SEED:+-Dpagoda.seed=$PAGODA_SEED} \
    ${RABBITMQ_ROOT:+-Dpagoda.rabbitmq.root=$RABBITMQ_ROOT "-Dpagoda.rabbitmq.release=${RABBITMQ_ROOT##*-}"} \
    "${java[@]}" ${PAGODA_TEST_OPTIONS:-} \
    --add-modules "$(join , "$@" $(test_reads)),org.junit.jupiter.engine" -m org.junit.platform.console execute \
    "${@/#/--select-module=}" $TAGS $(junit_filters) ${PAGODA_WITHOUT:+--exclude-tag=$PAGODA_WITHOUT} \
    --reports-dir="$reports" --fail-if-no-tests --disable-banner \
    --details=tree --disable-ansi-colors ${FAIL_FAST:+--fail-fast} \
    --config=junit.jupiter.extensions.autodetection.enabled=true >"$log" 2>&1 || status=$?
  [[ -z $ONLY ]] || sed -n '/^└─\|^├─\|^╷/,/^$/p' "$log" >&2
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
