# Sourced by build.sh: links, completes and trains the runtime image.

# Providers are never linked by themselves: name those that nothing requires.
# jdk.jcmd and jdk.jfr are for the person who looks at it at night.
readonly IMAGE_MODULES=pagoda.app,org.xerial.sqlitejdbc,org.slf4j.jul,jdk.jcmd,jdk.jfr

image() {
  pack
  if stale image build/jars build/stamps/deps-image jlink; then
    link_image
    train_image
    fresh image build/jars build/stamps/deps-image jlink
  fi
  if stale files web config; then
    copy_files
    fresh files web config
  fi
  stamp_release
}

# The JDK has no jmods any more: jlink takes its modules from the JDK's own run-time image.
# Line numbers stay (they cost 4 MB): a stack trace without them helps nobody.
# Thread priorities are honoured, so that solver threads make room for those that answer. As an
# option of the image, unlike on the command line, it warns nobody who is not root; lowering a
# priority, which is all that Pagoda does, needs no right.
link_image() {
  say "linking build/image"
  rm -rf build/image build/stamps/files
  "$JDK/bin/jlink" --module-path build/jars:build/deps/image --add-modules "$IMAGE_MODULES" \
    --no-header-files --no-man-pages --compress zip-6 --output build/image \
    --add-options=-XX:ThreadPriorityPolicy=1 \
    --exclude-resources='/org.xerial.sqlitejdbc/org/sqlite/native/**'
  native_library
  legal_notices
  cp jlink/pagoda build/image/bin/pagoda
  cp jlink/options build/image/lib/pagoda.options
}

# The driver finds the library in the image's lib folder, and so needs no writable temporary one.
native_library() {
  local os arch file
  case $(uname -s) in
    Linux) if ldd --version 2>&1 | grep -qi musl; then os=Linux-Musl; else os=Linux; fi ;;
    Darwin) os=Mac ;;
    *) fail "no SQLite library is known for $(uname -s); known: Linux, Darwin" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) arch=x86_64 ;;
    aarch64 | arm64) arch=aarch64 ;;
    *) fail "no SQLite library is known for $(uname -m); known: x86_64, aarch64" ;;
  esac
  [[ $os == Mac ]] && file=libsqlitejdbc.dylib || file=libsqlitejdbc.so
  (cd build/image/lib && "$JDK/bin/jar" --extract \
    --file "$(ls ../../deps/image/sqlite-jdbc-*.jar)" "org/sqlite/native/$os/$arch/$file" &&
    mv "org/sqlite/native/$os/$arch/$file" . && rm -r org)
}

# jlink keeps the notices of the JDK's modules; those of the jars are taken out of them here.
legal_notices() {
  local jar name
  for jar in build/deps/image/*.jar; do
    name=$(basename "$jar" .jar)
    mkdir -p "build/image/legal/$name"
    (cd "build/image/legal/$name" && "$JDK/bin/jar" --list --file "../../../../$jar" |
      { grep -iE '(^|/)(licen[sc]e|notice|copying)[^/]*$' || true; } | tr '\n' '\0' |
      xargs -0r "$JDK/bin/jar" --extract --file "../../../../$jar")
    rmdir "build/image/legal/$name" 2>/dev/null || true
  done
}

copy_files() {
  rm -rf build/image/web build/image/config
  cp -r web build/image/web
  cp -r config build/image/config
}

# Which commit this is stands in the image's release file, outside lib/modules: a new commit alone
# then costs neither a new link nor a new AOT cache.
stamp_release() {
  local commit
  commit=$(git rev-parse --short=12 HEAD 2>/dev/null || echo unknown)
  [[ -z $(git status --porcelain 2>/dev/null) ]] || commit+=-changed
  grep -qx "PAGODA_COMMIT=\"$commit\"" build/image/release && return
  sed -i '/^PAGODA_/d' build/image/release
  printf 'PAGODA_VERSION="%s"\nPAGODA_COMMIT="%s"\n' "$VERSION" "$commit" >>build/image/release
}

# A real run over the real endpoints records what the AOT cache holds; the last line proves that a
# start with nothing but the cache's classes works (AOTMode=on refuses a cache that does not fit).
train_image() {
  local log=build/training.log
  say "training the AOT cache"
  copy_files
  "$JDK/bin/java" -XX:+UseSerialGC jlink/TrainingRun.java build/image >"$log" 2>&1 ||
    { tail -n 40 "$log" >&2 && fail "the training run failed; see $log"; }
  env -i PATH="$PATH" PAGODA_JAVA_OPTS=-XX:AOTMode=on build/image/bin/pagoda --version >/dev/null ||
    fail "the image does not start with AOTMode=on"
}
