"""Funding: who may pay for what, and where figures come from."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.finding import SETTINGS, At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.describe import field
from itgov.model.initiative import Initiative, OperatingCost
from itgov.model.planning import cost_lines, object_of
from itgov.model.record import Record
from itgov.model.settings import PayerKind
from itgov.model.walk import amounts


def _payer_kind(city: City, funder: str) -> PayerKind | None:
    if funder in city.administrations:
        return "own"
    return city.funders[funder].funder_kind if funder in city.funders else None


def _track_and_funder(city: City) -> Iterator[Fault]:
    for initiative in city.initiatives.values():
        allowed = city.settings.tracks.get(initiative.track)
        if allowed is None:
            continue
        able = [funder.id for funder in city.funders.values() if funder.funder_kind in allowed]
        if "own" in allowed:
            able.insert(0, initiative.proposed_by)
        for route, line in cost_lines(initiative):
            kind = _payer_kind(city, line.funder)
            if kind is not None and kind not in allowed:
                yield Fault(
                    At(initiative.id, (*route, "funder")),
                    msg(
                        "“{id}” is on the {track} {value}, which “{funder}” may not pay for",
                        id=initiative.id,
                        track=field(Initiative, "track"),
                        value=initiative.track,
                        funder=line.funder,
                    ),
                    msg("it can be paid by: {able}", able=", ".join(able)) if able else None,
                    (
                        Related(At(initiative.id, ("track",)), msg("the track is set here")),
                        Related(At(SETTINGS, ("tracks", initiative.track)), msg("the city's rule is here")),
                    ),
                )


def _change_money(city: City) -> Iterator[Fault]:
    for initiative in city.initiatives.values():
        for effect in initiative.affects:
            target = object_of(city, effect.record)
            if target is None or target.change_money is None or not effect.changes:
                continue
            related = Related(At(target.id, ("change_money",)), msg("the object's change money is set here"))
            for route, line in cost_lines(initiative):
                if line.funder != target.change_money:
                    yield Fault(
                        At(initiative.id, (*route, "funder")),
                        msg(
                            "“{id}” changes “{record}”, whose changes are paid by “{money}” alone, "
                            "but this line is paid by “{funder}”",
                            id=initiative.id,
                            record=effect.record,
                            money=target.change_money,
                            funder=line.funder,
                        ),
                        msg(
                            "let “{money}” pay, or split what is not a change to these systems "
                            "into an initiative of its own",
                            money=target.change_money,
                        ),
                        (related,),
                    )
    for initiative in city.initiatives.values():
        for index, operating in enumerate(initiative.operating_costs):
            funder = city.funders.get(operating.borne_by)
            if funder is not None and funder.funder_kind == "change_money":
                yield Fault(
                    At(initiative.id, ("operating_costs", index, "borne_by")),
                    msg(
                        "{field} of “{id}” is “{funder}”, but change money pays for change, never for operation",
                        field=field(OperatingCost, "borne_by"),
                        id=initiative.id,
                        funder=operating.borne_by,
                    ),
                    msg("name the base delivery, or the administration, that carries the cost after go-live"),
                )


def _without_source(city: City) -> Iterator[Fault]:
    for record in city.records():
        if record.illustrative or record.source is not None:
            continue
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
        " acknowledged_on: 2026-03-01}]\n"
    ),
    good=(
        "data/initiatives/init-a.yaml:\n  affects: [{record: sys-diarium, how: Anropas, acknowledged_on: 2026-03-01}]\n"
    ),
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
    find=_without_source,
)
