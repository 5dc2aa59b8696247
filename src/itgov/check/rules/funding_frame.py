"""Frames: stated once for every year, not beyond the end of the money, and not spent before anything is chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.administration import Administration, DevelopmentBudget
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.funder import Funder
from itgov.model.initiative import Initiative, Pot, Stage
from itgov.model.money import format_amount
from itgov.model.period import Period
from itgov.model.planning import latest_end

_SETTLED: frozenset[Stage] = frozenset({"decided", "under_way"})
_POTS: tuple[Pot, ...] = ("operating", "investment")


def _frames(payer: Funder | Administration) -> tuple[str, tuple[DevelopmentBudget, ...]]:
    """The field that holds the frames, and the frames."""
    if isinstance(payer, Funder):
        return "frames", payer.frames
    return "development_budget", payer.development_budget


def _twice(city: City, payer: Funder | Administration) -> Iterator[Fault]:
    name, frames = _frames(payer)
    first: dict[int, int] = {}
    for index, frame in enumerate(frames):
        if frame.year in first:
            yield Fault(
                At(payer.id, (name, index, "year")),
                msg(
                    "{field} of “{id}” has two entries for {year}",
                    field=field(type(payer), name),
                    id=payer.id,
                    year=frame.year,
                ),
                msg("keep the one that was decided last, or add them into one"),
                (Related(At(payer.id, (name, first[frame.year], "year")), msg("the first is here")),),
            )
        first.setdefault(frame.year, index)


def _missing(city: City, payer: Funder | Administration) -> Iterator[Fault]:
    name, frames = _frames(payer)
    stated = {frame.year for frame in frames}
    if not stated:
        return
    end = payer.ends_after if isinstance(payer, Funder) else None
    missing = [year for year in city.settings.plan.years if year not in stated and (end is None or year <= end)]
    if missing:
        yield Fault(
            At(payer.id, (name,), key=True),
            msg(
                "{field} of “{id}” says nothing about {years}, which the agenda plans: it has no money then",
                field=field(type(payer), name),
                id=payer.id,
                years=", ".join(map(str, missing)),
            ),
            msg("write what is expected, with its status (“requested” will do), or the last year in “ends_after”")
            if isinstance(payer, Funder)
            else msg("write what is expected, with its status (“requested” will do); 0 kr if there is none"),
            (Related(At(SETTINGS, ("horizon",), key=True), msg("the planned years are set here")),),
        )


def _after_end(city: City, funder: Funder) -> Iterator[Fault]:
    if funder.ends_after is None:
        return
    for index, frame in enumerate(funder.frames):
        if frame.year > funder.ends_after and (frame.operating or frame.investment):
            yield Fault(
                At(funder.id, ("frames", index, "year")),
                msg(
                    "“{id}” has a frame of {amount} for {year}, but {ends_after} is {end}",
                    id=funder.id,
                    amount=format_amount(frame.operating + frame.investment),
                    year=frame.year,
                    ends_after=field(Funder, "ends_after"),
                    end=funder.ends_after,
                ),
                msg("take the frame away, or write the year until which the money may really be used"),
                (Related(At(funder.id, ("ends_after",)), msg("the last year is set here")),),
            )


@dataclass(frozen=True, slots=True)
class _Draw:
    """What one settled initiative draws of a pot: `by_year` for certain, by the end of the year in which it must."""

    initiative: Initiative
    by_year: Mapping[int, Fraction]


def _draws(city: City, payer: str, pot: Pot, settled: list[Initiative]) -> list[_Draw]:
    """What each initiative draws: spread over its periods where it has started, else at the latest that it may end."""
    found = []
    for initiative in settled:
        years: dict[int, Fraction] = {}
        start = initiative.started_in
        for phase in initiative.phases:
            ore = sum(line.amount for line in phase.costs if line.funder == payer and line.pot == pot)
            if ore:
                for year, periods in _years_of(start, phase.periods, latest_end(city, initiative)).items():
                    years[year] = years.get(year, Fraction(0)) + Fraction(ore * periods, phase.periods)
            start = start.plus(phase.periods) if start is not None else None
        if years:
            found.append(_Draw(initiative, years))
    return found


def _years_of(start: Period | None, periods: int, last: Period) -> Mapping[int, int]:
    """How many periods of a phase fall in each year; all in the last possible one where it has not started."""
    if start is None:
        return {last.year: periods}
    return Counter(start.plus(number).year for number in range(periods))


def _exceeded(city: City, payer: Funder | Administration) -> Iterator[Fault]:
    if not (isinstance(payer, Funder) and payer.funder_kind == "pilots"):
        yield from _overdrawn(city, payer)


def _pilots_exceeded(city: City, funder: Funder) -> Iterator[Fault]:
    if funder.funder_kind == "pilots":
        yield from _overdrawn(city, funder)


def _overdrawn(city: City, payer: Funder | Administration) -> Iterator[Fault]:
    name, frames = _frames(payer)
    if not frames:
        return
    paying = city.pointing(payer.id, Initiative, "phases")
    settled = [one for one in paying if one.stages.current in _SETTLED]
    for pot in _POTS:
        draws = _draws(city, payer.id, pot, settled) if settled else []
        if draws:
            yield from _first_year_over(city, payer, name, pot, draws)


def _first_year_over(
    city: City, payer: Funder | Administration, name: str, pot: Pot, draws: list[_Draw]
) -> Iterator[Fault]:
    """The first year by whose end more is settled than all frames hold so far, years of the horizon only."""
    frames = {frame.year: getattr(frame, pot) for frame in _frames(payer)[1]}
    years = city.settings.plan.years
    held, drawn = 0, Fraction(0)
    for year in years:
        held += frames.get(year, 0)
        drawn += sum((draw.by_year.get(year, Fraction(0)) for draw in draws), Fraction(0))
        if drawn > held:
            yield _over(payer, name, pot, (years[0], year), (held, int(drawn)), draws)
            return


def _over(
    payer: Funder | Administration,
    name: str,
    pot: Pot,
    span: tuple[int, int],
    amounts: tuple[int, int],
    draws: list[_Draw],
) -> Fault:
    index = next((i for i, one in enumerate(_frames(payer)[1]) if one.year == span[1]), None)
    shares = [
        (int(sum(ore for year, ore in draw.by_year.items() if span[0] <= year <= span[1])), draw.initiative.id)
        for draw in draws
    ]
    return Fault(
        At(payer.id, (name,), key=True) if index is None else At(payer.id, (name, index, "year")),
        msg(
            "“{id}” has {held} of {pot} money until the end of {year}, but {drawn} is decided or under way: "
            "{over} too much",
            id=payer.id,
            held=format_amount(amounts[0]),
            pot=msg("operating") if pot == "operating" else msg("investment"),
            year=span[1],
            drawn=format_amount(amounts[1]),
            over=format_amount(amounts[1] - amounts[0]),
        ),
        msg("raise the frame, move work that may wait, or decide anew; the largest draws are listed below"),
        tuple(
            Related(At(one, ("phases",), key=True), msg("{amount} until then", amount=format_amount(ore)))
            for ore, one in sorted(shares, key=lambda pair: (-pair[0], pair[1]))[:5]
            if ore
        ),
    )


FRAME_MISSING_FOR_YEAR = Rule(
    "FUN007",
    "frame-missing-for-year",
    "warning",
    "D21",
    msg("A year without a frame is a year without money: what would be paid from it is left out of the agenda."),
    msg("Write what is expected for each planned year, with its status."),
    bad="data/funders/ram.yaml: {frames: [{year: 2027, operating: 5 mnkr, status: council}]}\n",
    good="data/funders/ram.yaml: {frames: [{year: 2027, operating: 5 mnkr, status: council}], ends_after: 2027}\n",
    over=(Funder, Administration),
    find=_missing,
)
FRAME_STATED_TWICE = Rule(
    "FUN008",
    "frame-stated-twice",
    "error",
    "D21",
    msg("Of two frames for one year only one was decided, and nobody can tell which is counted."),
    msg("Keep one."),
    bad=(
        "data/funders/andringsmedel.yaml: {frames: [{year: 2027, operating: 1 mnkr, status: council},"
        " {year: 2028, operating: 1 mnkr, status: frame}, {year: 2027, operating: 2 mnkr, status: frame}]}\n"
    ),
    good=(
        "data/funders/andringsmedel.yaml: {frames: [{year: 2027, operating: 1 mnkr, status: council},"
        " {year: 2028, operating: 1 mnkr, status: frame}]}\n"
    ),
    over=(Funder, Administration),
    find=_twice,
)
FRAME_EXCEEDED = Rule(
    "FUN016",
    "frame-exceeded",
    "warning",
    "D7",
    msg("What is decided is owed: where it takes more than the frame, there is nothing left to choose with."),
    msg("Raise the frame, move what may wait, or decide anew."),
    bad=(
        "data/funders/ram.yaml: {frames: [{year: 2027, operating: 400 tkr, status: council},"
        " {year: 2028, operating: 499 tkr, status: frame}]}\n"
    ),
    good=(
        "data/funders/ram.yaml: {frames: [{year: 2027, operating: 400 tkr, status: council},"
        " {year: 2028, operating: 500 tkr, status: frame}]}\n"
    ),
    over=(Funder, Administration),
    find=_exceeded,
    after=("FUN007", "FUN008"),
)
_TRIAL = (
    "itgov.yaml: {{tracks: {{pilot: [pilots]}}}}\n"
    "data/funders/ram-piloter.yaml: |\n  id: ram-piloter\n  name: Ram för piloter\n  illustrative: true\n"
    "  funder_kind: pilots\n  frames:\n    - {{year: 2027, operating: {}, status: council}}\n"
    "    - {{year: 2028, operating: 0 kr, status: frame}}\n"
    "data/initiatives/init-a.yaml:\n  track: pilot\n  phases: [{{name: Försök, periods: 2, costs: [{{what: Försök,"
    " amount: 900 tkr, funder: ram-piloter}}]}}]\n"
)
PILOTS_OVER_FRAME = Rule(
    "FUN017",
    "pilots-over-frame",
    "warning",
    "D13",
    msg("Prototypes and pilots run within a frame of their own, so that they do not eat what is built for all."),
    msg("End a trial, or raise the frame."),
    bad=_TRIAL.format("899 tkr"),
    good=_TRIAL.format("900 tkr"),
    over=(Funder,),
    find=_pilots_exceeded,
    after=("FUN007", "FUN008"),
)
FRAME_AFTER_END = Rule(
    "FUN019",
    "frame-after-end",
    "error",
    "D21",
    msg("Money that has ended cannot be planned with."),
    msg("Take the frame away, or mend the last year."),
    bad="data/funders/andringsmedel.yaml: {ends_after: 2027}\n",
    good="data/funders/andringsmedel.yaml: {ends_after: 2028}\n",
    over=(Funder,),
    find=_after_end,
)

FUNDING_FRAME_RULES: tuple[Rule, ...] = (
    FRAME_MISSING_FOR_YEAR,
    FRAME_STATED_TWICE,
    FRAME_EXCEEDED,
    PILOTS_OVER_FRAME,
    FRAME_AFTER_END,
)
