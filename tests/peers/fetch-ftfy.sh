#!/usr/bin/env bash
# Fetches the test cases of ftfy 6.3.1 from its source release into the folder $1.
set -euo pipefail
into=$1
mkdir -p "$into"
[ -s "$into/test_cases.json" ] && exit 0
python3 -m pip download --quiet --disable-pip-version-check --no-deps --no-binary ftfy --dest "$into" ftfy==6.3.1
tar -xzf "$into/ftfy-6.3.1.tar.gz" -C "$into" --strip-components=2 ftfy-6.3.1/tests/test_cases.json
