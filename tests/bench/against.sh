# Sourced by run.sh: a benchmark of this tree by turns with the same of another commit.

readonly LEAST_TIMES=6 # of A B B A: twelve pairs
readonly BAR=0.97      # the least ratio of rates that counts as no worse

# bench_against COMMIT TIMES BAR NAME...: each tree's benchmark is its own commit's; what only one of
# them measures is named.
bench_against() {
  local commit name tree status=0
  commit=$(git rev-parse --verify --quiet "$1^{commit}") || fail "no commit '$1'"
  if [[ ! $2 =~ ^[0-9]+$ ]] || (($2 < LEAST_TIMES)); then fail "--times must be $LEAST_TIMES or more, not '$2'"; fi
  tree=build/against/${commit:0:12}
  other_tree "$commit" "$tree"
  compile_test_modules bench tests/bench/compare
  for name in "${@:4}"; do
    alternate "$2" "$name" "$tree" .
    compare_runs "$name" "${commit:0:12}" "$3" || status=1
  done
  return "$status"
}

# other_tree COMMIT FOLDER: the commit's files; what was built there before stays.
other_tree() {
  git worktree prune
  [[ -d $2 ]] || git worktree add --quiet --detach "$2" "$1"
}

# alternate TIMES NAME A-FOLDER B-FOLDER: A B B A as often, so that what changes slowly on the machine
# meets both trees alike, and neither always follows the other.
alternate() {
  local out=build/bench/against/$2 pair sides side
  rm -rf "$out"
  mkdir -p "$out"
  for ((pair = 1; pair <= 2 * $1; pair++)); do
    if ((pair % 2)); then sides="A B"; else sides="B A"; fi
    for side in $sides; do
      say "$2: pair $pair of $((2 * $1)), $side"
      measure "$([[ $side == A ]] && echo "$3" || echo "$4")" "$2" "$out/$side-$(printf %02d "$pair").json"
    done
  done
}

# measure FOLDER NAME FILE: one run, started as somebody who works in FOLDER would.
measure() {
  local log=$PWD/build/bench/against/$2/log
  rm -f "$1/build/bench/$2.json"
  (cd "$1" && ./build.sh bench "$2") >"$log" 2>&1 ||
    { tail -n 40 "$log" >&2 && fail "benchmark '$2' failed in $1"; }
  cp "$1/build/bench/$2.json" "$3"
}

# compare_runs NAME COMMIT BAR
compare_runs() {
  "$JDK/bin/java" -XX:+UseSerialGC -p build/tests/bench:build/deps/image -m pagoda.compare/bench.compare.Main \
    "$1" "$2" "$3" "build/bench/against/$1" "build/bench/$1-against.json"
}
