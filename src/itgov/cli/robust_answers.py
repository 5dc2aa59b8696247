"""How robust an agenda is, on the screen and as data: what holds first, then the risk, the estimates, the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from itgov.agenda.near import Near
from itgov.agenda.plan import Plan
from itgov.agenda.record import exact_share_text, share_text
from itgov.agenda.robust import CORE, EXTERIOR, Group, Robustness, Spread, Standing, chance_between
from itgov.cli import screen
from itgov.cli.plan_tables import millions
from itgov.cli.robust_workers import Work
from itgov.message import Message, msg, msg_n
from itgov.model.city import City
from itgov.model.describe import named
from itgov.model.money import format_amount, round_half_up

_MOST_ESTIMATES = 10
_GROUPS: dict[Group, Message] = {
    "core": msg("core"),
    "borderline": msg("borderline"),
    "exterior": msg("exterior"),
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found, and for which plan and draws; `asked` is how many other plans were looked for."""

    base: Plan
    work: Work
    found: Robustness
    near: tuple[Near, ...]
    asked: int
    epsilon: Fraction


def show(city: City, answer: Answer, language: str) -> None:
    """The answer on the screen."""
    _show_groups(city, answer.found, language)
    for line in _chances(answer, language):
        screen.write(line.into(language))
    _show_estimates(city, answer.found, language)
    _show_near(answer, language)
    for line in _method(city, answer, language):
        screen.write(line.into(language))


def _show_groups(city: City, found: Robustness, language: str) -> None:
    title = msg(
        "What the best plans of {n} samples hold: core from {core}, exterior up to {exterior}",
        n=str(found.samples),
        core=share_text(CORE, language),
        exterior=share_text(EXTERIOR, language),
    )
    heads = [
        msg("initiative"),
        msg("group"),
        msg("share of best plans"),
        msg("in the agenda"),
        msg("net benefit 10–50–90 of 100, mnkr"),
        msg("chance below zero"),
    ]
    rows = [_group_row(city, one, language) for one in sorted(found.standings, key=lambda one: (-one.share, one.id))]
    screen.table(title.into(language), ["id", *(head.into(language) for head in heads)], rows, right=[3, 5, 6])


def _group_row(city: City, one: Standing, language: str) -> list[str]:
    held = msg("yes") if one.in_base else msg("no")
    group = msg("core: mandatory") if one.mandatory else _GROUPS[one.group]
    cells = [one.id, city.initiatives[one.id].name, group.into(language), percent(one.share, language)]
    if one.spread is None:
        return [*cells, held.into(language), "–", "–"]
    return [*cells, held.into(language), _ends(one.spread, language), percent(one.spread.below_zero, language)]


def _ends(spread: Spread, language: str) -> str:
    return " – ".join(millions(ore, language) for ore in (spread.p10, spread.p50, spread.p90))


def _chances(answer: Answer, language: str) -> Iterator[Message]:
    base, best = answer.found.base, answer.found.best
    yield msg(
        "The agenda as it is: {estimated} mnkr as estimated; over the samples {mean} in the mean, "
        "and {p10} – {p50} – {p90} at 10, 50 and 90 of 100",
        estimated=millions(answer.base.value, language),
        **_amounts(base, language),
    )
    low, high = chance_between(base.below_zero, answer.found.samples)
    yield msg(
        "The chance that its net benefit is below zero: {chance} (between {low} and {high}, 95 times of 100)",
        chance=percent(base.below_zero, language),
        low=percent(low, language),
        high=percent(high, language),
    )
    yield msg(
        "The best plan of each sample, had one known: {mean} mnkr in the mean, and {p10} – {p50} – {p90} "
        "at 10, 50 and 90 of 100",
        **_amounts(best, language),
    )


def _amounts(spread: Spread, language: str) -> dict[str, str]:
    return {name: millions(getattr(spread, name), language) for name in ("mean", "p10", "p50", "p90")}


def _show_estimates(city: City, found: Robustness, language: str) -> None:
    rows = [
        [one.id, city.initiatives[one.id].name, millions(one.knowing, language), f"±{millions(one.error, language)}"]
        for one in sorted(found.standings, key=lambda one: (-one.knowing, one.id))[:_MOST_ESTIMATES]
        if one.knowing > 0
    ]
    if not rows:
        screen.write(msg("No initiative's estimates, better known, would change which plan is best").into(language))
        return
    heads = [msg("initiative"), msg("worth, mnkr"), msg("standard error")]
    title = msg("Estimates it would pay most to improve: what knowing them before the decision is worth")
    screen.table(title.into(language), ["id", *(head.into(language) for head in heads)], rows, right=[2, 3])


def _show_near(answer: Answer, language: str) -> None:
    least = share_text(answer.epsilon, language)
    if not answer.asked:
        return
    if not answer.near:
        none = msg("No other plan was found within {share} of the agenda's net benefit", share=least)
        screen.write(none.into(language))
        return
    proven = all(one.proven for one in answer.near)
    title = msg("Plans within {share} of it that differ most, as estimated:", share=least)
    if not proven:
        title = msg("Plans within {share} of it that differ, the most different found in a short search:", share=least)
    screen.write(title.into(language))
    for number, one in enumerate(answer.near, start=1):
        line = msg(
            "  {number}. {value} mnkr: in {entered}; out {left}",
            number=number,
            value=millions(one.value, language),
            entered=named(one.entered),
            left=named(one.left),
        )
        screen.write(line.into(language))


def _method(city: City, answer: Answer, language: str) -> Iterator[Message]:
    found, outcomes = answer.found, answer.work.outcomes
    uncertainty = city.settings.uncertainty
    own = sum(city.initiatives[one].estimate is not None for one in outcomes.costs)
    yield msg_n(
        "Drawn, with the seed {seed}: benefits between low and high; costs by each initiative's own estimate ({own}), "
        "else ±{share} ({n} initiative); go-live late by 0, 1, 2… {periods} with the chances {delays}",
        "Drawn, with the seed {seed}: benefits between low and high; costs by each initiative's own estimate ({own}), "
        "else ±{share} ({n} initiatives); go-live late by 0, 1, 2… {periods} with the chances {delays}",
        n=len(outcomes.costs) - own,
        seed=str(outcomes.seed),
        own=str(own),
        periods=msg("quarters") if city.settings.period_length == "quarter" else msg("months"),
        share=share_text(uncertainty.plus_minus, language),
        delays=", ".join(share_text(one, language) for one in uncertainty.delay),
    )
    yield msg(
        "Limits of money and hours are as planned in every sample: a plan is decided on what is likely, and meets "
        "what comes"
    )
    yield msg(
        "Each best plan is proven within {gap}; {unproven} of {n} are not",
        gap=share_text(answer.work.gap, language),
        unproven=str(found.unproven),
        n=str(found.samples),
    )
    yield msg(
        "Of the {plans} plans found, the best in the mean gives {mean} mnkr; knowing everything would add {all} mnkr, "
        "at most {most}",
        plans=str(found.plans),
        mean=millions(found.on_average, language),
        all=millions(found.knowing_all, language),
        most=millions(found.at_most, language),
    )


def percent(share: Fraction, language: str) -> str:
    """A share in whole percent, halves away from zero; "<1 %" and ">99 %" where it is not none or all."""
    if 0 < share < Fraction(1, 100):
        return "<1 %"
    if Fraction(99, 100) < share < 1:
        return ">99 %"
    return share_text(Fraction(round_half_up(share * 100), 100), language)


def data(city: City, answer: Answer) -> dict[str, Any]:
    """The answer as data (docs/schemas/agenda-robust-1.json)."""
    found, outcomes, uncertainty = answer.found, answer.work.outcomes, city.settings.uncertainty
    own = sum(city.initiatives[one].estimate is not None for one in outcomes.costs)
    return {
        "format": "itgov.agenda-robust",
        "version": 1,
        "samples": found.samples,
        "seed": outcomes.seed,
        "gap": exact_share_text(answer.work.gap),
        "solver": answer.base.solver,
        "digest": answer.base.digest,
        "assumptions": {
            "distribution": "triangular",
            "costs_by_own_estimate": own,
            "costs_by_setting": len(outcomes.costs) - own,
            "plus_minus": exact_share_text(uncertainty.plus_minus),
            "delay": [exact_share_text(one) for one in uncertainty.delay],
            "core_from": exact_share_text(CORE),
            "exterior_to": exact_share_text(EXTERIOR),
        },
        "initiatives": [_standing(one) for one in found.standings],
        "agenda": {"as_estimated": format_amount(answer.base.value or 0), **_spread(found.base)},
        "best_plans": _spread(found.best),
        "proof": {
            "widest_gap": None if found.widest is None else share_text(found.widest),
            "unproven": found.unproven,
        },
        "plans": found.plans,
        "best_in_the_mean": format_amount(found.on_average),
        "worth_knowing_all": {
            "found": format_amount(found.knowing_all),
            "at_most": None if found.at_most is None else format_amount(found.at_most),
        },
        "epsilon": exact_share_text(answer.epsilon),
        "near": [
            {
                "net_benefit": format_amount(one.value),
                "entered": list(one.entered),
                "left": list(one.left),
                "proven": one.proven,
            }
            for one in answer.near
        ],
    }


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "id": one.id,
        "group": one.group,
        "share": exact_share_text(one.share),
        "mandatory": one.mandatory,
        "in_agenda": one.in_base,
        "net_benefit": None if one.spread is None else _spread(one.spread),
        "worth_knowing": format_amount(one.knowing),
        "standard_error": format_amount(one.error),
    }


def _spread(spread: Spread) -> dict[str, str]:
    return {
        "mean": format_amount(spread.mean),
        "p10": format_amount(spread.p10),
        "p50": format_amount(spread.p50),
        "p90": format_amount(spread.p90),
        "below_zero": exact_share_text(spread.below_zero),
    }
