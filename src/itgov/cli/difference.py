"""What commands that change records share: the change as a unified diff, and how a refusal ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from difflib import unified_diff

from itgov.cli.exits import Exit, Stop
from itgov.edit.rename import Unreadable
from itgov.edit.splice import CannotEdit

_STYLES = {"+": "green", "-": "red", "@": "cyan"}


def diff_lines(
    old_path: str, before: str | None, new_path: str | None, after: str | None
) -> Iterator[list[tuple[str, str]]]:
    """The lines of a unified diff as styled pieces; a text that is None is a file that is not there."""
    lines = unified_diff(
        _lines(before),
        _lines(after),
        "/dev/null" if before is None else f"a/{old_path}",
        "/dev/null" if after is None else f"b/{new_path or old_path}",
        lineterm="",
    )
    for index, line in enumerate(lines):
        yield [(line, "bold" if index < 2 else _STYLES.get(line[:1], ""))]


def _lines(text: str | None) -> list[str]:
    # Only line feeds end a line here: a carriage return before one is part of the text, and is shown where it changes.
    return [] if text is None else text.removesuffix("\n").split("\n")


@contextmanager
def refusing() -> Iterator[None]:
    """Ends the command with its exit code where a change to files is refused."""
    try:
        yield
    except CannotEdit as error:
        code = Exit.FINDINGS if isinstance(error, Unreadable) else Exit.USAGE
        raise Stop(code, error.message, error.remedy) from error
