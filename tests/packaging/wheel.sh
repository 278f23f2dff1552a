#!/usr/bin/env bash
# The wheel: built by maturin, installed into a fresh virtual environment without a compiler, and run there;
# and used by pre-commit's `language: python`. Ends with 77 where maturin or pre-commit cannot be installed.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/tools"
if ! "$work/tools/bin/pip" install --quiet maturin pre-commit 2> "$work/pip.log"; then
  echo "maturin could not be installed, so that the wheel was not tested:" >&2
  tail -n 3 "$work/pip.log" >&2
  exit 77
fi
cd "$root"
"$work/tools/bin/maturin" build --release --locked --quiet --out "$work/dist"
wheel=$(ls "$work"/dist/abslint-*.whl)
python3 -m venv "$work/fresh"
"$work/fresh/bin/pip" install --quiet --no-index "$wheel"
[ "$("$work/fresh/bin/abslint" --version)" = "$(cargo run --quiet -- --version)" ]
mkdir "$work/set"
cd "$work/set"
echo '{"title":"On Images","abstract":"We study how images of 256times256 pixels differ. The reasons are many."}' > a.jsonl
status=0
"$work/fresh/bin/abslint" check a.jsonl --output-format concise > "$work/out" 2> /dev/null || status=$?
[ "$status" = 1 ] && grep -q lost-times "$work/out"

git init --quiet
cat > .pre-commit-config.yaml <<YAML
repos:
- repo: local
  hooks:
  - id: abslint
    name: abslint
    entry: abslint check --output-format concise
    language: python
    additional_dependencies: ["$wheel"]
    files: '\.jsonl$'
    require_serial: true
YAML
git add --all
status=0
# No cargo, no rustc: what pre-commit installs is the wheel.
PATH="$work/tools/bin:/usr/bin:/bin" PRE_COMMIT_HOME="$work/cache" pre-commit run > "$work/out" 2>&1 || status=$?
[ "$status" = 1 ] && grep -q lost-times "$work/out" || { cat "$work/out"; exit 1; }
echo "the wheel $(basename "$wheel") ($(stat -c %s "$wheel") bytes) installs and runs, alone and as a hook"
