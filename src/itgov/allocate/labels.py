"""The words for the codes of a split, as messages: cost categories, behaviours, kinds of source; and years in a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from itgov.allocate.cost import CostLine, SourceKind
from itgov.message import Message, msg
from itgov.model.bridge import BridgeWay
from itgov.model.charge import ChargeModel
from itgov.model.delivery import Behaviour, Closing
from itgov.model.settings import AllocationMethod
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

MODEL_LABELS: Mapping[ChargeModel, Message] = {
    "grant_to_host": msg("committee grant to the host of IT"),
    "unit_price": msg("internal price per unit"),
    "yearly_key": msg("yearly charge by key"),
    "own_frame": msg("own frame"),
}
CLOSING_LABELS: Mapping[Closing, Message] = {
    "kept": msg("kept by IT"),
    "repaid": msg("repaid by key"),
    "carried": msg("carried to the next year"),
}
BRIDGE_WAY_LABELS: Mapping[BridgeWay, Message] = {
    "benefit_share": msg("a share of the benefit"),
    "advance": msg("an advance that is paid back"),
    "frame": msg("money from a shared frame"),
}
METHOD_LABELS: Mapping[AllocationMethod, Message] = {
    "direct": msg("direct: nothing passes through others"),
    "step_down": msg("step by step, in a stated order"),
    "reciprocal": msg("reciprocal: all at once, exactly"),
}


def part_label(line: CostLine) -> str | Message:
    """What people call the line's cost part: its own name, or a system's cost category in words."""
    return CATEGORY_LABELS[line.category] if line.kind == "system" else line.part


def listed(years: Iterable[int]) -> str:
    """Years as messages show them: "2027, 2028"."""
    return ", ".join(str(year) for year in years)


def spanned(years: Iterable[int]) -> str:
    """The same, those that follow each other as one: "2027–2030, 2032"."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}\u2013{run[-1]}" for run in runs)
