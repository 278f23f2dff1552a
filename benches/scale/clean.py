"""Time and memory of `abslint clean` over FOLDER/corpus.jsonl, and the same with kills.

    clean.py ABSLINT FOLDER
"""

import os
import random
import signal
import subprocess
import sys
import time

# The most runs that are killed, and the longest that one of them may take in seconds.
KILLS, LONGEST = 4, 6 * 3600


def run(command, folder, after=None):
    """Seconds, the most memory in MB, and whether the run came to its end; `after` so many seconds it is killed."""
    begun = time.monotonic()
    child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL)
    while True:
        ended, status, used = os.wait4(child.pid, os.WNOHANG)
        seconds = time.monotonic() - begun
        if ended:
            child.returncode = os.waitstatus_to_exitcode(status)
            return seconds, used.ru_maxrss / 1000, child.returncode == 0
        if seconds > (after or LONGEST):
            os.kill(child.pid, signal.SIGKILL)
            after = LONGEST
        time.sleep(0.05)


def main(abslint, folder):
    size = os.path.getsize(os.path.join(folder, "corpus.jsonl"))
    clean = [abslint, "clean", "corpus.jsonl", "-o"]
    seconds, memory, done = run([*clean, "whole.jsonl"], folder)
    assert done, "the run without kills must come to its end"
    print(f"{size / 1e9:.1f} GB: {seconds:.0f} s, {memory:.0f} MB of memory")
    moments, killed = random.Random(7), 0
    for _ in range(KILLS):
        after = seconds * moments.uniform(0.1, 0.4)
        took, memory, done = run([*clean, "resumed.jsonl", "--checkpoint", "kept", "-q"], folder, after)
        if done:
            break
        killed += 1
        kept = os.path.getsize(os.path.join(folder, "kept", "abslint.journal"))
        print(f"killed after {took:.0f} s: {kept / 1e9:.2f} GB are kept")
    if not done:
        took, memory, done = run([*clean, "resumed.jsonl", "--checkpoint", "kept"], folder)
    assert done and killed, "some runs are killed, and the last one comes to its end"
    same = subprocess.run(["cmp", "whole.jsonl", "resumed.jsonl"], cwd=folder).returncode == 0
    assert same and not os.path.exists(os.path.join(folder, "kept")), "the result is that of a run that nobody killed"
    print(f"{killed} kills, the last run {took:.0f} s and {memory:.0f} MB: the same bytes")


main(*sys.argv[1:])
