"""`itgov agenda intake`: does a new initiative fit the reserve, and what does it do to the plan if not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.agenda_asked import refused
from itgov.cli.agenda_base import Agenda, Gap, Nodes, restored_as_is, share_of, state_of
from itgov.cli.agenda_obstacles import lines_of, no_plan
from itgov.cli.exits import Exit
from itgov.cli.options import Format, LanguageOption, Root, Shape
from itgov.message import Message, msg

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from itgov.agenda.intake import Fit, Intake
    from itgov.agenda.problem import Choice
    from itgov.agenda.reserve import Draw
    from itgov.cli.opened import Opened
    from itgov.model.city import City


def intake(
    initiative: Annotated[str, typer.Argument(metavar="ID", help="The new initiative.")],
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    agenda: Agenda = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
) -> int:
    """Whether a new initiative fits the reserve, so that the preparatory level may settle it; if not, what it does.

    All that the agenda holds keeps its place: the one that is adopted, the file that --agenda names, or else the
    best plan without the initiative. Where it fits: from when, what it takes of the reserve, and what is left of
    that. Where it does not: what is missing, what the best plan with it would be, and whom it displaces.

    Examples:

      itgov agenda intake init-dataplattform

      itgov agenda intake init-dataplattform --agenda build/agenda.yaml --language en
    """
    from itgov.agenda.changes import WrongChange
    from itgov.agenda.intake import intake as answer_of
    from itgov.cli import screen
    from itgov.cli.opened import open_city, require_sound

    allowed = share_of(gap)
    opened = open_city(root, language)
    city = require_sound(opened)
    try:
        with screen.progress(msg("searching").into(opened.language)) as update:
            source, base = _base(city, initiative, agenda, allowed, nodes, opened)
            answer = answer_of(
                city,
                initiative,
                base,
                gap=allowed,
                node_limit=nodes,
                progress=lambda state: update(state_of(state)),
            )
    except WrongChange as error:
        raise refused(error) from error
    if format_ is Shape.JSON:
        screen.write_json(_data(source, answer, opened))
    else:
        for line in _told(city, source, answer, opened):
            screen.write(line.into(opened.language))
        _show_tables(city, answer, opened.language)
    return Exit.OK


def _base(city: City, one: str, agenda: Path | None, gap: Any, nodes: int | None, opened: Opened) -> tuple[str, Choice]:
    """The name of what holds, and its choice: a file, the adopted agenda, or the best plan without the initiative."""
    from itgov.agenda.intake import held_choice, set_aside, up_for_intake
    from itgov.agenda.proposal import choice_of, propose
    from itgov.agenda.standing import holding_agenda

    if agenda is not None:
        return str(agenda), choice_of(restored_as_is(city, agenda))
    holding = holding_agenda(city)
    if holding is not None:
        return holding.id, held_choice(city, holding)
    up_for_intake(city, one)
    plan = propose(set_aside(city, one), gap=gap, node_limit=nodes)
    if plan.interrupted:
        raise KeyboardInterrupt
    if plan.value is None:
        raise no_plan(plan, opened)
    return "proposed", choice_of(plan)


def _told(city: City, source: str, answer: Intake, opened: Opened) -> Iterator[Message]:
    name, one = city.initiatives[answer.initiative].name, answer.initiative
    if source == "proposed":
        yield msg("Beside the best plan without it, since no agenda is adopted")
    else:
        yield msg("Beside what {agenda} holds, each where it is", agenda=source)
    for held in answer.gone:
        yield msg("  {id} cannot be done as it says by the records as they are, and is not counted", id=held)
    yield from _others(answer)
    if answer.fit is not None:
        yield from _fits(name, answer, answer.fit)
    else:
        yield msg(
            "{name} ({id}) does not fit, not even with the whole reserve: it is the deciding level's", name=name, id=one
        )
        if answer.reasons:
            yield msg("Where the fewest things stand in its way, these do:")
        for reason in answer.reasons:
            yield msg("  • {reason}", reason=reason)
        yield from _lacks(city, answer)
        yield from _effect(answer, opened)
    if not answer.anchored:
        yield msg("It is an idea: it must be anchored (förankrad, `anchored`) before any forum takes it up (D2)")


def _others(answer: Intake) -> Iterator[Message]:
    if not answer.settled:
        yield msg("No record says that the preparatory level has settled anything else out of the reserve")
    for line in answer.settled:
        where = answer.placed.get(line.initiative)
        if where is not None:
            yield msg(
                "Settled before it: {id} ({decision}), taken to start in {start}",
                id=line.initiative,
                decision=line.decision,
                start=str(where[1]),
            )
        elif line.initiative in answer.unsettled:
            yield msg(
                "Settled before it: {id} ({decision}), which has no room itself",
                id=line.initiative,
                decision=line.decision,
            )
        else:
            yield msg(
                "Settled before it: {id} ({decision}), which is under way", id=line.initiative, decision=line.decision
            )


def _fits(name: str, answer: Intake, fit: Fit) -> Iterator[Message]:
    from itgov.model.money import format_amount

    yield msg(
        "{name} ({id}) fits: from {start} to {end}, with a net benefit of {value}",
        name=name,
        id=answer.initiative,
        start=str(fit.start),
        end=str(fit.end),
        value=format_amount(fit.value),
    )
    if fit.way != "base":
        yield msg("  done as its alternative {way}", way=fit.way)
    if not any(draw.taken for draw in fit.draws):
        yield msg("It takes nothing of the reserve")
    if fit.body is not None:
        yield msg("The preparatory level ({body}) may settle it", body=fit.body)
    elif fit.instead is not None:
        yield msg("It is still for the deciding level: {reason}", reason=fit.instead)


def _lacks(city: City, answer: Intake) -> Iterator[Message]:
    from itgov.cli.agenda_answers import lacking

    for entry, text in (
        (answer.short, msg("At the start where the least share is missing, the whole reserve used, it lacks, from")),
        (answer.entry, msg("The same with the reserve left alone, from")),
    ):
        if entry is not None and entry.lacks:
            yield msg("{text} {start}:", text=text, start=str(entry.start))
            for lack in entry.lacks:
                yield msg("  + {amount} in {slot}", amount=lacking(city, lack), slot=str(lack.slot))


def _effect(answer: Intake, opened: Opened) -> Iterator[Message]:
    effect = answer.effect
    if effect is None:
        return
    if effect.without.value is None:
        yield msg("Without it there is no plan at all:")
        yield from lines_of(effect.without.obstacles, opened.repository)
    if effect.after.value is None:
        yield msg("There is no plan that holds it:")
        yield from lines_of(effect.after.obstacles, opened.repository)
    if effect.change is not None:
        yield msg("The best plan with it, beside the best without it:")


def _show_tables(city: City, answer: Intake, language: str) -> None:
    from itgov.cli import agenda_answers, screen

    if answer.fit is not None:
        heads = [msg("from"), msg("in"), msg("needed"), msg("beside the reserve"), msg("of the reserve")]
        heads += [msg("reserve"), msg("used before"), msg("left")]
        rows = [_row(city, draw) for draw in answer.fit.draws]
        title = msg("What it draws, and what is left of the reserve").into(language)
        screen.table(title, [head.into(language) for head in heads], rows, right=range(2, 8))
    effect = answer.effect
    if effect is not None and effect.change is not None:
        agenda_answers.show_comparison(city, effect.without, effect.after, effect.change, language)


def _row(city: City, draw: Draw) -> list[str]:
    from itgov.agenda.obstacle import grouped
    from itgov.model.money import format_amount

    record = city.get(draw.of)
    show = format_amount if draw.sort == "money" else grouped
    amounts = (draw.needed, draw.beside, draw.taken, draw.reserve, draw.before, draw.left)
    return [record.name if record is not None else draw.of, str(draw.slot), *map(show, amounts)]


def _data(source: str, answer: Intake, opened: Opened) -> dict[str, Any]:
    from itgov.cli.agenda_answers import comparison_data, entry_data

    effect = answer.effect
    return {
        "format": "itgov.agenda-intake",
        "version": 1,
        "id": answer.initiative,
        "beside": source,
        "anchored": answer.anchored,
        "settled_before": [
            {
                "id": line.initiative,
                "decision": line.decision,
                "on": line.on.isoformat(),
                "start": str(answer.placed[line.initiative][1]) if line.initiative in answer.placed else None,
                "has_room": line.initiative not in answer.unsettled,
            }
            for line in answer.settled
        ],
        "gone": list(answer.gone),
        "fits": answer.fit is not None,
        "fit": None if answer.fit is None else _fit_data(answer.fit, opened.language),
        "reasons": [reason.into(opened.language) for reason in answer.reasons],
        "short": None if answer.short is None else entry_data(answer.short),
        "entry": None if answer.entry is None else entry_data(answer.entry),
        "change": None
        if effect is None or effect.change is None
        else comparison_data(effect.without, effect.after, effect.change),
        "obstacles": []
        if effect is None
        else [one.message.into(opened.language) for one in (*effect.without.obstacles, *effect.after.obstacles)],
    }


def _fit_data(fit: Fit, language: str) -> dict[str, Any]:
    from itgov.model.money import format_amount

    return {
        "way": fit.way,
        "start": str(fit.start),
        "end": str(fit.end),
        "net_benefit": format_amount(fit.value),
        "body": fit.body,
        "instead": None if fit.instead is None else fit.instead.into(language),
        "draws": [_draw_data(draw) for draw in fit.draws],
    }


def _draw_data(draw: Draw) -> dict[str, Any]:
    from itgov.model.money import format_amount

    show = format_amount if draw.sort == "money" else int
    amounts = {name: show(getattr(draw, name)) for name in ("needed", "beside", "taken", "reserve", "before", "left")}
    return {"sort": draw.sort, "of": draw.of, "pot": draw.pot, "slot": str(draw.slot), **amounts}
