#!/usr/bin/env bash
# Loads what `clean` writes with the packages that people load data sets with: Hugging Face `datasets`, and `mlcroissant` for croissant.json.
# Loading is offline. Ends with 77 where the packages cannot be installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet
abslint=$PWD/target/release/abslint
python3 -m venv "$work/venv"
if ! "$work/venv/bin/pip" install --quiet datasets mlcroissant pyarrow zstandard 2> "$work/pip.log"; then
    echo "datasets and mlcroissant could not be installed, so that nothing was loaded with them:" >&2
    tail -n 3 "$work/pip.log" >&2
    exit 77
fi
for name in corpus.jsonl corpus.jsonl.gz corpus.jsonl.zst corpus.parquet; do
    mkdir -p "$work/$name"
    "$abslint" clean fixtures/*.txt fixtures/*.json* --output "$work/$name/$name" --croissant --quiet
done
cd "$work"
HF_HUB_OFFLINE=1 HF_DATASETS_OFFLINE=1 HF_HOME="$work/cache" venv/bin/python - <<'PYTHON'
import json

import mlcroissant
from datasets import load_dataset

with open("corpus.jsonl/corpus.jsonl", encoding="utf-8") as file:
    expected = [json.loads(line) for line in file]
for name, loader in [("corpus.jsonl", "json"), ("corpus.jsonl.gz", "json"), ("corpus.jsonl.zst", "json"), ("corpus.parquet", "parquet")]:
    rows = load_dataset(loader, data_files=f"{name}/{name}", split="train")
    assert rows.num_rows == len(expected), (name, rows.num_rows)
    for row, record in zip(rows, expected):
        for field, value in record.items():
            assert row[field] == value, (name, field, row[field], value)
    print(f"{name}: datasets reads {rows.num_rows} records")
# mlcroissant reads no zstd.
for name in ["corpus.jsonl", "corpus.jsonl.gz", "corpus.parquet"]:
    dataset = mlcroissant.Dataset(jsonld=f"{name}/croissant.json")
    assert not dataset.metadata.ctx.issues.errors, dataset.metadata.ctx.issues.errors
    records = list(dataset.records(record_set="records"))
    assert len(records) == len(expected), (name, len(records))
    titles = [record["records/title"] for record in records]
    assert [title.decode() if title else "" for title in titles] == [record["title"] or "" for record in expected], name
    print(f"{name}: mlcroissant reads {len(records)} records")
PYTHON
