"""Outcome against budget as plain data and as tables. Nothing is written to files here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from itgov.allocate.labels import CLOSING_LABELS
from itgov.allocate.names import full_name, short_name
from itgov.allocate.nobody import NOBODY
from itgov.allocate.outcome import Compared, OutcomeCell, OutcomeView, SourceOutcome
from itgov.allocate.sheet import Kronor, Rounded, Sheet, SheetCell
from itgov.message import msg
from itgov.model.city import City

FORMAT = "itgov.allocation-outcome"
VERSION = 1

Data = dict[str, object]

_COMPARED = (
    "budget_ore",
    "budget_to_date_ore",
    "booked_ore",
    "deviation_ore",
    "forecast_ore",
    "forecast_deviation_ore",
)
_OF_CELLS = (*_COMPARED, "settled_ore", "carried_ore")
_HEADS = (
    msg("budget"),
    msg("budget to date"),
    msg("outcome"),
    msg("deviation"),
    msg("forecast of the year"),
    msg("forecast deviation"),
)
_NOTHING = msg("nothing booked")


def as_data(view: OutcomeView, language: str = "en") -> Data:
    """The whole view as dicts, lists, text and whole numbers; amounts are öre, in fields ending in `_ore`.

    `through` is the last month compared, null where nothing is booked.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "year": view.year,
        "month": view.month,
        "sources": [
            {
                "source": one.source_id,
                "through": one.through or None,
                **_figures(one, _COMPARED),
                "closing_ore": one.closing_ore,
                "closing": one.closing,
                "by_month_ore": list(one.by_month),
            }
            for one in view.sources
        ],
        "cells": [
            {"administration": cell.administration_id, "source": cell.source_id, **_figures(cell, _OF_CELLS)}
            for cell in view.cells
        ],
        "sums": {
            **{name: sum(getattr(one, name) for one in view.sources) for name in _COMPARED},
            "nothing_booked_ore": sum(one.forecast_ore for one in view.unbooked),
        },
        "not_split": [{"source": source, "message": why.into(language)} for source, why in view.unsplit],
        "notes": [note.into(language) for note in view.notes],
    }


def sheets(view: OutcomeView, city: City) -> tuple[Sheet, ...]:
    """By delivery, by administration, and month by month."""
    return _sources_sheet(view, city), _administrations_sheet(view, city), _months_sheet(view, city)


def flat_sheet(view: OutcomeView, city: City) -> Sheet:
    """A row for each delivery and administration, for a spreadsheet, without sums; to the öre."""
    sources = {one.source_id: one for one in view.sources}
    rows: list[tuple[SheetCell, ...]] = [
        (
            view.year,
            _month(view, sources[cell.source_id]),
            "" if cell.administration_id in NOBODY else cell.administration_id,
            NOBODY.get(cell.administration_id) or full_name(city, cell.administration_id),
            cell.source_id,
            full_name(city, cell.source_id),
            CLOSING_LABELS[sources[cell.source_id].closing],
            *(Kronor(getattr(cell, name)) for name in _OF_CELLS),
        )
        for cell in view.cells
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
            msg("budget, kr"),
            msg("budget to date, kr"),
            msg("outcome, kr"),
            msg("deviation, kr"),
            msg("forecast of the year, kr"),
            msg("forecast deviation, kr"),
            msg("to settle at closing, kr"),
            msg("carried to the next year, kr"),
        ),
        tuple(rows),
    )


def _figures(one: Compared, names: Iterable[str]) -> Data:
    return {name: getattr(one, name) for name in names}


def _month(view: OutcomeView, one: SourceOutcome) -> SheetCell:
    return f"{view.year}-{one.through:02d}" if one.through else _NOTHING


def _sources_sheet(view: OutcomeView, city: City) -> Sheet:
    followed = [one for one in view.sources if one.through]
    rows = [_source_row(view, one, city) for one in (*followed, *view.unbooked)]
    sums = [sum(getattr(one, name) for one in view.sources) for name in _COMPARED]
    rows.append((msg("Sum"), "", *map(Rounded, sums), ""))
    return Sheet(
        msg("Outcome {year} to the end of month {month}, tkr", year=str(view.year), month=view.month),
        ("", msg("to the end of"), *_HEADS, msg("closing")),
        tuple(rows),
        foot=True,
    )


def _source_row(view: OutcomeView, one: SourceOutcome, city: City) -> tuple[SheetCell, ...]:
    """Empty where nothing is booked and nothing is compared: 0 would be read as an outcome of 0."""
    figures = _figures(one, _COMPARED)
    if not one.through:
        figures |= dict.fromkeys(("budget_to_date_ore", "booked_ore", "deviation_ore", "forecast_deviation_ore"))
    shown = [None if ore is None else Rounded(ore) for ore in figures.values()]  # type: ignore[arg-type]
    return full_name(city, one.source_id), _month(view, one), *shown, CLOSING_LABELS[one.closing]


def _administrations_sheet(view: OutcomeView, city: City) -> Sheet:
    unbooked = {one.source_id for one in view.unbooked}
    sums: dict[str, list[int]] = defaultdict(lambda: [0] * (len(_OF_CELLS) + 1))
    for cell in view.cells:
        sums[cell.administration_id] = [
            had + ore for had, ore in zip(sums[cell.administration_id], _with_unbooked(cell, unbooked), strict=True)
        ]
    rows: list[tuple[SheetCell, ...]] = [
        (NOBODY.get(one) or short_name(city, one), *map(Rounded, sums[one])) for one in sorted(sums, key=_last)
    ]
    rows.append((msg("Sum"), *(Rounded(sum(column)) for column in zip(*sums.values(), strict=True))))
    return Sheet(
        msg("Per administration, by the split of the budget, tkr"),
        (
            "",
            *_HEADS,
            msg("to settle at closing"),
            msg("carried to the next year"),
            msg("of the forecast: nothing booked"),
        ),
        tuple(rows) if sums else (),
        foot=True,
    )


def _last(party: str) -> tuple[bool, str]:
    """Administrations by id, then what is nobody's."""
    return party in NOBODY, party


def _with_unbooked(cell: OutcomeCell, unbooked: set[str]) -> list[int]:
    figures = [getattr(cell, name) for name in _OF_CELLS]
    return [*figures, cell.forecast_ore if cell.source_id in unbooked else 0]


def _months_sheet(view: OutcomeView, city: City) -> Sheet:
    """What is booked month by month; empty in months that are not compared."""
    months = range(1, view.month + 1)
    rows: list[tuple[SheetCell, ...]] = [
        (
            full_name(city, one.source_id),
            *(Rounded(one.by_month[month - 1]) if month <= one.through else None for month in months),
        )
        for one in view.sources
        if one.through
    ]
    sums = [sum(one.by_month[month - 1] for one in view.sources if month <= one.through) for month in months]
    rows.append((msg("Sum"), *map(Rounded, sums)))
    return Sheet(
        msg("Booked month by month, tkr"),
        ("", *(f"{view.year}-{month:02d}" for month in months)),
        tuple(rows),
        foot=True,
    )
