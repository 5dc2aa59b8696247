"""What stands in the way of any plan, and where the records say so.

Only words and places are made here; that something is in the way is found by `necessary` and `conflict`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from itgov.agenda.build import Preparation
from itgov.agenda.candidates import partners
from itgov.agenda.supply import Supply, ceiling_of, firmness
from itgov.finding import SETTINGS, At, Related
from itgov.message import Message, msg
from itgov.model.city import City
from itgov.model.money import format_amount
from itgov.model.period import lasting

Proof = Literal["counted", "smallest", "conflict", "search"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why there is no plan: a sentence, how it is known, and the demands of the records it is made of.

    counted: it follows by counting alone. smallest: the demands cannot all be met, and without any one of them the
    others can; found by solving. conflict: they cannot all be met, and fewer may do. search: the search ended
    without a plan, and nothing is proven of the records.
    """

    message: Message
    proof: Proof
    demands: tuple[Related, ...] = ()


def must_at(city: City, preparation: Preparation, one: str) -> Related:
    """Where and why an initiative is mandatory: its deadline, who it is done together with, or that it is forced in."""
    left = {out.id: out.mandatory for out in preparation.left_out}
    allowed = preparation.permitted.get(one)
    why = (allowed.mandatory if allowed is not None else left.get(one)) or msg("it is fixed")
    initiative, timeline = city.initiatives[one], preparation.timeline
    text = msg("{id} is mandatory ({why})", id=one, why=why)
    if initiative.deadline is not None and timeline.end(initiative.deadline) <= timeline.count:
        return Related(At(one, ("deadline",)), text)
    begun = [other for other in partners(initiative, city) if other in preparation.standing.running]
    return Related(_naming(city, one, begun[0], "together_with") if begun else At(one), text)


def link_at(city: City, before: str, after: str) -> Related:
    """Where it is said that one initiative must come before another, or gives what it builds on."""
    needs = city.initiatives[after].needs
    for index, need in enumerate(needs.initiatives):
        if need.initiative == before:
            text = _with_lag(city, before, after, need.lag_periods)
            return Related(At(after, ("needs", "initiatives", index)), text)
    return given_at(city, after, (before,))


def given_at(city: City, after: str, providers: tuple[str, ...]) -> Related:
    """Where it is said that an initiative needs a capability that only these give; the first such need."""
    needs = city.initiatives[after].needs.capabilities
    for index, need in enumerate(needs):
        giving = {one for one in providers if _gives(city, one, need.capability)}
        if giving:
            text = msg(
                "{after} needs the capability {capability}, which is given by {providers}",
                after=after,
                capability=need.capability,
                providers=", ".join(sorted(giving)),
            )
            return Related(At(after, ("needs", "capabilities", index)), text)
    return Related(At(after), msg("{after} needs {before}", after=after, before=", ".join(providers)))


def rivals_at(city: City, one: str, other: str) -> Related:
    """Where it is said that two exclude each other."""
    text = msg("{one} and {other} exclude each other", one=one, other=other)
    return Related(_naming(city, one, other, "excludes"), text)


def partners_at(city: City, one: str, other: str) -> Related:
    """Where it is said that two are done together."""
    text = msg("{one} and {other} are done together, all or none", one=one, other=other)
    return Related(_naming(city, one, other, "together_with"), text)


def supply_at(city: City, preparation: Preparation, resource: str, slot: int) -> Related:
    """Where it is said how much there is of a shared thing in a slot, and how much of it is taken already."""
    supply = preparation.supplies[resource]
    there, taken = supply.capacity[slot], preparation.taken[resource][slot]
    shown = format_amount if supply.sort == "money" else grouped
    slot_named = when(preparation, supply, slot, slot)
    texts = {
        "hours": msg("{name} has {there} hours in {slot}", name=supply.name, there=shown(there), slot=slot_named),
        "money": msg("{name} has {there} in {slot}", name=supply.name, there=shown(there), slot=slot_named),
        "change": msg(
            "{name} can take {there} large changes at once, in {slot} too",
            name=supply.name,
            there=shown(there),
            slot=slot_named,
        ),
        "system": msg("{name} is rebuilt by one at a time, in {slot} too", name=supply.name, slot=slot_named),
    }
    text = texts[supply.sort]
    bought_in = (
        city.competences[supply.of].bought_in if supply.sort == "hours" and supply.of in city.competences else None
    )
    if bought_in is not None and bought_in.paid_by is not None:
        year = preparation.timeline.year(slot)
        most = ceiling_of(city.competences[supply.of], preparation.timeline)[preparation.timeline.years.index(year)]
        text = msg(
            "{text}, and at most {most} more may be bought in {year}", text=text, most=shown(most), year=str(year)
        )
    if taken:
        text = msg(
            "{text}; {taken} of it is taken by what runs already or is an administration's own",
            text=text,
            taken=shown(taken),
        )
    return Related(_supply_place(city, preparation, supply, slot), text)


def when(preparation: Preparation, supply: Supply, first: int, last: int) -> str:
    """The slots of a shared thing from `first` to `last` (closed), in the calendar's words."""
    timeline = preparation.timeline

    def named(slot: int) -> str:
        return str(timeline.years[slot] if supply.sort == "money" else timeline.period(slot))

    return named(first) if first == last else f"{named(first)}–{named(last)}"


def grouped(number: int) -> str:
    """A whole number with its thousands apart, as records spell amounts."""
    return f"{number:,}".replace(",", " ")


def _with_lag(city: City, before: str, after: str, lag: int) -> Message:
    if lag:
        between = lasting(lag, city.settings.plan.first.per_year)
        return msg("{after} needs {before}, with {length} between", after=after, before=before, length=between)
    return msg("{after} needs {before}", after=after, before=before)


def _gives(city: City, one: str, capability: str) -> bool:
    record = city.capabilities.get(capability)
    named = {provision.by for provision in record.provided_by} if record is not None else set()
    return one in named or capability in city.initiatives[one].provides


def _naming(city: City, one: str, other: str, name: Literal["excludes", "together_with"]) -> At:
    """Where one of two initiatives names the other in that list; in the first of them where both do."""
    for here, there in ((one, other), (other, one)):
        initiative = city.initiatives[here]
        listed = initiative.excludes if name == "excludes" else initiative.together_with
        if there in listed:
            return At(here, (name, listed.index(there)))
    return At(one)


def _supply_place(city: City, preparation: Preparation, supply: Supply, slot: int) -> At:
    year = preparation.timeline.years[slot] if supply.sort == "money" else preparation.timeline.year(slot)
    if supply.sort == "hours" and supply.of in city.competences:
        # A year without a line has the hours of the nearest earlier one.
        known = [one for one in city.competences[supply.of].hours_per_year if one <= year]
        return At(supply.of, ("hours_per_year", *((str(max(known)),) if known else ())))
    if supply.sort == "money":
        return _budget_place(city, supply.of, year)
    if supply.sort == "change":
        own = city.administrations[supply.of].large_changes_at_once is not None
        return At(supply.of if own else SETTINGS, ("large_changes_at_once",))
    return At(supply.of)


def _budget_place(city: City, payer: str, year: int) -> At:
    funder, administration = city.funders.get(payer), city.administrations.get(payer)
    if funder is None and administration is None:
        return At(payer)
    name = "frames" if funder is not None else "development_budget"
    lines = funder.frames if funder is not None else administration.development_budget if administration else ()
    status = firmness(lines, year)
    found = [index for index, line in enumerate(lines) if (line.year, line.status) == (year, status)]
    return At(payer, (name, *found[:1]))
