"""What is said of a run as a whole: its counts, in the last line, and before it what can be mended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from itgov.finding import SETTINGS, Severity
from itgov.message import Message, msg, msg_n
from itgov.tell.told import Telling, Told

LABEL: Mapping[Severity, Message] = {"error": msg("error"), "warning": msg("warning"), "info": msg("info")}
"""What a severity is called."""


def remedy(one: Told, language: str) -> str:
    """What to do about a finding, with its label before it; empty where nothing is proposed."""
    return f"{msg('do').into(language)}: {one.remedy.into(language)}" if one.remedy else ""


FIX = msg("`itgov fix` shows what of this can be mended by itself, and `itgov fix --write` mends it")
"""What is said before the last line where a finding has a safe fix."""


def last_line(telling: Telling, language: str) -> str:
    """How many files and findings by severity; then what was left out, and the time, where there is any."""
    files = msg_n("{n} file read", "{n} files read", n=telling.files).into(language)
    counts = ", ".join(count.into(language) for count in counts_by_severity(telling))
    return "; ".join([f"{files}: {counts}", *(part.into(language) for part in _left_out(telling)), *_time(telling)])


def counts_by_severity(telling: Telling) -> tuple[Message, Message, Message]:
    """Errors, warnings and notes, each as "2 errors"."""
    return (
        msg_n("{n} error", "{n} errors", n=telling.count("error")),
        msg_n("{n} warning", "{n} warnings", n=telling.count("warning")),
        msg_n("{n} note", "{n} notes", n=telling.count("info")),
    )


def _left_out(telling: Telling) -> Iterator[Message]:
    if telling.waived:
        yield msg_n("{n} waived", "{n} waived", n=telling.waived)
    if telling.known:
        yield msg_n("{n} known from the baseline", "{n} known from the baseline", n=telling.known)
    if telling.skipped:
        yield msg_n(
            "{n} check skipped beside a finding that tells the same",
            "{n} checks skipped beside findings that tell the same",
            n=telling.skipped,
        )
    if telling.unchecked:
        yield msg(
            "the records are read, and nothing more: mend {file}, and all the other checks are made", file=SETTINGS
        )
    elif telling.unseen:
        yield msg_n(
            "{n} broken record left out of the checks between records",
            "{n} broken records left out of the checks between records",
            n=telling.unseen,
        )


def _time(telling: Telling) -> Iterator[str]:
    if telling.milliseconds is not None:
        yield f"{telling.milliseconds} ms"
