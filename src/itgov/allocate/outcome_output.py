"""Outcome against budget as plain data and as tables. Nothing is written to files here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict

from itgov.allocate.labels import CLOSING_LABELS
from itgov.allocate.names import full_name, short_name
from itgov.allocate.network import UNASSIGNED, UNUSED
from itgov.allocate.outcome import OutcomeCell, OutcomeView, SourceOutcome
from itgov.allocate.sheet import Kronor, Sheet, SheetCell
from itgov.message import Message, msg
from itgov.model.city import City

FORMAT = "itgov.allocation-outcome"
VERSION = 1

Data = dict[str, object]

_NOBODY: Mapping[str, Message] = {UNUSED: msg("unused capacity"), UNASSIGNED: msg("unassigned")}
_AMOUNTS = ("budget_ore", "budget_to_date_ore", "booked_ore", "forecast_ore", "settled_ore", "carried_ore")


def as_data(view: OutcomeView, language: str = "en") -> Data:
    """The whole view as dicts, lists, text and whole numbers; amounts are öre, in fields ending in `_ore`."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "year": view.year,
        "month": view.month,
        "sources": [
            {
                "source": one.source_id,
                "budget_ore": one.budget_ore,
                "budget_to_date_ore": one.budget_to_date_ore,
                "booked_ore": one.booked_ore,
                "deviation_ore": one.deviation_ore,
                "forecast_ore": one.forecast_ore,
                "closing_ore": one.closing_ore,
                "closing": one.closing,
                "by_month_ore": list(one.by_month),
            }
            for one in view.sources
        ],
        "cells": [_cell_data(cell) for cell in view.cells],
        "not_split": [{"source": source, "message": why.into(language)} for source, why in view.unsplit],
        "notes": [note.into(language) for note in view.notes],
    }


def sheets(view: OutcomeView, city: City) -> tuple[Sheet, ...]:
    """By delivery, by administration, and month by month."""
    return _sources_sheet(view, city), _administrations_sheet(view, city), _months_sheet(view, city)


def flat_sheet(view: OutcomeView, city: City) -> Sheet:
    """A row for each delivery and administration, for a spreadsheet, without sums; what is not split in the end."""
    closing = {one.source_id: one.closing for one in view.sources}
    rows: list[tuple[SheetCell, ...]] = [
        (
            view.year,
            view.month,
            *_who(cell, city),
            cell.source_id,
            full_name(city, cell.source_id),
            CLOSING_LABELS[closing[cell.source_id]],
            *(Kronor(getattr(cell, name)) for name in _AMOUNTS),
        )
        for cell in view.cells
    ]
    left = {source for source, _ in view.unsplit}
    rows += [
        (
            view.year,
            view.month,
            "",
            msg("Not split"),
            one.source_id,
            full_name(city, one.source_id),
            CLOSING_LABELS[one.closing],
            *(Kronor(ore) for ore in (one.budget_ore, one.budget_to_date_ore, one.booked_ore, one.forecast_ore, 0, 0)),
        )
        for one in view.sources
        if one.source_id in left
    ]
    return Sheet(
        msg("Outcome against budget"),
        (
            msg("year"),
            msg("to the end of month"),
            msg("administration id"),
            msg("administration"),
            msg("source id"),
            msg("source"),
            msg("closing"),
            *_HEADS,
        ),
        tuple(rows),
    )


_HEADS = (
    msg("budget, kr"),
    msg("budget to date, kr"),
    msg("booked, kr"),
    msg("forecast, kr"),
    msg("to settle at closing, kr"),
    msg("carried to the next year, kr"),
)


def _cell_data(cell: OutcomeCell) -> Data:
    data = asdict(cell)
    return {"administration": data.pop("administration_id"), "source": data.pop("source_id"), **data}


def _who(cell: OutcomeCell, city: City) -> tuple[str, str | Message]:
    nobody = _NOBODY.get(cell.administration_id)
    return ("", nobody) if nobody is not None else (cell.administration_id, full_name(city, cell.administration_id))


def _sources_sheet(view: OutcomeView, city: City) -> Sheet:
    rows: list[tuple[SheetCell, ...]] = [
        (full_name(city, one.source_id), *map(Kronor, _of(one)), CLOSING_LABELS[one.closing]) for one in view.sources
    ]
    sums = [sum(column) for column in zip(*(_of(one) for one in view.sources), strict=True)]
    rows.append((msg("Sum"), *map(Kronor, sums), ""))
    return Sheet(
        msg("Outcome {year} to the end of month {month}, kronor", year=str(view.year), month=view.month),
        (
            "",
            msg("budget"),
            msg("budget to date"),
            msg("booked"),
            msg("deviation"),
            msg("forecast"),
            msg("surplus (−) or deficit"),
            msg("closing"),
        ),
        tuple(rows),
        foot=True,
    )


def _of(one: SourceOutcome) -> tuple[int, ...]:
    return (
        one.budget_ore,
        one.budget_to_date_ore,
        one.booked_ore,
        one.deviation_ore,
        one.forecast_ore,
        one.closing_ore,
    )


def _administrations_sheet(view: OutcomeView, city: City) -> Sheet:
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * len(_AMOUNTS))
    for cell in view.cells:
        sums[cell.administration_id] = [
            had + getattr(cell, name) for had, name in zip(sums[cell.administration_id], _AMOUNTS, strict=True)
        ]
    rows: list[tuple[SheetCell, ...]] = [
        (_NOBODY.get(one) or short_name(city, one), *map(Kronor, sums[one])) for one in sorted(sums)
    ]
    rows.append((msg("Sum"), *(Kronor(sum(column)) for column in zip(*sums.values(), strict=True))))
    return Sheet(
        msg("Per administration, by the split of the budget, kronor"),
        (
            "",
            msg("budget"),
            msg("budget to date"),
            msg("booked"),
            msg("forecast"),
            msg("to settle at closing"),
            msg("carried to the next year"),
        ),
        tuple(rows) if sums else (),
        foot=True,
    )


def _months_sheet(view: OutcomeView, city: City) -> Sheet:
    rows: list[tuple[SheetCell, ...]] = [
        (full_name(city, one.source_id), *map(Kronor, one.by_month)) for one in view.sources
    ]
    sums = [sum(column) for column in zip(*(one.by_month for one in view.sources), strict=True)]
    rows.append((msg("Sum"), *map(Kronor, sums)))
    return Sheet(
        msg("Booked month by month, kronor"),
        ("", *(f"{view.year}-{month:02d}" for month in range(1, view.month + 1))),
        tuple(rows),
        foot=True,
    )
