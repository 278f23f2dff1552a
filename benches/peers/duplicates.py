#!/usr/bin/env python3
"""How fast near-duplicates are found, beside the packages that are used for it.

    benches/peers/duplicates.sh [FILE.jsonl]

Each is run from the file to the list of pairs, in a process of its own, one
after the other and in turn: the best of the rounds counts. What is printed is
the time, the most memory, and both in relation to abslint.
"""

import json
import os
import random
import resource
import subprocess
import sys
import time

THRESHOLD = 0.7
PERMUTATIONS = 128
ROUNDS = 2


def shingles(text):
    """Three words in a row each, as abslint has them."""
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))}


def records(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["abstract"] or ""


def rensa(path):
    from rensa import RMinHash, RMinHashLSH

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=PERMUTATIONS // 4)
    sketches = []
    for n, text in enumerate(records(path)):
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=42)
        sketch.update(list(shingles(text)))
        lsh.insert(n, sketch)
        sketches.append(sketch)
    pairs = 0
    for n, sketch in enumerate(sketches):
        pairs += sum(other < n and sketch.jaccard(sketches[other]) >= THRESHOLD for other in lsh.query(sketch))
    return pairs


def datasketch(path):
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    pairs = 0
    for n, text in enumerate(records(path)):
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        pairs += len(lsh.query(sketch))
        lsh.insert(n, sketch)
    return pairs


def abslint(path):
    binary = os.environ["ABSLINT"]
    command = [binary, "check", path, "--select", "duplicate", "--output-format", "json-lines", "--fail-on", "never", "--quiet"]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.count(b"\n")


def clean(path):
    """The whole of `clean`, without a list of pairs."""
    subprocess.run([os.environ["ABSLINT"], "clean", path, "--output", os.devnull, "--quiet"], check=True)
    return 0


def make(source, target, copies, seed):
    """The records of `source` and so many copies of each file with every tenth word replaced by one of another record."""
    rng = random.Random(seed)
    with open(source, encoding="utf-8") as lines:
        originals = [json.loads(line) for line in lines]
    words = [word for record in originals[::50] for word in (record["abstract"] or "").split()]
    with open(target, "w", encoding="utf-8") as out:
        for copy in range(copies):
            for n, record in enumerate(originals):
                text = record["abstract"] or ""
                if copy:
                    text = " ".join(rng.choice(words) if rng.random() < 0.1 else word for word in text.split())
                line = {"id": f"{copy}-{n}", "title": record["title"], "abstract": text}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")


def measure(name, path):
    """Runs one of the above in a process of its own: seconds, megabytes, pairs."""
    start = time.perf_counter()
    child = subprocess.run([sys.executable, __file__, "run", name, path], stdout=subprocess.PIPE, check=True, text=True)
    seconds = time.perf_counter() - start
    kilobytes, pairs = child.stdout.split()
    return seconds, int(kilobytes) / 1024, int(pairs)


def compare(path):
    names = ["abslint", "rensa", "datasketch"]
    best = {}
    for _ in range(ROUNDS):
        for name in names:
            seconds, megabytes, pairs = measure(name, path)
            if name not in best or seconds < best[name][0]:
                best[name] = (seconds, megabytes, pairs)
    print(f"{os.path.getsize(path) / 1e6:.0f} MB, {sum(1 for _ in open(path, 'rb'))} records, {os.cpu_count()} cores\n")
    print("| | seconds | times | MB | times | pairs |\n|---|---|---|---|---|---|")
    for name in names:
        seconds, megabytes, pairs = best[name]
        times = seconds / best["abslint"][0], megabytes / best["abslint"][1]
        print(f"| {name} | {seconds:.2f} | {times[0]:.1f} | {megabytes:.0f} | {times[1]:.1f} | {pairs} |")


def grow(source, folder):
    print("| copies | records | seconds | µs a record | MB | bytes a record beyond those of one copy |\n|---|---|---|---|---|---|")
    first = None
    for copies in (1, 3, 10, 30):
        path = os.path.join(folder, f"grown-{copies}.jsonl")
        make(source, path, copies, seed=7)
        count = sum(1 for _ in open(path, "rb"))
        seconds, megabytes, _ = measure("abslint clean", path)
        first = first or (megabytes, count)
        more = (megabytes - first[0]) * 2**20 / max(count - first[1], 1)
        print(f"| {copies} | {count} | {seconds:.2f} | {seconds / count * 1e6:.1f} | {megabytes:.0f} | {more:.0f} |", flush=True)
        os.remove(path)


def main():
    match sys.argv[1:]:
        case ["run", name, path]:
            pairs = {"rensa": rensa, "datasketch": datasketch, "abslint": abslint, "abslint clean": clean}[name](path)
            who = resource.RUSAGE_CHILDREN if name.startswith("abslint") else resource.RUSAGE_SELF
            print(resource.getrusage(who).ru_maxrss, pairs)
        case ["compare", path]:
            compare(path)
        case ["grow", path, folder]:
            grow(path, folder)
        case ["make", source, target, copies]:
            make(source, target, int(copies), seed=7)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
