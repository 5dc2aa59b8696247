"""Explanations and comparisons of a split as plain data for JSON: whole öre in `…_ore`, fractions as text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from itgov.allocate import handed_back_told, trail_told
from itgov.allocate.causes import MEANINGS
from itgov.allocate.change import FACTORS, LineChange, summed
from itgov.allocate.compare_told import Beside
from itgov.allocate.comparison import Compared, Row
from itgov.allocate.cost import CostLine
from itgov.allocate.explain import Downwards, Followed, Handed, Traced
from itgov.allocate.months import months_of
from itgov.allocate.output import Data, indexed_data
from itgov.allocate.route import Step
from itgov.allocate.share_change import ShareChange, share_change
from itgov.allocate.shares import Reconciliation
from itgov.allocate.trail import Portion
from itgov.message import Message
from itgov.model.city import City

VERSION = 1
Place = Callable[[CostLine], str]


def downwards_data(found: Downwards, place: Place, language: str) -> Data:
    """An administration's amount with all it comes from: the form `itgov.allocation-explanation`."""
    return {
        "format": "itgov.allocation-explanation",
        "version": VERSION,
        "administration": found.administration_id,
        "year": found.year,
        "amount_ore": found.ore,
        "difference_ore": found.difference_ore,
        "lines": [_traced(one, place, language) for one in found.traced],
    }


def _traced(one: Traced, place: Place, language: str) -> Data:
    return {
        **_line(one.line, place),
        "share": str(one.share),
        "exact_ore": str(one.quota),
        "largest_remainder_ore": one.given_ore,
        "amount_ore": one.ore,
        "steps": [_step(step) for step in one.steps],
        "hands": [_handed(handed, language) for handed in one.handed],
    }


def _line(line: CostLine, place: Place) -> Data:
    data: Data = {
        "source": line.source_id,
        "kind": line.kind,
        "part_number": line.part_number,
        "part": line.part,
        "place": place(line),
        "cost_ore": line.ore,
        "category": line.category,
        "behaviour": line.behaviour,
    }
    return data if line.indexed is None else data | {"indexed": indexed_data(line.indexed)}


def _step(step: Step) -> Data:
    return {"from": step.giver, "to": step.receiver, "share": str(step.share), "carried": str(step.carried)}


def _handed(handed: Handed, language: str) -> Data:
    reading = handed.reading
    return {
        "sender": handed.hand.sender,
        "reached": str(handed.hand.reached),
        "split_by_key": str(handed.by_key),
        "key": reading.key_id,
        "valid": reading.valid,
        "unit": reading.unit,
        "value": None if reading.value is None else str(reading.value),
        "whole": None if reading.whole is None else str(reading.whole),
        "key_share": str(reading.share),
        "share": str(handed.hand.share),
        "notes": [note.into(language) for note in reading.notes],
    }


def followed_data(city: City, source_id: str, followed: Sequence[Followed], place: Place) -> Data:
    """Where the lines of a delivery or shared system went: the form `itgov.allocation-flow`."""
    return _flow(source_id, [_followed(city, one, place) for one in followed], [], [])


def trail_data(source_id: str, portions: Sequence[Portion], beside: Sequence[Message], language: str) -> Data:
    """Where a cost went that is no line of the split: the same form; `beside` says in words what must be known."""
    return _flow(source_id, [], [one.into(language) for one in beside], trail_told.data(portions, language))


def _flow(source_id: str, lines: list[Data], beside: list[str], portions: list[Data]) -> Data:
    return {
        "format": "itgov.allocation-flow",
        "version": VERSION,
        "source": source_id,
        "lines": lines,
        "beside": beside,
        "portions": portions,
    }


def _followed(city: City, one: Followed, place: Place) -> Data:
    return {
        **_line(one.line, place),
        "year": one.line.year,
        "steps": [_step(step) for step in one.route.steps] if one.route else [],
        "to": [
            {"administration": name, "amount_ore": ore} | _months(city, one.line.source_id, name, one.line.year)
            for name, ore in one.to
        ],
        "unused_ore": one.unused_ore,
        "unassigned_ore": one.unassigned_ore,
        "not_split_ore": one.not_split_ore,
        "difference_ore": one.difference_ore,
    }


def _months(city: City, source_id: str, administration: str, year: int) -> Data:
    """The months of the year in which it shares the delivery, where they are not all."""
    months = months_of(city, source_id, administration, year)
    return {} if months is None else {"months": months}


def change_data(found: Compared, administration: str, language: str) -> Data:
    """Why one administration's share changed: the form `itgov.allocation-change`."""
    (row,) = (row for row in found.administrations if row.id == administration)
    lines = [line for line in found.lines if line.administration_id == administration]
    sources = [Row(name, was, now, why) for name, (was, now, why) in summed(lines, lambda one: one.source_id).items()]
    return {
        "format": "itgov.allocation-change",
        "version": VERSION,
        "administration": administration,
        "year_before": found.year_before,
        "year_after": found.year_after,
        **_amounts(row),
        "difference_ore": row.change_ore - sum(row.why.values()),
        "share": _share_change(share_change(found, administration)),
        "sources": [{"source": one.id, **_amounts(one)} for one in sources],
        "lines": [_line_change(one) for one in lines],
        "notes": [note.into(language) for note in found.notes],
        "causes": _meanings([row, *sources], language),
    }


def _share_change(moved: ShareChange | None) -> Data | None:
    """The administration's share of what all pay, and why it moved; None where there is none."""
    if moved is None:
        return None
    return {
        "before": str(moved.before),
        "after": str(moved.after),
        "change": str(moved.change),
        "why": {factor: str(value) for factor, value in moved.why.items()},
        "sources": [{"source": name, "change": str(value)} for name, value in moved.sources.items()],
        "difference": str(moved.difference),
    }


def _meanings(rows: Sequence[Row], language: str) -> Data:
    """What each cause that there is means, in words."""
    return {factor: MEANINGS[factor].into(language) for factor in FACTORS if any(row.why.get(factor) for row in rows)}


def _amounts(row: Row) -> Data:
    return {
        "before_ore": row.before_ore,
        "after_ore": row.after_ore,
        "change_ore": row.change_ore,
        "change_share": None if row.share is None else str(row.share),
        "why_ore": {factor: ore for factor, ore in row.why.items() if ore},
    }


def _line_change(one: LineChange) -> Data:
    return {
        "administration": one.administration_id,
        "source": one.source_id,
        "kind": one.kind,
        "part_number": one.part_number,
        "part": one.part,
        "before_ore": one.before_ore,
        "after_ore": one.after_ore,
        "change_ore": one.change_ore,
        "why_ore": dict(one.why),
        "exact_ore": {factor: str(value) for factor, value in one.exact.items()},
    }


def comparison_data(city: City, found: Sequence[Compared], beside: Beside, language: str) -> Data:
    """Two splits side by side, year by year: the form `itgov.allocation-comparison`."""
    return {
        "format": "itgov.allocation-comparison",
        "version": VERSION,
        "supposed": [one.into(language) for one in beside.supposed],
        "years": [_year(city, one, language) for one in found],
        "units": handed_back_told.data(beside.savings),
        "benefits": [
            {
                "source": one.source_id,
                "initiative": one.initiative_id,
                "receiver": one.benefit.receiver,
                "benefit": one.benefit.name,
                "category": one.benefit.category,
                "per_year_ore": one.likely_ore,
                "at_stake": one.at_stake,
            }
            for one in beside.promised
        ],
        "notes": [one.into(language) for one in beside.notes],
        "causes": _meanings([row for one in found for row in (*one.administrations, *one.sources)], language),
    }


def _year(city: City, one: Compared, language: str) -> Data:
    return {
        "year_before": one.year_before,
        "year_after": one.year_after,
        "administrations": [{"administration": row.id, **_amounts(row)} for row in one.administrations],
        "sources": [{"source": row.id, **_amounts(row)} for row in one.sources],
        "lines": [
            _line_change(line) | _months(city, line.source_id, line.administration_id, one.year_after)
            for line in one.lines
            if line.why
        ],
        "pay_less": [row.id for row in one.gain],
        "pay_more": [row.id for row in one.lose],
        "change_ore": one.change_ore,
        "difference_ore": one.difference_ore,
        "before": _reconciled(one.before),
        "after": _reconciled(one.after),
        "notes": [note.into(language) for note in one.notes],
    }


def _reconciled(one: Reconciliation) -> Data:
    return {
        "year": one.year,
        "in_ore": one.in_ore,
        "split_ore": one.split_ore,
        "unused_ore": one.unused_ore,
        "unassigned_ore": one.unassigned_ore,
        "not_split_ore": one.not_split_ore,
        "difference_ore": one.difference_ore,
    }
