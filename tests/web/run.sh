# Sourced by run.sh: the suite `web`: the page's logic in Node, then the page in Chromium against
# the linked image. Screenshots are written to build/screenshots.

readonly WEB_NODE=20 # the oldest Node that playwright-core runs on

web_suite() {
  local log=build/reports/web.log status=0 node
  node=$(node --version | sed -E 's/^v([0-9]+).*/\1/')
  ((node >= WEB_NODE)) || fail "the suite web needs Node $WEB_NODE or later; found $(node --version)"
  mkdir -p build/reports build/screenshots
  if [[ ! -d tests/web/node_modules ]] || stale web-packages tests/web/package-lock.json; then
    npm ci --prefix tests/web --ignore-scripts --no-audit --no-fund --loglevel=error >"$log" 2>&1 ||
      { cat "$log" >&2 && fail "npm ci failed"; }
    fresh web-packages tests/web/package-lock.json
  fi
  find tests/web -name node_modules -prune -o -name "${ONLY:-*}.test.mjs" -print | sort |
    xargs node --test --test-reporter=tap --test-concurrency=2 >"$log" 2>&1 || status=$?
  web_report "$status" "$log"
}

# A run that ended without its summary, or without a single test, has failed.
web_report() {
  local passed failed skipped
  passed=$(web_count pass "$2")
  failed=$(($(web_count fail "$2") + $(web_count cancelled "$2")))
  skipped=$(($(web_count skipped "$2") + $(web_count todo "$2")))
  ((passed + failed == 0 || ($1 != 0 && failed == 0))) && failed=$((failed + 1))
  if ((failed)); then
    grep -A 40 '^ *not ok' "$2" | head -n 300 >&2 || tail -n 60 "$2" >&2
    say "whole log: $2"
  fi
  count web "$passed" "$failed" "$skipped"
}

web_count() {
  local number
  number=$(sed -nE "s/^# $1 ([0-9]+)$/\1/p" "$2" | tail -n 1)
  echo "${number:-0}"
}
