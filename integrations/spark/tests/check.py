"""abslint on Spark against abslint on one machine: the same records, byte for byte.

    python check.py MASTER FOLDER [RECORDS]

MASTER is that of a session (`local[2]`, `spark://…`); FOLDER is for files that all workers can read.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import duckdb
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from abslint_spark import Settings, clean, dedup, lint
from data import records

BINARY = os.environ["ABSLINT"]
SETTINGS = Settings(binary=BINARY)
SCHEMA = "id string, title string, abstract string, year int"


def on_one_machine(rows: list[dict], folder: Path) -> list[str]:
    """The kept records, in the order of their ids, without what only a file has."""
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in sorted(rows, key=lambda row: row["id"])), encoding="utf-8")
    out = subprocess.run([BINARY, "clean", str(source), "-o", "-", "-q"], stdout=subprocess.PIPE, check=True).stdout
    kept = [json.loads(line) for line in out.splitlines()]
    return lines({**row, "also_in": len(row["also_in"]), "source": None} for row in kept)


def on_spark(df: DataFrame) -> list[str]:
    kept = dedup(clean(df, SETTINGS), "id", SETTINGS).where("dropped is null and error is null")
    rows = [row.asDict() for row in kept.select("id", "title", "abstract", "links", "year", "also_in").collect()]
    return lines({**row, "also_in": len(row["also_in"] or []), "source": None} for row in rows)


def lines(rows) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def same_as_on_one_machine(spark: SparkSession, rows: list[dict], folder: Path) -> None:
    expected = on_one_machine(rows, folder)
    assert 0 < len(expected) < len(rows), "some are kept and some are dropped"
    df = spark.createDataFrame(rows, SCHEMA)
    skewed = df.repartition(4, F.when(F.col("id") < "p900000", "0").otherwise(F.col("id")))
    for name, frame in [("1", df.coalesce(1)), ("2", df.repartition(2)), ("7", df.repartition(7)), ("skewed", skewed)]:
        assert on_spark(frame) == expected, f"{name} partitions"
        print(f"{name} partitions: {len(expected)} of {len(rows)} records, as on one machine")


def every_row_is_there(spark: SparkSession, rows: list[dict]) -> None:
    df = spark.createDataFrame(rows, SCHEMA).repartition(5)
    for frame in (lint(df, SETTINGS), clean(df, SETTINGS), dedup(clean(df, SETTINGS), "id", SETTINGS)):
        assert sorted(row.id for row in frame.select("id").collect()) == sorted(row["id"] for row in rows)
    found = lint(df, SETTINGS).select(F.explode("findings.rule").alias("rule")).groupBy("rule").count().collect()
    assert {"lost-times", "missing-abstract"} <= {row.rule for row in found}
    print(f"lint, clean and dedup: {len(rows)} rows in, {len(rows)} out")


def keys_as_duckdb_counts_them(spark: SparkSession, rows: list[dict], folder: Path) -> None:
    """Groups of records with a common key: by Spark, and by DuckDB from the output of `abslint pipe`."""
    piped = subprocess.run([BINARY, "pipe"], input=(folder / "in.jsonl").read_bytes(), stdout=subprocess.PIPE, check=True).stdout
    (folder / "piped.jsonl").write_bytes(piped)
    counted = duckdb.sql(
        f"select count(*), sum(n) from (select key, count(*) n from (select unnest(keys) as key from "
        f"read_json('{folder / 'piped.jsonl'}', columns={{'keys': 'bigint[]'}}, format='newline_delimited')) group by key having n > 1)"
    ).fetchall()[0]
    keyed = clean(spark.createDataFrame(rows, SCHEMA).repartition(3), SETTINGS).select(F.explode("abslint_keys").alias("key"))
    buckets = keyed.groupBy("key").count().where("count > 1").agg(F.count("*"), F.sum("count")).first()
    assert counted == tuple(buckets), (counted, buckets)
    print(f"keys: {counted[0]} groups of {counted[1]} records, as DuckDB counts them")


def a_killed_process_loses_nothing(spark: SparkSession, rows: list[dict], folder: Path) -> None:
    """A binary that dies once in mid-partition: Spark tries again. One that always dies: the job fails."""
    df = spark.createDataFrame(rows, SCHEMA).repartition(2)
    once = folder / "once"
    marker = folder / "died"
    always = folder / "always"
    # Its first lines are answered, and then it is gone.
    dies = f'head -n 20 | {BINARY} "$@"; kill -9 $$'
    once.write_text(f'#!/bin/bash\nif mkdir {marker} 2> /dev/null; then {dies}; fi\nexec {BINARY} "$@"\n')
    always.write_text(f"#!/bin/bash\n{dies}\n")
    for script in (once, always):
        script.chmod(script.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    try:
        clean(df, Settings(binary=str(always))).collect()
    except PySparkException as error:
        assert "ProcessFailed" in str(error), error
        print("a process that always dies: the job fails")
    else:
        raise AssertionError("a job whose processes died has ended well")
    if spark.sparkContext.master.startswith("local"):
        print("a process that dies once: not tried here, a local master does not try again")
        return
    tried_again = clean(df, Settings(binary=str(once))).collect()
    assert marker.is_dir() and len(tried_again) == len(rows)
    print("a process that dies once: its task was tried again, and every row is there")


def parquet_in_and_out(spark: SparkSession, rows: list[dict], folder: Path) -> None:
    path = str(folder / "papers.parquet")
    spark.createDataFrame(rows, SCHEMA).repartition(3).write.mode("overwrite").parquet(path)
    out = str(folder / "clean.parquet")
    dedup(clean(spark.read.parquet(path), SETTINGS), "id", SETTINGS).where("dropped is null").write.mode("overwrite").parquet(out)
    assert spark.read.parquet(out).count() == len(on_one_machine(rows, folder))
    print("Parquet in, Parquet out")


def main() -> None:
    master, folder, *count = sys.argv[1:]
    builder = SparkSession.builder.master(master).appName("abslint").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "4").config("spark.driver.bindAddress", "127.0.0.1")
    spark = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    rows = records(int(count[0]) if count else 400)
    work = Path(folder)
    same_as_on_one_machine(spark, rows, work)
    every_row_is_there(spark, rows)
    keys_as_duckdb_counts_them(spark, rows, work)
    parquet_in_and_out(spark, rows, work)
    a_killed_process_loses_nothing(spark, rows, work)
    spark.stop()


if __name__ == "__main__":
    main()
