"""Funding: who may pay for what, and where figures come from."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import choice, field
from itgov.model.initiative import CostLine, Effect, Initiative, OperatingCost, Stage, Stages
from itgov.model.planning import Route, cost_lines, object_of, operating_costs
from itgov.model.record import Record
from itgov.model.settings import PayerKind, Settings
from itgov.model.system import System
from itgov.model.systemobject import SystemObject
from itgov.model.walk import amounts

_OWN: frozenset[PayerKind] = frozenset({"own", "grant"})
"""Who may pay for a track that is an administration's own matter: its running costs are its own, too."""
_MUST_HAVE_AGREED: frozenset[Stage] = frozenset({"prepared", "decided", "under_way", "in_operation"})


def _payer_kind(city: City, funder: str) -> PayerKind | None:
    if funder in city.administrations:
        return "own"
    if funder in city.deliveries:
        return "solidarity"
    return city.funders[funder].funder_kind if funder in city.funders else None


def _track_and_funder(city: City, initiative: Initiative) -> Iterator[Fault]:
    allowed = city.settings.tracks.get(initiative.track)
    if allowed is None:
        yield _unnamed_track(initiative)
        return
    for route, line in cost_lines(initiative):
        kind = _payer_kind(city, line.funder)
        if kind is not None and kind not in allowed:
            yield _wrong_funder(city, initiative, (*route, "funder"), line.funder, allowed)
    if _OWN.issuperset(allowed):
        for route, cost in operating_costs(initiative):
            if _payer_kind(city, cost.borne_by) in {"solidarity", "pilots"}:
                yield _run_by_all(city, initiative, route, cost)


def _unnamed_track(initiative: Initiative) -> Fault:
    return Fault(
        At(initiative.id, ("track",)),
        msg(
            "“{id}” is on the {track} {value}, and the settings do not say who may pay for it",
            id=initiative.id,
            track=field(Initiative, "track"),
            value=choice(initiative.track),
        ),
        msg(
            "name it under {tracks} in itgov.yaml, with the kinds of funder that may pay for it",
            tracks=field(Settings, "tracks"),
        ),
        (Related(At(SETTINGS, ("tracks",), key=True), msg("the tracks are named here")),),
    )


def _wrong_funder(
    city: City, initiative: Initiative, route: Route, payer: str, allowed: tuple[PayerKind, ...]
) -> Fault:
    able = [funder.id for funder in city.funders.values() if funder.funder_kind in allowed]
    if "own" in allowed:
        able.insert(0, initiative.proposed_by)
    return Fault(
        At(initiative.id, route),
        msg(
            "“{id}” is on the {track} {value}, which “{funder}” may not pay for",
            id=initiative.id,
            track=field(Initiative, "track"),
            value=choice(initiative.track),
            funder=payer,
        ),
        msg("it can be paid by: {able}", able=", ".join(able)) if able else None,
        (
            Related(At(initiative.id, ("track",)), msg("the track is set here")),
            Related(At(SETTINGS, ("tracks", initiative.track)), msg("the city's rule is here")),
        ),
    )


def _run_by_all(city: City, initiative: Initiative, route: Route, cost: OperatingCost) -> Fault:
    return Fault(
        At(initiative.id, (*route, "borne_by")),
        msg(
            "“{id}” is on the {track} {value}, which is paid by whoever does it, "
            "but all would pay for “{what}” after go-live, through “{bearer}”",
            id=initiative.id,
            track=field(Initiative, "track"),
            value=choice(initiative.track),
            what=cost.what,
            bearer=cost.borne_by,
        ),
        msg(
            "let “{own}” bear it, or choose the track that the work really is, if it is for all",
            own=initiative.proposed_by,
        ),
        (
            Related(At(initiative.id, ("track",)), msg("the track is set here")),
            Related(At(SETTINGS, ("tracks", initiative.track)), msg("the city's rule is here")),
        ),
    )


def _change_money(city: City, initiative: Initiative) -> Iterator[Fault]:
    told: set[tuple[Route, str]] = set()
    for effect in initiative.affects:
        target = object_of(city, effect.record)
        if target is None or target.change_money is None or not effect.changes:
            continue
        for route, line in cost_lines(initiative):
            # A line that pays for changes of several systems is wrong once for each purse it goes past.
            if line.funder != target.change_money and (route, target.change_money) not in told:
                told.add((route, target.change_money))
                yield _paid_past_change_money(initiative, effect, target, route, line)
    for route, cost in operating_costs(initiative):
        funder = city.funders.get(cost.borne_by)
        if funder is not None and funder.funder_kind == "change_money":
            yield _change_money_for_operation(initiative, route, cost)


def _paid_past_change_money(
    initiative: Initiative, effect: Effect, target: SystemObject, route: Route, line: CostLine
) -> Fault:
    money = target.change_money or ""
    return Fault(
        At(initiative.id, (*route, "funder")),
        msg(
            "“{id}” changes “{record}”, whose changes are paid by “{money}” alone, but this line is paid by “{funder}”",
            id=initiative.id,
            record=effect.record,
            money=money,
            funder=line.funder,
        ),
        msg(
            "let “{money}” pay, or split what is not a change to these systems into an initiative of its own",
            money=money,
        ),
        (Related(At(target.id, ("change_money",)), msg("the object's change money is set here")),),
    )


def _change_money_for_operation(initiative: Initiative, route: Route, cost: OperatingCost) -> Fault:
    return Fault(
        At(initiative.id, (*route, "borne_by")),
        msg(
            "{field} of “{id}” is “{funder}”, but change money pays for change, never for operation",
            field=field(OperatingCost, "borne_by"),
            id=initiative.id,
            funder=cost.borne_by,
        ),
        msg("name the base delivery, or the administration, that carries the cost after go-live"),
    )


def _not_agreed(city: City, initiative: Initiative) -> Iterator[Fault]:
    if initiative.stages.current not in _MUST_HAVE_AGREED:
        return
    first: dict[str, Route] = {}
    for route, line in cost_lines(initiative):
        if line.funder in city.administrations and line.funder != initiative.proposed_by:
            first.setdefault(line.funder, route)
    for payer, route in first.items():
        named = [(index, effect) for index, effect in enumerate(initiative.affects) if effect.record == payer]
        if not any(effect.acknowledged_on for _, effect in named):
            yield _payer_not_asked(city, initiative, payer, route, [index for index, _ in named])


def _payer_not_asked(city: City, initiative: Initiative, payer: str, route: Route, named: list[int]) -> Fault:
    return Fault(
        At(initiative.id, (*route, "funder")),
        msg(
            "“{id}” is at the stage {stage} and “{payer}” pays for a part of it, but has not agreed: "
            "{affects} does not name it with {acknowledged_on}",
            id=initiative.id,
            stage=field(Stages, initiative.stages.current),
            payer=payer,
            affects=field(Initiative, "affects"),
            acknowledged_on=field(Effect, "acknowledged_on"),
        ),
        msg(
            "ask {chief} before it goes to decision, and write the day they agreed",
            chief=city.administrations[payer].finance_chief,
        ),
        (
            *(
                Related(At(initiative.id, ("affects", index, "record")), msg("it is named here, without a day"))
                for index in named
            ),
            Related(At(payer), msg("this administration pays")),
        ),
    )


def _carried_twice(city: City, system: System) -> Iterator[Fault]:
    if system.key is not None and system.in_delivery is not None:
        yield Fault(
            At(system.id, ("key",)),
            msg(
                "“{id}” is part of “{delivery}”, whose cost parts carry its cost, "
                "and is split by “{key}” as well: it would be paid twice",
                id=system.id,
                delivery=system.in_delivery,
                key=system.key,
            ),
            msg("take the key away, or take the system out of the delivery and its cost parts"),
            (Related(At(system.id, ("in_delivery",)), msg("the delivery is named here")),),
        )


def _without_source(city: City, record: Record) -> Iterator[Fault]:
    if record.illustrative or record.source is not None:
        return
    first = next(amounts(record), None)
    if first is not None:
        yield Fault(
            At(record.id, first[0]),
            msg(
                "“{id}” holds amounts, but neither {source} nor {illustrative} says where they come from",
                id=record.id,
                source=field(Record, "source"),
                illustrative=field(Record, "illustrative"),
            ),
            msg("name the source and its year, or write “illustrative: true”"),
        )


TRACK_MAY_NOT_USE_FUNDER = Rule(
    "FUN001",
    "track-may-not-use-funder",
    "error",
    "D23",
    msg("Solidarity money is for what all share: business development is paid by the administration that does it."),
    msg("Let a funder pay that the track may use, or choose the track that the work really is."),
    bad="data/initiatives/init-a.yaml: {track: business_development}\n",
    good="data/initiatives/init-a.yaml: {track: platform}\n",
    over=(Initiative,),
    find=_track_and_funder,
)
CITY_OFFICE_CHANGE_NOT_FROM_CHANGE_MONEY = Rule(
    "FUN002",
    "change-not-from-change-money",
    "error",
    "D36",
    msg("Change and operation are two pots: what is paid from the wrong one is missing there."),
    msg("Pay changes from the object's change money, and operation from a delivery or an administration."),
    bad=(
        "data/initiatives/init-a.yaml:\n  affects: [{record: sys-diarium, how: Byggs om, changes: true,"
        " acknowledged_on: 2026-03-01, acknowledged_by: Chef}]\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  affects: [{record: sys-diarium, how: Anropas,"
        " acknowledged_on: 2026-03-01, acknowledged_by: Chef}]\n"
    ),
    over=(Initiative,),
    find=_change_money,
)
AMOUNT_WITHOUT_SOURCE = Rule(
    "FUN003",
    "amount-without-source",
    "error",
    "D41",
    msg("A figure that nobody can trace is one that nobody has to believe."),
    msg("Name the public source and year, or mark the record as illustrative."),
    bad="data/initiatives/init-a.yaml: {illustrative: false}\n",
    good="data/initiatives/init-a.yaml: {illustrative: true}\n",
    over=(Record,),
    find=_without_source,
)
_OWN_WORK = (
    "data/initiatives/init-a.yaml:\n  track: business_development\n"
    "  operating_costs: [{what: Licenser, per_year: 90 tkr, borne_by: hvo}]\n"
)
PAYER_HAS_NOT_AGREED = Rule(
    "FUN004",
    "payer-has-not-agreed",
    "error",
    "D23",
    msg("An administration that learns from the invoice that it pays has decided nothing, and may not pay."),
    msg("Ask the administration that is to pay, and write under `affects` when it agreed."),
    bad=(
        _OWN_WORK + "  phases: [{name: Bygge, periods: 2,"
        " costs: [{what: Bygge, amount: 900 000 kr, funder: it}, {what: Stöd, amount: 90 tkr, funder: hvo}]}]\n"
    ),
    good=(
        _OWN_WORK + "  phases: [{name: Bygge, periods: 2,"
        " costs: [{what: Bygge, amount: 900 000 kr, funder: it}, {what: Stöd, amount: 90 tkr, funder: hvo}]}]\n"
        "  affects: [{record: it, how: Betalar bygget, acknowledged_on: 2026-03-01, acknowledged_by: Chef}]\n"
    ),
    over=(Initiative,),
    find=_not_agreed,
)
COST_CARRIED_TWICE = Rule(
    "FUN005",
    "cost-carried-twice",
    "error",
    "D21",
    msg("A cost that is carried in two places is paid twice by the same administrations, and nobody sees it."),
    msg("Let the delivery carry the system's cost, or let the system's own key split it."),
    bad="data/systems/sys-diarium.yaml: {in_delivery: leverans-a, key: nyckel-a}\n",
    good="data/systems/sys-diarium.yaml: {in_delivery: leverans-a}\n",
    over=(System,),
    find=_carried_twice,
)

FUNDING_RULES: tuple[Rule, ...] = (
    TRACK_MAY_NOT_USE_FUNDER,
    CITY_OFFICE_CHANGE_NOT_FROM_CHANGE_MONEY,
    AMOUNT_WITHOUT_SOURCE,
    PAYER_HAS_NOT_AGREED,
    COST_CARRIED_TWICE,
)
