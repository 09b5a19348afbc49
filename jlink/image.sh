# Sourced by build.sh: links, completes and trains the runtime image.

image() { fail "not yet"; }
