# Sourced by build.sh: what the suites are, and what they counted together.

readonly ALL_SUITES=(lint hanoi http breaker process queue broker system examples crash web)
readonly ON_DEMAND=(operate dist stress mutants)
PASSED=0 FAILED=0 SKIPPED=0

# Seconds that a suite may take on two idle cores. Only shown: no suite fails on time.
budget_of() {
  case $1 in
    hanoi) echo 30 ;;
    http | breaker | crash) echo 60 ;;
    lint | process | examples | web) echo 90 ;;
    work | dist) echo 120 ;;
    queue | broker | postgres | system | operate) echo 150 ;;
  esac
}

run_tests() {
  local suites=() times='' suite start=$SECONDS began seconds=()
  while (($#)); do
    case $1 in
      --times) times=${2:?--times needs a number} && shift ;;
      --rabbitmq) RABBITMQ_ROOT=$(rabbitmq_root "${2:?--rabbitmq needs a release: 4}") && shift ;;
      --only) ONLY=${2:?--only needs CLASS or CLASS#METHOD} && shift ;;
      *) suites+=("$1") ;;
    esac
    shift
  done
  [[ -z $ONLY || ${#suites[@]} == 1 ]] || fail "--only goes with the name of one suite: test SUITE --only $ONLY"
  ((${#suites[@]})) || suites=("${ALL_SUITES[@]}")
  install_packages "${suites[@]}"
  for suite in "${suites[@]}"; do
    say "suite $suite"
    began=$SECONDS
    run_suite "$suite" "$times"
    seconds+=("$suite $((SECONDS - began)) $(budget_of "$suite")")
  done
  times_beside_budgets "${seconds[@]}"
  totals "$start"
}

# The rules without their tests: what is quick enough to run before each commit.
run_rules() {
  install_packages lint
  every_rule
  totals 0
}

totals() {
  say "$((SECONDS - $1)) s"
  echo "$PASSED passed, $FAILED failed, $SKIPPED skipped"
  ((PASSED > 0 && FAILED == 0 && SKIPPED == 0))
}

# times_beside_budgets 'SUITE SECONDS [BUDGET]'...
times_beside_budgets() {
  local suite seconds budget
  while read -r suite seconds budget; do
    say "$(printf '%-9s %4d s%s' "$suite" "$seconds" \
      "${budget:+ of $budget s$( ((seconds <= budget)) || echo ', over')}")"
  done < <(printf '%s\n' "$@")
}

# A build step never stands left of && here: bash then goes on past a command that fails inside it,
# and what a failed compiler left would count as fresh.
run_suite() {
  case $1 in
    lint) lint_suite ;;
    hanoi | http | breaker | queue | broker)
      pack "pagoda.$1"
      module_suite "pagoda.$1"
      ;;
    process) process_suite "$2" ;;
    system) system_suite ;;
    examples) examples_suite ;;
    operate) operate_suite ;;
    crash)
      pack pagoda.queue
      test_modules_suite crash "-Dpagoda.crash.times=${2:-25}" -- tests/pagoda.queue/crash
      ;;
    web)
      image
      web_suite
      ;;
    dist)
      dist
      test_modules_suite dist -- tests/dist
      ;;
    stress)
      pack
      stress_suite
      ;;
    mutants) mutants_suite ;;
    *) fail "unknown suite '$1'; there are: ${ALL_SUITES[*]}, and when named ${ON_DEMAND[*]}" ;;
  esac
}

readonly SYSTEM_TESTS=(tests/pagoda.broker/amqp-nodes tests/pagoda.http/attacks tests/system)

readonly OPERATE_TESTS=(tests/pagoda.http/attacks tests/operate)

# What tests pagoda.app from within needs no image.
system_suite() {
  if [[ -z $ONLY ]] || ! holds tests/system; then
    pack
    module_suite pagoda.app
  fi
  if holds tests/system; then
    image
    TAGS=--exclude-tag=examples test_modules_suite system -- "${SYSTEM_TESTS[@]}"
  fi
}

# What tests/examples and the README show, over the same helpers.
examples_suite() {
  image
  compile_test_modules system "${SYSTEM_TESTS[@]}"
  TAGS=--include-tag=examples run_junit examples -p "build/classes:$TEST_PATH:build/tests/system" -- \
    pagoda.system
}

# PAGODA_WITHOUT=machine leaves out what needs a machine with a systemd of its own.
operate_suite() {
  image
  [[ ${PAGODA_WITHOUT:-} != machine ]] || say 'operate: without the tests under systemd, as asked'
  test_modules_suite operate -- "${OPERATE_TESTS[@]}"
}

# process_suite TIMES: the module's tests, and as many kills.
process_suite() {
  local crash=tests/pagoda.process/crash
  pack pagoda.process
  if [[ -z $ONLY ]] || ! holds "$crash"; then module_suite pagoda.process; fi
  if holds "$crash"; then
    test_modules_suite process-crash "-Dpagoda.process.times=${1:-25}" -- "$crash"
  fi
}

# compile_all_tests: the code of every suite and benchmark, so that no change to a module's API
# leaves one behind.
compile_all_tests() {
  local module
  compile
  for module in $(module_names); do compile_module_tests "$module"; done
  compile_test_modules system "${SYSTEM_TESTS[@]}"
  compile_test_modules dist tests/dist
  compile_test_modules operate "${OPERATE_TESTS[@]}"
  compile_test_modules crash tests/pagoda.queue/crash
  compile_test_modules process-crash tests/pagoda.process/crash
  compile_stress
  compile_benchmarks "${ALL_BENCHMARKS[@]}"
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

source tests/lint/run.sh
source tests/mutants/run.sh
source tests/stress/run.sh
source tests/web/run.sh
