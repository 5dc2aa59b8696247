"""A frontier for programs, and as what a chart shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from itgov.agenda.frontier import Point
from itgov.agenda.marginal import Extra, Gain
from itgov.agenda.record import share_text
from itgov.cli.agenda_frontier_answers import Outcome, each_million, payer_name
from itgov.cli.plan_tables import millions
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import format_amount
from itgov.report.chart import Chart, Dot


def chart_of(city: City, outcome: Outcome, language: str) -> Chart:
    """The frontier as a chart; levels without a plan are not in it, and are told in its description."""
    name = payer_name(city, outcome.payer, language)
    dots = tuple(
        Dot(point.level.total, point.plan.value, point.plan.bound, point.level.present)
        for point in outcome.points
        if point.plan.value is not None
    )
    notes = (
        msg("Between two points the agenda gives at least what the line shows."),
        msg("Dotted, where it can be seen: what no plan can exceed."),
        msg(
            "{city}, prices of {year}. Money before the reserve.",
            city=city.settings.name,
            year=str(city.settings.price_year),
        ),
    )
    return Chart(
        title=msg("Net benefit against money: {name}", name=name).into(language),
        description=" ".join(line.into(language) for line in _described(outcome, language)),
        x_label=msg("money in all the agenda's years, mnkr").into(language),
        y_label=msg("net benefit, mnkr").into(language),
        dots=dots,
        marked=msg("the money as it is").into(language),
        notes=tuple(note.into(language) for note in notes),
        language=language,
    )


def _described(outcome: Outcome, language: str) -> Iterator[Message]:
    for point in outcome.points:
        money = millions(point.level.total, language)
        if point.plan.value is None:
            yield msg("With {money} mnkr there is no plan.", money=money)
            continue
        value, bound = millions(point.plan.value, language), millions(point.plan.bound, language)
        if point.level.present:
            yield msg("With {money} mnkr, as it is, the net benefit is {value} mnkr.", money=money, value=value)
        else:
            yield msg("With {money} mnkr the net benefit is {value} mnkr.", money=money, value=value)
        if value != bound:
            yield msg("No plan there can exceed {bound} mnkr.", bound=bound)


def as_data(outcome: Outcome, language: str) -> dict[str, Any]:
    """What was found as nested dicts and lists; amounts as records spell them."""
    return {
        "format": "itgov.agenda-frontier",
        "version": 1,
        "payer": outcome.payer.id,
        "pots": list(outcome.payer.pots),
        "gap_asked": share_text(outcome.base.gap_asked),
        "solver": outcome.base.solver,
        "interrupted": outcome.interrupted,
        "levels": [_level_data(point, language) for point in outcome.points],
        "gains": [_gain_data(gain) for gain in outcome.gains],
    }


def _level_data(point: Point, language: str) -> dict[str, Any]:
    least, most = each_million(point)
    step = point.step
    return {
        "present": point.level.present,
        "money": [
            {"year": amount.year, "pot": amount.pot, "amount": format_amount(amount.ore)}
            for amount in point.level.money
        ],
        "total": format_amount(point.level.total),
        "status": point.plan.status,
        "solved": point.solved,
        "net_benefit": _spelled(point.plan.value),
        "bound": _spelled(point.plan.bound),
        "obstacles": [one.message.into(language) for one in point.plan.obstacles],
        "step": None
        if step is None
        else {
            "money": format_amount(step.money),
            "gain": {"least": _spelled(step.least), "most": _spelled(step.most)},
            "per_million": {"least": _spelled(least), "most": _spelled(most)},
            "entered": list(step.entered),
            "left": list(step.left),
            "moved": list(step.moved),
        },
    }


def _gain_data(gain: Gain) -> dict[str, Any]:
    giver = gain.extra.giver
    return {
        "sort": giver.sort,
        "of": giver.of,
        "pot": giver.pot,
        "year": gain.extra.year,
        "added": _amount(gain.extra, gain.extra.added),
        "there": _amount(gain.extra, gain.extra.there),
        "gain": {"found": format_amount(gain.found), "least": _spelled(gain.least), "most": _spelled(gain.most)},
        "why": gain.why,
        "entered": list(gain.entered),
        "left": list(gain.left),
        "moved": list(gain.moved),
    }


def _amount(extra: Extra, number: int) -> str | int:
    return format_amount(number) if extra.giver.sort == "money" else number


def _spelled(ore: int | None) -> str | None:
    return None if ore is None else format_amount(ore)
