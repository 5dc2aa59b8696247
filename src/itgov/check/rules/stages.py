"""Stages: each in its order, and none passed over (D3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from itgov.check.rule import Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import STAGES, Initiative, Stage, Stages

_PASSED: tuple[Stage, ...] = ("anchored", "decided", "under_way", "in_operation", "benefits_realised")


"""Stages that nobody may pass over. What only its own house decides is not prepared by the city, and what is closed
may be closed from anywhere."""


def _out_of_order(city: City, initiative: Initiative) -> Iterator[Fault]:
    later = _too_late(initiative.stages)
    if later is None:
        return
    (first, first_day), (second, second_day) = later
    yield Fault(
        At(initiative.id, ("stages", second)),
        msg(
            "“{id}” reached {second} on {second_day}, before {first} on {first_day}",
            id=initiative.id,
            second=field(Stages, second),
            second_day=second_day.isoformat(),
            first=field(Stages, first),
            first_day=first_day.isoformat(),
        ),
        msg("mend the date that is wrong: the stages follow each other, on the same day at the earliest"),
        (Related(At(initiative.id, ("stages", first)), msg("the stage before it is here")),),
    )


def _too_late(stages: Stages) -> tuple[tuple[Stage, date], tuple[Stage, date]] | None:
    """The first two stages whose days run backwards; nothing but the closing follows what ends the matter."""
    reached = [(stage, day) for stage in STAGES if (day := stages.reached(stage)) is not None]
    wrong = next((pair for pair in pairwise(reached) if pair[0][1] > pair[1][1]), None)
    if wrong is not None:
        return wrong
    ends: tuple[Stage, Stage] = ("rejected", "withdrawn")
    for end in ends:
        day = stages.reached(end)
        last = next((one for one in reversed(reached) if one[0] != "closed"), None)
        if day is not None and last is not None and last[1] > day:
            return last, (end, day)
    return None


def _skipped(city: City, initiative: Initiative) -> Iterator[Fault]:
    stages = initiative.stages
    if stages.current in {"rejected", "withdrawn"}:
        return
    furthest = max((index for index, stage in enumerate(_PASSED) if stages.reached(stage)), default=0)
    if not furthest and stages.prepared is not None:
        furthest = 1
    missing = [stage for stage in _PASSED[:furthest] if stages.reached(stage) is None]
    if missing:
        yield Fault(
            At(initiative.id, ("stages", stages.current)),
            msg(
                "“{id}” is at the stage {stage}, but the day is missing for: {missing}",
                id=initiative.id,
                stage=field(Stages, stages.current),
                missing=", ".join(field(Stages, stage) for stage in missing),
            ),
            msg("write the day each was reached: lead times are counted from them"),
        )


STAGES_OUT_OF_ORDER = Rule(
    "GOV012",
    "stages-out-of-order",
    "error",
    "D3",
    msg("Stages that run backwards make every lead time wrong, and hide what was done before it was allowed."),
    msg("Mend the date that is wrong."),
    bad="data/initiatives/init-b.yaml:\n  stages: {idea: 2026-02-13}\n",
    good="data/initiatives/init-b.yaml:\n  stages: {idea: 2026-02-12}\n",
    over=(Initiative,),
    find=_out_of_order,
    after=("GOV005", "GOV006", "GOV007", "GOV014"),
)


STAGE_SKIPPED = Rule(
    "GOV013",
    "stage-skipped",
    "warning",
    "D3",
    msg("A stage without its day is a step that nobody can show was taken; lead times cannot be counted over it."),
    msg("Write the day each stage was reached."),
    bad="data/initiatives/init-a.yaml:\n  stages: {anchored: }\n",
    good="data/initiatives/init-a.yaml:\n  stages: {anchored: 2026-01-12}\n",
    over=(Initiative,),
    find=_skipped,
    after=("GOV001", "GOV002", "GOV003"),
)


STAGE_RULES: tuple[Rule, ...] = (
    STAGES_OUT_OF_ORDER,
    STAGE_SKIPPED,
)
