#!/usr/bin/env python3
"""How fast a file is cleaned, beside what else people run over theirs.

    benches/peers/clean.sh [FILE.jsonl]

Each reads the file and writes what it makes of it, in a process of its own, one
after the other and in turn: the best of the rounds counts. What is printed is
the time, the most memory, and both in relation to `abslint clean`.
"""

import os
import re
import shutil
import subprocess
import sys
import time

ROUNDS = 2
# So slow that one round must do.
SLOW = {"ftfy", "pipeline"}
OUT = os.devnull


def lines(path):
    with open(path, "rb") as file:
        yield from file


def orjson(path):
    import orjson

    with open(OUT, "wb") as out:
        for line in lines(path):
            out.write(orjson.dumps(orjson.loads(line)) + b"\n")


def polars(path):
    import polars

    polars.read_ndjson(path).unique(subset="abstract", maintain_order=True).write_ndjson(OUT)


def ftfy(path):
    import ftfy
    import orjson

    with open(OUT, "wb") as out:
        for line in lines(path):
            record = orjson.loads(line)
            record["abstract"] = ftfy.fix_text(record["abstract"] or "")
            out.write(orjson.dumps(record) + b"\n")


REGEXES = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"(\d+)\s*times\s*(\d+)", r"\1×\2"),
        (r"\s+([.,;:])", r"\1"),
        (r"\\(?:textit|textbf|emph)\{([^{}]*)\}", r"\1"),
        (r"(\w)- (\w)", r"\1\2"),
        (r"https?://\s+", "https://"),
        (r"[ \t]+", " "),
    ]
]


def repaired(text):
    """What a script of one's own does: ftfy, TeX to text where there is TeX, regular expressions."""
    import ftfy
    from pylatexenc.latex2text import LatexNodes2Text

    text = ftfy.fix_text(text)
    if "\\" in text or "$" in text:
        try:
            text = LatexNodes2Text().latex_to_text(text)
        except Exception:  # broken TeX stays as it is
            pass
    for pattern, replacement in REGEXES:
        text = pattern.sub(replacement, text)
    return text


def of_line(line):
    import orjson
    from datasketch import MinHash

    record = orjson.loads(line)
    record["abstract"] = repaired(record["abstract"] or "")
    words = re.findall(r"\w+", record["abstract"].lower())
    sketch = MinHash(num_perm=128)
    sketch.update_batch([" ".join(words[n : n + 3]).encode() for n in range(max(1, len(words) - 2))])
    return record, sketch


def pipeline(path):
    """The usual one: two processes repair and sketch, the main one keeps what is no near-duplicate."""
    from multiprocessing import Pool

    import orjson
    from datasketch import MinHashLSH

    lsh = MinHashLSH(threshold=0.7, num_perm=128)
    with Pool(2) as pool, open(OUT, "wb") as out:
        for n, (record, sketch) in enumerate(pool.imap(of_line, lines(path), chunksize=256)):
            if not lsh.query(sketch):
                lsh.insert(n, sketch)
                out.write(orjson.dumps(record) + b"\n")


COMMANDS = {
    "abslint clean": lambda path, binary: [binary, "clean", path, "-o", "-", "--quiet"],
    "abslint check": lambda path, binary: [binary, "check", path, "--output-format", "concise", "--fail-on", "never", "--quiet"],
    "wc -l": lambda path, _: ["wc", "-l", path],
    "jq -c .": lambda path, _: ["jq", "-c", ".", path],
}
PACKAGES = {
    "orjson, read and written": orjson,
    "polars, exact duplicates": polars,
    "ftfy": ftfy,
    "pipeline": pipeline,
}
NAMES = {"ftfy": "ftfy alone", "pipeline": "ftfy, pylatexenc, regexes, MinHash; two processes"}


def measure(name, path):
    """Seconds, and megabytes of the largest process; None if it is not there."""
    if name in COMMANDS:
        command = COMMANDS[name](path, os.environ["ABSLINT"])
        if shutil.which(command[0]) is None:
            return None
    else:
        command = [sys.executable, __file__, "run", name, path]
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{name} ended with {status}")
    return seconds, usage.ru_maxrss / 1024


def compare(path):
    best = {}
    for round_ in range(ROUNDS):
        for name in [*COMMANDS, *PACKAGES]:
            if round_ > 0 and name in SLOW:
                continue
            measured = measure(name, path)
            if measured is not None and (name not in best or measured < best[name]):
                best[name] = measured
    seconds, megabytes = best["abslint clean"]
    print(f"{os.path.getsize(path) / 1e6:.0f} MB, {sum(1 for _ in lines(path))} records, {os.cpu_count()} cores\n")
    print("| | seconds | times | MB | times |\n|---|---|---|---|---|")
    for name, (own_seconds, own_megabytes) in sorted(best.items(), key=lambda item: item[1]):
        times = own_seconds / seconds, own_megabytes / megabytes
        print(f"| {NAMES.get(name, name)} | {own_seconds:.2f} | {times[0]:.2f} | {own_megabytes:.0f} | {times[1]:.2f} |")


def main():
    match sys.argv[1:]:
        case ["run", name, path]:
            PACKAGES[name](path)
        case ["compare", path]:
            compare(path)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
