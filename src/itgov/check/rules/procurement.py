"""Procurements: begun in time for what needs them, and the papers that every contract has (D17, D47)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Parameter, Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.contract import Contract, Procurement
from itgov.model.contracting import last_day, left_without, months_after
from itgov.model.describe import field
from itgov.model.initiative import Initiative, ProcurementNeed
from itgov.model.period import Period
from itgov.model.planning import is_alive, latest_need, length_of

NEW_CONTRACT = Parameter("CON008", "months", 9, msg("months that a new contract takes at the least"))
CALL_OFF = Parameter("CON008", "call_off_months", 2, msg("months that a call-off takes at the least"))


def _too_late(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not initiative.needs.procurements or not is_alive(initiative):
        return
    for index, need in enumerate(initiative.needs.procurements):
        begins = _phase_begins(city, initiative, need)
        if need.begun_on is None and begins.first_day < city.as_of and initiative.started_in is not None:
            # The phase runs already: the need was met, or the work would not have come so far.
            continue
        base = need.begun_on or city.as_of
        ready = months_after(base, need.months)
        if ready > begins.first_day:
            yield _not_ready(initiative, index, need, base, ready, begins)


def _phase_begins(city: City, initiative: Initiative, need: ProcurementNeed) -> Period:
    """The last period in which the phase that needs the contract may begin."""
    return latest_need(city, initiative, "start").plus(length_of(initiative.phases[: need.before_phase - 1]))


def _not_ready(
    initiative: Initiative, index: int, need: ProcurementNeed, base: date, ready: date, begins: Period
) -> Fault:
    begun = (
        msg("begun on {day}", day=base.isoformat())
        if need.begun_on is not None
        else msg("not begun by {today}", today=base.isoformat())
    )
    return Fault(
        At(initiative.id, ("needs", "procurements", index, "months")),
        msg(
            "phase {phase} of “{id}” must begin in {period} at the latest, but the procurement that it needs, {begun}, "
            "takes {months} months: until {today_ready}",
            phase=need.before_phase,
            id=initiative.id,
            period=str(begins),
            begun=begun,
            months=need.months,
            today_ready=ready.isoformat(),
        ),
        msg("begin it now, buy in a way that is quicker, or plan the initiative later"),
        (Related(At(initiative.id, ("phases", need.before_phase - 1, "name")), msg("the phase is here")),),
    )


def _hardly_time(city: City, initiative: Initiative) -> Iterator[Fault]:
    if not initiative.needs.procurements or not is_alive(initiative):
        return
    for index, need in enumerate(initiative.needs.procurements):
        least = (CALL_OFF if need.call_off else NEW_CONTRACT).of(city)
        if need.months < least:
            kind = msg("a call-off") if need.call_off else msg("a new contract")
            yield Fault(
                At(initiative.id, ("needs", "procurements", index, "months")),
                msg(
                    "“{id}” counts on {months} months for a procurement: {kind} takes at least {least}",
                    id=initiative.id,
                    months=need.months,
                    kind=kind,
                    least=least,
                ),
                msg("allow {least} months", least=least)
                if need.call_off
                else msg(
                    "allow {least} months, or set {call_off} where nothing is tendered",
                    least=least,
                    call_off=field(ProcurementNeed, "call_off"),
                ),
            )


def _ready_after_end(city: City, contract: Contract) -> Iterator[Fault]:
    under_way = contract.procurement
    if under_way is None or under_way.ready_by is None:
        return
    end, route = last_day(contract)
    if under_way.ready_by > end and left_without(city, contract):
        yield Fault(
            At(contract.id, ("procurement", "ready_by")),
            msg(
                "the contract that follows “{id}” is expected on {ready}, but it ends on {end}, options used",
                id=contract.id,
                ready=under_way.ready_by.isoformat(),
                end=end.isoformat(),
            ),
            msg("agree with the supplier on the time between, within the law, or be ready earlier"),
            (Related(At(contract.id, route), msg("the contract's last day, options used, is here")),),
        )


def _no_registry_number(city: City, contract: Contract) -> Iterator[Fault]:
    if contract.registry_number is None:
        yield Fault(
            At(contract.id),
            msg("“{id}” has no {field}", id=contract.id, field=field(Contract, "registry_number")),
            msg("a contract is a public record: register it, and write its number here"),
        )
    own = contract.procurement
    if own is not None and own.registry_number is None and own.stage in {"begun", "advertised", "awarded"}:
        yield Fault(
            At(contract.id, ("procurement",), key=True),
            msg(
                "the procurement that follows “{id}” is begun and has no {field}",
                id=contract.id,
                field=field(Procurement, "registry_number"),
            ),
            msg("register the case, and write its number here"),
        )


def _no_notice(city: City, contract: Contract) -> Iterator[Fault]:
    if contract.notice_months is None:
        yield Fault(
            At(contract.id),
            msg("“{id}” has no {field}", id=contract.id, field=field(Contract, "notice_months")),
            msg("read it in the contract; where it simply ends, write 0"),
        )


PROCUREMENT_TOO_LATE = Rule(
    "CON007",
    "procurement-too-late",
    "warning",
    "D17",
    msg("A phase that waits for a contract keeps people waiting whom others needed."),
    msg("Begin the procurement, buy in a quicker way, or plan the initiative later."),
    bad=(
        "data/initiatives/init-a.yaml:\n  window: {latest_end: 2028-Q1}\n"
        "  needs: {procurements: [{what: Läsplattor, months: 12}]}\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  window: {latest_end: 2028-Q2}\n"
        "  needs: {procurements: [{what: Läsplattor, months: 12}]}\n"
    ),
    over=(Initiative,),
    find=_too_late,
)
PROCUREMENT_TOO_SHORT = Rule(
    "CON008",
    "procurement-too-short",
    "info",
    "D17",
    msg("A new contract takes 9 to 15 months, a call-off 2 to 4: what is planned quicker is late from its first day."),
    msg("Allow the months it takes, or say that it is a call-off."),
    bad="data/initiatives/init-a.yaml:\n  needs: {procurements: [{what: Läsplattor, months: 8}]}\n",
    good="data/initiatives/init-a.yaml:\n  needs: {procurements: [{what: Läsplattor, months: 3, call_off: true}]}\n",
    over=(Initiative,),
    find=_hardly_time,
    parameters=(NEW_CONTRACT, CALL_OFF),
)
READY_AFTER_END = Rule(
    "CON009",
    "procurement-ready-after-end",
    "warning",
    "D17",
    msg("Between two contracts there is none."),
    msg("Be ready before the last day, or agree on the time between within the law."),
    bad=(
        "data/contracts/avtal-diarium.yaml:\n"
        "  procurement: {stage: begun, begun_on: 2026-10-01, ready_by: 2030-01-01, registry_number: STK-2026-8}\n"
    ),
    good=(
        "data/contracts/avtal-diarium.yaml:\n"
        "  procurement: {stage: begun, begun_on: 2026-10-01, ready_by: 2029-12-31, registry_number: STK-2026-8}\n"
    ),
    over=(Contract,),
    find=_ready_after_end,
    misses=("contract", "initiative"),
)
CONTRACT_NOT_REGISTERED = Rule(
    "CON010",
    "contract-not-registered",
    "warning",
    "D47",
    msg("A contract is a public record: who asks for it must be able to find it."),
    msg("Register it, and write its number."),
    bad="data/contracts/avtal-diarium.yaml: {registry_number: }\n",
    good="data/contracts/avtal-diarium.yaml: {registry_number: STK-2024-7}\n",
    over=(Contract,),
    find=_no_registry_number,
)
CONTRACT_WITHOUT_NOTICE = Rule(
    "CON011",
    "contract-without-notice",
    "info",
    "D17",
    msg("Who does not know the notice finds out when it has passed."),
    msg("Write the months of notice; 0 where the contract simply ends."),
    bad="data/contracts/avtal-diarium.yaml: {notice_months: }\n",
    good="data/contracts/avtal-diarium.yaml: {notice_months: 0}\n",
    over=(Contract,),
    find=_no_notice,
)

PROCUREMENT_RULES: tuple[Rule, ...] = (
    PROCUREMENT_TOO_LATE,
    PROCUREMENT_TOO_SHORT,
    READY_AFTER_END,
    CONTRACT_NOT_REGISTERED,
    CONTRACT_WITHOUT_NOTICE,
)
