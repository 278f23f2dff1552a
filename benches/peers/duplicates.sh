#!/usr/bin/env bash
# How fast near-duplicates are found, beside rensa and datasketch, which are installed from PyPI into a folder of their own.
#
#   benches/peers/duplicates.sh [FILE.jsonl]          side by side
#   benches/peers/duplicates.sh --grow [FILE.jsonl]   abslint clean on 1, 3, 10 and 30 copies of the file, with edits
#
# FILE.jsonl has one object with "title" and "abstract" a line; without it, ../shared/data/papers.jsonl is used where it is there.
set -euo pipefail
cd "$(dirname "$0")/../.."
mode=compare
if [ "${1:-}" = --grow ]; then mode=grow; shift; fi
file=${1:-../shared/data/papers.jsonl}
[ -f "$file" ] || { echo "name a file of JSON Lines with title and abstract" >&2; exit 2; }
cargo build --release --quiet
export ABSLINT="$PWD/target/release/abslint"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ "$mode" = grow ]; then
  python3 benches/peers/duplicates.py grow "$file" "$work"
else
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet rensa datasketch
  "$work/venv/bin/python" benches/peers/duplicates.py compare "$file"
fi
