# Sourced by build.sh: fetches the pinned jars and gives module descriptors to those without.

readonly DEPENDENCIES=module-info-templates/dependencies.txt
readonly DEPENDENCY_PLUGIN=org.apache.maven.plugins:maven-dependency-plugin:3.8.1

# dependencies SET...: makes sure that build/deps/SET holds exactly the pinned jars.
dependencies() {
  local set missing=()
  for set in "$@"; do
    stale "deps-$set" "$DEPENDENCIES" module-info-templates && missing+=("$set")
  done
  ((${#missing[@]})) || return 0
  say "fetching dependencies: ${missing[*]}"
  fetch_jars "${missing[@]}"
  for set in "${missing[@]}"; do
    verify_jars "$set"
    if [[ $set == image ]]; then describe_modules; else publish_jars "$set"; fi
    fresh "deps-$set" "$DEPENDENCIES" module-info-templates
  done
}

# pins SET: its lines of the pin list, without the set's name.
pins() { awk -v set="$1" '$1 == set { print $2, $3, $4 }' "$DEPENDENCIES"; }

jar_of() { IFS=: read -r _ artifact version <<<"$1" && printf '%s-%s.jar' "$artifact" "$version"; }

# One Maven call for all sets. Only the named artifacts are copied: nothing transitive comes along.
fetch_jars() {
  local set pom=build/deps/pom.xml
  mkdir -p build/deps
  {
    echo '<project><modelVersion>4.0.0</modelVersion><groupId>pagoda</groupId>'
    echo '<artifactId>dependencies</artifactId><version>1</version><packaging>pom</packaging>'
    echo '<build><plugins><plugin><groupId>org.apache.maven.plugins</groupId>'
    echo '<artifactId>maven-dependency-plugin</artifactId><configuration><artifactItems>'
    for set in "$@"; do
      rm -rf "build/deps/raw/$set"
      pins "$set" | while read -r gav _; do
        IFS=: read -r group artifact version <<<"$gav"
        printf '<artifactItem><groupId>%s</groupId><artifactId>%s</artifactId>' "$group" "$artifact"
        printf '<version>%s</version><outputDirectory>raw/%s</outputDirectory></artifactItem>\n' \
          "$version" "$set"
      done
    done
    echo '</artifactItems></configuration></plugin></plugins></build></project>'
  } >"$pom"
  command -v mvn >/dev/null || fail "Maven (mvn) is not on the PATH; it fetches the pinned dependencies"
  mvn --quiet --batch-mode -f "$pom" "$DEPENDENCY_PLUGIN:copy" ||
    fail "Maven could not fetch a dependency of: $*"
}

# A jar whose SHA-256 differs from its pin stops the build and is not kept.
verify_jars() {
  local gav sha jar seen
  while read -r gav sha _; do
    jar=build/deps/raw/$1/$(jar_of "$gav")
    seen=$(sha256sum "$jar" | cut -d' ' -f1)
    [[ $seen == "$sha" ]] && continue
    rm -rf "build/deps/raw/$1"
    fail "checksum of $gav: $DEPENDENCIES pins $sha, the jar has $seen"
  done < <(pins "$1")
}

publish_jars() {
  rm -rf "build/deps/$1"
  mkdir -p "build/deps/$1"
  cp "build/deps/raw/$1"/*.jar "build/deps/$1/"
}

# jlink takes no automatic module, so a jar without a descriptor gets the one written for it here.
# A fixed date makes the new jar the same to the byte each time.
describe_modules() {
  local gav sha module jar out=build/deps/image descriptor=build/deps/descriptor
  rm -rf "$out"
  mkdir -p "$out"
  while read -r gav sha module; do
    jar=$(jar_of "$gav")
    cp "build/deps/raw/image/$jar" "$out/"
    [[ -n $module ]] || continue
    rm -rf "$descriptor"
    "$JDK/bin/javac" -Xlint:all -Werror --module-path "$out" --patch-module \
      "$module=build/deps/raw/image/$jar" -d "$descriptor" \
      "module-info-templates/$module/module-info.java"
    "$JDK/bin/jar" --update --file "$out/$jar" --date "$JAR_DATE" \
      --module-version "${gav##*:}" -C "$descriptor" module-info.class
    "$JDK/bin/jar" --describe-module --file "$out/$jar" | grep -q "^$module@" ||
      fail "$jar did not take the descriptor of module $module"
  done < <(pins image)
  rm -rf "$descriptor"
}
