"""What every chart is drawn with: an SVG document with its words for those who do not see it, texts and rules.

Black on white, so that a copier does it no harm; without script or outside fonts. Every text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from itgov.message import visible

WIDTH, SIZE = 720, 13
LINE, PAD = 18, 12
_WIDE, _CAPITAL, _LETTER, _BOLD = 1.0, 0.8, 0.66, 1.12
"""Widths of letters in sizes of the font: more than sans-serif fonts take, so that what fits here fits there."""


def document(title: str, description: str, height: float, body: Iterable[str], language: str) -> str:
    """An SVG document, ending with a line end: whoever does not see it hears its title and description."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{number(height)}" '
        f'viewBox="0 0 {WIDTH} {number(height)}" role="img" aria-labelledby="title desc" '
        f'lang={quoteattr(language)} font-family="sans-serif" font-size="{SIZE}">'
    )
    told = [f'<title id="title">{_safe(title)}</title>', f'<desc id="desc">{_safe(description)}</desc>']
    ground = f'<rect width="{WIDTH}" height="{number(height)}" fill="#fff"/>'
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


def text_at(x: float, y: float, text: str, *, anchor: str = "start", size: int = SIZE, halo: bool = False) -> str:
    """A text whose baseline begins, is centred on or ends at a place; bold where it is larger than usual."""
    bold = f' font-size="{size}" font-weight="bold"' if size != SIZE else ""
    edge = ' stroke="#fff" stroke-width="3" paint-order="stroke"' if halo else ""
    return f'<text x="{number(x)}" y="{number(y)}" text-anchor="{anchor}"{bold}{edge}>{_safe(text)}</text>'


def rule(left: float, top: float, right: float, bottom: float, colour: str = "#000", dashes: str = "") -> str:
    """A thin line from one place to another."""
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return (
        f'<line x1="{number(left)}" y1="{number(top)}" x2="{number(right)}" y2="{number(bottom)}" '
        f'stroke="{colour}" stroke-width="1"{dashed}/>'
    )


def box(left: float, top: float, width: float, height: float, *, faint: bool = False) -> str:
    """A filled box, or its outline alone."""
    look = 'fill="#fff" stroke="#000" stroke-width="1"' if faint else 'fill="#444"'
    return f'<rect x="{number(left)}" y="{number(top)}" width="{number(width)}" height="{number(height)}" {look}/>'


def _safe(text: str) -> str:
    return escape(visible(text))


def number(value: float) -> str:
    """A place or a length, to a tenth of a unit."""
    return f"{value:.1f}".removesuffix(".0")
