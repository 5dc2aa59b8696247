"""What a report gives: a sheet (a view and the template that shows it), and the page made of it."""

from __future__ import annotations

from dataclasses import dataclass

from itgov.message import Message

FORMAT_VERSION = 1
"""Version of the pages' layout, printed at their foot; raised when a reader could trip over a change."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One amount of a figure, in öre, and what it is of; `together` is what several smaller ones come to."""

    name: str | Message
    ore: int
    together: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart before it is drawn.

    `file` is its name beside the page; `title` says what the amounts are, without their unit.
    """

    file: str
    title: Message
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page before it is text. `path` is below the language's folder, such as "split/hvo.md".

    `behind` counts the records the page is made of, `invented` those among them whose
    figures are illustrative. `figures` are the charts that the template places.
    """

    path: str
    template: str
    view: object
    behind: int = 0
    invented: int = 0
    figures: tuple[Figure, ...] = ()

    @property
    def up(self) -> str:
        """What a link from this page to one at the top starts with: "" or "../"."""
        return "../" * self.path.count("/")


@dataclass(frozen=True, slots=True)
class Foot:
    """What every page says of itself: the city, who it is made for, and what it is made from."""

    city: str
    audience: Message
    basis: str
    version: int = FORMAT_VERSION


@dataclass(frozen=True, slots=True)
class Page:
    """One finished page or chart: its path below the output folder, language first, and its text, Markdown or SVG."""

    path: str
    text: str
