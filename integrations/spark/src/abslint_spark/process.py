"""One long-lived process of the binary for a partition: lines in, lines out."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

Batch = TypeVar("Batch")

# So many batches wait for their lines; more are not read from Spark.
WAITING = 4


class ProcessFailed(RuntimeError):
    """The binary ended before its work was done, or with an error: no result of the partition can be trusted."""


def line_by_line(
    command: Sequence[str], batches: Iterable[tuple[Batch, Sequence[bytes]]]
) -> Iterator[tuple[Batch, list[bytes]]]:
    """Gives each batch back with the lines that came out for its lines, of which there are as many.

    Standard error of the process is that of this one.
    """
    process = _started(command)
    waiting: queue.Queue[tuple[Batch, int] | BaseException | None] = queue.Queue(WAITING)
    stopped = threading.Event()
    feeder = threading.Thread(target=_feed, args=(process, batches, waiting, stopped), daemon=True)
    feeder.start()
    try:
        while (entry := waiting.get()) is not None:
            if isinstance(entry, BaseException):
                raise entry
            batch, count = entry
            lines = [process.stdout.readline() for _ in range(count)]
            if lines and not lines[-1].endswith(b"\n"):
                raise ProcessFailed(f"{command[0]} stopped before the end: exit status {process.wait()}")
            yield batch, lines
        if process.stdout.readline():
            raise ProcessFailed(f"{command[0]} wrote more lines than it was given")
        if process.wait() != 0:
            raise ProcessFailed(f"{command[0]} ended with exit status {process.returncode}")
    finally:
        stopped.set()
        _end(process)


def _started(command: Sequence[str]) -> subprocess.Popen:
    # In a group of its own: what it has started ends with it.
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)


def _end(process: subprocess.Popen) -> None:
    """Ends a process and what it has started, if they have not ended yet."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()


def _feed(process, batches, waiting, stopped) -> None:
    """Writes the lines of all batches; the end, or what went wrong, is the last that waits."""

    def put(entry) -> bool:
        while not stopped.is_set():
            try:
                waiting.put(entry, timeout=0.1)
                return True
            except queue.Full:
                continue
        return False

    try:
        for batch, lines in batches:
            # Who reads the answers must know of the batch before the process waits for them to be read.
            if not put((batch, len(lines))):
                return
            process.stdin.write(b"".join(lines))
            process.stdin.flush()
        process.stdin.close()
        put(None)
    except BrokenPipeError:
        # The process is gone: its missing lines and its exit status say so.
        put(None)
    except BaseException as error:  # noqa: BLE001 - it is raised by the reader
        put(error)


def group_by_group(command: Sequence[str], lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines that come out, however many, once the process has ended well."""
    process = _started(command)
    failure: list[BaseException] = []

    def feed() -> None:
        try:
            for line in lines:
                process.stdin.write(line)
            process.stdin.close()
        except BrokenPipeError:
            pass
        except BaseException as error:  # noqa: BLE001 - it is raised below
            failure.append(error)
            process.kill()

    feeder = threading.Thread(target=feed, daemon=True)
    feeder.start()
    try:
        yield from process.stdout
        feeder.join()
        if failure:
            raise failure[0]
        if process.wait() != 0:
            raise ProcessFailed(f"{command[0]} ended with exit status {process.returncode}")
    finally:
        _end(process)
