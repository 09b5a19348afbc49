# Sourced by build.sh: compiles and runs the benchmarks, each a folder beside this file.

readonly ALL_BENCHMARKS=(hanoi start http breaker queue rpc)

run_benchmarks() {
  local names=() name against='' times=$LEAST_TIMES bar=$BAR
  while (($#)); do
    case $1 in
      --against) against=${2:?--against needs a commit} && shift ;;
      --times) times=${2:?--times needs a number} && shift ;;
      --bar) bar=${2:?--bar needs a ratio} && shift ;;
      *) names+=("$1") ;;
    esac
    shift
  done
  ((${#names[@]})) || names=("${ALL_BENCHMARKS[@]}")
  image
  compile_benchmarks "${names[@]}"
  install_bench_packages
  if [[ -n $against ]]; then
    bench_against "$against" "$times" "$bar" "${names[@]}"
  else
    for name in "${names[@]}"; do run_benchmark "$name"; done
  fi
}

benchmark_path() { join : build/classes/* build/deps/image/*.jar build/deps/bench/*.jar build/deps/peers/*.jar; }

# A file `sources` in its folder names test helpers that a benchmark is compiled with.
benchmark_sources() { [[ ! -f $1/sources ]] || cat "$1/sources"; }

compile_benchmarks() {
  dependencies bench peers
  local name folder inputs out javac
  for name in "$@"; do
    folder=tests/bench/$name out=build/bench/classes/$name
    [[ -d $folder ]] || fail "unknown benchmark '$name'; there are: ${ALL_BENCHMARKS[*]}"
    inputs="$folder $(benchmark_sources "$folder") build/stamps/deps-bench build/stamps/deps-peers
      $(class_stamps $(used_modules "$folder"))"
    javac=benchmark_javac
    if unchecked "bench-$name" "$folder"; then javac=checked_benchmark_javac; else stale "bench-$name" $inputs || continue; fi
    rm -rf "$out"
    mkdir -p "$out"
    "$javac" -d "$out" $(find "$folder" $(benchmark_sources "$folder") -name '*.java' ! -name module-info.java)
    fresh "bench-$name" $inputs
    note_checked "bench-$name" "$folder"
  done
}

benchmark_javac() {
  "$JDK/bin/javac" -J-XX:+UseSerialGC -Xlint:all,-processing -Werror -encoding UTF-8 -cp "$(benchmark_path)" \
    -processorpath "$(join : build/deps/bench/*.jar)" "$@"
}
checked_benchmark_javac() {
  error_prone -Xlint:all,-processing -cp "$(benchmark_path)" \
    -processorpath "$(join : build/deps/bench/*.jar build/deps/lint/*.jar)" \
    "$TEST_ERROR_PRONE -XepExcludedPaths:.*/jmh_generated/.*" "$@"
}

# PAGODA_BENCH_OPTIONS, split into words, is for properties that make a benchmark shorter or longer.
run_benchmark() {
  "$JDK/bin/java" -cp "build/bench/classes/$1:$(benchmark_path)" -Dpagoda.image=build/image -Dpagoda.bench=build/bench \
    -Dpagoda.jdk="$JDK" -XX:ThreadPriorityPolicy=1 --enable-native-access=ALL-UNNAMED ${PAGODA_BENCH_OPTIONS:-} "bench.$1.Main"
}

source tests/bench/against.sh
