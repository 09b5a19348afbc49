#!/bin/sh
# Its result is a file, not what it prints: everything printed on standard error is log.
set -eu
cd "$TMPDIR"
gzip -9 <"$PAGODA_PAYLOAD" >small
echo "from $(wc -c <"$PAGODA_PAYLOAD") to $(wc -c <small) bytes" >&2
mv small "$PAGODA_RESULT"
