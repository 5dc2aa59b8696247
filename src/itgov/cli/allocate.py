"""`itgov allocate`: who pays what of the shared cost."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.exits import Exit, Stop, tell
from itgov.cli.options import LanguageOption, Output, Root
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from itgov.allocate.shares import Allocation
    from itgov.model.city import City


class AllocationFormat(StrEnum):
    """The forms of a split."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MD = "md"


YearOption = Annotated[
    list[int] | None,
    typer.Option(
        "--year", help="Only this year; may be given several times. The horizon's when left out.", show_default=False
    ),
]
FormatOption = Annotated[
    AllocationFormat, typer.Option("--format", help="Table, JSON, CSV for a spreadsheet, Markdown.")
]
XlsxOption = Annotated[
    Path | None,
    typer.Option(
        "--xlsx",
        metavar="FILE",
        help="Write a workbook that shows every step, with sheets to fill in; whole or not at all.",
        show_default=False,
    ),
]


app = typer.Typer(invoke_without_command=True)


@app.callback()
def allocate(
    context: typer.Context,
    root: Root = None,
    language: LanguageOption = None,
    year: YearOption = None,
    format_: FormatOption = AllocationFormat.TEXT,
    output: Output = None,
    xlsx: XlsxOption = None,
) -> int:
    """Split the cost of every base delivery and shared system per administration and year, exact to the öre.

    Each cost part in a year is split once, by its key and largest remainder; the sums are proved.
    Exits 1 where a cost cannot be split, or is not on record at all.

    Examples:

      itgov allocate

      itgov allocate --year 2027 --format csv --output fordelning-2027.csv

      itgov allocate --format json

      itgov allocate --xlsx build/fordelning.xlsx
    """
    if context.invoked_subcommand is not None:
        return Exit.OK
    from itgov.allocate.shares import allocate as split
    from itgov.cli import screen
    from itgov.cli.opened import check_output, open_city, require_sound

    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    check_output(opened, xlsx)
    allocation = split(city, _years(city, year))
    if xlsx is not None:
        from itgov.cli.workbook import write_workbook

        write_workbook(city, allocation, xlsx, opened.language)
        if format_ is AllocationFormat.TEXT and output is None:
            return _verdict(allocation, format_, opened.language)
    if format_ is AllocationFormat.TEXT and output is None:
        _show(city, allocation, opened.language)
        return _verdict(allocation, format_, opened.language)
    text = _text(city, allocation, format_, opened.language)
    if output is None:
        screen.write(text)
    else:
        from itgov.store.writer import write_text

        write_text(output, text)
    return _verdict(allocation, format_, opened.language)


def _verdict(allocation: Allocation, format_: AllocationFormat, language: str) -> Exit:
    """FINDINGS where money is not split or not on record, told on stderr; OK otherwise."""
    unsplit, absent = len(allocation.unsplit_lines), sum(gap.reason == "never" for gap in allocation.missing)
    told: list[Message] = []
    if unsplit:
        told.append(msg_n("{n} cost line is not split", "{n} cost lines are not split", unsplit))
    if absent:
        told.append(msg_n("{n} cost is not on record", "{n} costs are not on record", absent))
    listed = format_ in {AllocationFormat.TEXT, AllocationFormat.MD}
    for message in told:
        tell(Exit.FINDINGS, message, None if listed else msg("`itgov allocate` lists which, and why"), language)
    return Exit.FINDINGS if told else Exit.OK


def _years(city: City, asked: list[int] | None) -> tuple[int, ...]:
    planned = city.settings.plan.years
    strange = [year for year in asked or () if year not in planned]
    if strange:
        raise Stop(
            Exit.USAGE,
            msg(
                "{year} is not in the horizon, {first}–{last}",
                year=str(strange[0]),
                first=str(planned[0]),
                last=str(planned[-1]),
            ),
            msg("the horizon is set in itgov.yaml"),
        )
    return tuple(sorted(set(asked))) if asked else planned


def _text(city: City, allocation: Allocation, format_: AllocationFormat, language: str) -> str:
    from itgov.allocate import output, table
    from itgov.tell.harmless import as_json

    match format_:
        case AllocationFormat.JSON:
            return as_json(output.as_data(allocation, language))
        case AllocationFormat.CSV:
            return table.csv_text(table.csv_rows(allocation, city, language), language)
        case _:
            tables = (
                table.markdown_by_administration(allocation, city, language),
                table.markdown_by_source(allocation, city, language),
                table.markdown_reconciliation(allocation, language),
                table.markdown_notes(allocation, language),
            )
            return "\n".join(text for text in tables if text)


def _show(city: City, allocation: Allocation, language: str) -> None:
    from itgov.allocate.shares import reconcile
    from itgov.allocate.table import kronor
    from itgov.allocate.views import by_administration, by_source, notes
    from itgov.cli import screen

    years = allocation.years
    heads = ["", *(str(year) for year in years)]
    by_who = {(total.administration_id, total.year): total.ore for total in by_administration(allocation)}
    by_what = {(total.source_id, total.year): total.ore + total.not_split_ore for total in by_source(allocation)}
    for title, amounts in (
        (msg("What each administration pays, kronor"), by_who),
        (msg("What each delivery and shared system costs, kronor"), by_what),
    ):
        names = sorted({name for name, _ in amounts})
        records = {name: record.name for name in names if (record := city.get(name)) is not None}
        rows = [
            [records.get(name, name), *(kronor(amounts.get((name, year), 0), language, grouped=True) for year in years)]
            for name in names
        ]
        total = [sum(amounts.get((name, year), 0) for name in names) for year in years]
        rows.append([msg("Sum").into(language), *(kronor(ore, language, grouped=True) for ore in total)])
        screen.table(title.into(language), heads, rows, right=range(1, len(heads)), foot=True)
    for line in reconcile(allocation):
        text = msg(
            "{year}: in {given} kr = split {split} kr + not split {rest} kr; difference {difference} kr",
            year=str(line.year),
            given=kronor(line.in_ore, language, grouped=True),
            split=kronor(line.split_ore, language, grouped=True),
            rest=kronor(line.not_split_ore, language, grouped=True),
            difference=kronor(line.difference_ore, language, grouped=True),
        )
        screen.write(text.into(language))
    for note in notes(allocation):
        screen.write(f"• {note.into(language)}")
