"""A split as tables for people: CSV for office programs, Markdown for documents. Nothing is written to files here.

Amounts are kronor with two decimals. Names come from the records and labels from
the message catalogue, in the language asked for ("sv" or "en").
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from itgov.allocate.cells import Cell
from itgov.allocate.cost import CostLine
from itgov.allocate.labels import BEHAVIOUR_LABELS, BESIDE, CATEGORY_LABELS, SOURCE_LABELS, part_label
from itgov.allocate.missing import Missing
from itgov.allocate.prices import FixedPrices
from itgov.allocate.shares import Allocation, Beside, reconcile
from itgov.allocate.views import by_administration, by_source, notes
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import KRONA, round_half_up

Rows = tuple[tuple[str, ...], ...]

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROLS = ("\t", "\r", "\n")
_MARKDOWN_SIGNS = re.compile(r"[\\`*_\[\]<>|~#&!$]")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a language's office programs read a table: separators, and the sign of per cent."""

    cell: str
    decimal: str
    thousand: str
    percent: str


DIALECTS = {"sv": Dialect(";", ",", "\u00a0", "\u00a0%"), "en": Dialect(",", ".", ",", "%")}


def csv_rows(allocation: Allocation, city: City, language: str, prices: FixedPrices | None = None) -> Rows:
    """A header and a row for every cell of the split, each value as text; text cells are guarded (`guarded`).

    A line that is not split is a row too, in its place, so that the amounts add up to
    the whole cost: no administration, and why under "not split". So are unused capacity and what keys assign to nobody,
    last, with those words for the administration. A cost that is not on record, or does not count, is a row for each
    year, last too, with why and no amount. What is in the split says so, so that its amounts alone can be added up. The
    amount is the last column: kronor with two decimals, the decimal sign of `language`, no
    thousands separator, so that a program reads it as a number; its head says so where the split is one in `prices`.
    """
    header = (
        msg("year"),
        msg("administration id"),
        msg("administration"),
        msg("source id"),
        msg("source"),
        msg("kind of source"),
        msg("part number"),
        msg("cost part"),
        msg("cost category"),
        msg("behaviour"),
        msg("key id"),
        msg("not split"),
        msg("in the split"),
        msg("amount, kr") if prices is None else msg("amount, kr in the prices of {year}", year=str(prices.year)),
    )
    why = {line.order: one.why for one in allocation.unsplit for line in one.lines}
    cells: dict[tuple[str, str, int, int], list[Cell]] = defaultdict(list)
    for cell in allocation.cells:
        cells[cell.source_id, cell.kind, cell.part_number, cell.year].append(cell)
    rows = (
        row
        for line in allocation.lines
        for row in (
            [_unsplit_row(line, why[line.order], city, language)]
            if line.order in why
            else [_cell_row(cell, line, city, language) for cell in cells[line.order]]
        )
    )
    beside = (_beside_row(one, city, language) for one in allocation.beside if one.ore)
    missing = (_missing_row(one, year, city, language) for one in allocation.missing for year in one.years)
    return (tuple(guarded(title.into(language)) for title in header), *rows, *beside, *missing)


def yes_or_no(answer: bool, language: str) -> str:  # noqa: FBT001
    """A word for a column that is one or the other."""
    return (msg("yes") if answer else msg("no")).into(language)


def csv_text(rows: Iterable[Iterable[str]], language: str) -> str:
    """Rows as one CSV text with a byte order mark and CRLF line ends; `;` between cells in Swedish, `,` in English.

    Write it as UTF-8 with newlines left alone. The cells are taken as they are.
    """
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=DIALECTS[language].cell, lineterminator="\r\n").writerows(rows)
    return _BYTE_ORDER_MARK + stream.getvalue()


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before a leading = + - @ tab or return.

    Blanks before such a sign, and its full-width form, are looked through. Source: OWASP, CSV Injection. For text
    alone: on a number it would hide the number.
    """
    return f"'{text}" if text.startswith(_CONTROLS) or text.lstrip().startswith(_FORMULA_STARTS) else text


def markdown_by_administration(allocation: Allocation, city: City, language: str) -> str:
    """A Markdown table in kronor: a row for each administration, a column for each year, and the sum.

    Administrations in the order of their ids, then what is not split, where there is
    any; lines end with a newline.
    """
    totals = {(total.administration_id, total.year): total.ore for total in by_administration(allocation)}
    rows = [
        (name_of(city, name), [totals[name, year] for year in allocation.years]) for name in allocation.administrations
    ]
    return _markdown_table(msg("Administration"), allocation, rows, language)


def markdown_by_source(allocation: Allocation, city: City, language: str) -> str:
    """A Markdown table in kronor: a row for each delivery and shared system, a column for each year, and the sum.

    What is split, in the order of ids, then what is not split, where there is any;
    years without cost show 0.
    """
    totals = {(total.source_id, total.kind, total.year): total.ore for total in by_source(allocation)}
    sources = sorted({(source, kind) for source, kind, _ in totals})
    rows = [
        (name_of(city, source), [totals.get((source, kind, year), 0) for year in allocation.years])
        for source, kind in sources
    ]
    return _markdown_table(msg("Delivery or shared system"), allocation, rows, language)


def markdown_reconciliation(allocation: Allocation, language: str) -> str:
    """A Markdown table in kronor: for each year what is put in, what became of it, and the difference: 0."""
    head = (
        msg("Year"),
        msg("Put in"),
        msg("Split"),
        msg("Unused capacity"),
        msg("Unassigned"),
        msg("Not split"),
        msg("Difference"),
    )
    rows = [
        (
            str(line.year),
            *(
                kronor(ore, language, grouped=True)
                for ore in (
                    line.in_ore,
                    line.split_ore,
                    line.unused_ore,
                    line.unassigned_ore,
                    line.not_split_ore,
                    line.difference_ore,
                )
            ),
        )
        for line in reconcile(allocation)
    ]
    return _markdown_lines([tuple(escaped(title.into(language)) for title in head), *rows])


def markdown_notes(allocation: Allocation, language: str) -> str:
    """A Markdown list of what is to be told beside the sums (`views.notes`); empty where there is nothing."""
    return markdown_list(notes(allocation), language)


def markdown_list(lines: Iterable[Message], language: str) -> str:
    """A Markdown list of sentences; empty where there are none."""
    return "".join(f"- {escaped(line.into(language))}\n" for line in lines)


def kronor(ore: int, language: str, *, grouped: bool = False) -> str:
    """Kronor with two decimals, as `language` writes them: "-1234,50", or with thousands set apart if `grouped`."""
    dialect = DIALECTS[language]
    whole, rest = divmod(abs(ore), KRONA)
    digits = f"{whole:,}".replace(",", dialect.thousand) if grouped else str(whole)
    return f"{'-' if ore < 0 else ''}{digits}{dialect.decimal}{rest:02d}"


def escaped(text: str) -> str:
    """Text that a Markdown table shows as it stands: its signs escaped, line breaks as spaces."""
    return _MARKDOWN_SIGNS.sub(lambda sign: f"\\{sign[0]}", " ".join(text.split()))


def percent(share: Fraction, language: str) -> str:
    """A share as per cent with one decimal, halves away from zero: "12,5 %" in Swedish, "12.5%" in English."""
    tenths = round_half_up(share * 1000)
    whole, rest = divmod(abs(tenths), 10)
    dialect = DIALECTS[language]
    return f"{'-' if tenths < 0 else ''}{whole}{dialect.decimal}{rest}{dialect.percent}"


def _cell_row(cell: Cell, line: CostLine, city: City, language: str) -> tuple[str, ...]:
    who = (guarded(cell.administration_id), guarded(name_of(city, cell.administration_id)))
    return (
        str(line.year),
        *who,
        *_what(line, city, language),
        "",
        yes_or_no(True, language),
        kronor(cell.ore, language),
    )


def _unsplit_row(line: CostLine, why: Message, city: City, language: str) -> tuple[str, ...]:
    return (
        str(line.year),
        "",
        "",
        *_what(line, city, language),
        guarded(why.into(language)),
        yes_or_no(True, language),
        kronor(line.ore, language),
    )


def _missing_row(one: Missing, year: int, city: City, language: str) -> tuple[str, ...]:
    return (
        str(year),
        "",
        "",
        guarded(one.source_id),
        guarded(name_of(city, one.source_id)),
        guarded(SOURCE_LABELS[one.kind].into(language)),
        "" if one.part_number is None else str(one.part_number),
        guarded(one.part or ""),
        "",
        "",
        "",
        guarded(one.message.into(language)),
        yes_or_no(False, language),
        "",
    )


def _beside_row(one: Beside, city: City, language: str) -> tuple[str, ...]:
    who = ("", guarded(BESIDE[one.kind].into(language)))
    return (
        str(one.line.year),
        *who,
        *_what(one.line, city, language),
        "",
        yes_or_no(True, language),
        kronor(one.ore, language),
    )


def _what(line: CostLine, city: City, language: str) -> tuple[str, ...]:
    """The columns of a row that are the same whoever pays."""
    part = part_label(line)
    behaviour = BEHAVIOUR_LABELS[line.behaviour].into(language) if line.behaviour else ""
    return (
        guarded(line.source_id),
        guarded(name_of(city, line.source_id)),
        guarded(SOURCE_LABELS[line.kind].into(language)),
        str(line.part_number),
        guarded(part if isinstance(part, str) else part.into(language)),
        guarded(CATEGORY_LABELS[line.category].into(language)),
        guarded(behaviour),
        guarded(line.key_id),
    )


def name_of(city: City, record_id: str) -> str:
    """The record's name; its id where there is no such record."""
    record = city.get(record_id)
    return record.name if record else record_id


def _markdown_table(first: Message, allocation: Allocation, rows: list[tuple[str, list[int]]], language: str) -> str:
    """A table of amounts per year under the title `first`; what is nobody's, not split and the sum of all rows last."""
    named = [(escaped(name), amounts) for name, amounts in rows]
    lines = reconcile(allocation)
    for title, beside in (
        (msg("Unused capacity"), [line.unused_ore for line in lines]),
        (msg("Unassigned"), [line.unassigned_ore for line in lines]),
    ):
        if any(beside):
            named.append((title.into(language), beside))
    if allocation.unsplit:
        named.append((msg("Not split").into(language), [line.not_split_ore for line in lines]))
    sums = [sum(amounts[column] for _, amounts in named) for column in range(len(allocation.years))]
    named.append((msg("Sum").into(language), sums))
    head = (escaped(first.into(language)), *(str(year) for year in allocation.years))
    body = [(name, *(kronor(ore, language, grouped=True) for ore in amounts)) for name, amounts in named]
    return _markdown_lines([head, *body])


def markdown_table(title: str, heads: Iterable[str], rows: Iterable[Iterable[str]], left: int) -> str:
    """Any table as Markdown under its title, a heading; the first `left` columns to the left."""
    cells = [tuple(escaped(cell) for cell in row) for row in (heads, *rows)]
    return f"## {escaped(title)}\n\n{_markdown_lines(cells, left)}"


def _markdown_lines(rows: list[tuple[str, ...]], left: int = 1) -> str:
    """Rows of escaped cells as a table; the first row is the head, all columns after `left` to the right."""
    rule = tuple("---" if at < left else "---:" for at in range(len(rows[0])))
    return "".join(f"| {' | '.join(row)} |\n" for row in (rows[0], rule, *rows[1:]))
