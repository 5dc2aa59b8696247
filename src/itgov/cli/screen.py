"""Printing: tables, progress and plain lines, safe for what records may hold.

Colour only where a person looks at it (NO_COLOR is heeded), progress only on a
terminal, and no value can act on the screen.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any, Literal

from itgov.message import visible

if TYPE_CHECKING:
    from rich.console import Console

    from itgov.cli.layout import Block, Column

PLAIN_WIDTH = 160
_ID = "id"
_SILENCE = 20
"""Seconds without news that a log, or whoever reads a pipe, is left with."""


def console(*, stderr: bool = False, at_least: int = 0) -> Console:
    """A rich console for stdout or stderr; as wide as the terminal, 160 columns where piped, or `at_least`."""
    from rich.console import Console

    class Piped(Console):
        def on_broken_pipe(self) -> None:
            """Whoever read the output went away: one way to end for every command, not rich's own."""
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    found = Piped(
        file=stream,
        highlight=False,
        markup=False,
        emoji=False,
        width=None if stream.isatty() else PLAIN_WIDTH,
        soft_wrap=not stream.isatty(),
    )
    found.width = max(found.width, at_least)
    return found


def write(text: str) -> None:
    """Text to stdout as it is, with a line end; nothing where there is none."""
    if not text:
        return
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def prose(line: str) -> None:
    """A sentence on stdout: on a terminal broken between words, further lines set in under its first word.

    Where it is piped it stays one line, so that it can be searched.
    """
    from itgov.cli.layout import wrapped

    if not sys.stdout.isatty():
        write(line or "\n")
        return
    words = line.lstrip(" •→")
    for part in wrapped(line, console().width, indent=len(line) - len(words)):
        write(part or "\n")


def write_json(data: Mapping[str, Any]) -> None:
    """JSON to stdout: keys in the order given, letters as they are, what could act escaped, indented by two."""
    from itgov.tell.harmless import as_json

    write(as_json(data))


def table(
    title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], *, right: Sequence[int] = (), foot: bool = False
) -> None:
    """A table on stdout; columns numbered in `right` are set to the right, `foot` marks the last row as a sum.

    A column headed "id" never wraps, and no word or amount is broken: a table that is too wide for the screen is set as
    several below each other (`layout`). Without rows nothing is written: a head over nothing says nothing.
    """
    from itgov.cli.layout import Column, blocks, wrapped
    from itgov.tell.harmless import harmless_line

    listed = [[harmless_line(cell) for cell in row] for row in rows]
    if not listed:
        return
    shown = [visible(head) for head in heads]
    columns = [
        Column(head, tuple(row[index] for row in listed), right=index in right, whole=head == _ID)
        for index, head in enumerate(shown)
    ]
    width = console().width
    for line in wrapped(visible(title), width):
        styled([[(line, "bold")]])
    for block in blocks(columns, width):
        _block(columns, block, foot=foot)


def _block(columns: Sequence[Column], block: Block, *, foot: bool) -> None:
    """Some columns of a table, each as wide as its block says."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from itgov.cli.layout import wrapped

    def cell(text: str, width: int) -> Text:
        return Text("\n".join(wrapped(text, width)))

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    shown = [(columns[number], width) for number, width in zip(block.columns, block.widths, strict=True)]
    for column, width in shown:
        justify: Literal["right", "left"] = "right" if column.right else "left"
        grid.add_column(cell(column.head, width), justify=justify, no_wrap=True, width=width, overflow="fold")
    count = len(columns[0].cells)
    for index in range(count):
        last = foot and index == count - 1
        if last:
            grid.add_section()
        grid.add_row(*(cell(column.cells[index], width) for column, width in shown), style="bold" if last else None)
    console(at_least=block.width).print(grid)


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
