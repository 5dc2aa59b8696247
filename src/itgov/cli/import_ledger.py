"""`itgov import ledger`: a ledger's CSV becomes outcome records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.allocate import AllocationFormat, FormatOption
from itgov.cli.exits import Exit, Stop, tell
from itgov.cli.options import LanguageOption, Root
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from itgov.allocate.sheet import Sheet, SheetCell
    from itgov.edit.ledger import LedgerReading, OutcomeFile
    from itgov.edit.splice import Source
    from itgov.model.city import City
    from itgov.model.outcome import Ledger
    from itgov.store.repository import Repository

FORMAT = "itgov.import-ledger"
VERSION = 1


def ledger(
    file: Annotated[Path, typer.Argument(help="The ledger's file, CSV with a row of headings.", show_default=False)],
    mapping: Annotated[
        str, typer.Option("--mapping", help="The id of the mapping, a record in data/ledgers/.", show_default=False)
    ],
    root: Root = None,
    language: LanguageOption = None,
    write: Annotated[bool, typer.Option("--write", help="Write the records; otherwise they are only told.")] = False,
    format_: FormatOption = AllocationFormat.TEXT,
) -> int:
    """Take a ledger's rows in as booked cost per delivery and month.

    Reads UTF-8 and cp1252, semicolons, tabs and commas, decimal commas, and minus before or after. Every row is
    booked, left out for the mapping's reason, or told as unmapped; a row that cannot be read, or whose year the city
    does not plan, keeps all from being written. A month that the file has for a delivery takes the place of that
    month in its record. The records are checked as `itgov validate` would; they are written all or none.
    Exits 1 where a row is unmapped or cannot be read, and where the changed records would have an error.

    Examples:

      itgov import ledger huvudbok-2027-04.csv --mapping huvudbok-ekot

      itgov import ledger huvudbok-2027-04.csv --mapping huvudbok-ekot --write
    """
    from itgov.cli.allocate_sheets import answer
    from itgov.cli.imported import errors_in_a_copy, refusal, write_changed
    from itgov.cli.opened import open_city, require_sound
    from itgov.edit.ledger import CannotImport, outcome_files, read_ledger
    from itgov.edit.ledger_csv import CannotReadLedger, table_of

    opened = open_city(root, language)
    city = require_sound(opened)
    record = _mapping(city, mapping)
    planned = city.settings.plan.years
    there = _there(opened.repository)
    try:
        reading = read_ledger(table_of(_bytes(file)), record, (planned[0] - 1, *planned))
        files = outcome_files(city, reading, record, file.name, {one: source.text for one, source in there.items()})
    except (CannotReadLedger, CannotImport) as error:
        where = msg("{file}: {problem}", file=str(file), problem=error.message)
        raise Stop(Exit.FINDINGS, where, error.remedy) from error
    changed = _changed(opened.repository, there, files)
    errors = [] if reading.bad else errors_in_a_copy(opened, changed)
    able = not reading.bad and not errors
    written = write and able
    if written:
        write_changed(opened, changed)
    answer(
        format_,
        None,
        opened.language,
        data=lambda: _data(reading, files, written=written, language=opened.language),
        sheets=(_files_sheet(files), _heaps_sheet(reading), _lines_sheet(reading), _bad_sheet(reading)),
        flat=lambda: _files_sheet(files),
        notes=_ending(files, written=written, able=able),
    )
    for problem, remedy in _problems(reading):
        tell(Exit.FINDINGS, problem, remedy, opened.language)
    for told, advice in errors:
        tell(Exit.FINDINGS, told, advice, opened.language)
    if errors:
        tell(Exit.FINDINGS, refusal(errors), None, opened.language)
    return Exit.FINDINGS if reading.unmapped or not able else Exit.OK


def _mapping(city: City, asked: str) -> Ledger:
    found = city.ledgers.get(asked)
    if found is None:
        there = ", ".join(city.ledgers) or "–"
        raise Stop(
            Exit.USAGE,
            msg("there is no mapping “{id}”; there are: {there}", id=asked, there=there),
            msg("`itgov new ledger` writes one"),
        )
    return found


def _bytes(file: Path) -> bytes:
    from itgov.edit.ledger_csv import LARGEST_FILE

    try:
        with file.open("rb") as stream:
            return stream.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Stop(Exit.USAGE, msg("{file} cannot be read: {reason}", file=str(file), reason=reason)) from error


def _there(repository: Repository) -> dict[str, Source]:
    """The files of the outcome records there are, by id."""
    from itgov.cli.difference import refusing
    from itgov.edit.splice import read_source

    ids = repository.city.outcomes if repository.city is not None else {}
    with refusing():
        return {one: read_source(repository.root, repository.paths[one]) for one in ids}


def _changed(
    repository: Repository, there: Mapping[str, Source], files: Sequence[OutcomeFile]
) -> dict[str, tuple[Source | None, Source]]:
    """The files before and after, by path."""
    from itgov.edit.splice import Source
    from itgov.store.root import DATA

    found: dict[str, tuple[Source | None, Source]] = {}
    for one in files:
        before = there.get(one.id)
        path = repository.paths.get(one.id, f"{DATA}/outcomes/{one.id}.yaml")
        found[path] = (before, Source(path, one.text, before is not None and before.marked))
    return found


def _ending(files: Sequence[OutcomeFile], *, written: bool, able: bool) -> tuple[Message, ...]:
    count = len(files)
    if written:
        return (msg_n("{n} record is written", "{n} records are written", count),)
    return (msg_n("--write writes {n} record", "--write writes {n} records", count),) if files and able else ()


def _problems(reading: LedgerReading) -> Iterator[tuple[Message, Message]]:
    """What must be looked at, and what to do."""
    from itgov.model.money import format_amount

    if reading.bad:
        count = len(reading.bad)
        yield (
            msg_n("{n} row cannot be read: nothing is written", "{n} rows cannot be read: nothing is written", count),
            msg("mend them in the file, or export it anew"),
        )
    if reading.unmapped:
        count, ore = len(reading.unmapped), sum(row.ore for row in reading.unmapped)
        yield (
            msg_n(
                "{n} row of {amount} is unmapped, and in no record",
                "{n} rows of {amount} together are unmapped, and in no record",
                count,
                amount=format_amount(ore),
            ),
            msg("write in the mapping what they belong to, or why they are left out"),
        )


def _files_sheet(files: Sequence[OutcomeFile]) -> Sheet:
    from itgov.allocate.sheet import Kronor, Sheet

    rows: list[tuple[SheetCell, ...]] = [
        (
            one.id,
            one.of,
            f"{one.year}-{month:02d}",
            Kronor(one.before.get(month, 0)),
            Kronor(one.months[month]),
            Kronor(one.months[month] - one.before.get(month, 0)),
        )
        for one in files
        for month in sorted(one.months)
    ]
    return Sheet(
        msg("Booked cost in the file, kronor"),
        (msg("record"), msg("source id"), msg("month"), msg("on record"), msg("in the file"), msg("change")),
        tuple(rows),
    )


def _heaps_sheet(reading: LedgerReading) -> Sheet:
    from itgov.allocate.sheet import Kronor, Sheet

    def row(what: Message | str, why: str, lines: Sequence[Any]) -> tuple[SheetCell, ...]:
        return what, why, len(lines), Kronor(sum(line.ore for line in lines))

    booked = [line for lines in reading.booked.values() for line in lines]
    rows = [
        row(msg("booked"), "", booked),
        *(row(msg("left out"), why, lines) for why, lines in reading.left_out.items()),
        row(msg("unmapped"), "", reading.unmapped),
    ]
    everything = len(booked) + sum(map(len, reading.left_out.values())) + len(reading.unmapped)
    return Sheet(
        msg("Every row of the file"),
        ("", msg("reason"), msg("rows"), msg("amount, kr")),
        (*rows, (msg("Sum"), "", everything, Kronor(reading.ore))),
        foot=True,
    )


def _lines_sheet(reading: LedgerReading) -> Sheet:
    from itgov.allocate.sheet import Kronor, Sheet

    return Sheet(
        msg("Unmapped rows"),
        (msg("line"), msg("ledger string"), msg("month"), msg("amount, kr")),
        tuple((row.line, row.string, f"{row.year}-{row.month:02d}", Kronor(row.ore)) for row in reading.unmapped),
    )


def _bad_sheet(reading: LedgerReading) -> Sheet:
    from itgov.allocate.sheet import Sheet

    return Sheet(
        msg("Rows that cannot be read"),
        (msg("line"), msg("problem")),
        tuple((row.line, row.problem) for row in reading.bad),
    )


def _data(reading: LedgerReading, files: Sequence[OutcomeFile], *, written: bool, language: str) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "written": written,
        "amount_ore": reading.ore,
        "records": [
            {
                "id": one.id,
                "source": one.of,
                "year": one.year,
                "new": one.is_new,
                "months": [
                    {"month": month, "amount_ore": one.months[month], "before_ore": one.before.get(month, 0)}
                    for month in sorted(one.months)
                ],
            }
            for one in files
        ],
        "left_out": [
            {"reason": why, "rows": len(lines), "amount_ore": sum(line.ore for line in lines)}
            for why, lines in reading.left_out.items()
        ],
        "unmapped": [
            {"line": row.line, "string": row.string, "year": row.year, "month": row.month, "amount_ore": row.ore}
            for row in reading.unmapped
        ],
        "unreadable": [{"line": row.line, "message": row.problem.into(language)} for row in reading.bad],
    }
