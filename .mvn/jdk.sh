# Sourced by mvnw and chatspace: sets JAVA_HOME to a JDK of at least JDK_MIN (25 unless CHATSPACE_JDK_MIN asks for more), or says in one sentence what is missing.
# Order: CHATSPACE_JAVA_HOME, JAVA_HOME, the java on the PATH, then the usual places; the first that is new enough wins.

JDK_MIN=${CHATSPACE_JDK_MIN:-25}

jdk_version() { # DIR -> its feature number, or nothing where DIR is not a JDK
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_candidates() {
  printf '%s\n' "${CHATSPACE_JAVA_HOME:-}" "${JAVA_HOME:-}"
  _javac=$(command -v javac 2>/dev/null) && _javac=$(readlink -f "$_javac" 2>/dev/null) && dirname "$(dirname "$_javac")"
  [ -x /usr/libexec/java_home ] && /usr/libexec/java_home -v "$JDK_MIN+" 2>/dev/null
  for _d in /usr/lib/jvm/* /usr/java/* /opt/*jdk* /opt/java/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    "$HOME"/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -d "$_d" ] && printf '%s\n' "$_d"
  done
}

find_jdk() {
  _found=$(jdk_candidates | while IFS= read -r _d; do
    [ -n "$_d" ] || continue
    _v=$(jdk_version "$_d")
    if [ -n "$_v" ] && [ "$_v" -ge "$JDK_MIN" ]; then printf '%s\n' "$_d"; break; fi
  done)
  if [ -z "$_found" ]; then
    echo "$1: no JDK $JDK_MIN or newer was found: install one (for example Temurin $JDK_MIN) or point JAVA_HOME at it." >&2
    return 1
  fi
  JAVA_HOME=$_found
  export JAVA_HOME
}
