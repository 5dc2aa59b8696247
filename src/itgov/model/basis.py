"""What a promise in an agenda rests on, as short fingerprints of values; layout, names and texts change none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from itgov.model.adopted import Basis
from itgov.model.initiative import Alternative, Initiative
from itgov.model.period import Period
from itgov.model.record import Part

DIGITS = 12
"""Hexadecimal digits of a fingerprint: two that differ agree by chance once in 2^48."""


def basis_of(initiative: Initiative) -> Basis:
    """The fingerprints of an initiative's cost, scope and dates as its record has them now."""
    ways: list[Initiative | Alternative] = [initiative, *sorted(initiative.alternatives, key=lambda one: one.id)]
    return Basis(
        cost=_print([[_hours_and_money(way), way.operating_costs] for way in ways]),
        scope=_print(
            [
                [[one.id for one in initiative.alternatives], [_benefits(way) for way in ways]],
                [sorted(initiative.provides), sorted(initiative.large_change_for)],
                sorted([one.record, one.changes] for one in initiative.affects),
                [initiative.needs.capabilities, initiative.needs.initiatives, initiative.needs.functions],
                [sorted(initiative.excludes), sorted(initiative.together_with)],
            ]
        ),
        dates=_print(
            [
                [[phase.periods for phase in way.phases] for way in ways],
                [initiative.window, initiative.deadline, initiative.needs.procurements],
            ]
        ),
    )


def _hours_and_money(way: Initiative | Alternative) -> list[Any]:
    return [[phase.hours, [[one.funder, one.pot, one.amount] for one in phase.costs]] for phase in way.phases]


def _benefits(way: Initiative | Alternative) -> list[Any]:
    return [[one.category, one.valued, one.receiver, one.per_year, one.points, one.ramp] for one in way.benefits]


def _print(value: Any) -> str:
    text = json.dumps(_plain(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:DIGITS]


def _plain(value: Any) -> Any:
    if isinstance(value, Part):
        return [[name, _plain(getattr(value, name))] for name in type(value).model_fields]
    if isinstance(value, Mapping):
        return [[str(key), _plain(value[key])] for key in sorted(value, key=str)]
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, Fraction | Period | date) else value
