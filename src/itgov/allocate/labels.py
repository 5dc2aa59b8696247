"""The words for the codes of a split, as messages: cost categories, behaviours, kinds of source; and years in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from itgov.allocate.cost import CostLine, SourceKind
from itgov.message import Message, msg
from itgov.model.delivery import Behaviour
from itgov.model.system import CostCategory

CATEGORY_LABELS: Mapping[CostCategory, Message] = {
    "facilities": msg("facilities"),
    "licences": msg("licences"),
    "support_fees": msg("support fees"),
    "staff": msg("staff"),
    "development_support": msg("development and competence support"),
    "capital": msg("capital cost"),
    "consultants": msg("consultants"),
    "other": msg("other"),
}
BEHAVIOUR_LABELS: Mapping[Behaviour, Message] = {
    "fixed": msg("fixed"),
    "stepped": msg("stepped"),
    "variable": msg("variable"),
}
SOURCE_LABELS: Mapping[SourceKind, Message] = {
    "delivery": msg("base delivery"),
    "system": msg("shared system"),
}
BESIDE: Mapping[str, Message] = {
    "UNUSED": msg("unused capacity"),
    "UNASSIGNED": msg("unassigned"),
}


def part_label(line: CostLine) -> str | Message:
    """What people call the line's cost part: its own name, or a system's cost category in words."""
    return CATEGORY_LABELS[line.category] if line.kind == "system" else line.part


def listed(years: Iterable[int]) -> str:
    """Years as messages show them: "2027, 2028"."""
    return ", ".join(str(year) for year in years)
