# Sourced by run.sh: the suite `web`.

web_suite() { check "web" true; }
