"""Printing: tables, progress and plain lines, safe for what records may hold.

Colour only where a person looks at it (NO_COLOR is heeded), progress only on a
terminal, and no value can act on the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from itgov.message import visible

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 160


def console(*, stderr: bool = False) -> Console:
    """A rich console for stdout or stderr; as wide as the terminal, or 160 columns where piped."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            """Whoever read the output went away: one way to end for every command, not rich's own."""
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    return Piped(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        width=None if stream.isatty() else PLAIN_WIDTH,
        soft_wrap=not stream.isatty(),
    )


def write(text: str) -> None:
    """Text to stdout as it is, with a line end; nothing where there is none."""
    if not text:
        return
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def write_json(data: Mapping[str, Any]) -> None:
    """JSON to stdout: keys in the order given, letters as they are, what could act escaped, indented by two."""
    from itgov.tell.harmless import as_json

    write(as_json(data))


def table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = (), foot: bool = False
) -> None:
    """A table on stdout; columns numbered in `right` are set to the right, `foot` marks the last row as a sum.

    Without rows nothing is written: a head over nothing says nothing.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from itgov.tell.harmless import harmless_line

    grid = Table(
        title=Text(visible(title)), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for index, head in enumerate(heads):
        grid.add_column(
            Text(visible(head)), justify="right" if index in right else "left", no_wrap=index in right, overflow="fold"
        )
    listed = [tuple(Text(harmless_line(cell)) for cell in row) for row in rows]
    if not listed:
        return
    for index, cells in enumerate(listed):
        last = foot and index == len(listed) - 1
        if last:
            grid.add_section()
        grid.add_row(*cells, style="bold" if last else None)
    console().print(grid)


@contextmanager
def progress(label: str) -> Iterator[Any]:
    """A progress line on stderr while something long runs; a function to update it, which does nothing when piped.

    The function takes a text, or how many of how many.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    with console(stderr=True).status(label) as status:

        def update(*state: object) -> None:
            status.update(f"{label} {'/'.join(str(part) for part in state)}")

        yield update


def styled(lines: Iterable[Iterable[tuple[str, str]]]) -> None:
    """Lines of pieces with a style each; plain text without a command to a build server where nobody sees colour."""
    from itgov.tell.harmless import harmless_line

    if not sys.stdout.isatty():
        for line in lines:
            write(harmless_line("".join(piece for piece, _ in line)))
        return
    from rich.text import Text

    screen = console()
    for line in lines:
        screen.print(Text.assemble(*((visible(piece), style) for piece, style in line)), soft_wrap=True)
