"""Two splits side by side, and why a share changed, as tables and sentences for those who decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from itgov.allocate import benefit_told, handed_back_told
from itgov.allocate.causes import FACTOR_LABELS, Legend
from itgov.allocate.change import FACTORS, Factor, LineChange, summed
from itgov.allocate.comparison import Compared, Promised, Row
from itgov.allocate.figures import change, kr, per_cent, points
from itgov.allocate.handed_back import PartSaving
from itgov.allocate.months import with_months
from itgov.allocate.names import full_name
from itgov.allocate.share_change import ShareChange, share_change
from itgov.allocate.shares import Reconciliation
from itgov.allocate.sheet import Piece, Prose, Sheet, Words, texts
from itgov.allocate.table import percent
from itgov.message import Message, msg, msg_n
from itgov.model.city import City

_TOLD = 3


@dataclass(frozen=True)
class Beside:
    """What stands beside a comparison: what was supposed, notes, units handed back, and benefits promised.

    `touched` are the deliveries and systems that are otherwise, whose benefit is asked for.
    """

    supposed: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    savings: tuple[PartSaving, ...] = ()
    promised: tuple[Promised, ...] = ()
    touched: tuple[str, ...] = ()


def told_change(city: City, found: Compared, administration: str, language: str) -> list[Piece]:
    """Why one administration pays otherwise than the year before, in kronor and as a share of what all pay."""
    (row,) = (row for row in found.administrations if row.id == administration)
    lines = [line for line in found.lines if line.administration_id == administration]
    moved = share_change(found, administration)
    head = msg(
        "{administration} paid {before} kr in {year_before} and pays {after} kr in {year_after}: {change} kr{share}",
        administration=full_name(city, administration),
        before=kr(row.before_ore, language),
        year_before=str(found.year_before),
        after=kr(row.after_ore, language),
        year_after=str(found.year_after),
        change=change(row.change_ore, language),
        share="" if row.share is None else f" ({percent(row.share, language)})",
    )
    sources = [Row(name, was, now, why) for name, (was, now, why) in summed(lines, lambda one: one.source_id).items()]
    legend = Legend()
    title = msg("By delivery and shared system, kr")
    grid, causes = _rows(city, title, [one for one in sources if one.why], language, moved)
    return [
        Prose((head, *_share(moved, found, language))),
        Prose(tuple(msg("Note: {note}", note=one) for one in found.notes)),
        Prose((msg("What moves most:"), *_most(city, lines, language), *_most_of_share(city, moved, language))),
        *legend.under(_why(row, moved, language), row.why),
        *legend.under(grid, causes),
        Prose((_adds_up(row, language), *_share_adds_up(moved, language))),
    ]


def told_comparison(city: City, found: Compared, beside: Beside, language: str) -> list[Piece]:
    """What was asked for, the answer to it, then before and after for all and by delivery, sums, and what is noted."""
    years = str(found.year_before)
    if found.year_after != found.year_before:
        years = f"{found.year_before} → {found.year_after}"
    supposed = (
        msg("{years}, before and after:", years=years),
        *(msg("  • {what}", what=one) for one in beside.supposed),
    )
    notes = Prose(tuple(msg("Note: {note}", note=one) for one in (*beside.notes, *found.notes)))
    if not found.changed:
        return [
            Prose(tuple(supposed)),
            notes,
            Prose((msg("Nothing changes in {years}: everybody pays the same. Other years: --year.", years=years),)),
        ]
    moved = {line.source_id for line in found.lines if line.change_ore}
    sources = [row for row in found.sources if row.id in moved]
    legend, tables = Legend(), list[Piece]()
    title = msg("What each administration pays, kr ({years})", years=years)
    tables += legend.under(*_rows(city, title, found.administrations, language))
    tables += legend.under(*_rows(city, msg("By delivery and shared system, kr"), sources, language))
    for row in sources if len(sources) <= _TOLD else ():
        tables += legend.under(*_of_source(city, found, row.id, language))
    return [
        Prose(tuple(supposed)),
        notes,
        *handed_back_told.told(city, found, beside.savings, language),
        *benefit_told.told(city, found, beside.promised, beside.touched, language),
        Prose(tuple(_who(city, found, language))),
        *tables,
        *handed_back_told.parts_told(city, found, beside.savings, language),
        Prose(tuple(_sums(found, language))),
    ]


def _why(row: Row, moved: ShareChange | None, language: str) -> Sheet:
    """The causes of one administration's change, in kronor and in percentage points of what all pay."""
    rows: list[tuple[Words, ...]] = [
        (FACTOR_LABELS[factor], change(row.why[factor], language), *_points(moved, factor, language))
        for factor in FACTORS
        if row.why.get(factor) or (moved is not None and moved.why.get(factor))
    ]
    total = () if moved is None else (points(moved.change, language),)
    rows.append((msg("Sum"), change(row.change_ore, language), *total))
    heads: tuple[Words, ...] = (msg("cause"), msg("kr"))
    if moved is not None:
        heads = (*heads, msg("share of all, percentage points"))
    return texts(msg("Why"), heads, tuple(rows), foot=True)


def _points(moved: ShareChange | None, factor: Factor, language: str) -> tuple[str, ...]:
    return () if moved is None else (points(moved.why.get(factor, Fraction(0)), language),)


def _share(moved: ShareChange | None, found: Compared, language: str) -> Iterator[Message]:
    if moved is not None:
        yield msg(
            "Its share of what all administrations pay goes from {before} in {year_before} to {after} in {year_after}: "
            "{change} percentage points",
            before=per_cent(moved.before, language),
            year_before=str(found.year_before),
            after=per_cent(moved.after, language),
            year_after=str(found.year_after),
            change=points(moved.change, language),
        )


def _share_adds_up(moved: ShareChange | None, language: str) -> Iterator[Message]:
    if moved is not None:
        yield msg(
            "A cause moves the share by what it adds beyond the administration's part of what it adds to all; together "
            "{sum} percentage points, difference {difference}.",
            sum=points(sum(moved.why.values(), Fraction(0)), language),
            difference=points(moved.difference, language),
        )


def _of_source(city: City, found: Compared, source_id: str, language: str) -> tuple[Sheet, list[Factor]]:
    """What each pays of one delivery or system."""
    lines = (line for line in found.lines if line.source_id == source_id)
    sums = summed(lines, lambda line: line.administration_id)
    rows = [Row(name, was, now, why) for name, (was, now, why) in sums.items()]
    title = msg("What each pays of “{source}”, kr", source=full_name(city, source_id))
    names = {one.id: with_months(full_name(city, one.id), city, source_id, one.id, found.year_after) for one in rows}
    return _rows(city, title, rows, language, names=names)


def _rows(
    city: City,
    title: Words,
    rows: Sequence[Row],
    language: str,
    moved: ShareChange | None = None,
    names: Mapping[str, Words] = MappingProxyType({}),
) -> tuple[Sheet, list[Factor]]:
    """A row for each, with a column for every cause that there is, and the causes; the sum last.

    With `moved`, the rows are sources, and what each moves the share by is a column too.
    """
    causes = [factor for factor in FACTORS if any(row.why.get(factor) for row in rows)]
    cells = [_cells(names.get(row.id) or full_name(city, row.id), row, causes, language) for row in rows]
    if rows:
        total = Row(
            "",
            sum(row.before_ore for row in rows),
            sum(row.after_ore for row in rows),
            {factor: sum(row.why.get(factor, 0) for row in rows) for factor in causes},
        )
        cells.append(_cells(msg("Sum"), total, causes, language))
    heads: tuple[Words, ...] = (msg("who or what"), msg("before"), msg("after"), msg("change"), "%")
    if moved is not None and rows:
        shares = [points(moved.sources.get(row.id, Fraction(0)), language) for row in rows]
        shares.append(points(moved.change, language))
        cells = [(*row[: len(heads)], share, *row[len(heads) :]) for row, share in zip(cells, shares, strict=True)]
        heads = (*heads, msg("share of all, percentage points"))
    heads = (*heads, *(FACTOR_LABELS[one] for one in causes))
    return texts(title, heads, tuple(cells), foot=True), causes


def _cells(title: Words, row: Row, causes: Iterable[Factor], language: str) -> tuple[Words, ...]:
    return (
        title,
        kr(row.before_ore, language),
        kr(row.after_ore, language),
        change(row.change_ore, language),
        "–" if row.share is None else percent(row.share, language),
        *(change(row.why.get(factor, 0), language) for factor in causes),
    )


def _most(city: City, lines: Iterable[LineChange], language: str) -> Iterator[Message]:
    """What bears most of a change: the largest causes of single deliveries, either way."""
    by: dict[tuple[str, Factor], int] = {}
    for line in lines:
        for factor, ore in line.why.items():
            by[line.source_id, factor] = by.get((line.source_id, factor), 0) + ore
    most = sorted((one for one in by.items() if one[1]), key=lambda one: (-abs(one[1]), one[0]))
    for (source, factor), ore in most[:_TOLD]:
        yield msg(
            "  • {change} kr: {cause}, {source}",
            change=change(ore, language),
            cause=FACTOR_LABELS[factor],
            source=full_name(city, source),
        )


def _most_of_share(city: City, moved: ShareChange | None, language: str) -> Iterator[Message]:
    """The deliveries and systems that move the share most, either way."""
    if moved is None:
        return
    most = sorted(moved.sources.items(), key=lambda one: (-abs(one[1]), one[0]))
    for source, share in most[:_TOLD]:
        yield msg(
            "  • {points} percentage points of the share: {source}",
            points=points(share, language),
            source=full_name(city, source),
        )


def _adds_up(row: Row, language: str) -> Message:
    return msg(
        "The causes make {sum} kr; difference {difference} kr.",
        sum=change(sum(row.why.values()), language),
        difference=kr(row.change_ore - sum(row.why.values()), language),
    )


def _who(city: City, found: Compared, language: str) -> Iterator[Message]:
    gain, lose = found.gain, found.lose
    yield msg_n("{n} administration pays less", "{n} administrations pay less", len(gain))
    for row in gain[:_TOLD]:
        yield msg("  • {who}: {change} kr", who=full_name(city, row.id), change=change(row.change_ore, language))
    yield msg_n("{n} administration pays more", "{n} administrations pay more", len(lose))
    for row in lose[:_TOLD]:
        yield msg("  • {who}: {change} kr", who=full_name(city, row.id), change=change(row.change_ore, language))


def _sums(found: Compared, language: str) -> Iterator[Message]:
    for title, one in ((msg("before"), found.before), (msg("after"), found.after)):
        yield _reconciled(title, one, language)
    yield msg(
        "The changes of all administrations make {sum} kr; difference {difference} kr.",
        sum=change(found.change_ore, language),
        difference=kr(found.difference_ore, language),
    )


def _reconciled(title: Message, one: Reconciliation, language: str) -> Message:
    return msg(
        "{when}, {year}: in {given} kr = split {split} kr + unused {unused} kr + unassigned {unassigned} kr + "
        "not split {rest} kr; difference {difference} kr",
        when=title,
        year=str(one.year),
        given=kr(one.in_ore, language),
        split=kr(one.split_ore, language),
        unused=kr(one.unused_ore, language),
        unassigned=kr(one.unassigned_ore, language),
        rest=kr(one.not_split_ore, language),
        difference=kr(one.difference_ore, language),
    )
