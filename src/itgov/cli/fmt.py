"""`itgov fmt`: records written in one way, so that a diff shows what was changed and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import LanguageOption, Root
from itgov.cli.speech import language_in
from itgov.message import Message, msg, msg_n, visible

if TYPE_CHECKING:
    from itgov.edit.formatted import Formatted, Unformatted
    from itgov.store.discover import Candidate

Paths = Annotated[
    list[Path] | None,
    typer.Argument(help="Files or folders of the city; all of its files when left out.", show_default=False),
]
Check = Annotated[bool, typer.Option("--check", help="Write nothing; exit code 1 where a file would change.")]
Diff = Annotated[
    bool, typer.Option("--diff", help="Write nothing; show what would change. Exit code 1 where a file would.")
]


def fmt(
    paths: Paths = None, check: Check = False, diff: Diff = False, root: Root = None, language: LanguageOption = None
) -> int:
    """Write records in their canonical form: order of keys, amounts, quotes, indentation.

    What the files say stays the same, and every comment stays with what it belongs to. A file
    that cannot be kept whole is told and left as it is; the exit code is then 1, as it is where --check or --diff
    finds a file that would change.

    Examples:

      itgov fmt

      itgov fmt --check

      itgov fmt --diff data/initiatives
    """
    from itgov.edit.formatted import Formatted, formatted
    from itgov.edit.stale import remove_stale
    from itgov.store.root import check_root, find_root
    from itgov.store.writer import write_text

    folder = check_root(root if root is not None else find_root(Path.cwd()))
    speaks = language.value if language is not None else language_in(folder)
    if not (check or diff):
        remove_stale(folder, time())
    changed, same, broken = 0, 0, 0
    for candidate in _chosen(folder, paths):
        file = formatted(folder, candidate)
        if not isinstance(file, Formatted):
            broken += 1
            _tell(file, speaks)
        elif not file.changed:
            same += 1
        else:
            changed += 1
            if not (check or diff):
                write_text(folder / file.path, file.new)
            _show(file, speaks, wrote=not (check or diff), diff=diff)
    _sum_up((changed, same, broken), speaks, wrote=not (check or diff))
    return Exit.FINDINGS if broken or ((check or diff) and changed) else Exit.OK


def _chosen(folder: Path, paths: Sequence[Path] | None) -> list[Candidate]:
    """The city's files, or those at or below `paths`; raises Stop for a path where none is."""
    from itgov.store.discover import discover

    found = list(discover(folder).candidates)
    if not paths:
        return found
    chosen: set[str] = set()
    for path in paths:
        place = path.absolute().resolve()
        below = {one.path for one in found if (folder / one.path).resolve().is_relative_to(place)}
        if not below:
            raise Stop(
                Exit.USAGE,
                msg("no file of this city is at {path}", path=str(path)),
                msg("name a record's file, or a folder of records"),
            )
        chosen |= below
    return [one for one in found if one.path in chosen]


def _show(file: Formatted, language: str, *, wrote: bool, diff: bool) -> None:
    from itgov.cli import screen

    if diff:
        screen.styled(_diff(file))
    notes = "; ".join(note.into(language) for note in file.notes)
    label = msg("formatted: {path}", path=file.path) if wrote else msg("would be formatted: {path}", path=file.path)
    # A diff may be read by another program: what is no part of it goes elsewhere.
    if not diff or notes:
        line = visible(label.into(language) + (f" ({notes})" if notes else ""))
        print(line, file=sys.stderr if diff else sys.stdout)


def _diff(file: Formatted) -> Iterator[list[tuple[str, str]]]:
    from difflib import unified_diff

    styles = {"+": "green", "-": "red", "@": "cyan"}
    lines = unified_diff(file.old.split("\n"), file.new.split("\n"), f"a/{file.path}", f"b/{file.path}", lineterm="")
    for line in lines:
        yield [(line, styles.get(line[:1], ""))]


def _tell(file: Unformatted, language: str) -> None:
    where = f"{file.path}:{file.mark.line + 1}:{file.mark.column + 1}"
    print(visible(f"{where}: {file.message.into(language)}"), file=sys.stderr)
    if file.remedy is not None:
        print(visible(f"  → {file.remedy.into(language)}"), file=sys.stderr)


def _sum_up(counts: tuple[int, int, int], language: str, *, wrote: bool) -> None:
    changed, same, broken = counts
    parts: list[Message] = []
    if changed and wrote:
        parts.append(msg_n("one file formatted", "{n} files formatted", n=changed))
    elif changed:
        parts.append(msg_n("one file would be formatted", "{n} files would be formatted", n=changed))
    parts.append(msg_n("one file is as it should be", "{n} files are as they should be", n=same))
    if broken:
        parts.append(msg_n("one file cannot be formatted", "{n} files cannot be formatted", n=broken))
    print(", ".join(part.into(language) for part in parts), file=sys.stderr)
