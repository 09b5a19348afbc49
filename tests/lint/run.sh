# Sourced by run.sh: the suite `lint`, one test a rule.

lint_suite() {
  [[ -n $ONLY ]] || every_rule
  compile # what the tests look at
  test_modules_suite lint -- "${LINT_TESTS[@]}"
}

readonly LINT_TESTS=(tests/lint/rules tests/bench/compare tests/lint/blackbox)
compile_lint_tests() { compile_test_modules lint "${LINT_TESTS[@]}"; }

every_rule() {
  dependencies image test peers bench stress lint format # in one fetch
  CHECKED=yes
  compile_all_tests # what javac and, in tests, Error Prone have to say stops here
  compile_lint_tests
  CHECKED=''
  count "everything compiles" 1 0 0
  check_modules
  count "Error Prone and javadoc rules" 1 0 0
  check "house format" java_format --dry-run --set-exit-if-changed
  check "shellcheck" shell_rules $(unread_scripts)
  house_rules
}

# Every script, whether its name says so or its first line.
shell_scripts() {
  git ls-files -co --exclude-standard | while read -r file; do
    if [[ $file == *.sh ]] || head -c 64 "$file" 2>/dev/null | grep -aqE '^#!.*/(env )?(ba)?sh'; then echo "$file"; fi
  done
}

# Those whose content was not yet seen to be right; one is always read, so that the rule can fail.
unread_scripts() {
  local file
  for file in $(shell_scripts); do
    if [[ $file == build.sh ]] || stale "shell-${file//\//-}" "$file"; then echo "$file"; fi
  done
}

# Words that are split on purpose (lists of files, of options) are the way of these scripts, and what
# a sourced file sets, or defines, another one uses. One without a first line is sourced by bash.
shell_rules() {
  local file
  (($#)) || { echo "no script was read" && return 1; }
  for file in "$@"; do
    shellcheck --exclude=SC2046,SC2086,SC2034,SC2317,SC1090,SC1091 \
      $(head -c 2 "$file" | grep -q '#!' || echo --shell=bash) "$file" || return 1
    fresh "shell-${file//\//-}" "$file"
  done
}

# The rules that a program checks, tests/lint/rules, over what git tracks or would.
house_rules() {
  local verdict name output
  compile_lint_tests
  output=$(git ls-files -co --exclude-standard | "$JDK/bin/java" -XX:+UseSerialGC -p build/tests/lint \
    -m pagoda.lint/pagoda.lint.Main . build/classes tests/lint/exceptions.txt)
  while read -r verdict name; do
    case $verdict in
      passed) count "$name" 1 0 0 ;;
      failed) count "$name" 0 1 0 ;;
      *) echo "  $verdict $name" >&2 ;;
    esac
  done <<<"$output"
}
