#!/usr/bin/env bash
# The package on Spark as it is installed from PyPI, against abslint on one machine: in one process with two cores, and on a
# master with two workers on loopback. Needs Java 17 and Python 3; ends with 77 where they or the packages are not there.
#
#   integrations/spark/tests/run.sh [--small] [RECORDS]      --small: one process only
set -euo pipefail
cd "$(dirname "$0")"
small=no
if [ "${1:-}" = --small ]; then small=yes; shift; fi
records=${1:-400}
root=$(cd ../../.. && pwd)
command -v java > /dev/null || { echo "there is no Java, so that nothing was run on Spark" >&2; exit 77; }
work=$(mktemp -d)
pids=()
finish() {
  # Only what was started here.
  for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
  rm -rf "$work"
}
trap finish EXIT
python=${ABSLINT_SPARK_PYTHON:-}
if [ -z "$python" ]; then
  python3 -m venv "$work/venv"
  if ! "$work/venv/bin/pip" install --quiet "$root/integrations/spark" duckdb 2> "$work/pip.log"; then
    echo "pyspark could not be installed, so that nothing was run on Spark:" >&2
    tail -n 3 "$work/pip.log" >&2
    exit 77
  fi
  python=$work/venv/bin/python
fi
if [ -z "${ABSLINT:-}" ]; then
  (cd "$root" && cargo build --release --quiet)
  ABSLINT=$root/target/release/abslint
fi
export ABSLINT PYSPARK_PYTHON=$python SPARK_LOCAL_IP=127.0.0.1
mkdir "$work/local" "$work/cluster"
"$python" check.py "local[2]" "$work/local" "$records"
[ "$small" = no ] || exit 0

SPARK_HOME=$("$python" -c 'import os, pyspark; print(os.path.dirname(pyspark.__file__))')
export SPARK_HOME SPARK_WORKER_DIR=$work/workers SPARK_MASTER_WEBUI_PORT=0 SPARK_WORKER_WEBUI_PORT=0
"$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 0 --webui-port 0 > "$work/master.log" 2>&1 &
pids+=($!)
master=
for _ in $(seq 60); do
  master=$(grep -o 'spark://127.0.0.1:[0-9]*' "$work/master.log" | head -n 1 || true)
  [ -z "$master" ] || break
  sleep 1
done
[ -n "$master" ] || { cat "$work/master.log" >&2; exit 1; }
for n in 1 2; do
  "$SPARK_HOME/bin/spark-class" org.apache.spark.deploy.worker.Worker "$master" --host 127.0.0.1 --cores 1 --memory 1g --webui-port 0 \
    > "$work/worker-$n.log" 2>&1 &
  pids+=($!)
done
echo "a master and two workers on loopback"
"$python" check.py "$master" "$work/cluster" "$records"
