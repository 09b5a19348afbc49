# Sourced by run.sh: the suite `lint`, one test a rule.

lint_suite() {
  dependencies image test peers bench stress lint format # in one fetch
  compile_all_tests # what javac has to say stops here
  count "everything compiles" 1 0 0
  check_modules
  count "Error Prone and javadoc rules" 1 0 0
  check "house format" java_format --dry-run --set-exit-if-changed
  check "no sleep in tests" none 'Thread\.sleep' tests ':!tests/bench' ':!tests/lint.sh'
  check "no disabled test" none '@Disabled|assumeTrue|assumeFalse|Assumptions\.' tests ':!tests/lint.sh'
  check "no empty catch" none 'catch *\([^)]*\) *\{ *\}' modules tests ':!tests/lint.sh'
  check "no standard stream in a library" none 'System\.(out|err)|printStackTrace' \
    'modules/*.java' ':!modules/pagoda.app' ':!modules/*/module-info.java'
  check "no marker left over" none 'TODO|FIXME|XXX' . ':!tests/lint.sh' ':!web/vendor'
  check "no file over 300 lines" no_long_file
  check "no cycle of packages" no_package_cycle
}

# none PATTERN PATHSPEC...: true when no tracked file matches; prints those that do.
none() { ! git grep -nIE "$1" -- "${@:2}"; }

no_long_file() {
  local long
  long=$(java_sources | xargs wc -l | awk '$1 > 300 && $2 != "total"')
  [[ -z $long ]] || { echo "$long" && return 1; }
}

# An edge a package uses -> the used one, from jdeps; tsort names a loop.
no_package_cycle() {
  local edges
  edges=$("$JDK/bin/jdeps" --module-path build/deps/image:build/classes --multi-release 25 \
    -verbose:package -R $(for m in $(module_names); do echo "build/classes/$m"; done) 2>/dev/null |
    awk '/^   pagoda\./ { from = $1 } /^      -> pagoda\./ { print from, $2 }' | awk '$1 != $2' | sort -u)
  [[ -z $edges ]] || tsort <<<"$edges" >/dev/null
}
