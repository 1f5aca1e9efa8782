#!/usr/bin/env bash
# Sets up what is missing, builds, and runs the platform on this machine. `./run.sh --help` says more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source .ci/setup.sh

case "${1:-}" in
  --help | -h)
    cat <<'TEXT'
usage: ./run.sh [OPTION…]          run the gateway with a demo city; Ctrl-C stops it
       ./run.sh --check [OPTION…]  check everything as a new user would, then stop; the last line is JSON

Installs the Debian packages that are missing (with apt-get, through sudo when not root), builds what has changed, makes the
demo city and trains its models the first time, and prints how to score somebody. State lies in ./var; remove it to start over.
Options are those of `dpg up` and `dpg check`, such as --address https://127.0.0.1:9443 or --lang zh.
TEXT
    exit 0
    ;;
esac

need_packages bash bubblewrap libgomp1
need_npm
build_solution

verb=up
if [ "${1:-}" = --check ]; then
  verb=check
  shift
fi
exec dotnet artifacts/bin/Gateway.Cli/release/dpg.dll "$verb" "$@"
