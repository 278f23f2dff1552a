"""Holds the figures of the exams in ../shared/exams against those of tests/exams.toml: none may become worse unseen.

usage: python tests/exams.py [--binary FILE] [--update [--force]] [EXAM...]      (no EXAM: all of them)

Prints a line for each exam, and `exam figure was now` for each figure that has moved. Exits with 1 if one is worse than it was,
or is no longer measured; with 2 if an exam could not be taken. `--update` writes what is better into tests/exams.toml,
`--force` also what is worse. A new figure is put there by hand.

Needs what the scorers need: pylatexenc and rapidfuzz; `words` also Debian's wamerican-insane, wbritish-insane and hunspell-en-med.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
KEPT = ROOT / "tests/exams.toml"
# The longest takes a quarter of a minute.
PATIENCE = 240


def main():
    """Takes the exams, two at a time, and says what has moved."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/abslint")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--force", action="store_true")
    parser.add_argument("exams", nargs="*", metavar="EXAM")
    args = parser.parse_args()
    kept = tomllib.loads(KEPT.read_text())
    if unknown := set(args.exams) - set(kept):
        parser.error(f"tests/exams.toml has no {', '.join(sorted(unknown))}")
    names = args.exams or list(kept)
    fell, untaken = [], []
    with ThreadPoolExecutor(max_workers=2) as pool:
        for name, (result, seconds) in zip(names, pool.map(lambda name: timed(name, args.binary), names)):
            if isinstance(result, str):
                untaken.append(name)
                print(f"{name}: {result}")
                continue
            moved = [(*wanted, measured(result, wanted[1])) for wanted in wanted_of(kept[name])]
            worse = [f"{name} {figure}" for way, figure, was, now in moved if is_worse(way, was, now)]
            print(f"{name}: {len(moved)} figures, {len(worse)} worse, {seconds:.1f} s")
            for way, figure, was, now in moved:
                if now != was:
                    print(f"  {name} {figure} {was} {now}{' WORSE' if is_worse(way, was, now) else ''}")
                if args.update and now is not None and now != was and (args.force or not is_worse(way, was, now)):
                    rewrite(name, way, figure, now)
            fell += worse
    if fell:
        print("worse than in tests/exams.toml: " + ", ".join(fell), file=sys.stderr)
    if untaken:
        print("not taken: " + ", ".join(untaken), file=sys.stderr)
    sys.exit(2 if untaken else 1 if fell else 0)


def timed(name, binary):
    """The figures of an exam, or what its scorer said instead of them; and the seconds that it took."""
    begun = time.monotonic()
    try:
        result = json.loads(take(name, binary))
    except subprocess.CalledProcessError as error:
        result = f"the scorer failed: {error.stderr.strip()[-2000:]}"
    except (subprocess.TimeoutExpired, ValueError) as error:
        result = f"the scorer failed: {error}"
    return result, time.monotonic() - begun


def take(name, binary):
    """What the scorer of an exam prints."""
    exams = SHARED / "exams"
    score = exams / "score.py"
    if name == "seeds":
        return python(binary, score, name, SHARED / "gold/gold.jsonl", SHARED / "seeds")
    if name == "shapes":
        return python(binary, exams / "shapes.py", exams / name)
    if name == "words":
        with tempfile.TemporaryDirectory() as made:
            python(binary, exams / "words.py", "shown", made)
            return python(binary, score, name, made)
    return python(binary, score, name, exams / name)


def python(binary, *command):
    """The standard output of a script, which finds the binary where the scorers look for it."""
    environment = {**os.environ, "ABSLINT": str(binary.resolve())}
    command = [sys.executable, "-B", *map(str, command)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout


def wanted_of(exam):
    """The figures that are kept of an exam: `at-least` or `at-most`, its name, its value."""
    for way, figures in exam.items():
        assert way in ("at-least", "at-most"), way
        yield from ((way, name, value) for name, value in flat(figures))


def flat(figures, before=""):
    """Nested tables of figures, by dotted names."""
    for key, value in figures.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def measured(result, figure):
    """A figure of a result; of a fraction as text (`44/45`) what is above the line; None where it is not there."""
    for key in figure.split("."):
        result = result.get(key) if isinstance(result, dict) else None
    if isinstance(result, str) and re.fullmatch(r"\d+/\d+", result):
        return int(result.split("/")[0])
    return result


def is_worse(way, was, now):
    """Whether a figure is worse than the one kept, or is gone."""
    return now is None or (now < was if way == "at-least" else now > was)


def rewrite(exam, way, figure, value):
    """Writes a figure into tests/exams.toml and leaves every other byte as it is."""
    head = rf"(^\[{exam}\.{way}\]\n(?:(?!\[).*\n)*?{re.escape(figure)} = )\S+$"
    text, times = re.subn(head, rf"\g<1>{value}", KEPT.read_text(), count=1, flags=re.MULTILINE)
    assert times == 1, f"{exam} {figure} is not on a line of its own"
    KEPT.write_text(text)


if __name__ == "__main__":
    main()
