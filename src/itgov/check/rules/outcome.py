"""Booked cost: once, of what is shared, by a mapping that says one thing (D27)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.allocate.cost import is_shared
from itgov.check.rule import Parameter, Rule
from itgov.finding import SETTINGS, At, Fault, Related, nearest
from itgov.message import msg, quoted
from itgov.model.city import City
from itgov.model.outcome import Ledger, Outcome

YEARS_BACK = Parameter(
    "OUT005", "years", 10, msg("years before the first planned one that an outcome may be of; 0 or more")
)


def _twice(city: City, outcome: Outcome) -> Iterator[Fault]:
    months = {row.month: index for index, row in reversed(list(enumerate(outcome.booked)))}
    for other in city.pointing(outcome.of, Outcome, "of"):
        if other.year != outcome.year or other.id >= outcome.id:
            continue
        both = sorted(months.keys() & {row.month for row in other.booked})
        if both:
            yield Fault(
                At(outcome.id, ("booked", months[both[0]], "month")),
                msg(
                    "month {month} of {year} is booked on “{of}” in “{id}” and in “{other}”: it would count twice",
                    month=both[0],
                    year=str(outcome.year),
                    of=outcome.of,
                    id=outcome.id,
                    other=other.id,
                ),
                msg("keep the month in one of the two records"),
                (Related(At(other.id, ("booked",), key=True), msg("the other bookings are here")),),
            )
            return


def _not_shared(city: City, outcome: Outcome) -> Iterator[Fault]:
    system = city.systems.get(outcome.of)
    if system is not None and not is_shared(system):
        yield Fault(
            At(outcome.id, ("of",)),
            msg(
                "“{id}” is the outcome of “{of}”, whose cost is not split: it has no budget",
                id=outcome.id,
                of=outcome.of,
            ),
            msg("book it on the delivery that carries it, or give the system a key")
            if system.in_delivery is not None
            else msg("give the system a key if its cost is shared, or take the record away"),
            (Related(At(outcome.of), msg("the system is here")),),
        )


def _same_beginning(_: City, ledger: Ledger) -> Iterator[Fault]:
    seen: dict[str, tuple[str | int, ...]] = {}
    rows = [(("rows", index, "begins_with"), row.begins_with) for index, row in enumerate(ledger.rows)]
    rows += [(("left_out", index, "begins_with"), row.begins_with) for index, row in enumerate(ledger.left_out)]
    for route, begins in rows:
        if begins in seen:
            yield Fault(
                At(ledger.id, route),
                msg("“{begins}” stands twice in “{id}”: its rows belong to two things", begins=begins, id=ledger.id),
                msg("keep one of them, or make the beginnings longer"),
                (Related(At(ledger.id, seen[begins]), msg("the other one is here")),),
            )
        seen.setdefault(begins, route)


def _unknown_part(city: City, record: Outcome | Ledger) -> Iterator[Fault]:
    """The first row of each part that its delivery does not have."""
    told: set[tuple[str, str]] = set()
    if isinstance(record, Outcome):
        name, rows = "booked", [(record.of, row.part) for row in record.booked]
    else:
        name, rows = "rows", [(row.to, row.part) for row in record.rows]
    for index, (of, part) in enumerate(rows):
        if part is None or (of, part) in told or of not in city.kind_of:
            continue
        told.add((of, part))
        delivery = city.deliveries.get(of)
        names = [one.name for one in delivery.cost_parts] if delivery is not None else []
        if part not in names:
            close = nearest(part, names)
            yield Fault(
                At(record.id, (name, index, "part")),
                msg("“{of}” has no cost part “{part}”", of=of, part=quoted(part)),
                msg("did you mean “{close}”?", close=close)
                if close
                else msg("write the name of one of its cost parts, or leave the part out"),
                (Related(At(of, ("cost_parts",), key=True), msg("its cost parts are here")),) if names else (),
            )


def _of_a_far_year(city: City, outcome: Outcome) -> Iterator[Fault]:
    years = city.settings.plan.years
    first = years[0] - YEARS_BACK.of(city)
    if not first <= outcome.year <= years[-1]:
        yield Fault(
            At(outcome.id, ("year",)),
            msg(
                "“{id}” is the outcome of {year}, outside {first}–{last}: no budget of that year is followed up",
                id=outcome.id,
                year=str(outcome.year),
                first=str(first),
                last=str(years[-1]),
            ),
            msg("mend the year, or take the record away"),
            (Related(At(SETTINGS, ("horizon",), key=True), msg("the planned years are set here")),),
        )


_OUTCOME = """
data/outcomes/utfall-{id}.yaml: |
  id: utfall-{id}
  name: Utfall
  illustrative: true
  of: {of}
  year: 2027
  booked: [{{month: {month}, string: 7010-1, amount: 80 tkr}}]
"""
_LEDGER = """
data/ledgers/huvudbok-a.yaml: |
  id: huvudbok-a
  name: Huvudboken
  string_columns: [Ansvar]
  amount_column: Belopp
  month_column: Period
  rows: [{{begins_with: "7010", to: leverans-a}}]
  left_out: [{{begins_with: "{out}", reason: Egna system.}}]
"""
OUTCOME_BOOKED_TWICE = Rule(
    "OUT001",
    "outcome-booked-twice",
    "error",
    "D27",
    msg("A month that stands in two records is cost twice, and the deviation is a mistake of ours."),
    msg("Let each month of a delivery stand in one record."),
    bad=_OUTCOME.format(id="a", of="leverans-a", month=1) + _OUTCOME.format(id="b", of="leverans-a", month=1),
    good=_OUTCOME.format(id="a", of="leverans-a", month=1) + _OUTCOME.format(id="b", of="leverans-a", month=2),
    over=(Outcome,),
    find=_twice,
)
OUTCOME_OF_WHAT_IS_NOT_SPLIT = Rule(
    "OUT002",
    "outcome-of-what-is-not-split",
    "warning",
    "D27",
    msg("Booked cost without a budget beside it can be followed up by nobody."),
    msg("Book on the delivery, or on a shared system with a key."),
    bad=_OUTCOME.format(id="a", of="sys-diarium", month=1),
    good=_OUTCOME.format(id="a", of="leverans-a", month=1),
    over=(Outcome,),
    find=_not_shared,
)
LEDGER_BEGINNING_TWICE = Rule(
    "OUT003",
    "ledger-beginning-twice",
    "error",
    "D27",
    msg("Which of two equal lines a booked krona follows must not depend on their order."),
    msg("Let every beginning stand once."),
    bad=_LEDGER.format(out="7010"),
    good=_LEDGER.format(out="6999"),
    over=(Ledger,),
    find=_same_beginning,
)
OUTCOME_OF_AN_UNKNOWN_PART = Rule(
    "OUT004",
    "outcome-of-an-unknown-part",
    "error",
    "D27",
    msg("What is booked on a part that is not there follows the key of another one, and is repaid to the wrong ones."),
    msg("Name the part as the delivery does."),
    bad=_OUTCOME.format(id="a", of="leverans-a", month=1).replace("80 tkr", "80 tkr, part: Licenser"),
    good=_OUTCOME.format(id="a", of="leverans-a", month=1).replace("80 tkr", "80 tkr, part: Personal"),
    over=(Outcome, Ledger),
    find=_unknown_part,
)
OUTCOME_OF_A_FAR_YEAR = Rule(
    "OUT005",
    "outcome-of-a-far-year",
    "warning",
    "D27",
    msg("A year that is mistyped hides booked cost from every follow-up."),
    msg("Mend the year."),
    bad=_OUTCOME.format(id="a", of="leverans-a", month=1).replace("2027", "2090"),
    good=_OUTCOME.format(id="a", of="leverans-a", month=1),
    over=(Outcome,),
    find=_of_a_far_year,
    parameters=(YEARS_BACK,),
)

OUTCOME_RULES: tuple[Rule, ...] = (
    OUTCOME_BOOKED_TWICE,
    OUTCOME_OF_WHAT_IS_NOT_SPLIT,
    LEDGER_BEGINNING_TWICE,
    OUTCOME_OF_AN_UNKNOWN_PART,
    OUTCOME_OF_A_FAR_YEAR,
)
