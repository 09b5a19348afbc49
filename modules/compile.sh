# Sourced by build.sh: compiles the modules, packs them as jars, documents and formats them.

# Error Prone is a javac plugin that needs the compiler's own packages.
COMPILER_ACCESS=()
for package in api file main model parser processing tree util; do
  COMPILER_ACCESS+=("-J--add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED")
done
for package in code comp; do
  COMPILER_ACCESS+=("-J--add-opens=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED")
done
readonly COMPILER_ACCESS

module_names() { for info in modules/*/module-info.java; do basename "$(dirname "$info")"; done; }
# The packages that no module exports, and so need no javadoc of every member.
hidden_packages() { printf -- '-%s\n' pagoda.app 'pagoda.app.*' $(module_names | sed 's/$/.internal.*/;p;s/\.\*$//'); }
join() { local IFS=$1 && shift && echo "$*"; }

# checked_javac: javac with every check on. sun.misc.Signal is hidden without ignore.symbol.file.
checked_javac() {
  "$JDK/bin/javac" "${COMPILER_ACCESS[@]}" -J-XX:+UseSerialGC -encoding UTF-8 -Xlint:all -Werror \
    -XDignore.symbol.file -XDcompilePolicy=simple -XDaddTypeAnnotationsToSymbol=true \
    --should-stop=ifError=FLOW -processorpath "$(join : build/deps/lint/*.jar)" \
    '-Xplugin:ErrorProne -XepDisableWarningsInGeneratedCode' "$@"
}

# build/classes: one folder a module, compiled in one go against the jars that will be linked.
compile() {
  dependencies image lint
  stale classes modules build/stamps/deps-image || return 0
  say "compiling $(module_names | wc -l) modules"
  rm -rf build/classes
  checked_javac --module-source-path modules --module-path build/deps/image \
    --module "$(join , $(module_names))" --module-version "$VERSION" -d build/classes \
    -Xdoclint:all/protected "-Xdoclint/package:$(join , $(hidden_packages))" -parameters
  copy_resources
  fresh classes modules build/stamps/deps-image
}

copy_resources() {
  local module
  for module in $(module_names); do
    (cd "modules/$module" && find . -type f ! -name '*.java' ! -name '*.md' -print0) |
      (cd "modules/$module" && xargs -0r cp --parents -t "../../build/classes/$module")
  done
}

# build/jars: each module as a modular jar, to be used on a module path of one's own.
pack() {
  compile
  stale jars build/classes || return 0
  rm -rf build/jars
  mkdir -p build/jars
  local module
  for module in $(module_names); do
    "$JDK/bin/jar" --create --file "build/jars/$module.jar" --date "$JAR_DATE" \
      --module-version "$VERSION" $([[ $module == pagoda.app ]] && echo --main-class pagoda.app.Main) \
      -C "build/classes/$module" .
  done
  fresh jars build/classes
}

document() {
  compile
  rm -rf build/doc
  "$JDK/bin/javadoc" -quiet -Xdoclint:all -Werror --module-source-path modules \
    --module-path build/deps/image --module "$(join , $(module_names))" -d build/doc \
    --show-module-contents api --show-packages exported
  say "wrote build/doc/index.html"
}

java_sources() { find modules tests module-info-templates jlink -name '*.java' -not -path '*/node_modules/*'; }

java_format() {
  dependencies format
  local exports=()
  for package in api code file main parser tree util; do
    exports+=("--add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED")
  done
  java_sources | xargs "$JDK/bin/java" -XX:+UseSerialGC "${exports[@]}" \
    -cp "$(join : build/deps/format/*.jar)" com.google.googlejavaformat.java.Main "$@"
}

format_sources() { java_format --replace; }
