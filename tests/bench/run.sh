# Sourced by build.sh: compiles and runs the benchmarks, each a folder beside this file.

readonly ALL_BENCHMARKS=(hanoi start http breaker queue rpc)

run_benchmarks() {
  local names=("$@") name
  ((${#names[@]})) || names=("${ALL_BENCHMARKS[@]}")
  image
  dependencies bench peers
  install_bench_packages "${names[@]}"
  for name in "${names[@]}"; do run_benchmark "$name"; done
}

# A file `sources` in its folder names test helpers that a benchmark is compiled with.
benchmark_sources() { [[ ! -f $1/sources ]] || cat "$1/sources"; }

run_benchmark() {
  local folder=tests/bench/$1 out=build/bench/classes/$1 path
  [[ -d $folder ]] || fail "unknown benchmark '$1'; there are: ${ALL_BENCHMARKS[*]}"
  path=$(join : build/jars/*.jar build/deps/image/*.jar build/deps/bench/*.jar build/deps/peers/*.jar)
  rm -rf "$out"
  mkdir -p "$out"
  "$JDK/bin/javac" -J-XX:+UseSerialGC -Xlint:all,-processing -Werror -encoding UTF-8 -cp "$path" \
    -processorpath "$(join : build/deps/bench/*.jar)" -d "$out" \
    $(find "$folder" $(benchmark_sources "$folder") -name '*.java' ! -name module-info.java)
  "$JDK/bin/java" -cp "$out:$path" -Dpagoda.image=build/image -Dpagoda.bench=build/bench \
    -Dpagoda.jdk="$JDK" -XX:ThreadPriorityPolicy=1 --enable-native-access=ALL-UNNAMED "bench.$1.Main"
}
