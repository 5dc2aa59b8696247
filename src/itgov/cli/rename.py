"""`itgov rename`: another id for a record, in its file and wherever it is named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from time import time
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit
from itgov.cli.options import LanguageOption, Root
from itgov.message import msg, msg_n

if TYPE_CHECKING:
    from itgov.edit.rename import Renaming
    from itgov.message import Message
    from itgov.store.repository import Repository

_SHOWN = 20


def rename(
    old: Annotated[str, typer.Argument(help="The id that the record has.", show_default=False)],
    new: Annotated[str, typer.Argument(help="The id that it shall have.", show_default=False)],
    root: Root = None,
    language: LanguageOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change, and change nothing.")] = False,
    reason: Annotated[
        str | None, typer.Option("--reason", help="Why, for the list of retired ids.", show_default=False)
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day; today when left out.", show_default=False),
    ] = None,
) -> int:
    """Give a record another id: in its file, the file's name, and every record that names it.

    Nothing else in any file moves. The old id goes to retired.yaml and no other record ever gets it; the record
    itself may take it back, which is told, and then the newer id is retired instead. A renaming that was cut off is
    finished by running the same command once more.

    Examples:

      itgov rename sys-diarie sys-diarium --dry-run

      itgov rename sys-diarie sys-diarium --reason "Rättstavat"
    """
    from itgov.cli import screen
    from itgov.cli.difference import refusing
    from itgov.cli.opened import open_city
    from itgov.edit.rename import carry_out, plan_renaming
    from itgov.edit.stale import remove_stale

    day = on.date() if on is not None else datetime.now().astimezone().date()
    opened = open_city(root, language, day)
    with refusing():
        renaming = plan_renaming(opened.repository, old, new, day, reason, _prints(opened.repository, old, new))
    if dry_run:
        _show_diff(renaming)
    screen.styled([[(line.into(opened.language), "")] for line in _told(renaming)])
    if not dry_run:
        remove_stale(opened.repository.root, time())
        carry_out(opened.repository.root, renaming)
    screen.styled([[(_ending(renaming, dry_run=dry_run).into(opened.language), "bold")]])
    return Exit.OK


def _prints(repository: Repository, old: str, new: str) -> Mapping[str, str]:
    """What becomes of the fingerprints in the baseline, those of waived findings among them."""
    from itgov.check.run import run
    from itgov.tell.telling import after_renaming

    if not repository.known:
        return {}
    report = run(repository.city, repository.faults, repository.unread)
    return after_renaming(report, repository.spot, old, new)


def _show_diff(renaming: Renaming) -> None:
    from itgov.cli import screen
    from itgov.cli.difference import diff_lines

    for step in renaming.steps:
        before = step.before
        path = before.path if before is not None else step.after.path
        screen.styled(diff_lines(path, before.text if before is not None else None, step.after.path, step.after.text))


def _told(renaming: Renaming) -> Iterator[Message]:
    """A line for each file, in the order they are written, and the places that are left alone."""
    if renaming.baseline is not None:
        yield msg_n(
            "{path}: {n} known finding follows",
            "{path}: {n} known findings follow",
            n=renaming.baseline.places,
            path=renaming.baseline.after.path,
        )
    if renaming.journal is not None:
        yield msg("{path}: “{id}” is retired", path=renaming.journal.after.path, id=renaming.old)
    if (back := renaming.taken_back) is not None:
        yield msg(
            "“{id}” is in use again for the same record: the renaming of {day} is taken back",
            id=back.id,
            day=back.on.isoformat(),
        )
    for step in renaming.references:
        yield msg_n("{path}: {n} reference", "{path}: {n} references", n=step.places, path=step.after.path)
    if (record := renaming.record) is not None and record.before is not None:
        if record.before.path == record.after.path:
            yield msg("{path}: the id", path=record.after.path)
        else:
            yield msg("{path} → {new}", path=record.before.path, new=record.after.path)
    for spot in renaming.mentions[:_SHOWN]:
        where = f"{spot.path}:{spot.line}:{spot.column}"
        yield msg("{where}: not changed, since “{id}” is no reference here", where=where, id=renaming.old)
    if (more := len(renaming.mentions) - _SHOWN) > 0:
        yield msg_n("and {n} more place that is not changed", "and {n} more places that are not changed", n=more)


def _ending(renaming: Renaming, *, dry_run: bool) -> Message:
    old, new = renaming.old, renaming.new
    if not renaming.steps:
        return msg("“{old}” is renamed to “{new}” already: nothing is left to do", old=old, new=new)
    if dry_run:
        return msg_n(
            "{n} file would be written; nothing was", "{n} files would be written; nothing was", n=len(renaming.steps)
        )
    places = sum(step.places for step in renaming.references)
    return msg_n(
        "“{old}” is now “{new}”, with {n} reference",
        "“{old}” is now “{new}”, with {n} references",
        n=places,
        old=old,
        new=new,
    )
