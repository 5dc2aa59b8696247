"""How `itgov allocate` shows a split on the screen: whole, or cut by administration, delivery, cost part or tier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from itgov.cli.exits import Exit, Stop
from itgov.message import msg, quoted

if TYPE_CHECKING:
    from itgov.allocate.breakdown import Breakdown
    from itgov.allocate.prices import FixedPrices
    from itgov.allocate.shares import Allocation, Reconciliation
    from itgov.cli.allocate import AllocationFormat, Cut
    from itgov.model.city import City

_FOR_PEOPLE = ("text", "md")


def check_cut(city: City, by: Cut | None, administrations: Sequence[str], format_: AllocationFormat) -> None:
    """Stops a call that asks for a cut that there is none of."""
    from itgov.allocate.suppose import meant_administration

    if format_.value not in _FOR_PEOPLE:
        raise Stop(
            Exit.USAGE,
            msg("--by and --administration are for text and Markdown, not for {form}", form=format_.value),
            msg("leave them out: {form} holds every cell, and whoever reads it can pick", form=format_.value),
        )
    if by is not None and by.value == "tier" and administrations:
        raise Stop(
            Exit.USAGE,
            msg("what deliveries pass to each other is no single administration's"),
            msg("leave out --administration, or cut by delivery or part"),
        )
    for one in administrations:
        if one not in city.administrations:
            close = meant_administration(city, one)
            raise Stop(
                Exit.USAGE,
                msg("there is no administration “{id}”", id=quoted(one)),
                msg("did you mean {close}?", close=close)
                if close
                else msg("one of {ids}", ids=", ".join(city.administrations)),
            )


def with_year_before(city: City, years: Sequence[int]) -> tuple[int, ...]:
    """The years, and before each the one that it is compared with, where the records have it."""
    from itgov.allocate.cost import years_of

    known = {*years_of(city), *years}
    return tuple(sorted({*years, *(year - 1 for year in years if year - 1 in known)}))


def show(city: City, allocation: Allocation, language: str, prices: FixedPrices | None = None) -> None:
    """The whole split: what each pays, what each delivery costs, that it adds up, and what is to be told beside.

    With `prices` it is a split in those, which is said above and in each title.
    """
    from itgov.allocate.prices_output import titled
    from itgov.allocate.shares import reconcile
    from itgov.allocate.sheet import said
    from itgov.allocate.table import kronor
    from itgov.allocate.views import by_administration, by_source
    from itgov.cli import screen

    _show_prices(city, prices, allocation.years, language)
    years = allocation.years
    heads = ["", *(str(year) for year in years)]
    by_who = {(total.administration_id, total.year): total.ore for total in by_administration(allocation)}
    by_what = {(total.source_id, total.year): total.whole_ore for total in by_source(allocation)}
    lines = {line.year: line for line in reconcile(allocation)}
    beside = [
        (msg("Unused capacity").into(language), [lines[year].unused_ore for year in years]),
        (msg("Unassigned").into(language), [lines[year].unassigned_ore for year in years]),
    ]
    for title, amounts, extra in (
        (msg("What each administration pays, kronor"), by_who, beside),
        (msg("What each delivery and shared system costs, kronor"), by_what, []),
    ):
        names = sorted({name for name, _ in amounts})
        records = {name: record.name for name in names if (record := city.get(name)) is not None}
        rows = [(records.get(name, name), [amounts.get((name, year), 0) for year in years]) for name in names]
        rows += [row for row in extra if any(row[1])]
        rows.append((msg("Sum").into(language), [sum(ore[at] for _, ore in rows) for at in range(len(years))]))
        cells = [[name, *(kronor(ore, language, grouped=True) for ore in listed)] for name, listed in rows]
        screen.table(said(titled(title, prices), language), heads, cells, right=range(1, len(heads)), foot=True)
    show_outside(city, allocation, years, (), language)
    _show_sums(lines.values(), language)
    _show_notes(allocation, language)


def show_outside(
    city: City, allocation: Allocation, years: Sequence[int], administrations: Sequence[str], language: str
) -> None:
    """What the administrations, or all, pay beside the split: own systems, and those without a key."""
    from itgov.allocate import outside
    from itgov.cli.allocate_sheets import show as show_sheets

    told = outside.notes(allocation, years, administrations, language)
    show_sheets(outside.sheets(city, allocation, years, administrations), told, language)


def outside_as_markdown(
    city: City, allocation: Allocation, years: Sequence[int], administrations: Sequence[str], language: str
) -> str:
    """The same for a document; empty where nothing is paid so."""
    from itgov.allocate import outside
    from itgov.allocate.sheet import markdown

    told = outside.notes(allocation, years, administrations, language)
    return markdown(outside.sheets(city, allocation, years, administrations), language, told)


def show_tables(
    city: City,
    allocation: Allocation,
    tables: Iterable[Breakdown],
    years: Sequence[int],
    administrations: Sequence[str],
    language: str,
    prices: FixedPrices | None = None,
) -> None:
    """The tables, what is paid outside them, that the years asked for add up, and what is to be told beside."""
    from itgov.allocate.prices_output import titled
    from itgov.allocate.shares import reconcile
    from itgov.allocate.sheet import said
    from itgov.cli import screen

    _show_prices(city, prices, years, language)
    for one in tables:
        screen.table(
            said(titled(one.title, prices), language),
            one.heads,
            one.rows,
            right=range(one.left, len(one.heads)),
            foot=one.foot,
        )
    show_outside(city, allocation, years, administrations, language)
    _show_sums((line for line in reconcile(allocation) if line.year in years), language)
    _show_notes(allocation, language)


def as_markdown(
    city: City,
    allocation: Allocation,
    tables: Iterable[Breakdown],
    years: Sequence[int],
    administrations: Sequence[str],
    language: str,
    prices: FixedPrices | None = None,
) -> str:
    """The same for a document."""
    from itgov.allocate.prices_output import titled
    from itgov.allocate.sheet import said
    from itgov.allocate.table import markdown_list, markdown_notes, markdown_reconciliation, markdown_table
    from itgov.cli.allocate_prices import told

    parts = [markdown_list(told(city, prices, allocation.years, language), language)]
    parts += [
        markdown_table(said(titled(one.title, prices), language), one.heads, one.rows, one.left) for one in tables
    ]
    parts.append(outside_as_markdown(city, allocation, years, administrations, language))
    parts += [markdown_reconciliation(allocation, language), markdown_notes(allocation, language)]
    return "\n".join(text for text in parts if text)


def _show_prices(city: City, prices: FixedPrices | None, years: Sequence[int], language: str) -> None:
    """What the tables below are in, where that is not the kronor of each year."""
    from itgov.cli import screen
    from itgov.cli.allocate_prices import told

    for line in told(city, prices, years, language):
        screen.prose(line.into(language))


def _show_sums(lines: Iterable[Reconciliation], language: str) -> None:
    from itgov.allocate.table import kronor
    from itgov.cli import screen

    for line in lines:
        text = msg(
            "{year}: in {given} kr = split {split} kr + unused capacity {unused} kr + unassigned {unassigned} kr "
            "+ not split {rest} kr; difference {difference} kr",
            year=str(line.year),
            given=kronor(line.in_ore, language, grouped=True),
            split=kronor(line.split_ore, language, grouped=True),
            unused=kronor(line.unused_ore, language, grouped=True),
            unassigned=kronor(line.unassigned_ore, language, grouped=True),
            rest=kronor(line.not_split_ore, language, grouped=True),
            difference=kronor(line.difference_ore, language, grouped=True),
        )
        screen.prose(text.into(language))


def _show_notes(allocation: Allocation, language: str) -> None:
    from itgov.allocate.views import notes
    from itgov.cli import screen

    for note in notes(allocation):
        screen.prose(f"• {note.into(language)}")
