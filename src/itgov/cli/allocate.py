"""`itgov allocate`: who pays what of the shared cost."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.allocate_compare import compare
from itgov.cli.allocate_explain import explain
from itgov.cli.allocate_prices import Prices, PricesOption, fixed_for, told
from itgov.cli.asked_year import planned_year
from itgov.cli.exits import Exit, Stop, tell
from itgov.cli.options import LanguageOption, Output, Root
from itgov.cli.planned import AgendaOption
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from pathlib import Path

    from itgov.allocate.added import AddedLine
    from itgov.allocate.breakdown import By
    from itgov.allocate.prices import FixedPrices
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


class Cut(StrEnum):
    """What a split is shown by."""

    ADMINISTRATION = "administration"
    DELIVERY = "delivery"
    PART = "part"
    TIER = "tier"


ByOption = Annotated[
    Cut | None,
    typer.Option(
        "--by",
        help="One table for each year: by administration, delivery or cost part, with shares and changes; "
        "by tier, what each delivery is passed and passes on. As text or Markdown.",
        show_default=False,
    ),
]
AdministrationOption = Annotated[
    list[str] | None,
    typer.Option(
        "--administration",
        metavar="ID",
        help="Only what this administration pays, with its own systems beside. Alone it means --by delivery. "
        "May be given several times.",
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
    agenda: AgendaOption = None,
    format_: FormatOption = AllocationFormat.TEXT,
    output: Output = None,
    by: ByOption = None,
    administration: AdministrationOption = None,
    xlsx: XlsxOption = None,
    prices: PricesOption = Prices.NOMINAL,
) -> int:
    """Split the cost of every base delivery and shared system per administration and year, exact to the öre.

    Each cost part in a year is split once, by its key and largest remainder; the sums are proved.
    With --agenda, the operating costs that an agenda adds are shown beside, and are in none of these sums.
    With --prices fixed the same tables are shown in the prices of one year; the books stay as they are.
    Exits 1 where a cost cannot be split, or is not on record for a year.

    Examples:

      itgov allocate

      itgov allocate --year 2027 --format csv --output fordelning-2027.csv

      itgov allocate --by tier --year 2027

      itgov allocate --administration hvo --by delivery

      itgov allocate --format json

      itgov allocate --prices fixed

      itgov allocate --xlsx build/fordelning.xlsx
    """
    if context.invoked_subcommand is not None:
        return Exit.OK
    from itgov.allocate.shares import allocate as split
    from itgov.cli.opened import check_output, open_city, require_sound

    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    check_output(opened, xlsx)
    if xlsx is not None:
        from itgov.cli.workbook import check_free

        check_free(xlsx)
    if by is not None or administration:
        if xlsx is not None:
            raise Stop(
                Exit.USAGE,
                msg("--xlsx writes the whole split: it does not go with --by or --administration"),
                msg("leave them out: the workbook has a sheet for each administration"),
            )
        return _cut(city, _years(city, year), by, administration or [], format_, output, opened.language, prices)
    fixed = fixed_for(city, prices, _years(city, year), agenda, xlsx)
    # What JSON holds are the books, with fixed prices beside them.
    allocation = split(city, _years(city, year), None if format_ is AllocationFormat.JSON else fixed)
    added = _added(city, agenda, allocation.years)
    if xlsx is not None:
        from itgov.cli.workbook import write_workbook

        write_workbook(city, allocation, xlsx, opened.language)
        if format_ is AllocationFormat.TEXT and output is None:
            return _verdict(allocation, allocation.years, format_, opened.language)
    if format_ is AllocationFormat.TEXT and output is None:
        from itgov.cli.allocate_show import show

        show(city, allocation, opened.language, fixed)
        _show_added(city, added, allocation.years, opened.language)
        return _verdict(allocation, allocation.years, format_, opened.language)
    _put(_text(city, allocation, added, format_, opened.language, fixed), output)
    return _verdict(allocation, allocation.years, format_, opened.language)


def _cut(
    city: City,
    years: tuple[int, ...],
    by: Cut | None,
    administrations: list[str],
    format_: AllocationFormat,
    output: Path | None,
    language: str,
    prices: Prices,
) -> Exit:
    from itgov.allocate.breakdown import breakdowns
    from itgov.allocate.shares import allocate as split
    from itgov.cli import allocate_show

    allocate_show.check_cut(city, by, administrations, format_)
    both = allocate_show.with_year_before(city, years)
    fixed = fixed_for(city, prices, both)
    allocation = split(city, both, fixed)
    shown: By = (by or Cut.DELIVERY).value
    tables = breakdowns(city, allocation, shown, years, administrations, language)
    if format_ is AllocationFormat.TEXT and output is None:
        allocate_show.show_tables(city, allocation, tables, years, administrations, language, fixed)
    else:
        text = allocate_show.as_markdown(city, allocation, tables, years, administrations, language, fixed)
        _put(text, output)
    return _verdict(allocation, years, format_, language)


def _put(text: str, output: Path | None) -> None:
    """To the file, or to stdout where none is named."""
    if output is None:
        from itgov.cli import screen

        screen.write(text)
    else:
        from itgov.store.writer import write_text

        write_text(output, text)


def _verdict(allocation: Allocation, years: tuple[int, ...], format_: AllocationFormat, language: str) -> Exit:
    """FINDINGS where money is not split or not on record, told on stderr; OK otherwise."""
    from itgov.allocate.missing import ABSENT

    unsplit = len(allocation.unsplit_lines)
    absent = sum(one.reason in ABSENT and not set(years).isdisjoint(one.years) for one in allocation.missing)
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
    return tuple(sorted({planned_year(city, year) for year in asked})) if asked else city.settings.plan.years


def _added(city: City, agenda: str | None, years: tuple[int, ...]) -> tuple[AddedLine, ...] | None:
    """What an agenda adds; None where none was asked for."""
    if agenda is None:
        return None
    from itgov.allocate.added import added_lines
    from itgov.cli.planned import planned_of

    return added_lines(city, planned_of(city, agenda), years)


def _show_added(city: City, added: tuple[AddedLine, ...] | None, years: tuple[int, ...], language: str) -> None:
    from itgov.allocate.added_output import notes, sheets
    from itgov.cli.allocate_sheets import show

    if added is not None:
        show(sheets(added, city, years), notes(added, city), language)


def _text(
    city: City,
    allocation: Allocation,
    added: tuple[AddedLine, ...] | None,
    format_: AllocationFormat,
    language: str,
    fixed: FixedPrices | None,
) -> str:
    from itgov.allocate import added_output, output, outside, sheet, table
    from itgov.cli.allocate_show import outside_as_markdown
    from itgov.tell.harmless import as_json

    match format_:
        case AllocationFormat.JSON:
            beside = {} if added is None else {"agenda": added_output.as_data(added, language)}
            return as_json(output.as_data(allocation, city, language) | beside | _fixed_data(city, allocation, fixed))
        case AllocationFormat.CSV:
            rows = (
                *table.csv_rows(allocation, city, language, fixed),
                *outside.csv_rows(allocation, city, language),
                *added_output.csv_rows(added or (), city, language),
            )
            return table.csv_text(rows, language)
        case _:
            tables = (
                table.markdown_list(told(city, fixed, allocation.years, language), language),
                table.markdown_by_administration(allocation, city, language),
                table.markdown_by_source(allocation, city, language),
                outside_as_markdown(city, allocation, allocation.years, (), language),
                table.markdown_reconciliation(allocation, language),
                table.markdown_notes(allocation, language),
                ""
                if added is None
                else sheet.markdown(
                    added_output.sheets(added, city, allocation.years), language, added_output.notes(added, city)
                ),
            )
            return "\n".join(text for text in tables if text)


def _fixed_data(city: City, books: Allocation, fixed: FixedPrices | None) -> dict[str, object]:
    """The optional key of JSON that holds the split in fixed prices."""
    if fixed is None:
        return {}
    from itgov.allocate.prices import differences
    from itgov.allocate.prices_output import as_data
    from itgov.allocate.shares import allocate as split

    shown = split(city, books.years, fixed)
    return {"fixed_prices": as_data(shown, fixed, differences(city, fixed, books.years))}


app.command()(explain)
app.command()(compare)
