"""What the binary is called with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Settings:
    """How the binary is found and what it is told.

    binary: its path, on every node; or a name that is looked up in ``PATH``.
    arguments: options of ``abslint pipe`` and ``abslint cluster``, such as ``("--config", "abslint.yaml")``.
    unsafe_fixes: whether repairs are made that may change what the author meant.
    """

    binary: str = "abslint"
    arguments: Sequence[str] = field(default=())
    unsafe_fixes: bool = False

    def command(self, name: str) -> list[str]:
        """The command line of a process that uses one core, as a task of Spark does."""
        more = ["--unsafe-fixes"] if self.unsafe_fixes and name == "pipe" else []
        return [self.binary, name, "--jobs", "1", *self.arguments, *more]
