#!/usr/bin/env bash
# Sets up what the tests need, builds, and runs them all. `./test.sh --help` says more.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source .ci/setup.sh

full=false
filter=()
for argument in "$@"; do
  case "$argument" in
    --full) full=true ;;
    --help | -h)
      cat <<'TEXT'
usage: ./test.sh [--full] [TEST-PROJECT…]

Installs the Debian packages that the tests need, builds the solution and runs every test.
  --full          run the long suites at full length (hours of fuzzing, hundreds of kills) in place of their seeded short forms
  TEST-PROJECT    only these, such as Gateway.Tests
The last line is `Tests: N passed, N failed, N skipped`; the exit code is 0 when none failed.
TEXT
      exit 0
      ;;
    -*)
      echo "test.sh: unknown option $argument; see ./test.sh --help" >&2
      exit 2
      ;;
    *) filter+=("$argument") ;;
  esac
done

need_packages bash bubblewrap libgomp1 nodejs strace wrk postgresql redis-server chromium fonts-noto-cjk
need_npm
build_solution

export TESTS_FULL="$full"
results=artifacts/test-results
rm -rf "$results"
mkdir -p "$results"

projects=("${filter[@]}")
if [ ${#projects[@]} -eq 0 ]; then
  for project in tests/*.Tests; do projects+=("$(basename "$project")"); done
fi

failed=0
for project in "${projects[@]}"; do
  say "testing $project"
  dotnet test --project "tests/$project" -c Release --no-build --report-trx --report-trx-filename "$project.trx" \
    --results-directory "$PWD/$results" --no-progress --no-ansi || failed=1
done

# Each report holds one line of counters; a project that wrote none has failed, whatever it printed.
total() { cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'; }
reports=$(find "$results" -name '*.trx' | wc -l)
if [ "$reports" -ne "${#projects[@]}" ]; then
  say "only $reports of ${#projects[@]} test projects wrote a report"
  failed=1
fi
echo "Tests: $(total passed) passed, $(total failed) failed, $(total notExecuted) skipped"
[ "$failed" -eq 0 ] && [ "$(total failed)" -eq 0 ]
