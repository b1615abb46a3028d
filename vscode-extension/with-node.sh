#!/usr/bin/env bash
# Does what needs Node, in the folder it is called from, where Node and the packages of its package-lock.json are there or can be
# fetched. Where they are not, it says so in one line and is content, since everything else can be built without; with
# NODE_REQUIRED=yes, as in continuous integration, that is a failure.
# Usage: with-node.sh WHAT COMMAND, where WHAT is the thing that is built and COMMAND builds and tests it.
set -euo pipefail
what=$1
command=$2

leave_out() {
  echo "tgraph: $what was not built: $1"
  [ -z "${NODE_REQUIRED:-}" ] || exit 1
  exit 0
}

command -v npm >/dev/null || leave_out "there is no Node here (20 or newer)"
version=$(node --version)
version=${version#v}
[ "${version%%.*}" -ge 20 ] || leave_out "Node is $version, and 20 or newer is needed"

# npm notes in this file what it installed.
installed=node_modules/.package-lock.json
if [ ! -e "$installed" ] || [ package-lock.json -nt "$installed" ]; then
  mkdir -p target
  npm ci --prefer-offline --no-audit --no-fund >target/npm.log 2>&1 ||
    leave_out "npm could not fetch its packages (see $PWD/target/npm.log)"
  touch "$installed"
fi
bash -c "$command"
