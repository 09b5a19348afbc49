# Sourced by build.sh: lays each library as a Maven artifact, and a BOM of them, in build/dist/maven.

readonly GROUP=pagoda # an artifact's name is its module's

libraries() { module_names | grep -vx pagoda.app; }

maven_repository() {
  local module out=build/dist/maven
  pack
  rm -rf "$out"
  for module in $(libraries); do publish_module "$module" "$out"; done
  publish_bom "$out"
  say "wrote $out"
}

# artifact_folder REPOSITORY NAME
artifact_folder() { echo "$1/${GROUP//.//}/$2/$VERSION"; }

# publish_module MODULE REPOSITORY: the same bytes each time.
publish_module() {
  local folder base
  folder=$(artifact_folder "$2" "$1") base=$1-$VERSION
  mkdir -p "$folder"
  cp "build/jars/$1.jar" "$folder/$base.jar"
  sources_jar "$1" "$folder/$base-sources.jar"
  javadoc_jar "$1" "$folder/$base-javadoc.jar"
  [[ $1 != pagoda.broker ]] || descriptor_jar com.rabbitmq.client "$folder/$base-client-descriptor.jar"
  module_pom "$1" >"$folder/$base.pom"
  index_artifact "$2" "$1"
}

publish_bom() {
  local folder
  folder=$(artifact_folder "$1" pagoda.bom)
  mkdir -p "$folder"
  bom_pom >"$folder/pagoda.bom-$VERSION.pom"
  index_artifact "$1" pagoda.bom
}

# Papers are no sources.
sources_jar() {
  local sources=build/dist/sources manifest
  manifest=$(manifest_of "$1")
  rm -rf "$sources"
  mkdir -p "$sources"
  (cd "modules/$1" && find . -type f ! -name '*.md' -print0 | xargs -0 cp --parents -t "$OLDPWD/$sources")
  "$JDK/bin/jar" --create --file "$2" --date "$JAR_DATE" --manifest "$manifest" -C "$sources" . -C . LICENSE
  rm -rf "$sources"
}

javadoc_jar() {
  local pages=build/dist/javadoc
  rm -rf "$pages"
  api_pages "$1" "$pages" -notimestamp
  "$JDK/bin/jar" --create --file "$2" --date "$JAR_DATE" --manifest "$(manifest_of "$1")" -C "$pages" . -C . LICENSE
  rm -rf "$pages"
}

# descriptor_jar MODULE JAR: the descriptor that the build gives to a dependency without one, in a
# folder of the module's name, for whoever links it too; the README of the library tells how.
descriptor_jar() {
  local work=build/dist/descriptor jar
  jar=$PWD/$(ls build/deps/image/amqp-client-*.jar)
  rm -rf "$work"
  mkdir -p "$work/$1"
  (cd "$work/$1" && "$JDK/bin/jar" --extract --file "$jar" module-info.class)
  cp "module-info-templates/$1/module-info.java" "$work/$1/"
  "$JDK/bin/jar" --create --file "$2" --date "$JAR_DATE" --no-manifest -C "$work" .
  rm -rf "$work"
}

# index_artifact REPOSITORY NAME: what Maven asks for beside the files: their sums, the versions.
index_artifact() {
  local folder metadata file
  folder=$(artifact_folder "$1" "$2") metadata=$(dirname "$(artifact_folder "$1" "$2")")/maven-metadata.xml
  cat >"$metadata" <<XML
<metadata>
  <groupId>$GROUP</groupId>
  <artifactId>$2</artifactId>
  <versioning>
    <latest>$VERSION</latest>
    <release>$VERSION</release>
    <versions>
      <version>$VERSION</version>
    </versions>
  </versioning>
</metadata>
XML
  for file in "$folder"/* "$metadata"; do
    for sum in md5 sha1 sha256 sha512; do "${sum}sum" "$file" | cut -d' ' -f1 | tr -d '\n' >"$file.$sum"; done
  done
}

pom_head() {
  cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>$GROUP</groupId>
  <artifactId>$1</artifactId>
  <version>$VERSION</version>
  <packaging>$2</packaging>
  <name>$1</name>
  <description>$3</description>
  <licenses>
    <license>
      <name>Apache-2.0</name>
      <url>https://www.apache.org/licenses/LICENSE-2.0.txt</url>
    </license>
  </licenses>
XML
}

# module_pom MODULE: all that it requires is needed to compile against it: javac resolves the whole
# graph of modules.
module_pom() {
  local gav
  pom_head "$1" jar "$(description_of "$1")"
  echo '  <dependencies>'
  for gav in $(required_libraries "$1"); do pom_dependency '    ' "$gav"; done
  echo '  </dependencies>'
  echo '</project>'
}

bom_pom() {
  local module
  pom_head pagoda.bom pom 'The versions of all libraries of Pagoda, to be imported.'
  echo '  <dependencyManagement>'
  echo '    <dependencies>'
  for module in $(libraries); do pom_dependency '      ' "$GROUP:$module:$VERSION"; done
  echo '    </dependencies>'
  echo '  </dependencyManagement>'
  echo '</project>'
}

# pom_dependency INDENT GROUP:ARTIFACT:VERSION
pom_dependency() {
  local group artifact release
  IFS=: read -r group artifact release <<<"$2"
  printf '%s<dependency>\n' "$1"
  printf '%s  <%s>%s</%s>\n' "$1" groupId "$group" groupId "$1" artifactId "$artifact" artifactId \
    "$1" version "$release" version
  # It runs without Netty, which its own POM asks for and which no image of ours has.
  [[ $artifact != amqp-client ]] || printf '%s  %s\n' "$1" \
    '<exclusions><exclusion><groupId>io.netty</groupId><artifactId>*</artifactId></exclusion></exclusions>'
  printf '%s</dependency>\n' "$1"
}

# description_of MODULE: the first sentence of its declaration's documentation.
description_of() {
  tr '\n' ' ' <"modules/$1/module-info.java" | sed -E 's,^/\*\*[ *]*,,; s, \* , ,g; s,  +, ,g; s,\. .*,.,; s,\{@[a-z]+ ([^}]*)\},\1,g; s,<[^>]*>,,g; s,&,\&amp;,g'
}

# required_libraries MODULE: the coordinates of what its declaration requires: ours, and of each jar.
required_libraries() {
  local module gav
  for module in $(required_modules "$1"); do echo "$GROUP:$module:$VERSION"; done
  "$JDK/bin/java" --module-path build/deps/image --list-modules |
    sed -nE 's,^([a-zA-Z.]+)(@[^ ]*)? file://.*/([^/]*\.jar)$,\1 \3,p' |
    while read -r module jar; do
      grep -qE "^ *requires (transitive )?$module;" "modules/$1/module-info.java" || continue
      while read -r gav _; do [[ $(jar_of "$gav") != "$jar" ]] || echo "$gav"; done < <(pins image)
    done
}
