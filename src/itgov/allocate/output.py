"""A split as plain data for JSON: dicts, lists, text and whole numbers. Nothing is written to files here.

Amounts are whole öre, in fields whose names end in `_ore`. Ids and codes are the
same in every language; tables for people are in `table`.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from itgov.allocate.capital import CapitalCost
from itgov.allocate.cells import Cell
from itgov.allocate.cost import CostLine
from itgov.allocate.direct import CarriedCost, DirectCost, UnkeyedCost
from itgov.allocate.indexed import Indexed
from itgov.allocate.missing import Missing
from itgov.allocate.outside import ChangeMoney, change_money
from itgov.allocate.shares import Allocation, Assumption, Beside, Reconciliation, Unsplit, reconcile
from itgov.allocate.tiers import Passage, passages
from itgov.allocate.views import Change, PerUnit, SourceTotal, by_source, changes, per_unit
from itgov.model.city import City
from itgov.model.money import round_half_up

FORMAT = "itgov.allocation"
VERSION = 1

Data = dict[str, object]


def as_data(allocation: Allocation, city: City, language: str = "en") -> Data:
    """The whole split as dicts, lists, text and whole numbers, ready for JSON.

    Amounts are öre, in fields whose names end in `_ore`; shares are fractions as
    text, and so are the exact amounts between deliveries, öre in fields called `exact`. `language` is that of the
    messages alone. `city` is the one that was split: its volumes, its neutral key, and how costs pass through.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "years": list(allocation.years),
        "administrations": list(allocation.administrations),
        "lines": [_line_data(line) for line in allocation.lines],
        "cells": [_cell_data(cell) for cell in allocation.cells],
        "by_administration": [_change_data(change) for change in changes(allocation)],
        "by_source": [_total_data(total, city) for total in by_source(allocation)],
        "per_unit": [_per_unit_data(one, city) for one in per_unit(allocation, city)],
        "beside": [_beside_data(one) for one in allocation.beside],
        "tiers": [_passage_data(one) for one in passages(city, allocation)],
        "direct": [_direct_data(cost) for cost in allocation.direct],
        "no_key": [_unkeyed_data(cost, language) for cost in allocation.unkeyed],
        "carried": [_carried_data(cost) for cost in allocation.carried],
        "change_money": [_change_money_data(one) for one in change_money(city, allocation.years)],
        "missing": [_missing_data(gap, language) for gap in allocation.missing],
        "not_split": [row for one in allocation.unsplit for row in _unsplit_data(one, language)],
        "assumptions": [_assumption_data(one, language) for one in allocation.assumptions],
        "reconciliation": [_reconciliation_data(line) for line in reconcile(allocation)],
    }


def _line_data(line: CostLine) -> Data:
    data: Data = {
        "source": line.source_id,
        "kind": line.kind,
        "part_number": line.part_number,
        "part": line.part,
        "year": line.year,
        "amount_ore": line.ore,
        "category": line.category,
        "behaviour": line.behaviour,
        "key": line.key_id,
        "recipients": list(line.recipients),
        "capital": None if line.capital is None else _capital_data(line.capital),
    }
    return data if line.indexed is None else data | {"indexed": indexed_data(line.indexed)}


def indexed_data(indexed: Indexed) -> Data:
    """What an amount that follows an index is reckoned from."""
    return {
        "index": indexed.index_id,
        "base_year": indexed.base_year,
        "base_ore": indexed.base_ore,
        "number": str(indexed.number),
        "base_number": str(indexed.base_number),
    }


def _capital_data(capital: CapitalCost) -> Data:
    return {
        "months": capital.months,
        "opening_ore": capital.opening_ore,
        "depreciation_ore": capital.depreciation_ore,
        "interest_ore": capital.interest_ore,
    }


def _cell_data(cell: Cell) -> Data:
    return {
        "administration": cell.administration_id,
        "source": cell.source_id,
        "kind": cell.kind,
        "part_number": cell.part_number,
        "year": cell.year,
        "amount_ore": cell.ore,
        "key": cell.key_id,
    }


def _change_data(change: Change) -> Data:
    return {
        "administration": change.administration_id,
        "year": change.year,
        "amount_ore": change.ore,
        "year_before_ore": change.before_ore,
        "change_ore": change.change_ore,
        "change_share": None if change.share is None else str(change.share),
    }


def _total_data(total: SourceTotal, city: City) -> Data:
    delivery = city.deliveries.get(total.source_id) if total.kind == "delivery" else None
    volume = delivery.volumes.get(total.year) if delivery is not None else None
    return {
        "source": total.source_id,
        "kind": total.kind,
        "year": total.year,
        "amount_ore": total.ore,
        "not_split_ore": total.not_split_ore,
        "beside_ore": total.beside_ore,
        "volume": volume,
        "own_cost_per_unit_ore": round_half_up(Fraction(total.whole_ore, volume)) if volume else None,
    }


def _per_unit_data(one: PerUnit, city: City) -> Data:
    return {
        "administration": one.administration_id,
        "year": one.year,
        "key": city.settings.neutral_key,
        "units": one.units,
        "amount_per_unit_ore": one.ore_per_unit,
    }


def _beside_data(one: Beside) -> Data:
    return {
        "source": one.line.source_id,
        "kind": one.line.kind,
        "part_number": one.line.part_number,
        "year": one.line.year,
        "why": one.kind.lower(),
        "amount_ore": one.ore,
    }


def _passage_data(one: Passage) -> Data:
    return {
        "year": one.year,
        "source": one.source_id,
        "key": one.key_id,
        "own_ore": one.own_ore,
        "received": _exact(one.received, "source"),
        "passed": _exact(one.passed, "delivery"),
        "paid": _exact(one.paid.items(), "administration"),
        "unused": str(one.unused),
        "unassigned": str(one.unassigned),
        "difference": str(one.difference),
    }


def _exact(amounts: Iterable[tuple[str, Fraction]], whom: str) -> list[Data]:
    return [{whom: name, "exact": str(amount)} for name, amount in amounts]


def _change_money_data(one: ChangeMoney) -> Data:
    return {
        "funder": one.funder_id,
        "year": one.year,
        "operating_ore": one.operating_ore,
        "investment_ore": one.investment_ore,
        "status": one.status,
    }


def _direct_data(cost: DirectCost) -> Data:
    return _beside(cost) | {"payer": cost.payer_id}


def _unkeyed_data(cost: UnkeyedCost, language: str) -> Data:
    return _beside(cost) | {"payers": list(cost.payer_ids), "message": cost.message.into(language)}


def _carried_data(cost: CarriedCost) -> Data:
    return _beside(cost) | {"delivery": cost.delivery_id}


def _beside(cost: DirectCost | UnkeyedCost | CarriedCost) -> Data:
    """What all costs that stand beside the split have."""
    return {
        "source": cost.source_id,
        "part_number": cost.part_number,
        "year": cost.year,
        "amount_ore": cost.ore,
        "category": cost.category,
    }


def _missing_data(gap: Missing, language: str) -> Data:
    return {
        "source": gap.source_id,
        "kind": gap.kind,
        "part_number": gap.part_number,
        "years": list(gap.years),
        "reason": gap.reason,
        "message": gap.message.into(language),
    }


def _unsplit_data(unsplit: Unsplit, language: str) -> list[Data]:
    """A row for each of its lines, as amounts are by year; the message is the same and names them all."""
    return [
        {
            "source": line.source_id,
            "kind": line.kind,
            "part_number": line.part_number,
            "year": line.year,
            "amount_ore": line.ore,
            "key": line.key_id,
            "reason": unsplit.reason,
            "message": unsplit.message.into(language),
        }
        for line in unsplit.lines
    ]


def _assumption_data(assumption: Assumption, language: str) -> Data:
    parts = dict.fromkeys((line.source_id, line.kind, line.part_number) for line in assumption.lines)
    return {
        "key": assumption.key_id,
        "years": list(assumption.years),
        "valid": assumption.valid,
        "parts": [{"source": source, "kind": kind, "part_number": number} for source, kind, number in parts],
        "message": assumption.message.into(language),
    }


def _reconciliation_data(line: Reconciliation) -> Data:
    return {
        "year": line.year,
        "in_ore": line.in_ore,
        "split_ore": line.split_ore,
        "unused_ore": line.unused_ore,
        "unassigned_ore": line.unassigned_ore,
        "not_split_ore": line.not_split_ore,
        "difference_ore": line.difference_ore,
    }
