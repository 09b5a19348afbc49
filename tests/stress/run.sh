# Sourced by run.sh: the suite `stress`, jcstress on the class path.

compile_stress() {
  dependencies stress
  local inputs path
  inputs="tests/stress build/stamps/deps-stress $(class_stamps $(used_modules tests/stress))"
  stale tests-stress $inputs || return 0
  path=$(join : build/classes/* build/deps/stress/*.jar)
  rm -rf build/tests/stress
  mkdir -p build/tests/stress
  "$JDK/bin/javac" -cp "$path" -processorpath "$(join : build/deps/stress/*.jar)" -d build/tests/stress \
    $(find tests/stress -name '*.java')
  fresh tests-stress $inputs
}

stress_suite() {
  compile_stress
  local path log=build/reports/stress.log status=0 only=()
  path=$(join : "$PWD"/build/deps/stress/*.jar "$PWD"/build/classes/*)
  [[ -z $ONLY ]] || only=(-t "${ONLY%%#*}")
  mkdir -p build/reports
  (cd build/tests/stress && "$JDK/bin/java" -XX:+UseSerialGC -cp "$path:." org.openjdk.jcstress.Main \
    -m quick -r results "${only[@]}") >"$log" 2>&1 || status=$?
  local passed failed
  passed=$(sed -nE 's/.*Results: ([0-9]+) planned; ([0-9]+) passed.*/\2/p' "$log" | tail -n 1)
  failed=$(sed -nE 's/.*passed, ([0-9]+) failed.*/\1/p' "$log" | tail -n 1)
  ((status == 0)) || { tail -n 40 "$log" >&2 && failed=$((${failed:-0} > 0 ? failed : 1)); }
  count stress "${passed:-0}" "${failed:-0}" 0
}
