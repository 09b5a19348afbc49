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

# error_prone JAVAC-OPTION...: javac with the plugin; what processors write is not its business.
error_prone() {
  "$JDK/bin/javac" "${COMPILER_ACCESS[@]}" -J-XX:+UseSerialGC -encoding UTF-8 -Werror \
    -XDcompilePolicy=simple -XDaddTypeAnnotationsToSymbol=true --should-stop=ifError=FLOW "$@"
}

# checked_javac: javac with Error Prone and every check on. sun.misc.Signal is hidden without
# ignore.symbol.file.
checked_javac() {
  error_prone -Xlint:all -XDignore.symbol.file -processorpath "$(join : build/deps/lint/*.jar)" \
    '-Xplugin:ErrorProne -XepDisableWarningsInGeneratedCode' "$@"
}

# required_modules MODULE: those of ours that its declaration requires.
required_modules() {
  sed -nE 's/^ *requires (transitive |static )*(pagoda\.[a-z.]+);.*/\2/p' "modules/$1/module-info.java"
}
# in_order MODULE...: these and all that they require, each after those that it requires.
in_order() {
  local module
  for module in "$@"; do
    in_order $(required_modules "$module")
    echo "$module"
  done | awk '!seen[$0]++'
}
# class_inputs MODULE: what its classes depend on; a required module's stamp is written when that
# one is compiled.
class_inputs() {
  echo "modules/$1" build/stamps/deps-image
  required_modules "$1" | sed 's,^,build/stamps/classes-,'
}

# stale_modules MODULE...: those to compile, in order: changed, or requiring one that is.
stale_modules() {
  local module required found=' '
  for module in $(in_order "$@"); do
    for required in $(required_modules "$module"); do
      [[ $found == *" $required "* ]] && found+="$module " && break
    done
    [[ $found == *" $module "* ]] || ! stale "classes-$module" $(class_inputs "$module") || found+="$module "
  done
  echo "$found"
}

# compile [MODULE...]: these and what they require, into build/classes, a folder a module, in one go
# against the jars that will be linked. All modules without a name.
compile() {
  (($#)) || set -- $(module_names)
  dependencies image
  local module modules
  modules=$(stale_modules "$@")
  [[ -n ${modules// /} ]] || return 0
  say "compiling $modules"
  for module in $modules; do rm -rf "build/classes/$module" "build/stamps/classes-$module"; done
  "$JDK/bin/javac" -J-XX:+UseSerialGC -encoding UTF-8 -Xlint:all -Werror -XDignore.symbol.file \
    --module-source-path modules --module-path build/deps/image --module "$(join , $modules)" \
    --module-version "$VERSION" -d build/classes -parameters
  for module in $modules; do
    copy_resources "$module"
    fresh "classes-$module" $(class_inputs "$module")
  done
}

copy_resources() {
  (cd "modules/$1" && find . -type f ! -name '*.java' ! -name '*.md' -print0 |
    xargs -0r cp --parents -t "../../build/classes/$1")
}

# used_modules PATH...: those of ours that the sources below name.
used_modules() {
  local module
  for module in $(module_names); do
    ! grep -rqF --include='*.java' "$module" "$@" || echo "$module"
  done
}
# class_stamps MODULE...: what changes when one of these, or one that they require, is compiled.
class_stamps() { in_order "$@" | sed 's,^,build/stamps/classes-,'; }

# check_modules: Error Prone and the javadoc rules over the modules that changed. Apart from
# `compile`, so that whoever runs one test does not wait for them.
check_modules() {
  local module modules=() sources=()
  for module in $(module_names); do
    ! stale "checked-$module" "modules/$module" build/stamps/deps-lint || modules+=("$module")
  done
  ((${#modules[@]})) || return 0
  for module in "${modules[@]}"; do sources+=(--module-source-path "$module=modules/$module"); done
  rm -rf build/lint/modules
  checked_javac "${sources[@]}" --module-path build/deps/image:build/classes \
    --module "$(join , "${modules[@]}")" -d build/lint/modules \
    -Xdoclint:all/protected "-Xdoclint/package:$(join , $(hidden_packages))"
  for module in "${modules[@]}"; do fresh "checked-$module" "modules/$module" build/stamps/deps-lint; done
}

# pack [MODULE...]: build/jars, each module as a modular jar, to be used on a module path of one's own.
pack() {
  (($#)) || set -- $(module_names)
  compile "$@"
  mkdir -p build/jars
  local module
  for module in $(in_order "$@"); do
    stale "jar-$module" "build/stamps/classes-$module" || continue
    "$JDK/bin/jar" --create --file "build/jars/$module.jar" --date "$JAR_DATE" --manifest "$(manifest_of "$module")" \
      --module-version "$VERSION" $([[ $module == pagoda.app ]] && echo --main-class pagoda.app.Main) \
      -C "build/classes/$module" . -C . LICENSE
    fresh "jar-$module" "build/stamps/classes-$module"
  done
}

# manifest_of MODULE: writes its jars' manifest and prints where; without the JDK's own mark, so that
# its bytes tell nothing but this.
manifest_of() {
  local file=build/stamps/manifest-$1
  printf '%s: %s\n' Manifest-Version 1.0 Created-By build.sh Implementation-Title "$1" \
    Implementation-Version "$VERSION" Bundle-License Apache-2.0 Build-Jdk-Spec "$FEATURE_RELEASE" >"$file"
  echo "$file"
}

document() {
  dependencies image
  rm -rf build/doc
  api_pages "$(join , $(module_names))" build/doc
  say "wrote build/doc/index.html"
}

# api_pages MODULE,... FOLDER JAVADOC-OPTION... Without `missing`: javadoc asks it of private fields of
# serializable types too; that every exported member has its comment is for check_modules to say.
api_pages() {
  "$JDK/bin/javadoc" -quiet -Xdoclint:all,-missing -Werror --module-source-path modules \
    --module-path build/deps/image --module "$1" -d "$2" "${@:3}" \
    --show-module-contents api --show-packages exported
}

java_sources() { find modules tests module-info-templates jlink -name '*.java' -not -path '*/node_modules/*'; }

# The files whose content was not yet seen in the house format; `note_formatted` remembers all.
unformatted_sources() {
  mkdir -p build/stamps
  touch build/stamps/formatted
  java_sources | xargs sha256sum | sort | comm -23 - build/stamps/formatted | cut -c 67-
}
note_formatted() { java_sources | xargs sha256sum | sort >build/stamps/formatted; }

# java_format OPTION...: over what is not yet known to be in the house format.
java_format() {
  dependencies format
  local exports=() sources package
  readarray -t sources < <(unformatted_sources)
  ((${#sources[@]})) || return 0
  for package in api code file main parser tree util; do
    exports+=("--add-exports=jdk.compiler/com.sun.tools.javac.$package=ALL-UNNAMED")
  done
  "$JDK/bin/java" -XX:+UseSerialGC "${exports[@]}" -cp "$(join : build/deps/format/*.jar)" \
    com.google.googlejavaformat.java.Main "$@" "${sources[@]}" || return 1
  note_formatted
}

format_sources() { java_format --replace; }
