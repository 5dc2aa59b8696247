"""Printing: tables, progress and plain lines, safe for what records may hold.

Colour only where a person looks at it (NO_COLOR is heeded), progress only on a
terminal, and no value can act on the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any

from itgov.message import visible

if TYPE_CHECKING:
    from rich.console import Console

PLAIN_WIDTH = 160
_ID = "id"
_SILENCE = 20
"""Seconds without news that a log, or whoever reads a pipe, is left with."""


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

    A column headed "id" never wraps, however narrow the screen: what is broken cannot be copied. Without rows nothing
    is written: a head over nothing says nothing.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from itgov.tell.harmless import harmless_line

    grid = Table(
        title=Text(visible(title)), title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False
    )
    listed = [tuple(Text(harmless_line(cell)) for cell in row) for row in rows]
    if not listed:
        return
    for index, head in enumerate(heads):
        grid.add_column(
            Text(visible(head)),
            justify="right" if index in right else "left",
            no_wrap=index in right or head == _ID,
            min_width=max(cells[index].cell_len for cells in listed) if head == _ID else None,
            overflow="fold",
        )
    for index, cells in enumerate(listed):
        last = foot and index == len(listed) - 1
        if last:
            grid.add_section()
        grid.add_row(*cells, style="bold" if last else None)
    console().print(grid)


@contextmanager
def progress(label: str) -> Iterator[Any]:
    """A progress line on stderr while something long runs; a function to update it.

    The function takes a text, or how many of how many. Where stderr is no terminal no line can move: there where the
    work stands is told now and then, so that long work does not look dead.
    """
    if not sys.stderr.isatty():
        yield _now_and_then(label)
        return
    with console(stderr=True).status(label) as status:

        def update(*state: object) -> None:
            status.update(f"{label} {_stands(state)}")

        yield update


def _now_and_then(label: str) -> Callable[..., None]:
    told = [monotonic()]

    def update(*state: object) -> None:
        if monotonic() - told[0] >= _SILENCE:
            told[0] = monotonic()
            print(visible(f"{label} {_stands(state)}"), file=sys.stderr, flush=True)

    return update


def _stands(state: Iterable[object]) -> str:
    return "/".join(str(part) for part in state)


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
