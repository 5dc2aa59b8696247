"""Two splits side by side, and why a share changed, as tables and sentences for those who decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from itgov.allocate.change import FACTORS, Factor, LineChange, summed
from itgov.allocate.comparison import Compared, Promised, Row
from itgov.allocate.figures import change, kr
from itgov.allocate.handed_back import PartSaving
from itgov.allocate.labels import BEHAVIOUR_LABELS
from itgov.allocate.names import full_name
from itgov.allocate.paper import Grid, Prose, Sheet, Words
from itgov.allocate.shares import Reconciliation
from itgov.allocate.table import percent
from itgov.message import Message, msg, msg_n
from itgov.model.city import City

FACTOR_LABELS: Mapping[Factor, Message] = {
    "cost": msg("cost"),
    "volume": msg("volume"),
    "key": msg("key"),
    "recipients": msg("who shares"),
    "way": msg("way and method"),
    "new": msg("new"),
    "retired": msg("retired"),
    "not_split": msg("not split"),
    "rounding": msg("rounding"),
}
_TOLD = 3


@dataclass(frozen=True)
class Beside:
    """What stands beside a comparison: what was supposed, notes, units handed back, and benefits promised."""

    supposed: tuple[Message, ...] = ()
    notes: tuple[Message, ...] = ()
    savings: tuple[PartSaving, ...] = ()
    promised: tuple[Promised, ...] = ()


def told_change(city: City, found: Compared, administration: str, language: str) -> list[Sheet]:
    """Why one administration pays otherwise than the year before, or before something was otherwise."""
    (row,) = (row for row in found.administrations if row.id == administration)
    lines = [line for line in found.lines if line.administration_id == administration]
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
    causes: list[tuple[Words, ...]] = [
        (FACTOR_LABELS[factor], change(row.why[factor], language)) for factor in FACTORS if row.why.get(factor)
    ]
    causes.append((msg("Sum"), change(row.change_ore, language)))
    sources = [Row(name, was, now, why) for name, (was, now, why) in summed(lines, lambda one: one.source_id).items()]
    return [
        Prose((head, *_most(city, lines, language))),
        Grid(msg("Why"), (msg("cause"), msg("kr")), tuple(causes), foot=True),
        _rows(city, msg("By delivery and shared system, kr"), [one for one in sources if one.why], language),
        Prose((_adds_up(row, language),)),
    ]


def told_comparison(city: City, found: Compared, beside: Beside, language: str) -> list[Sheet]:
    """Before and after, for every administration and by delivery; who gains and who loses; sums; what stands beside."""
    years = str(found.year_before)
    if found.year_after != found.year_before:
        years = f"{found.year_before} → {found.year_after}"
    moved = {line.source_id for line in found.lines if line.change_ore}
    sources = [row for row in found.sources if row.id in moved]
    return [
        Prose(
            (msg("{years}, before and after:", years=years), *(msg("  • {what}", what=one) for one in beside.supposed))
        ),
        _rows(city, msg("What each administration pays, kr ({years})", years=years), found.administrations, language),
        Prose(tuple(_who(city, found, language))),
        _rows(city, msg("By delivery and shared system, kr"), sources, language),
        *(_of_source(city, found, row.id, language) for row in sources if len(sources) <= _TOLD),
        _savings(beside.savings, found.year_after, language),
        *_saved(found, beside.savings, language),
        *_benefits(city, found, beside.promised, language),
        Prose(tuple(_sums(found, language))),
        Prose(tuple(msg("Note: {note}", note=one) for one in (*beside.notes, *found.new_notes))),
    ]


def _of_source(city: City, found: Compared, source_id: str, language: str) -> Grid:
    """What each pays of one delivery or system."""
    lines = (line for line in found.lines if line.source_id == source_id)
    sums = summed(lines, lambda line: line.administration_id)
    rows = [Row(name, was, now, why) for name, (was, now, why) in sums.items()]
    return _rows(city, msg("What each pays of “{source}”, kr", source=full_name(city, source_id)), rows, language)


def _rows(city: City, title: Words, rows: Sequence[Row], language: str) -> Grid:
    """A row for each, with a column for every cause that there is; the sum last."""
    causes = [factor for factor in FACTORS if any(row.why.get(factor) for row in rows)]
    cells = [_cells(full_name(city, row.id), row, causes, language) for row in rows]
    if rows:
        total = Row(
            "",
            sum(row.before_ore for row in rows),
            sum(row.after_ore for row in rows),
            {factor: sum(row.why.get(factor, 0) for row in rows) for factor in causes},
        )
        cells.append(_cells(msg("Sum"), total, causes, language))
    heads: tuple[Words, ...] = (
        msg("who or what"),
        msg("before"),
        msg("after"),
        msg("change"),
        "%",
        *(FACTOR_LABELS[one] for one in causes),
    )
    return Grid(title, heads, tuple(cells), foot=True)


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


def _savings(savings: Iterable[PartSaving], year: int, language: str) -> Grid:
    """Each part of the deliveries that units are handed back of, or more are taken of."""
    parts = [one for one in savings if one.year == year]
    rows: list[tuple[Words, ...]] = [
        (
            f"{one.source_id} {one.part_number}",
            one.part,
            BEHAVIOUR_LABELS[one.behaviour],
            "–" if one.counted_before is None else f"{one.counted_before} → {one.counted_after}",
            kr(one.before_ore, language),
            kr(one.after_ore, language),
            change(-one.saved_ore, language),
        )
        for one in parts
    ]
    if parts:
        before, after = sum(one.before_ore for one in parts), sum(one.after_ore for one in parts)
        rows.append(
            (msg("Sum"), "", "", "", kr(before, language), kr(after, language), change(after - before, language))
        )
    heads = (
        msg("part"),
        msg("cost part"),
        msg("behaviour"),
        msg("units or steps"),
        msg("before"),
        msg("after"),
        msg("change"),
    )
    return Grid(msg("What the units cost and save, kr"), heads, tuple(rows), left=3, foot=True)


def _saved(found: Compared, savings: Iterable[PartSaving], language: str) -> Iterator[Sheet]:
    parts = [one for one in savings if one.year == found.year_after]
    if not parts:
        return
    by: dict[str, int] = {"variable": 0, "stepped": 0, "fixed": 0}
    for one in parts:
        by[one.behaviour] += one.saved_ore
    yield Prose(
        (
            msg(
                "The city saves {total} kr: {variable} kr of variable parts, {stepped} kr by whole steps, "
                "{fixed} kr of fixed parts.",
                total=kr(sum(by.values()), language),
                **{name: kr(ore, language) for name, ore in by.items()},
            ),
        )
    )


def _benefits(city: City, found: Compared, promised: Sequence[Promised], language: str) -> Iterator[Sheet]:
    """What each pays more, and what initiatives that name the deliveries promise it a year."""
    if not promised:
        return
    rows: list[tuple[Words, ...]] = []
    for row in found.administrations:
        mine = [one for one in promised if one.benefit.receiver == row.id]
        if mine or row.change_ore:
            rows.append(_benefit(full_name(city, row.id), change(row.change_ore, language), mine, language))
    citizens = [one for one in promised if one.benefit.receiver is None]
    if citizens:
        rows.append(_benefit(msg("citizens"), "", citizens, language))
    rows.append(_benefit(msg("Sum"), change(found.change_ore, language), promised, language))
    heads: tuple[Words, ...] = (
        msg("who"),
        msg("pays more, kr"),
        msg("benefit a year, likely, kr"),
        msg("benefits without a price"),
    )
    yield Grid(msg("The benefit beside"), heads, tuple(rows), foot=True)
    named = ", ".join(sorted({one.initiative_id for one in promised}))
    yield Prose((msg("The benefit is what these initiatives promise when all of it has come: {names}.", names=named),))


def _benefit(who: Words, pays: str, promised: Iterable[Promised], language: str) -> tuple[Words, ...]:
    ore = [one.likely_ore for one in promised]
    return (
        who,
        pays,
        kr(sum(one for one in ore if one is not None), language),
        str(sum(one is None for one in ore)),
    )


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
