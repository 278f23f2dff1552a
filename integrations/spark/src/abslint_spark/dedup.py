"""Copies across all rows.

Keys are exploded and grouped by Spark; rows that are connected by keys form a
component, by label propagation in Spark SQL; the binary compares the rows of a
component as it compares those of a whole data set on one machine. Who shares no
key is never compared there either, so that the answers are the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from abslint_spark.process import ProcessFailed, group_by_group
from abslint_spark.settings import Settings

# Labels of a chain of n components are equal after about log2(n) rounds; more than these are none of text.
MOST_ROUNDS = 60

RELATED = "row long, kept long, rule string, similarity double, goes boolean"


def dedup(df: DataFrame, order_by: str = "id", settings: Settings = Settings()) -> DataFrame:
    """The rows of ``clean`` with their copies marked.

    A copy has the id of the rule in ``dropped``, and ``kept_id`` and ``similarity`` of the row that stays, which has the
    ids of its copies in ``also_in``. Of equals the first in the order of the column ``order_by`` stays; it must be unique.
    The rows are gone through several times: ``df`` is persisted, unless it is already, and stays so for who uses the result.
    """
    if not df.is_cached:
        df = df.persist()
    table = df.select(F.col(order_by).alias("_order"), "abslint_keys", "abslint_state").where("abslint_state is not null")
    numbers = table.select("_order").distinct().orderBy("_order").rdd.map(lambda row: row[0]).zipWithIndex()
    numbers = numbers.toDF(f"_order {df.schema[order_by].dataType.simpleString()}, row long").persist()
    try:
        if numbers.count() != table.count():
            raise ValueError(f"the values of {order_by} are not unique: the order of rows would be left to chance")
        table = table.join(numbers, "_order").persist()
        labels = _components(table)
        related = _related(table.join(labels, "row"), settings)
        return _joined(df, order_by, numbers, related)
    finally:
        numbers.unpersist()


def _components(table: DataFrame) -> DataFrame:
    """The smallest row that each row is connected with; rows that share no key with another are left out."""
    keyed = table.select("row", F.explode("abslint_keys").alias("key"))
    shared = keyed.groupBy("key").agg(F.collect_set("row").alias("rows")).where(F.size("rows") > 1)
    # The rows of a key are connected by way of its first one.
    edges = shared.select(F.explode("rows").alias("row"), F.array_min("rows").alias("hub")).where("row != hub").distinct()
    edges = edges.union(edges.select(F.col("hub").alias("row"), F.col("row").alias("hub"))).persist()
    labels = edges.select("row").distinct().withColumn("label", F.col("row")).localCheckpoint()
    for _ in range(MOST_ROUNDS):
        of_neighbours = edges.join(labels.withColumnRenamed("row", "hub"), "hub").groupBy("row").agg(F.min("label").alias("near"))
        stepped = labels.join(of_neighbours, "row").select("row", F.least("label", "near").alias("label"))
        # A label is a row, too: its own label is taken over, which halves the way.
        own = stepped.select(F.col("row").alias("label"), F.col("label").alias("further"))
        next_labels = stepped.join(own, "label").select("row", F.least("label", "further").alias("label")).localCheckpoint()
        changed = labels.join(next_labels.withColumnRenamed("label", "new"), "row").where("label != new").limit(1).count()
        labels = next_labels
        if changed == 0:
            edges.unpersist()
            return labels
    raise ProcessFailed(f"components were not found in {MOST_ROUNDS} rounds")


def _related(table: DataFrame, settings: Settings) -> DataFrame:
    """What the binary says of the rows of each component."""
    command = settings.command("cluster")

    def compared(frames: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
        def lines() -> Iterator[bytes]:
            for frame in frames:
                for label, row, state in frame.itertuples(index=False, name=None):
                    yield json.dumps({"group": label, "row": row, "state": state}).encode() + b"\n"

        found = [json.loads(line) for line in group_by_group(command, lines())]
        columns = ["row", "kept", "rule", "similarity", "dropped"]
        frame = pd.DataFrame([[one[name] for name in columns] for one in found], columns=columns)
        yield frame.rename(columns={"dropped": "goes"})

    grouped = table.select("label", "row", "abslint_state").repartition("label").sortWithinPartitions("label", "row")
    return grouped.mapInPandas(compared, RELATED).persist()


def _joined(df: DataFrame, order_by: str, numbers: DataFrame, related: DataFrame) -> DataFrame:
    """The rows with what is related to them; as many as there were."""
    named = numbers.withColumnRenamed("_order", "_id")
    gone = related.where("goes").join(named, "row").withColumnRenamed("_id", "_row_id").drop("row")
    gone = gone.join(named.withColumnRenamed("row", "kept"), "kept").withColumnRenamed("_id", "kept_id").drop("kept").persist()
    also = gone.groupBy("kept_id").agg(F.sort_array(F.collect_list("_row_id")).alias("also_in"))
    marked = df.join(gone.select(F.col("_row_id").alias(order_by), "rule", "kept_id", "similarity"), order_by, "left")
    marked = marked.withColumn("dropped", F.coalesce("dropped", "rule")).drop("rule")
    marked = marked.join(also.withColumnRenamed("kept_id", order_by), order_by, "left")
    before, after = df.count(), marked.count()
    if before != after:
        raise ProcessFailed(f"{before} rows went in and {after} came out")
    return marked
