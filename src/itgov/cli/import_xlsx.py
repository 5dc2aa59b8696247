"""`itgov import xlsx`: what others filled in comes back as changes of the records, written when asked to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import AsOf, LanguageOption, Root
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from itgov.cli.opened import Opened
    from itgov.edit.splice import Source
    from itgov.workbook.intake import Changed, Misfit
    from itgov.workbook.unread import Unread

Before = Mapping[str, "tuple[Source, Source]"]
"""Files by path, before and after."""


def xlsx(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook that `itgov allocate --xlsx` wrote.")],
    write: Annotated[bool, typer.Option("--write", help="Write the records; otherwise the changes are shown.")] = False,
    locked: Annotated[
        bool, typer.Option("--locked", help="With --write: change keys too that are locked or agreed.")
    ] = False,
    root: Root = None,
    language: LanguageOption = None,
    as_of: AsOf = None,
) -> int:
    """Take in the input sheets of a workbook: keys, cost parts, volumes.

    What differs from the records is shown as a diff of their files, and checked as `itgov validate` would; --write
    writes it, comments and order kept. Nothing else in the workbook is read: no formulas, no other sheets. Where one
    cell cannot be taken, nothing is. The exit code is 1 then, and where the changed records would have an error.

    A key that is locked or agreed is written only with --locked: a change of it needs a new agreement.

    Examples:

      itgov allocate --xlsx build/fordelning.xlsx

      itgov import xlsx build/fordelning.xlsx

      itgov import xlsx build/fordelning.xlsx --write

      itgov import xlsx build/fordelning.xlsx --write --locked
    """
    from itgov.cli import screen
    from itgov.cli.difference import diff_lines, refusing
    from itgov.cli.imported import write_changed
    from itgov.cli.opened import open_city
    from itgov.workbook.shown import by_hand

    opened = open_city(root, language, as_of.date() if as_of is not None else None)
    changes, misfits, lost = _taken(opened, file)
    if misfits:
        screen.styled(_misfit_lines(misfits, opened.language))
        ending = msg_n("{n} cell or row cannot be taken: nothing is changed",
                       "{n} cells or rows cannot be taken: nothing is changed",
                       n=sum(one.count for one in misfits))  # fmt: skip
        screen.styled([[(ending.into(opened.language), "bold")]])
        return Exit.FINDINGS
    screen.styled(_lost_lines(lost, opened.language))
    with refusing():
        files = _edited(opened, changes)
    for path, (before, after) in files.items():
        screen.styled(diff_lines(path, before.text, path, after.text))
    if not _is_sound(opened, files):
        return Exit.FINDINGS
    _tell_changes(opened.language, changes)
    if _tell_locked(opened, changes) and write and not locked:
        raise Stop(
            Exit.FINDINGS,
            msg("the workbook changes what is locked or agreed: nothing is written"),
            msg("put the values back, or write them with --locked once the change is agreed"),
        )
    if write:
        write_changed(opened, files)
    screen.styled([[(_ending(len(by_hand(changes)), write=write).into(opened.language), "bold")]])
    return Exit.OK


def _taken(opened: Opened, file: Path) -> tuple[tuple[Changed, ...], tuple[Misfit, ...], tuple[Unread, ...]]:
    from itgov.cli.opened import require_sound
    from itgov.workbook.grid import NoWorkbook, grids
    from itgov.workbook.intake import NotThisCity, taken, wanted_sheets
    from itgov.workbook.unread import unread

    city = require_sound(opened)
    try:
        found = grids(file, wanted_sheets(city))
        return (*taken(city, found), unread(city, found))
    except (NoWorkbook, NotThisCity) as error:
        raise Stop(Exit.USAGE, error.message, error.remedy) from error


def _misfit_lines(misfits: tuple[Misfit, ...], language: str) -> Iterator[list[tuple[str, str]]]:
    for one in misfits:
        yield [(f"{one.sheet}!{one.place}: {one.message.into(language)}", "")]
        yield [(f"  → {one.remedy.into(language)}", "")]


def _lost_lines(lost: tuple[Unread, ...], language: str) -> Iterator[list[tuple[str, str]]]:
    for one in lost:
        yield [(one.message.into(language), "bold yellow")]
        yield [(f"  → {one.remedy.into(language)}", "")]


def _edited(opened: Opened, changes: tuple[Changed, ...]) -> Before:
    """The files with their changes, by path; raises CannotEdit."""
    from itgov.edit.splice import read_source
    from itgov.edit.values import Replaced, replaced

    by_path: dict[str, list[Replaced]] = {}
    for one in changes:
        path = opened.repository.paths[one.entry.record]
        by_path.setdefault(path, []).append(Replaced(one.entry.route, one.entry.kind, one.to))
    found: dict[str, tuple[Source, Source]] = {}
    for path in sorted(by_path):
        before = read_source(opened.repository.root, path)
        found[path] = (before, replaced(before, by_path[path]))
    return found


def _tell_changes(language: str, changes: tuple[Changed, ...]) -> None:
    from itgov.cli import screen
    from itgov.workbook.shown import large, lines

    screen.styled([(line, "")] for line in lines(changes, language))
    doubtful = large(changes)
    if doubtful is not None:
        screen.styled([[(doubtful.into(language), "bold yellow")]])


def _tell_locked(opened: Opened, changes: tuple[Changed, ...]) -> bool:
    """Whether keys change that are locked or agreed; tells each."""
    from itgov.cli import screen
    from itgov.workbook.locked import REMEDY, locked_keys

    city = opened.repository.city
    assert city is not None
    found = locked_keys(city, changes)
    for one in found:
        told = msg("WARNING: {what}", what=one.message)
        screen.styled([[(told.into(opened.language), "bold yellow")]])
        screen.styled([[(f"  → {REMEDY.into(opened.language)}", "")]])
    return bool(found)


def _is_sound(opened: Opened, files: Before) -> bool:
    """Whether the changed records have no error; those that they have are told, with where they would be."""
    from itgov.cli import screen
    from itgov.cli.imported import errors_in_a_copy, refusal

    errors = errors_in_a_copy(opened, files)
    for told, remedy in errors:
        advice = [[(f"  → {remedy.into(opened.language)}", "")]] if remedy is not None else []
        screen.styled([[(told.into(opened.language), "")], *advice])
    if errors:
        screen.styled([[(refusal(errors).into(opened.language), "bold")]])
    return not errors


def _ending(count: int, *, write: bool) -> Message:
    if not count:
        return msg("no value in the workbook differs from the records")
    if write:
        return msg_n("{n} value changed", "{n} values changed", n=count)
    return msg_n(
        "{n} value differs: `itgov import xlsx FILE --write` writes it",
        "{n} values differ: `itgov import xlsx FILE --write` writes them",
        n=count,
    )
