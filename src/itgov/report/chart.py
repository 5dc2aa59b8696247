"""A small chart of amounts against amounts, as SVG text: from a frozen view, without script or outside fonts.

Black on white, so that a copier does it no harm. Whoever does not see it hears `title` and `description`, which hold
all that the drawing shows. Every text is escaped, and no label lies on another: those that find no room are left out
of the drawing, never of the description.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from itgov.message import visible
from itgov.report.ticks import Axis, axis_of, spelled

WIDTH, SIZE = 720, 13
_PLOT_HEIGHT, _LINE, _PAD = 300, 18, 12
_WIDE, _CAPITAL, _LETTER, _BOLD = 1.0, 0.8, 0.66, 1.12
"""Widths of letters in sizes of the font: more than sans-serif fonts take, so that what fits here fits there."""


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
    title = wrapped(chart.title, WIDTH - 2 * _PAD, SIZE + 3)
    notes = [line for note in chart.notes for line in wrapped(note, WIDTH - 2 * _PAD, SIZE)]
    frame = _frame(chart, top=_PAD + _LINE * (len(title) + 2.5))
    height = frame.bottom + _LINE * (len(notes) + 3) + _PAD
    body = [
        *(_text(_PAD, _PAD + _LINE * (at + 0.8), line, size=SIZE + 3) for at, line in enumerate(title)),
        _text(_PAD, frame.top - 1.6 * _LINE, clipped(chart.y_label, WIDTH - 2 * _PAD)),
        *_axes(chart, frame),
        *_line(chart, frame),
        *_labels(chart, frame),
        *(_text(_PAD, frame.bottom + _LINE * (at + 3.2), line) for at, line in enumerate(notes)),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{_n(height)}" '
        f'viewBox="0 0 {WIDTH} {_n(height)}" role="img" aria-labelledby="title desc" '
        f'lang={quoteattr(chart.language)} font-family="sans-serif" font-size="{SIZE}">'
    )
    told = [f'<title id="title">{_safe(chart.title)}</title>', f'<desc id="desc">{_safe(chart.description)}</desc>']
    ground = f'<rect width="{WIDTH}" height="{_n(height)}" fill="#fff"/>'
    return "\n".join([head, *told, ground, *body, "</svg>", ""])


def width_of(text: str, size: float = SIZE) -> float:
    """At most how wide a text is drawn, in the drawing's units; a size above the usual one is bold."""
    bold = _BOLD if size > SIZE else 1
    return sum(_letter(char) for char in text) * size * bold


def _letter(char: str) -> float:
    if char in "mwMW@%…—" or ord(char) > 0x2FF:
        return _WIDE
    return _CAPITAL if char.isupper() else _LETTER


def wrapped(text: str, room: float, size: float = SIZE) -> list[str]:
    """The text in lines that fit the room; a word that does not fit alone is cut, with an ellipsis."""
    lines = [""]
    for word in visible(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(clipped(word, room, size))
    return [line for line in lines if line]


def clipped(text: str, room: float, size: float = SIZE) -> str:
    """The text, or as much of its beginning as fits the room, with an ellipsis."""
    shown = visible(text)
    if width_of(shown, size) <= room:
        return shown
    while shown and width_of(f"{shown}…", size) > room:
        shown = shown[:-1]
    return f"{shown}…"


def _frame(chart: Chart, top: float) -> _Frame:
    ys = [dot.y for dot in chart.dots] + [dot.most for dot in chart.dots if dot.most is not None]
    up = axis_of(ys, 6)
    left = _PAD + max(width_of(spelled(tick, up.step, chart.language)) for tick in up.ticks) + 8
    xs = [dot.x for dot in chart.dots]
    first = _fitting(xs, WIDTH - 3 * _PAD - left, chart.language)
    # Half of the outermost labels stands outside the plot.
    half = max(width_of(spelled(end, first.step, chart.language)) / 2 for end in (first.low, first.high))
    left, right = max(left, half + 2), WIDTH - _PAD - max(2 * _PAD, half)
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
        yield _rule(frame.left, y, frame.right, y, "#ccc")
        yield _text(frame.left - 6, y + SIZE * 0.35, spelled(tick, frame.up.step, chart.language), anchor="end")
    for tick in frame.across.ticks:
        x = frame.x(tick)
        yield _rule(x, frame.bottom, x, frame.bottom + 5)
        label = spelled(tick, frame.across.step, chart.language)
        yield _text(x, frame.bottom + _LINE, label, anchor="middle")
    yield _rule(frame.left, frame.bottom, frame.right, frame.bottom)
    yield _rule(frame.left, frame.top, frame.left, frame.bottom)
    label = clipped(chart.x_label, frame.right - frame.left)
    yield _text(frame.right, frame.bottom + 2 * _LINE, label, anchor="end")


def _line(chart: Chart, frame: _Frame) -> Iterator[str]:
    places = [(frame.x(dot.x), frame.y(dot.y)) for dot in chart.dots]
    corners = [spot for (x, y), (right, _) in pairwise(places) for spot in ((x, y), (right, y))] + places[-1:]
    if len(places) > 1:
        drawn = " ".join(f"{_n(x)},{_n(y)}" for x, y in corners)
        yield f'<polyline points="{drawn}" fill="none" stroke="#000" stroke-width="2"/>'
    for dot, (x, y) in zip(chart.dots, places, strict=True):
        if dot.most is not None and y - frame.y(dot.most) >= 1:
            top = frame.y(dot.most)
            yield _rule(x, y, x, top, dashes="2 2")
            yield _rule(x - 5, top, x + 5, top)
        if dot.marked:
            yield _rule(x, frame.top - 4, x, frame.bottom, dashes="6 4")
            yield f'<rect x="{_n(x - 5)}" y="{_n(y - 5)}" width="10" height="10"/>'
        else:
            yield f'<circle cx="{_n(x)}" cy="{_n(y)}" r="4" fill="#fff" stroke="#000" stroke-width="2"/>'


def _labels(chart: Chart, frame: _Frame) -> Iterator[str]:
    """The marked dot's name above the plot; each dot's amount above it, or below it, where nothing is in the way."""
    marked = [dot for dot in chart.dots if dot.marked]
    for dot in marked[:1]:
        text = clipped(chart.marked, WIDTH - 2 * _PAD)
        yield _text(_inside(frame.x(dot.x), text), frame.top - 0.5 * _LINE, text, anchor="middle")
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
            yield _text(at, down, text, anchor="middle", halo=True)
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
    half = width_of(text) / 2 + _PAD
    return min(max(x, half), WIDTH - half)


def _text(x: float, y: float, text: str, *, anchor: str = "start", size: int = SIZE, halo: bool = False) -> str:
    bold = f' font-size="{size}" font-weight="bold"' if size != SIZE else ""
    edge = ' stroke="#fff" stroke-width="3" paint-order="stroke"' if halo else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"{bold}{edge}>{_safe(text)}</text>'


def _rule(left: float, top: float, right: float, bottom: float, colour: str = "#000", dashes: str = "") -> str:
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{_n(left)}" y1="{_n(top)}" x2="{_n(right)}" y2="{_n(bottom)}" '
        f'stroke="{colour}" stroke-width="1"{dashed}/>'
    )


def _safe(text: str) -> str:
    return escape(visible(text))


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
