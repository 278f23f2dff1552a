#!/usr/bin/env bash
# How fast a file is cleaned, beside what else people run over theirs; the packages are installed from PyPI into a folder of their own.
#
#   benches/peers/clean.sh [FILE.jsonl]
#
# FILE.jsonl has one object with "title" and "abstract" a line; without it, ../shared/data/papers.jsonl is used where it is there.
# The file is doubled, with every tenth word of the copies changed, so that there is something to find.
set -euo pipefail
cd "$(dirname "$0")/../.."
file=${1:-../shared/data/papers.jsonl}
[ -f "$file" ] || { echo "name a file of JSON Lines with title and abstract" >&2; exit 2; }
cargo build --release --quiet
export ABSLINT="$PWD/target/release/abslint"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 benches/peers/duplicates.py make "$file" "$work/input.jsonl" 2
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet orjson polars ftfy pylatexenc datasketch
"$work/venv/bin/python" benches/peers/clean.py compare "$work/input.jsonl"
