"""A frontier on the screen: levels first, then what each step brings, then what a little more would give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from itgov.agenda.frontier import Point, per_million
from itgov.agenda.marginal import Gain, Giver
from itgov.agenda.record import share_text
from itgov.cli import screen
from itgov.cli.plan_tables import millions
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from itgov.agenda.levels import Level, Payer
    from itgov.agenda.plan import Plan
    from itgov.model.city import City

_BAR = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found: the agenda as things are, the levels that were reached of `levels`, and gains, most first.

    `givers` is how many pools and payers were to be tried.
    """

    payer: Payer
    levels: int
    givers: int
    base: Plan
    points: tuple[Point, ...]
    gains: tuple[Gain, ...]
    interrupted: bool = False


def show(city: City, outcome: Outcome, language: str) -> None:
    """The frontier, what each step brings, and what a little more of each thing gives."""
    _show_levels(city, outcome, language)
    _show_steps(outcome, language)
    hours = [gain for gain in outcome.gains if gain.extra.giver.sort == "hours"]
    money = [gain for gain in outcome.gains if gain.extra.giver.sort == "money"]
    if hours:
        _show_gains(city, msg("What 100 hours more for change would give, mnkr"), hours, language)
    if money:
        _show_gains(city, msg("What a million kronor more would give, mnkr"), money, language)
    for line in _closing(outcome, language):
        screen.write(line.into(language))


def _show_levels(city: City, outcome: Outcome, language: str) -> None:
    years = sorted({amount.year for point in outcome.points for amount in point.level.money})
    heads = [
        msg("in all"),
        msg("net benefit"),
        msg("no plan can exceed"),
        msg("a million more gives, at least"),
        msg("at most"),
    ]
    most = max(point.plan.value or 0 for point in outcome.points)
    rows = [
        [
            "►" if point.level.present else "",
            *(millions(_of_year(point.level, year), language) for year in years),
            millions(point.level.total, language),
            msg("no plan").into(language) if point.plan.value is None else millions(point.plan.value, language),
            millions(point.plan.bound, language),
            *(millions(ore, language) for ore in each_million(point)),
            "█" * (_BAR * max(0, point.plan.value or 0) // most) if most else "",
        ]
        for point in outcome.points
    ]
    screen.table(
        msg("Net benefit against the money of {name}, mnkr", name=payer_name(city, outcome.payer, language)).into(
            language
        ),
        ["", *map(str, years), *(head.into(language) for head in heads), ""],
        rows,
        right=range(1, 1 + len(years) + len(heads)),
    )


def each_million(point: Point) -> tuple[int | None, int | None]:
    """Öre that each million of the step to a point brings, at least and at most."""
    step = point.step
    if step is None:
        return None, None
    least, most = (None if ore is None else per_million(ore, step.money) for ore in (step.least, step.most))
    return least, most


def _show_steps(outcome: Outcome, language: str) -> None:
    rows = [
        [
            f"{millions(before.level.total, language)} → {millions(point.level.total, language)}",
            *(", ".join(ids) or "–" for ids in (point.step.entered, point.step.left, point.step.moved)),
        ]
        for before, point in zip(outcome.points, outcome.points[1:], strict=False)
        if point.step is not None and (point.step.entered or point.step.left or point.step.moved)
    ]
    if rows:
        heads = [msg("money in all, mnkr"), msg("in"), msg("out"), msg("moved")]
        screen.table(msg("What each step brings").into(language), [head.into(language) for head in heads], rows)


def _show_gains(city: City, title: Message, gains: Sequence[Gain], language: str) -> None:
    some = [gain for gain in gains if gain.most != 0]
    heads = [msg("pool or payer"), msg("year"), msg("at least"), msg("at most"), msg("in"), msg("out"), msg("moved")]
    rows = [
        [
            _giver(city, alike[0].extra.giver, language),
            ", ".join(sorted(str(gain.extra.year) for gain in alike)),
            millions(alike[0].least, language),
            millions(alike[0].most, language),
            *(", ".join(ids) or "–" for ids in (alike[0].entered, alike[0].left, alike[0].moved)),
        ]
        for alike in _alike(some)
    ]
    if rows:
        screen.table(title.into(language), [head.into(language) for head in heads], rows, right=[2, 3])
    else:
        screen.write(msg("{title}: nothing", title=title).into(language))
    nothing = sorted({(_giver(city, gain.extra.giver, language), gain.extra.year) for gain in gains if gain.most == 0})
    if nothing:
        listed = "; ".join(
            f"{name} {', '.join(str(year) for _, year in years)}"
            for name, years in groupby(nothing, key=lambda one: one[0])
        )
        screen.write(msg("Proven to give nothing more: {listed}", listed=listed).into(language))


def _alike(gains: Iterable[Gain]) -> Iterator[list[Gain]]:
    """Gains in their order; those of one giver where nothing better was found and the same is proven go together."""
    for key, group in groupby(gains, key=lambda one: (one.extra.giver, one.found, one.least, one.most)):
        if key[1]:
            yield from ([gain] for gain in group)
        else:
            yield list(group)


def _closing(outcome: Outcome, language: str) -> Iterator[Message]:
    yield msg("► the money as it is. Amounts are before the reserve, and of the years of the agenda")
    solved = sum(point.solved for point in outcome.points)
    yield msg(
        "{solved} of {count} levels solved, the others proven by their neighbours: gap asked {gap}, solver {solver}",
        solved=solved,
        count=len(outcome.points),
        gap=share_text(outcome.base.gap_asked, language),
        solver=outcome.base.solver,
    )
    short = sum(point.plan.status == "feasible_stopped" for point in outcome.points)
    if short:
        yield msg_n(
            "at {n} level a limit ended the search before that gap",
            "at {n} levels a limit ended the search before that gap",
            n=short,
        )
    if outcome.base.bound_from_record:
        yield msg("Bound and solver are as the agenda's record claims them; they were not proven anew")
    if outcome.interrupted:
        yield msg(
            "Stopped by Ctrl-C: {found} of {count} levels, {tried} of {givers} pools and payers. What is told holds, "
            "the rest was not looked for",
            found=len(outcome.points),
            count=outcome.levels,
            tried=len({gain.extra.giver for gain in outcome.gains}),
            givers=outcome.givers,
        )


def _of_year(level: Level, year: int) -> int:
    return sum(amount.ore for amount in level.money if amount.year == year)


def payer_name(city: City, payer: Payer, language: str) -> str:
    """The payer's name, with its pot where only one of them is meant."""
    name = _name(city, payer.id)
    return f"{name} ({_pot(payer.pots[0], language)})" if len(payer.pots) == 1 else name


def _giver(city: City, giver: Giver, language: str) -> str:
    name = _name(city, giver.of)
    return name if giver.pot is None else f"{name} ({_pot(giver.pot, language)})"


def _pot(pot: str, language: str) -> str:
    return {"operating": msg("operating"), "investment": msg("investment")}[pot].into(language)


def _name(city: City, one: str) -> str:
    record = city.get(one)
    return one if record is None else record.name
