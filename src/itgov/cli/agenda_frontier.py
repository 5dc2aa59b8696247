"""`itgov agenda frontier`: what more or less money would buy, and what a little more of each thing would give."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.agenda_asked import refused
from itgov.cli.agenda_base import Agenda, Gap, Nodes, restored_as_is, share_of, state_of
from itgov.cli.agenda_obstacles import no_plan
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Root, Shape
from itgov.message import Message, msg, quoted

if TYPE_CHECKING:
    from itgov.agenda.known import Answer, Limits
    from itgov.agenda.levels import Level, Payer
    from itgov.agenda.marginal import Giver, Tried
    from itgov.cli.agenda_frontier_answers import Outcome
    from itgov.cli.opened import Opened
    from itgov.model.city import City

_SHARE = re.compile(r"(?P<number>-?\d{1,4}(?:,\d{1,6})?)\s*%")
Tell = Callable[[str], None]


def frontier(
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    agenda: Agenda = None,
    payer: Annotated[
        str | None,
        typer.Option(
            "--payer",
            metavar="ID[:POT]",
            help="Whose money, and operating or investment; the solidarity frame, both, when left out.",
            show_default=False,
        ),
    ] = None,
    lowest: Annotated[str, typer.Option("--from", metavar="SHARE", help="The least money, of what there is.")] = "50%",
    highest: Annotated[str, typer.Option("--to", metavar="SHARE", help="The most money, of what there is.")] = "150%",
    points: Annotated[int, typer.Option("--points", help="How many levels, evenly; the present one is added.")] = 9,
    step: Annotated[
        str | None,
        typer.Option(
            "--step", metavar="AMOUNT", help="Levels so much a year apart, instead of --points.", show_default=False
        ),
    ] = None,
    pools: Annotated[bool, typer.Option("--pools/--no-pools", help="What 100 hours more of each pool give.")] = True,
    payers: Annotated[
        bool, typer.Option("--payers/--no-payers", help="What a million kronor more of each payer gives.")
    ] = True,
    svg: Annotated[
        Path | None, typer.Option("--svg", help="Draw the frontier in this file.", show_default=False)
    ] = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
) -> int:
    """What the agenda is worth at other levels of a payer's money, and what a little more of each thing would give.

    Every level is solved anew, or proven from its neighbours: a plan for less money is one for more, and what no plan
    can exceed with more money none can with less. Hours more are such that can be used for change, 100 in the year;
    a million more is before the reserve takes its part. Where a solve is not proven to the end, what is gained is an
    interval. This takes many solves: --no-payers, --no-pools, fewer --points or a wider --gap make it shorter. Ctrl-C
    ends it, and shows what was found.

    Examples:

      itgov agenda frontier --svg build/ram.svg

      itgov agenda frontier --payer hvo:operating --step '2 mnkr' --no-pools --no-payers

      itgov agenda frontier --from 80% --to 120% --points 5 --gap 0,2%
    """
    from itgov.agenda.known import Limits
    from itgov.cli import agenda_frontier_answers, screen
    from itgov.cli.opened import check_output, open_city, require_sound

    allowed, span = share_of(gap), (_share_of("--from", lowest), _share_of("--to", highest))
    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, svg)
    whose, levels = _levels(city, payer, span, points, step)
    sought = _Sought(opened, city, Limits(allowed, nodes), levels)
    with screen.progress(msg("searching").into(opened.language)) as update:
        interrupted = _search(sought, agenda, pools=pools, payers=payers, update=update)
    outcome = replace(_outcome(sought, whose), interrupted=interrupted)
    try:
        if svg is not None and not interrupted:
            _draw(city, outcome, svg, opened.language)
    finally:
        # What was solved for so long is shown even where it cannot be drawn.
        if format_ is Shape.JSON:
            from itgov.cli.agenda_frontier_data import as_data

            screen.write_json(as_data(outcome, opened.language))
        else:
            agenda_frontier_answers.show(city, outcome, opened.language)
    if interrupted:
        raise Stop(Exit.INTERRUPTED, msg("interrupted; what was found until then is shown"))
    return Exit.OK


def _draw(city: City, outcome: Outcome, file: Path, language: str) -> None:
    from itgov.cli.agenda_frontier_data import chart_of
    from itgov.report.chart import svg
    from itgov.store.writer import write_text

    write_text(file, svg(chart_of(city, outcome, language)))


@dataclass
class _Sought:
    # What is asked, and what is found so far: Ctrl-C leaves it as far as it came.
    opened: Opened
    city: City
    limits: Limits
    levels: tuple[Level, ...]
    base: Answer | None = None
    answers: dict[int, Answer] = field(default_factory=dict)
    tried: list[Tried] = field(default_factory=list)
    number: int = 0
    count: int = 0


def _search(sought: _Sought, agenda: Path | None, *, pools: bool, payers: bool, update: Tell) -> bool:
    """Finds what is sought, piece by piece; whether Ctrl-C ended it, once there was a plan to begin with."""
    from itgov.agenda.frontier import bisecting
    from itgov.agenda.marginal import givers_of

    base = _base(sought, agenda, update)
    sought.base = base
    # The present level first: it is known, and is to be told wherever Ctrl-C ends the rest.
    places = sorted(bisecting(len(sought.levels)), key=lambda place: not sought.levels[place].present)
    wanted = {"hours": pools, "money": payers}
    found = base.plan.value is not None
    givers = [giver for giver in givers_of(base.preparation) if found and wanted[giver.sort]]
    sought.count = len(places) + len(givers)
    try:
        for place in places:
            _solve_level(sought, base, place, update)
        for giver in givers:
            _try(sought, base, giver, update)
    except KeyboardInterrupt:
        return True
    return False


def _solve_level(sought: _Sought, base: Answer, place: int, update: Tell) -> None:
    from itgov.agenda.frontier import answer_for

    level = sought.levels[place]
    if level.present:
        sought.answers[place] = base
        sought.number += 1
        return
    limits = _telling(sought, msg("level {n} of {count}", n=place + 1, count=len(sought.levels)), update)
    sought.answers[place] = answer_for(sought.city, level.changes, (base, *sought.answers.values()), limits)


def _try(sought: _Sought, base: Answer, giver: Giver, update: Tell) -> None:
    from itgov.agenda.marginal import tried

    limits = _telling(sought, msg("a little more of {name}", name=giver.of), update)
    sought.tried += tried(sought.city, giver, base, tuple(sought.answers.values()), limits)


def _telling(sought: _Sought, what: Message, update: Tell) -> Limits:
    """The limits of a solve, with a progress line that says which one it is, of how many."""
    sought.number += 1
    head = f"{sought.number}/{sought.count} {what.into(sought.opened.language)}"
    update(head)
    return replace(sought.limits, progress=lambda state: update(f"{head}: {state_of(state)}"))


def _base(sought: _Sought, agenda: Path | None, update: Tell) -> Answer:
    """The agenda as things are; what no plan can meet today may be met with more money, so that is no end."""
    from itgov.agenda.build import build
    from itgov.agenda.known import Answer, answered

    city, preparation = sought.city, build(sought.city)
    if agenda is not None:
        return Answer(city, preparation, restored_as_is(city, agenda))
    head = msg("the agenda as things are").into(sought.opened.language)
    update(head)
    limits = replace(sought.limits, progress=lambda state: update(f"{head}: {state_of(state)}"))
    try:
        answer = answered(city, preparation, (), limits)
    except KeyboardInterrupt:
        raise Stop(
            Exit.INTERRUPTED,
            msg("interrupted before the agenda as things are was found: no level is known yet"),
            msg("`itgov agenda build --output …` finds it once, and --agenda takes it from there"),
        ) from None
    if answer.plan.value is None and answer.plan.status != "infeasible":
        raise no_plan(answer.plan, sought.opened)
    return answer


def _outcome(sought: _Sought, whose: Payer) -> Outcome:
    from itgov.agenda.frontier import line_of
    from itgov.agenda.known import tightened
    from itgov.agenda.marginal import gains_of
    from itgov.cli.agenda_frontier_answers import Outcome

    assert sought.base is not None
    others = [one.answer for one in sought.tried]
    every = (*sought.answers.values(), *others)
    base = tightened(sought.base, every)
    points = line_of(sought.levels, sought.answers, others)
    if all(point.plan.value is None for point in points):
        raise no_plan(base.plan, sought.opened)
    return Outcome(
        whose, len(sought.levels), sought.count - len(sought.levels), base.plan, points, gains_of(base, sought.tried)
    )


def _levels(
    city: City, payer: str | None, span: tuple[Fraction, Fraction], points: int, step: str | None
) -> tuple[Payer, tuple[Level, ...]]:
    from itgov.agenda.changes import WrongChange
    from itgov.agenda.levels import levels_by_share, levels_by_step, payer_of

    try:
        whose = payer_of(city, payer)
        if step is None:
            return whose, levels_by_share(city, whose, *span, points)
        return whose, levels_by_step(city, whose, *span, _amount_of(step))
    except WrongChange as error:
        raise refused(error) from error


def _share_of(option: str, text: str) -> Fraction:
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise Stop(
            Exit.USAGE,
            msg("{option}: “{text}” cannot be read", option=option, text=quoted(text)),
            msg("write it as {right}", right="50%, 87,5%, 150%"),
        )
    return Fraction(found["number"].replace(",", ".")) / 100


def _amount_of(text: str) -> int:
    from itgov.model.money import parse_amount
    from itgov.model.scalar import BadValue

    try:
        return parse_amount(text.strip())
    except BadValue as error:
        raise Stop(Exit.USAGE, msg("{option}: {problem}", option="--step", problem=error.message)) from error
