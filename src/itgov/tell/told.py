"""A finding ready to be told: its places are lines and columns, and it has a fingerprint that outlives line numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from itgov.finding import Severity, Spot
from itgov.message import Message

LineAt = Callable[[Spot], str | None]
"""The text of the line a spot is on, as the file has it; None where it cannot be shown."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Another place that helps to understand a finding; the line of a `masked` one is not shown."""

    spot: Spot
    message: Message
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One finding with its places looked up.

    `record` is the id it is about, None for a file that could not be read. `fingerprint` is 16 hexadecimal
    digits, the same as long as rule, record, field and message are, whatever lines move and days pass; unique within
    one run. `masked` lines are not shown. `examined` numbers the examination that found it.
    """

    code: str
    name: str
    severity: Severity
    spot: Spot
    record: str | None
    message: Message
    remedy: Message | None
    beside: tuple[Beside, ...]
    fingerprint: str
    masked: bool = False
    examined: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """All findings of one run, sorted by path, line, column and code, with what the last line says.

    `files` were read; `unseen` records are broken and were left out of the checks between records; `waived`
    findings are accepted by a waiver, `known` by the baseline; `skipped` checks rested on one that failed, the
    findings `behind` others that tell the same among them: those are told where the others are not.
    `unchecked` says that no rule looked at any record, since the settings could not be read.
    `milliseconds` is None where time is not told; `fixable` says that `itgov fix` can mend at least one of `found`.
    """

    found: tuple[Told, ...]
    files: int = 0
    unseen: int = 0
    waived: int = 0
    known: int = 0
    skipped: int = 0
    milliseconds: int | None = None
    fixable: bool = False
    unchecked: bool = False
    behind: tuple[Told, ...] = ()

    @property
    def everything(self) -> tuple[Told, ...]:
        """All findings, those behind others among them, in their order."""
        return tuple(sorted((*self.found, *self.behind), key=lambda one: (one.spot, one.code)))

    def count(self, severity: Severity) -> int:
        """How many findings have that severity."""
        return sum(one.severity == severity for one in self.found)
