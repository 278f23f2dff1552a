"""Records one by one: what is wrong with them, and what they are after repair."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql.types import (
    ArrayType,
    IntegerType,
    LongType,
    StringType,
    StructField,
    StructType,
)

from abslint_spark.process import ProcessFailed, line_by_line
from abslint_spark.settings import Settings

FINDING = StructType(
    [
        StructField("rule", StringType()),
        StructField("family", StringType()),
        StructField("severity", StringType()),
        StructField("message", StringType()),
        StructField("field", StringType()),
        StructField("start", IntegerType()),
        StructField("end", IntegerType()),
        StructField("text", StringType()),
    ]
)
EDIT = StructType([StructField(name, StringType()) for name in ("field", "rule", "before", "after")])

# What `clean` adds to a row; `lint` adds the first two.
ADDED = StructType(
    [
        StructField("findings", ArrayType(FINDING)),
        StructField("error", StringType()),
        StructField("edits", ArrayType(EDIT)),
        StructField("dropped", StringType()),
        StructField("reason", StringType()),
        StructField("links", ArrayType(StringType())),
        StructField("abslint_keys", ArrayType(LongType())),
        StructField("abslint_state", StringType()),
    ]
)


def lint(df: DataFrame, settings: Settings = Settings()) -> DataFrame:
    """The rows with ``findings``, an array, and ``error``, which says why a row is no record."""
    own = {"findings", "error"}
    schema = StructType([*_others(df, own).fields, *(field for field in ADDED if field.name in own)])
    return df.mapInArrow(_mapped(settings, schema, repaired=False), schema)


def clean(df: DataFrame, settings: Settings = Settings()) -> DataFrame:
    """The rows with ``title`` and ``abstract`` repaired, an ``id``, and what was found and done beside them.

    Nothing is left out: rows that ``abslint clean`` drops say so in ``dropped``, by the id of a rule, and in ``reason``.
    """
    own = {"id", "title", "abstract", *(field.name for field in ADDED)}
    identity = df.schema["id"].dataType if "id" in df.columns else StringType()
    texts = [StructField("id", identity), StructField("title", StringType()), StructField("abstract", StringType())]
    schema = StructType([*texts, *_others(df, own).fields, *ADDED.fields])
    return df.mapInArrow(_mapped(settings, schema, repaired=True), schema)


def _others(df: DataFrame, own: set[str]) -> StructType:
    return StructType([field for field in df.schema if field.name not in own])


def _mapped(settings: Settings, schema: StructType, repaired: bool) -> Callable:
    from pyspark.sql.pandas.types import to_arrow_schema

    arrow = to_arrow_schema(schema)
    command = settings.command("pipe")

    def each(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        read = written = 0
        pairs = ((batch, _lines(batch)) for batch in batches if batch.num_rows)
        for batch, lines in line_by_line(command, pairs):
            read += batch.num_rows
            answers = [json.loads(line) for line in lines]
            out = _batch(batch, answers, arrow, repaired)
            written += out.num_rows
            yield out
        if read != written:
            raise ProcessFailed(f"{read} rows went in and {written} came out")

    return each


def _lines(batch: pa.RecordBatch) -> list[bytes]:
    """The rows as lines of JSON, without columns that an earlier step added."""
    added = {field.name for field in ADDED}
    rows = batch.select([name for name in batch.schema.names if name not in added]).to_pylist()
    return [json.dumps(row, ensure_ascii=False, default=str).encode() + b"\n" for row in rows]


def _batch(batch: pa.RecordBatch, answers: list[dict], schema: pa.Schema, repaired: bool) -> pa.RecordBatch:
    columns = []
    for field in schema:
        if field.name in _FROM_ANSWER:
            columns.append(pa.array([_FROM_ANSWER[field.name](answer) for answer in answers], field.type))
        elif repaired and field.name in ("id", "title", "abstract"):
            own = batch.column(field.name).to_pylist() if field.name in batch.schema.names else [None] * batch.num_rows
            values = [answer["record"][field.name] if answer["record"] else old for answer, old in zip(answers, own)]
            columns.append(pa.array(values, field.type))
        else:
            columns.append(batch.column(field.name).cast(field.type))
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _findings(answer: dict) -> list[dict]:
    wanted = ("rule", "family", "severity", "message", "field", "text")
    return [
        {**{name: finding[name] for name in wanted}, "start": finding["span"]["start"], "end": finding["span"]["end"]}
        for finding in answer["findings"]
    ]


_FROM_ANSWER: dict[str, Callable[[dict], object]] = {
    "findings": _findings,
    "error": lambda answer: answer["error"],
    "edits": lambda answer: answer["edits"],
    "dropped": lambda answer: answer["dropped"],
    "reason": lambda answer: answer["reason"],
    "links": lambda answer: answer["record"]["links"] if answer["record"] else None,
    "abslint_keys": lambda answer: answer["keys"],
    "abslint_state": lambda answer: answer["state"],
}
