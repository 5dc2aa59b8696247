"""Lifecycles: the end of a system is planned, and nothing rests on it when it comes (D4, D15, D17)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Parameter, Rule
from itgov.finding import At, Fault, Related
from itgov.message import Message, msg
from itgov.model.capability import Capability
from itgov.model.city import City
from itgov.model.contract import Contract
from itgov.model.contracting import changers, months_after, retires_on
from itgov.model.describe import choice, field
from itgov.model.initiative import Initiative
from itgov.model.money import format_amount
from itgov.model.planning import is_alive
from itgov.model.system import Lifecycle, System

BEFORE = Parameter(
    "SYS006", "months", 18, msg("months before support ends when more than a word of what shall become of it is needed")
)


def _end_before_use(city: City, system: System) -> Iterator[Fault]:
    life = system.lifecycle
    if life is None or life.in_use_since is None:
        return
    for name, end in (("end_of_support", life.end_of_support), ("retires_on", life.retires_on)):
        if end is not None and end < life.in_use_since:
            yield Fault(
                At(system.id, ("lifecycle", name)),
                msg(
                    "{field} of “{id}” is {end}, before it came into use on {since}",
                    field=field(Lifecycle, name),
                    id=system.id,
                    end=end.isoformat(),
                    since=life.in_use_since.isoformat(),
                ),
                msg(
                    "one of the two is wrong: look in the contract, or ask the object “{object}”", object=system.object
                ),
                (Related(At(system.id, ("lifecycle", "in_use_since")), msg("the first day of use is here")),),
            )


def _support_ends(city: City, system: System) -> Iterator[Fault]:
    life = system.lifecycle
    if life is None or life.end_of_support is None or life.end_of_support > city.settings.plan.last.last_day:
        return
    soon = city.as_of >= months_after(life.end_of_support, -BEFORE.of(city))
    if retires_on(system) <= life.end_of_support or (not soon and system.disposition in {"migrate", "eliminate"}):
        return
    if any(changers(city, system.id)) or _procured(city, system):
        return
    yield Fault(
        At(system.id, ("lifecycle", "end_of_support")),
        msg(
            "support of “{id}” ends on {end}, and no initiative or procurement deals with it: {meant}",
            id=system.id,
            end=life.end_of_support.isoformat(),
            meant=_meant(system, life),
        ),
        msg(
            "propose what renews or replaces it, or write the day the city stops using it under {retires}",
            retires=field(Lifecycle, "retires_on"),
        )
        if life.retires_on is None
        else msg("agree on support for the time between, propose what comes earlier in its place, or stop sooner"),
        (
            *(
                (Related(At(system.id, ("lifecycle", "retires_on")), msg("the day it retires is here")),)
                if life.retires_on is not None
                else ()
            ),
            *((Related(At(system.object), _ANSWERS),) if system.object in city.objects else ()),
        ),
    )


_ANSWERS = msg("this object answers for the system")


def _meant(system: System, life: Lifecycle) -> Message:
    if life.retires_on is not None:
        return msg("it is to be used until {day}", day=life.retires_on.isoformat())
    if system.disposition is not None:
        return msg("it is only marked {disposition}", disposition=choice(system.disposition))
    return msg("nothing is said of what shall become of it")


def _procured(city: City, system: System) -> bool:
    return any(one.procurement is not None for one in city.pointing(system.id, Contract, "covers"))


def _invested_in(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not is_alive(initiative):
        return
    changed = [
        (index, city.systems[effect.record])
        for index, effect in enumerate(initiative.affects)
        if effect.changes and effect.record in city.systems
    ]
    if any(system.disposition != "eliminate" for _, system in changed):
        # It moves what they hold to the one that stays.
        return
    for index, system in changed:
        yield Fault(
            At(initiative.id, ("affects", index, "record")),
            msg("“{id}” rebuilds “{system}”, which is to be eliminated", id=initiative.id, system=system.id),
            msg("change what takes its place and name that under {affects}, or keep the system", affects=_affects()),
            (Related(At(system.id, ("disposition",)), msg("it is to be eliminated")),),
        )


def _affects() -> str:
    return field(Initiative, "affects")


def _provider_retired(city: City, capability: Capability) -> Iterator[Fault]:
    for index, provision in enumerate(capability.provided_by):
        if provision.by in city.systems and (day := retires_on(city.systems[provision.by])) < city.as_of:
            yield Fault(
                At(capability.id, ("provided_by", index, "by")),
                msg(
                    "the capability “{id}” is provided by “{system}”, which was retired on {day}",
                    id=capability.id,
                    system=provision.by,
                    day=day.isoformat(),
                ),
                msg("name what provides it now; where nothing does, take it away, and what needs it will say so"),
                (Related(At(provision.by, ("lifecycle", "retires_on")), msg("the day it retires is here")),),
            )


def _support_goes_first(city: City, system: System) -> Iterator[Fault]:
    for index, needed in enumerate(system.depends_on):
        if needed not in city.systems:
            continue
        day = retires_on(city.systems[needed])
        if day < (own := retires_on(system)):
            stays: Message = (
                msg("has no day of retirement")
                if system.lifecycle is None or system.lifecycle.retires_on is None
                else msg("stays until {day}", day=own.isoformat())
            )
            yield Fault(
                At(system.id, ("depends_on", index)),
                msg(
                    "“{id}” depends on “{needed}”, which retires on {day}, but {stays} itself",
                    id=system.id,
                    needed=needed,
                    day=day.isoformat(),
                    stays=stays,
                ),
                msg("move it to what takes the other's place before that day, or keep the other as long"),
                (Related(At(needed, ("lifecycle", "retires_on")), msg("the day it retires is here")),),
            )


def _still_costs(city: City, system: System) -> Iterator[Fault]:
    if not system.yearly_cost or retires_on(system) >= city.as_of:
        return
    yield Fault(
        At(system.id, ("yearly_cost",), key=True),
        msg(
            "“{id}” was retired on {day}, but still costs {amount} a year and is used by {users}",
            id=system.id,
            day=retires_on(system).isoformat(),
            amount=format_amount(sum(part.amount for part in system.yearly_cost)),
            users=", ".join(system.used_by),
        ),
        msg("end what is still paid and remove the record, or write the day on which it will be closed"),
        (Related(At(system.id, ("lifecycle", "retires_on")), msg("the day it retires is here")),),
    )


_LEAVES = "data/systems/sys-gammalt.yaml: |\n  id: sys-gammalt\n  name: Gammalt\n  object: objekt-dokument\n"
_LEAVES += "  functions: [diarieforing]\n  used_by: [it]\n  lifecycle: {retires_on: 2028-06-30}\n"
END_BEFORE_USE = Rule(
    "SYS007",
    "end-before-use",
    "error",
    "D15",
    msg("A system cannot end before it begins: every plan that counts from its end is wrong."),
    msg("Mend the day that is wrong."),
    bad="data/systems/sys-diarium.yaml: {lifecycle: {in_use_since: 2032-01-01, end_of_support: 2031-12-31}}\n",
    good="data/systems/sys-diarium.yaml: {lifecycle: {in_use_since: 2020-01-01, end_of_support: 2031-12-31}}\n",
    over=(System,),
    find=_end_before_use,
)
SUPPORT_ENDS_UNATTENDED = Rule(
    "SYS006",
    "support-ends-unattended",
    "warning",
    "D17",
    msg("After the last day of support, nobody mends what breaks or what is broken into."),
    msg("Propose what renews or replaces it, or write the day it is retired."),
    bad="data/systems/sys-diarium.yaml: {lifecycle: {end_of_support: 2028-12-31}}\n",
    good="data/systems/sys-diarium.yaml: {lifecycle: {end_of_support: 2028-12-31}, disposition: migrate}\n",
    over=(System,),
    find=_support_ends,
    after=("SYS007",),
    misses=("contract", "initiative"),
    parameters=(BEFORE,),
)
ELIMINATED_YET_INVESTED_IN = Rule(
    "SYS008",
    "eliminated-yet-invested-in",
    "warning",
    "D15",
    msg("Money that goes into what shall be closed is lost, or keeps it from being closed."),
    msg("Change what takes its place, or keep the system."),
    bad=(
        "data/objects/objekt-dokument.yaml: {change_money: }\n"
        "data/systems/sys-diarium.yaml: {disposition: eliminate}\n"
        "data/initiatives/init-a.yaml:\n  affects:\n    - {record: sys-diarium, how: Byggs ut, changes: true,"
        " acknowledged_on: 2026-03-01, acknowledged_by: Kanslichef}\n"
    ),
    good=(
        "data/objects/objekt-dokument.yaml: {change_money: }\n"
        "data/systems/sys-diarium.yaml: {disposition: migrate}\n"
        "data/initiatives/init-a.yaml:\n  affects:\n    - {record: sys-diarium, how: Byggs ut, changes: true,"
        " acknowledged_on: 2026-03-01, acknowledged_by: Kanslichef}\n"
    ),
    over=(Initiative,),
    find=_invested_in,
)
PROVIDER_RETIRED = Rule(
    "SYS009",
    "capability-of-retired-system",
    "warning",
    "D4",
    msg("A capability that is there only on paper is what mobility in home care was built on."),
    msg("Name what provides it now."),
    bad="data/systems/sys-diarium.yaml: {lifecycle: {retires_on: 2026-11-01}}\n",
    good="data/systems/sys-diarium.yaml: {lifecycle: {retires_on: 2026-11-02}}\n",
    over=(Capability,),
    find=_provider_retired,
)
DEPENDS_ON_WHAT_GOES_FIRST = Rule(
    "SYS010",
    "depends-on-what-goes-first",
    "warning",
    "D4",
    msg("When the other one is closed, this one stops too, and nobody had planned it."),
    msg("Move it in time, or keep the other as long."),
    bad=_LEAVES + "data/systems/sys-diarium.yaml: {depends_on: [sys-gammalt]}\n",
    good=_LEAVES + "data/systems/sys-diarium.yaml: {depends_on: [sys-gammalt], lifecycle: {retires_on: 2028-06-30}}\n",
    over=(System,),
    find=_support_goes_first,
)
RETIRED_YET_PAID = Rule(
    "SYS011",
    "retired-yet-paid",
    "warning",
    "D21",
    msg("Licences of what nobody uses go on being paid until somebody ends them."),
    msg("End what is paid and remove the record, or mend the day."),
    bad=(
        "data/capabilities/formaga-finns.yaml: {provided_by: [{by: leverans-a, since: 2020-01-01}]}\n"
        "data/systems/sys-diarium.yaml:\n  lifecycle: {retires_on: 2026-11-01}\n"
        "  illustrative: true\n  yearly_cost: [{category: licences, amount: 100 tkr}]\n"
    ),
    good=(
        "data/systems/sys-diarium.yaml:\n  lifecycle: {retires_on: 2026-11-02}\n"
        "  illustrative: true\n  yearly_cost: [{category: licences, amount: 100 tkr}]\n"
    ),
    over=(System,),
    find=_still_costs,
)

LIFECYCLE_RULES: tuple[Rule, ...] = (
    END_BEFORE_USE,
    SUPPORT_ENDS_UNATTENDED,
    ELIMINATED_YET_INVESTED_IN,
    PROVIDER_RETIRED,
    DEPENDS_ON_WHAT_GOES_FIRST,
    RETIRED_YET_PAID,
)
