#!/usr/bin/env bash
# A corpus larger than it is meant to be held in memory: how long `clean` takes over it and how much memory, and whether a run that
# is killed again and again comes to the same bytes.
#
#   benches/scale/clean.sh GIGABYTES [FILE.jsonl [FOLDER]]
#
# FILE.jsonl has one object with "title" and "abstract" a line; without it, ../shared/data/papers.jsonl is used where it is there.
# FOLDER needs six times as much room as the corpus, for itself, the temporary files and two results.
set -euo pipefail
cd "$(dirname "$0")/../.."
gigabytes=${1:?how many gigabytes?}
file=${2:-../shared/data/papers.jsonl}
[ -f "$file" ] || { echo "name a file of JSON Lines with title and abstract" >&2; exit 2; }
cargo build --release --quiet
work=$(mktemp -d -p "${3:-${TMPDIR:-/tmp}}")
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
python3 benches/scale/corpus.py "$file" "$gigabytes" > "$work/corpus.jsonl"
python3 benches/scale/clean.py "$PWD/target/release/abslint" "$work"
