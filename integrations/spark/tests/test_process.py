"""The process of a partition, without Spark: what goes in comes out, or it is an error.

    ABSLINT=target/release/abslint python test_process.py
"""

import importlib.util
import json
import os
import stat
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
spec = importlib.util.spec_from_file_location("process", HERE.parent / "src" / "abslint_spark" / "process.py")
process = importlib.util.module_from_spec(spec)
spec.loader.exec_module(process)

COMMAND = [os.environ["ABSLINT"], "pipe", "--jobs", "1"]


def batches(count, size):
    for n in range(count):
        rows = [{"id": f"{n}-{m}", "title": f"On {m}", "abstract": f"We study {n} grids of {m}times{m} cells, and say why."} for m in range(size)]
        yield n, [json.dumps(row).encode() + b"\n" for row in rows]


def script(folder, text):
    path = Path(folder) / "script"
    path.write_text("#!/bin/bash\n" + text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return [str(path), *COMMAND]


class LineByLine(unittest.TestCase):
    def test_every_line_has_its_answer_in_order(self):
        for count, size in [(0, 0), (1, 1), (3, 0), (40, 250)]:
            seen = 0
            for n, lines in process.line_by_line(COMMAND, batches(count, size)):
                ids = [json.loads(line)["record"]["id"] for line in lines]
                self.assertEqual(ids, [f"{n}-{m}" for m in range(size)])
                seen += len(lines)
            self.assertEqual(seen, count * size)

    def test_a_process_that_fails_is_an_error_and_never_fewer_lines(self):
        with tempfile.TemporaryDirectory() as folder:
            for text in [
                "exit 0\n",
                'head -n 20 | "$@"\n',
                'head -n 20 | "$@"; kill -9 $$\n',
                '"$@"; exit 3\n',
                '"$@"; echo one more\n',
            ]:
                with self.assertRaises(process.ProcessFailed, msg=text):
                    for _ in process.line_by_line(script(folder, text), batches(5, 100)):
                        pass

    def test_what_fails_in_the_input_is_raised(self):
        def broken():
            yield from batches(2, 10)
            raise KeyError("input")

        with self.assertRaises(KeyError):
            for _ in process.line_by_line(COMMAND, broken()):
                pass

    def test_who_stops_reading_leaves_no_process(self):
        answers = process.line_by_line(COMMAND, batches(1000, 100))
        next(answers)
        answers.close()


class GroupByGroup(unittest.TestCase):
    def test_copies_are_found_within_groups(self):
        text = "We study grids of many cells, and say at length why they are as they are, and what follows from that."
        rows = [{"id": str(n), "title": "On Grids", "abstract": text} for n in range(4)]
        lines = [json.dumps(row).encode() + b"\n" for row in rows]
        states = [json.loads(line)["state"] for _, out in process.line_by_line(COMMAND, [(0, lines)]) for line in out]
        table = [json.dumps({"group": n // 2, "row": n, "state": state}).encode() + b"\n" for n, state in enumerate(states)]
        found = [json.loads(line) for line in process.group_by_group([COMMAND[0], "cluster"], table)]
        self.assertEqual([(one["row"], one["kept"], one["rule"]) for one in found], [(1, 0, "duplicate-exact"), (3, 2, "duplicate-exact")])

    def test_a_line_that_is_no_row_is_an_error(self):
        with self.assertRaises(process.ProcessFailed):
            list(process.group_by_group([COMMAND[0], "cluster"], [b"{}\n"]))


if __name__ == "__main__":
    unittest.main()
