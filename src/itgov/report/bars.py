"""Amounts side by side as lying bars, in SVG text; see `drawing` for what all charts have in common.

The text alternative names every bar with its amount, so that whoever does not see the drawing misses nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from itgov.report.drawing import LINE, PAD, SIZE, WIDTH, box, clipped, document, rule, text_at, width_of, wrapped
from itgov.report.ticks import Axis, axis_of, spelled
from itgov.report.words import MILLION

_ROW, _THICK = 26, 16
_LABELS = 400
"""The most room for what stands before a bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One amount, in öre, and what it is of; `faint` is drawn as an outline, as for what is put together."""

    label: str
    ore: int
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """What is drawn, from above; `title` says what the amounts are, and their unit. `notes` stand below."""

    title: str
    bars: tuple[Bar, ...]
    notes: tuple[str, ...]
    language: str


def svg(chart: Bars) -> str:
    """The chart as an SVG document, ending with a line end; the same view gives the same bytes."""
    title = wrapped(chart.title, WIDTH - 2 * PAD, SIZE + 3)
    notes = [line for note in chart.notes for line in wrapped(note, WIDTH - 2 * PAD)]
    top = PAD + LINE * (len(title) + 0.8)
    bottom = top + _ROW * len(chart.bars)
    body = [
        *(text_at(PAD, PAD + LINE * (at + 0.8), line, size=SIZE + 3) for at, line in enumerate(title)),
        *_drawn(chart, top, bottom),
        *(text_at(PAD, bottom + LINE * (at + 1.4), line) for at, line in enumerate(notes)),
    ]
    height = bottom + LINE * (len(notes) + 0.6) + PAD
    return document(chart.title, _told(chart), height, body, chart.language)


def _told(chart: Bars) -> str:
    """All bars and notes in words."""
    amounts = (f"{bar.label}: {amount}" for bar, amount in zip(chart.bars, _amounts(chart), strict=True))
    return ". ".join(("; ".join(amounts), *(note.removesuffix(".") for note in chart.notes))) + "."


def _amounts(chart: Bars) -> list[str]:
    """What is written at each bar, in millions: one to three decimals, the more the smaller the largest is."""
    largest = max((abs(bar.ore) for bar in chart.bars), default=0)
    step = MILLION // 10 if largest >= 10 * MILLION else MILLION // 100 if largest >= MILLION else MILLION // 1_000
    return [spelled(bar.ore, step, chart.language) for bar in chart.bars]


def _drawn(chart: Bars, top: float, bottom: float) -> Iterator[str]:
    amounts = _amounts(chart)
    labels = [clipped(bar.label, _LABELS) for bar in chart.bars]
    numbers = max(map(width_of, amounts), default=0) + 6
    axis = axis_of([0, *(bar.ore for bar in chart.bars)], 6)
    begin = PAD + max(map(width_of, labels), default=0) + 8 + (numbers if axis.low < 0 else 0)
    end = WIDTH - PAD - numbers
    for at, (bar, label, amount) in enumerate(zip(chart.bars, labels, amounts, strict=True)):
        yield from _row(bar, label, amount, axis, (begin, end), top + _ROW * at)
    zero = begin + (end - begin) * axis.share(0)
    yield rule(zero, top, zero, bottom)


def _row(bar: Bar, label: str, amount: str, axis: Axis, across: tuple[float, float], top: float) -> Iterator[str]:
    begin, end = across
    zero, reached = (begin + (end - begin) * axis.share(ore) for ore in (0, bar.ore))
    left, right = min(zero, reached), max(zero, reached)
    base = top + _ROW / 2 + SIZE * 0.35
    yield text_at(PAD, base, label)
    yield box(left, top + (_ROW - _THICK) / 2, right - left, _THICK, faint=bar.faint)
    if bar.ore < 0:
        yield text_at(left - 6, base, amount, anchor="end")
    else:
        yield text_at(right + 6, base, amount)
