# Sourced by run.sh: the suite `mutants`, seeded faults of which each must make a test fail.

readonly MUTANTS=build/mutants

# All that happens to mutants happens in a copy of what is compiled, below build/.
mutants_suite() {
  local wanted=$ONLY entries=$MUTANTS/entries.txt kind rest
  ONLY=''
  dependencies peers
  pack
  for module in $(module_names); do compile_module_tests "$module"; done
  copy_for_mutants
  "$JDK/bin/java" -XX:+UseSerialGC tests/mutants/Mutants.java "$wanted" tests/mutants "$MUTANTS" >"$entries"
  [[ -s $entries ]] || fail "no mutant of a module or class '$wanted'"
  while IFS=$'\t' read -r -u 3 kind rest; do
    case $kind in
      run) IFS=$'\t' read -r number module test text <<<"$rest" && run_mutant "$number" "$module" "$test" "$text" ;;
      equivalent) say "equivalent: $rest" ;;
      *) mutant_fails "$rest" ;;
    esac
  done 3<"$entries"
}

copy_for_mutants() {
  local tree=$MUTANTS/tree
  rm -rf "$MUTANTS"
  mkdir -p "$tree/build"
  git ls-files -co --exclude-standard | while read -r file; do [[ ! -f $file ]] || echo "$file"; done |
    xargs -d '\n' cp -a --parents -t "$tree"
  cp -a build/classes build/jars build/tests build/stamps "$tree/build"
  ln -s "$PWD/build/deps" "$tree/build/deps"
}

mutant_fails() {
  printf '%s\n' "${1//$'\t'/: }" >&2
  count mutants 0 1 0
}

# run_mutant NUMBER MODULE TEST TEXT
run_mutant() {
  local classes=build/classes/pagoda.$2 verdict
  if ! passes_without_mutant "$2" "$3"; then
    mutant_fails "$4: $3 fails without it"
    return
  fi
  cp -a "$MUTANTS/$1/classes/." "$MUTANTS/tree/$classes"
  verdict=$(verdict_of "$2" "$3")
  rm -rf "${MUTANTS:?}/tree/$classes"
  cp -a "$classes" "$MUTANTS/tree/$classes"
  case $verdict in
    failed) count "killed by $3: $4" 1 0 0 ;;
    passed) mutant_fails "survived $3: $4" ;;
    *) mutant_fails "$3 did not run: $4" ;;
  esac
}

# A class that fails anyway kills nothing. That it passes is remembered until what it tests changes.
passes_without_mutant() {
  local stamp=baseline-$1-$2 inputs
  inputs="$(class_inputs "pagoda.$1") build/stamps/classes-pagoda.$1 tests/pagoda.$1 tests/support"
  stale "$stamp" $inputs || return 0
  [[ $(verdict_of "$1" "$2") == passed ]] || return 1
  fresh "$stamp" $inputs
}

# verdict_of MODULE TEST: `passed` or `failed` when tests ran to their end, else nothing. Nothing is
# compiled: what is there is what is to be tested.
verdict_of() (
  cd "$MUTANTS/tree" || exit
  compile() { :; }
  pack() { :; }
  compile_sources() { :; }
  report() { [[ ! -s $3/TEST-junit-jupiter.xml ]] || mutant_verdict "$2" "$3/TEST-junit-jupiter.xml"; }
  ONLY=$2 FAIL_FAST=yes PAGODA_TEST_OPTIONS="-XX:TieredStopAtLevel=1 ${PAGODA_TEST_OPTIONS:-}"
  module_suite "pagoda.$1" 2>>"../$1-$2.log"
)

# mutant_verdict STATUS REPORT
mutant_verdict() {
  if ! grep -qE '<testsuite [^>]*failures="0" errors="0"' "$2"; then
    echo failed
  elif (($1 == 0)); then
    echo passed
  fi
}
