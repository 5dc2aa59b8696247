"""A split as plain data for JSON: dicts, lists, text and whole numbers. Nothing is written to files here.

Amounts are whole öre, in fields whose names end in `_ore`. Ids and codes are the
same in every language; tables for people are in `table`.
"""

from __future__ import annotations

from itgov.allocate.capital import CapitalCost
from itgov.allocate.cost import CostLine
from itgov.allocate.shares import Allocation, Cell, reconcile
from itgov.allocate.views import by_source, changes

FORMAT = "itgov.allocation"
VERSION = 1

Data = dict[str, object]


def as_data(allocation: Allocation, language: str = "en") -> Data:
    """The whole split as dicts, lists, text and whole numbers, ready for JSON.

    Amounts are öre, in fields whose names end in `_ore`; shares are fractions as
    text. `language` is that of the messages alone.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "years": list(allocation.years),
        "administrations": list(allocation.administrations),
        "lines": [_line_data(line) for line in allocation.lines],
        "cells": [_cell_data(cell) for cell in allocation.cells],
        "by_administration": [
            {
                "administration": change.administration_id,
                "year": change.year,
                "amount_ore": change.ore,
                "year_before_ore": change.before_ore,
                "change_ore": change.change_ore,
                "change_share": None if change.share is None else str(change.share),
            }
            for change in changes(allocation)
        ],
        "by_source": [
            {
                "source": total.source_id,
                "kind": total.kind,
                "year": total.year,
                "amount_ore": total.ore,
                "not_split_ore": total.not_split_ore,
            }
            for total in by_source(allocation)
        ],
        **_beside(allocation, language),
        "reconciliation": [
            {
                "year": line.year,
                "in_ore": line.in_ore,
                "split_ore": line.split_ore,
                "not_split_ore": line.not_split_ore,
                "difference_ore": line.difference_ore,
            }
            for line in reconcile(allocation)
        ],
    }


def _line_data(line: CostLine) -> Data:
    return {
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


def _beside(allocation: Allocation, language: str) -> Data:
    """What stands beside the split: other people's costs, gaps, faults and assumptions."""
    return {
        "direct": [
            {
                "source": cost.source_id,
                "part_number": cost.part_number,
                "year": cost.year,
                "amount_ore": cost.ore,
                "category": cost.category,
                "payer": cost.payer_id,
            }
            for cost in allocation.direct
        ],
        "no_key": [
            {
                "source": cost.source_id,
                "part_number": cost.part_number,
                "year": cost.year,
                "amount_ore": cost.ore,
                "category": cost.category,
                "payers": list(cost.payer_ids),
                "message": cost.message.into(language),
            }
            for cost in allocation.unkeyed
        ],
        "missing": [
            {
                "source": gap.source_id,
                "kind": gap.kind,
                "part_number": gap.part_number,
                "years": list(gap.years),
                "reason": gap.reason,
                "message": gap.message.into(language),
            }
            for gap in allocation.missing
        ],
        "not_split": [
            {
                "source": fault.line.source_id,
                "kind": fault.line.kind,
                "part_number": fault.line.part_number,
                "year": fault.line.year,
                "amount_ore": fault.line.ore,
                "key": fault.line.key_id,
                "reason": fault.reason,
                "message": fault.message.into(language),
            }
            for fault in allocation.faults
        ],
        "assumptions": [
            {"key": item.key_id, "year": item.year, "message": item.message.into(language)}
            for item in allocation.assumptions
        ],
    }
