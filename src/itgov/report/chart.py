"""A small chart of amounts against amounts, as SVG text: from a frozen view, without script or outside fonts.

Black on white, so that a copier does it no harm. Whoever does not see it hears `title` and `description`, which hold
all that the drawing shows. Every text is escaped, and no label lies on another: those that find no room are left out
of the drawing, never of the description.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from itgov.report.drawing import LINE, PAD, SIZE, WIDTH, clipped, document, number, rule, text_at, width_of, wrapped
from itgov.report.ticks import Axis, axis_of, spelled

_PLOT_HEIGHT = 300


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a chart, in öre: `y` is reached, `most` cannot be exceeded; `marked` is drawn filled."""

    x: int
    y: int
    most: int | None = None
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: dots by rising `x`, joined as steps, since between two dots no more than the first is known.

    `marked` is what stands at the marked dot. `notes` are lines below the drawing. Texts are in `language`.
    """

    title: str
    description: str
    x_label: str
    y_label: str
    dots: tuple[Dot, ...]
    marked: str
    notes: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Box:
    """Where a text is, in the drawing's units: from the left and the top."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any place."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    # Where the plot lies, and the amounts at its edges.
    left: float
    top: float
    right: float
    bottom: float
    across: Axis
    up: Axis

    def x(self, ore: int) -> float:
        return self.left + (self.right - self.left) * self.across.share(ore)

    def y(self, ore: int) -> float:
        return self.bottom - (self.bottom - self.top) * self.up.share(ore)


def svg(chart: Chart) -> str:
    """The chart as an SVG document, ending with a line end; the same view gives the same bytes."""
    title = wrapped(chart.title, WIDTH - 2 * PAD, SIZE + 3)
    notes = [line for note in chart.notes for line in wrapped(note, WIDTH - 2 * PAD, SIZE)]
    frame = _frame(chart, top=PAD + LINE * (len(title) + 2.5))
    height = frame.bottom + LINE * (len(notes) + 3) + PAD
    body = [
        *(text_at(PAD, PAD + LINE * (at + 0.8), line, size=SIZE + 3) for at, line in enumerate(title)),
        text_at(PAD, frame.top - 1.6 * LINE, clipped(chart.y_label, WIDTH - 2 * PAD)),
        *_axes(chart, frame),
        *_line(chart, frame),
        *_labels(chart, frame),
        *(text_at(PAD, frame.bottom + LINE * (at + 3.2), line) for at, line in enumerate(notes)),
    ]
    return document(chart.title, chart.description, height, body, chart.language)


def _frame(chart: Chart, top: float) -> _Frame:
    ys = [dot.y for dot in chart.dots] + [dot.most for dot in chart.dots if dot.most is not None]
    up = axis_of(ys, 6)
    left = PAD + max(width_of(spelled(tick, up.step, chart.language)) for tick in up.ticks) + 8
    xs = [dot.x for dot in chart.dots]
    first = _fitting(xs, WIDTH - 3 * PAD - left, chart.language)
    # Half of the outermost labels stands outside the plot.
    half = max(width_of(spelled(end, first.step, chart.language)) / 2 for end in (first.low, first.high))
    left, right = max(left, half + 2), WIDTH - PAD - max(2 * PAD, half)
    across = _fitting(xs, right - left, chart.language)
    return _Frame(left, top, right, top + _PLOT_HEIGHT, across, up)


def _fitting(amounts: Sequence[int], room: float, language: str) -> Axis:
    """As many round numbers as there is room for side by side."""
    for most in range(9, 2, -1):
        axis = axis_of(amounts, most)
        widest = max(width_of(spelled(tick, axis.step, language)) for tick in axis.ticks)
        if (widest + SIZE) * (len(axis.ticks) - 1) <= room:
            break
    return axis


def _axes(chart: Chart, frame: _Frame) -> Iterator[str]:
    for tick in frame.up.ticks:
        y = frame.y(tick)
        yield rule(frame.left, y, frame.right, y, "#ccc")
        yield text_at(frame.left - 6, y + SIZE * 0.35, spelled(tick, frame.up.step, chart.language), anchor="end")
    for tick in frame.across.ticks:
        x = frame.x(tick)
        yield rule(x, frame.bottom, x, frame.bottom + 5)
        label = spelled(tick, frame.across.step, chart.language)
        yield text_at(x, frame.bottom + LINE, label, anchor="middle")
    yield rule(frame.left, frame.bottom, frame.right, frame.bottom)
    yield rule(frame.left, frame.top, frame.left, frame.bottom)
    label = clipped(chart.x_label, frame.right - frame.left)
    yield text_at(frame.right, frame.bottom + 2 * LINE, label, anchor="end")


def _line(chart: Chart, frame: _Frame) -> Iterator[str]:
    places = [(frame.x(dot.x), frame.y(dot.y)) for dot in chart.dots]
    corners = [spot for (x, y), (right, _) in pairwise(places) for spot in ((x, y), (right, y))] + places[-1:]
    if len(places) > 1:
        drawn = " ".join(f"{number(x)},{number(y)}" for x, y in corners)
        yield f'<polyline points="{drawn}" fill="none" stroke="#000" stroke-width="2"/>'
    for dot, (x, y) in zip(chart.dots, places, strict=True):
        if dot.most is not None and y - frame.y(dot.most) >= 1:
            top = frame.y(dot.most)
            yield rule(x, y, x, top, dashes="2 2")
            yield rule(x - 5, top, x + 5, top)
        if dot.marked:
            yield rule(x, frame.top - 4, x, frame.bottom, dashes="6 4")
            yield f'<rect x="{number(x - 5)}" y="{number(y - 5)}" width="10" height="10"/>'
        else:
            yield f'<circle cx="{number(x)}" cy="{number(y)}" r="4" fill="#fff" stroke="#000" stroke-width="2"/>'


def _labels(chart: Chart, frame: _Frame) -> Iterator[str]:
    """The marked dot's name above the plot; each dot's amount above it, or below it, where nothing is in the way."""
    marked = [dot for dot in chart.dots if dot.marked]
    for dot in marked[:1]:
        text = clipped(chart.marked, WIDTH - 2 * PAD)
        yield text_at(_inside(frame.x(dot.x), text), frame.top - 0.5 * LINE, text, anchor="middle")
    taken = list(_drawn(chart, frame))
    named: set[Dot] = set()
    for dot in [*marked, *chart.dots[-1:], *chart.dots[:1], *chart.dots]:
        if dot not in named:
            named.add(dot)
            yield from _amount(dot, chart.language, frame, taken)


def _amount(dot: Dot, language: str, frame: _Frame, taken: list[Box]) -> Iterator[str]:
    """The amount of a dot in the first place about it that is free; `taken` grows by it."""
    text = spelled(dot.y, 1_000_000, language)
    x, y, half = frame.x(dot.x), frame.y(dot.y), width_of(text) / 2
    beside = half + 9
    for at, down in ((x, y - 11), (x - beside, y - 8), (x, y + SIZE + 9), (x + beside, y + SIZE + 5)):
        box = _box(at, down, text)
        within = frame.left + 2 <= box.left and box.right <= WIDTH - 2
        within = within and frame.top <= box.top and box.bottom <= frame.bottom
        if within and not any(box.meets(other) for other in taken):
            taken.append(box)
            yield text_at(at, down, text, anchor="middle", halo=True)
            return


def _drawn(chart: Chart, frame: _Frame) -> Iterator[Box]:
    """What labels may not cover: dots, and the line between them."""
    for dot in chart.dots:
        x, y = frame.x(dot.x), frame.y(dot.y)
        yield Box(x - 6, y - 6, x + 6, y + 6)
        if dot.marked:
            yield Box(x - 1, frame.top, x + 1, frame.bottom)
        if dot.most is not None:
            yield Box(x - 5, frame.y(dot.most) - 1, x + 5, y)
    for one, other in pairwise(chart.dots):
        left, right = frame.x(one.x), frame.x(other.x)
        low, high = sorted((frame.y(one.y), frame.y(other.y)))
        yield Box(left, frame.y(one.y) - 1, right, frame.y(one.y) + 1)
        yield Box(right - 1, low, right + 1, high)


def _box(x: float, y: float, text: str) -> Box:
    half = width_of(text) / 2
    return Box(x - half, y - SIZE, x + half, y + 4)


def _inside(x: float, text: str) -> float:
    half = width_of(text) / 2 + PAD
    return min(max(x, half), WIDTH - half)
