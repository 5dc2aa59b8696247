"""The list of reports, and the one call that builds them all.

To add a report: write its module with `sheets`, its template, list it here, and give it a golden page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from itgov.report import agenda, catalogue, index, objects, split
from itgov.report.audience import for_audience
from itgov.report.labels import VISIBILITY
from itgov.report.leak import HiddenWord, Leak, hidden_words, leaks, visible_texts
from itgov.report.material import Material
from itgov.report.page import Foot, Page, Sheet
from itgov.report.render import drawn, own_words, render

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.allocate import Allocation
    from itgov.model.city import City
    from itgov.model.explanations import ExplanationRecord
    from itgov.model.scalar import Visibility


@dataclass(frozen=True, slots=True)
class Report:
    """One report: its name, and what makes its sheets; none where there is nothing to report on."""

    name: str
    sheets: Callable[[Material], tuple[Sheet, ...]]


REPORTS: tuple[Report, ...] = (
    Report("index", index.sheets),
    Report("agenda", agenda.sheets),
    Report("catalogue", catalogue.sheets),
    Report("split", split.sheets),
    Report("objects", objects.sheets),
)


def build(
    city: City,
    plan: Plan | None,
    allocation: Allocation,
    audience: Visibility,
    language: str,
    basis: str = "–",
    *,
    explanations: tuple[ExplanationRecord, ...] = (),
) -> tuple[Page, ...]:
    """Every page and chart for one audience in one language, sorted by path; the same input gives the same text.

    `plan` and `allocation` rest on the whole `city`; without a plan there is no agenda
    page. `explanations` are of the same plan. `basis` says which records this is, such as a commit or a digest.
    Raises Leak where a page would show what its readers may not see.
    """
    material = Material(city, for_audience(city, audience), plan, allocation, audience, explanations)
    foot = Foot(city.settings.name, VISIBILITY[audience], basis)
    sheets = [sheet for report in REPORTS for sheet in report.sheets(material)]
    found = [render(sheet, language, foot) for sheet in sheets]
    found += [figure for sheet in sheets for figure in drawn(sheet, language)]
    _guard(found, hidden_words(city, audience), (*visible_texts(city, audience), *own_words(language)))
    return tuple(sorted(found, key=lambda page: page.path))


def _guard(pages: Iterable[Page], hidden: tuple[HiddenWord, ...], allowed: tuple[str, ...]) -> None:
    """Raises Leak for the first hidden word on any of the pages."""
    for page in pages:
        for word in leaks(unescape(page.text) if page.path.endswith(".svg") else page.text, hidden, allowed):
            raise Leak(page.path, word)
