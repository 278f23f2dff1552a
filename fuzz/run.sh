#!/usr/bin/env bash
# Runs every fuzz target, one after the other, for so many seconds each (60 if not said); needs cargo-fuzz and a nightly toolchain.
#   fuzz/run.sh [SECONDS] [TARGET...]
# What it finds lies in fuzz/artifacts/TARGET. Mend it, then keep the input: `cargo fuzz tmin TARGET FILE`, and move the result
# to fuzz/regressions/TARGET, where `cargo test --test fuzzed` repeats it.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
shift || true
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(readers rule_files checks edits whole_run)

# A seed of the targets that read files begins with a byte for its shape, as `ENDINGS` in invariants.rs lists them.
seed() { # TARGET SHAPE FILE
    mkdir -p "fuzz/corpus/$1"
    { printf "\\x$(printf %02x "$2")"; cat "$3"; } > "fuzz/corpus/$1/$(basename "$3")"
}
for target in readers whole_run; do
    shape=0
    for ending in jsonl json csv tsv txt jsonl.gz jsonl.zst bib parquet; do
        while IFS= read -r -d '' file; do seed "$target" "$shape" "$file"; done < <(find fixtures -name "*.$ending" -print0)
        shape=$((shape + 1))
    done
done
mkdir -p fuzz/corpus/rule_files fuzz/corpus/checks fuzz/corpus/edits
find rules examples fixtures tests/rules-broken -name '*.yaml' -exec cp {} fuzz/corpus/rule_files/ \;
split --lines=4 --additional-suffix=.txt fixtures/daily.txt fuzz/corpus/checks/daily-

for target in "${targets[@]}"; do
    echo "== $target, $seconds seconds"
    cargo +nightly fuzz run "$target" -- -max_total_time="$seconds" -max_len=16384 -timeout=20 -rss_limit_mb=4096 -print_final_stats=1
done
