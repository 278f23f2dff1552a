"""abslint on Apache Spark: the binary does the work, Spark moves the data.

>>> from abslint_spark import clean, dedup, lint
>>> findings = lint(spark.read.json("papers.jsonl"))
>>> kept = dedup(clean(papers), order_by="id").where("dropped is null")

Every function takes a DataFrame with the columns ``title`` and ``abstract`` (or
what ``fields:`` of the configuration calls them) and returns one with as many
rows: that is asserted in the job itself, and a process that fails fails its task.
"""

from abslint_spark.dedup import dedup
from abslint_spark.records import clean, lint
from abslint_spark.settings import Settings

__all__ = ["Settings", "clean", "dedup", "lint"]
