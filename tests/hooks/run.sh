#!/usr/bin/env bash
# The hooks and the action, for real: pre-commit from PyPI runs the hooks of this checkout on a good and on a bad change,
# and the shell steps of action.yml run as GitHub would run them.
#
#   tests/hooks/run.sh --system BINARY   with a binary that is there (pre-commit's `language: system`)
#   tests/hooks/run.sh --rust            as most users will: pre-commit builds the hooks (`language: rust`); takes minutes
#
# Where pre-commit cannot be installed it says so and ends with 77.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
case "${1:-}" in
  --system) language=system; cp "$2" "$work/bin/abslint" ;;
  --rust) language=rust; cargo build --release --quiet --manifest-path "$root/Cargo.toml"; cp "$root/target/release/abslint" "$work/bin/abslint" ;;
  *) sed -n '5,6s/^# *//p' "$0" >&2; exit 2 ;;
esac

if ! python3 -m venv "$work/venv" || ! "$work/venv/bin/pip" install --quiet pre-commit 2> "$work/pip.log"; then
  echo "pre-commit could not be installed, so that the hooks were not tested:" >&2
  tail -n 3 "$work/pip.log" >&2 || true
  exit 77
fi
export PATH="$work/venv/bin:$PATH" PRE_COMMIT_HOME="$work/cache"
export GIT_AUTHOR_NAME=test GIT_AUTHOR_EMAIL=test@localhost GIT_COMMITTER_NAME=test GIT_COMMITTER_EMAIL=test@localhost
export GIT_CONFIG_GLOBAL=/dev/null
if [ "$language" = system ]; then export PATH="$work/bin:$PATH"; fi

fail() { echo "FAILED: $1" >&2; cat "$work/out" >&2 || true; exit 1; }
# expect STATUS WHAT COMMAND…: runs it, keeps what it said in $work/out.
expect() {
  local wanted=$1 what=$2 status=0
  shift 2
  "$@" > "$work/out" 2>&1 < /dev/null || status=$?
  if [ "$status" != "$wanted" ]; then fail "$what: status $status, not $wanted"; fi
  echo "ok: $what"
}
said() { grep -qF -- "$1" "$work/out" || fail "it did not say: $1"; }

# This checkout as a repository of hooks, with what is not committed yet.
git -C "$root" ls-files -z --cached --others --exclude-standard | (cd "$root" && xargs -0 tar cf - --ignore-failed-read 2> /dev/null) | (mkdir "$work/hooks" && tar xf - -C "$work/hooks")
git -C "$work/hooks" init --quiet
git -C "$work/hooks" add --all
git -C "$work/hooks" commit --quiet --no-verify --message hooks
revision=$(git -C "$work/hooks" rev-parse HEAD)

# A data set.
mkdir -p "$work/set/data"
cd "$work/set"
git init --quiet
good='{"id":"a","title":"On Copies","abstract":"We study how the copies of a paper differ, and why their makers seldom agree about them. The reasons are many."}'
bad='{"id":"b","title":"On Images","abstract":"We study how images of 256times256 pixels differ, and why their makers seldom agree about them. The reasons are many."}'
echo "$good" > data/a.jsonl
cat > abslint.yaml <<'YAML'
inputs: ["data/*.jsonl"]
gate: { new-errors: 0, removed-records: 10 % }
YAML
{
  printf 'repos:\n- repo: %s\n  rev: %s\n  hooks:\n' "$work/hooks" "$revision"
  for hook in abslint abslint-clean abslint-gate; do printf '  - {id: %s, language: %s}\n' "$hook" "$language"; done
} > .pre-commit-config.yaml
git add --all
git commit --quiet --message data

expect 0 "the hooks pass on good data" pre-commit run --all-files
echo "$bad" >> data/a.jsonl
git add --all
expect 1 "abslint refuses a bad change" pre-commit run abslint
said 'lost-times'
expect 1 "the gate refuses it" pre-commit run abslint-gate
said '✗ new-errors: 1, at most 0, 1 too many'
grep -q 256times256 data/a.jsonl || fail "checking changes nothing"
expect 1 "abslint-clean repairs it, and says that it did" pre-commit run abslint-clean
said 'files were modified by this hook'
grep -q '256×256' data/a.jsonl && ! grep -q 256times256 data/a.jsonl || fail "the damage is repaired"
[ "$(head -n 1 data/a.jsonl)" = "$good" ] || fail "everything else is as it was"
git add --all
expect 0 "what was repaired passes" pre-commit run
git commit --quiet --message more
: > data/a.jsonl
git add --all
expect 1 "the gate refuses that records are lost" pre-commit run abslint-gate
said '✗ removed-records'
git checkout --quiet HEAD -- data
echo 'No page of any listing.' > data/notes.txt
git add --all
expect 0 "files that are no data are none of its business" pre-commit run
git rm --quiet --force data/notes.txt

# The action: its shell steps, in their order, with the files and variables that GitHub gives them.
python - "$root/action.yml" "$work/steps" <<'PYTHON'
import os, sys, yaml
action = yaml.safe_load(open(sys.argv[1]))
assert action["runs"]["using"] == "composite"
os.makedirs(sys.argv[2])
for n, step in enumerate(step for step in action["runs"]["steps"] if "run" in step):
    assert step["shell"] == "bash", step
    open(os.path.join(sys.argv[2], f"{n}.sh"), "w").write(step["run"])
PYTHON
export GITHUB_PATH="$work/path" GITHUB_STEP_SUMMARY="$work/summary.md" RUNNER_TEMP="$work/runner"
mkdir -p "$RUNNER_TEMP"
touch "$GITHUB_PATH" "$GITHUB_STEP_SUMMARY"
step() { bash --noprofile --norc -eo pipefail "$work/steps/$1.sh"; }
if [ "$language" = rust ]; then
  SOURCE="$work/hooks" expect 0 "the action builds abslint where there is none" step 0
  export PATH="$(cat "$GITHUB_PATH"):$PATH"
else
  expect 0 "the action takes an abslint that is there" step 0
  [ ! -s "$GITHUB_PATH" ] || fail "it built another one"
fi
echo "${bad/\"b\"/\"c\"}" >> data/a.jsonl
PATHS="" SARIF=abslint.sarif expect 0 "the action checks the inputs" step 1
said '::error file=data/a.jsonl,line=3'
grep -q '"version":"2.1.0"' abslint.sarif || fail "there is a SARIF file"
PATHS="data/a.jsonl" SARIF=abslint.sarif expect 0 "the action checks what is named" step 1
cp data/a.jsonl more.jsonl
echo '{"title": broken' >> more.jsonl
PATHS=$'data/a.jsonl\n  more.jsonl' SARIF=abslint.sarif expect 2 "the action fails on what cannot be read" step 1
said '::error file=more.jsonl,line=4'
said '::error file=data/a.jsonl,line=3'
rm more.jsonl
OLD=HEAD expect 1 "the action's gate refuses" step 2
grep -q '### abslint: the gate is not passed' "$GITHUB_STEP_SUMMARY" || fail "the summary says why"
git checkout --quiet HEAD -- data
OLD=HEAD expect 0 "the action's gate lets through" step 2
echo "all hooks and the action did what they should ($language)"
