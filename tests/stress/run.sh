# Sourced by run.sh: the suite `stress`, jcstress on the class path.

stress_suite() {
  dependencies stress
  local out=build/tests/stress path log=build/reports/stress.log
  path=$(join : "$PWD"/build/deps/stress/*.jar "$PWD"/build/jars/*.jar "$PWD"/build/deps/image/*.jar)
  rm -rf "$out"
  mkdir -p "$out" build/reports
  "$JDK/bin/javac" -cp "$path" -processorpath "$(join : build/deps/stress/*.jar)" -d "$out" \
    $(find tests/stress -name '*.java')
  local status=0
  (cd "$out" && "$JDK/bin/java" -XX:+UseSerialGC -cp "$path:." org.openjdk.jcstress.Main -m quick -r results) \
    >"$log" 2>&1 || status=$?
  local passed failed
  passed=$(sed -nE 's/.*Results: ([0-9]+) planned; ([0-9]+) passed.*/\2/p' "$log" | tail -n 1)
  failed=$(sed -nE 's/.*passed, ([0-9]+) failed.*/\1/p' "$log" | tail -n 1)
  ((status == 0)) || { tail -n 40 "$log" >&2 && failed=$((${failed:-0} > 0 ? failed : 1)); }
  count stress "${passed:-0}" "${failed:-0}" 0
}
