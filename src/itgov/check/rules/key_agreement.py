"""Allocation keys as agreements: fresh, agreed, locked before the year, and one for each measure (D24)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from itgov.check.rule import Parameter, Rule
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import field
from itgov.model.index import definition_key
from itgov.model.key import Key
from itgov.model.system import System


def _is_used(city: City, key: Key) -> bool:
    """Whether anything is split by it, alone or in a mix; a key that is being prepared owes nothing yet."""
    mixes = city.pointing(key.id, Key, "mix")
    return any(city.pointing(one, Delivery) or city.pointing(one, System) for one in (key.id, *(m.id for m in mixes)))


def _first_day(city: City, key: Key) -> date | None:
    """The first day of the first planned year it is valid for; None where that is over, or it splits nothing."""
    years = [year for year in key.valid_for if year >= city.settings.plan.first.year]
    return date(min(years), 1, 1) if years and _is_used(city, key) else None


YEARS = Parameter("KEY006", "years", 3, msg("years from the measurement to the first planned year it splits"))


def _stale(city: City, key: Key) -> Iterator[Fault]:
    split = [year for year in city.settings.plan.years if year >= min(key.valid_for)]
    if not split:
        return
    age = split[0] - key.measured_on.year - (key.measured_on > date(key.measured_on.year, 1, 1))
    if age >= YEARS.of(city) and _is_used(city, key):
        yield Fault(
            At(key.id, ("measured_on",)),
            msg(
                "“{id}” was measured on {day}, {age} years or more before {year}, which is split by it",
                id=key.id,
                day=key.measured_on.isoformat(),
                age=age,
                year=split[0],
            ),
            msg(
                "measure anew from {register}, agree on the values and lock them",
                register=key.measured_in or msg("its source"),
            ),
        )


def _changed(city: City, key: Key) -> Iterator[Fault]:
    first, measured, locked = _first_day(city, key), key.measured_on, key.locked_on
    if first is None:
        return
    if locked is not None and measured > locked:
        problem = msg(
            "the values of “{id}” are from {day}, after the key was locked on {locked}",
            id=key.id,
            day=measured.isoformat(),
            locked=locked.isoformat(),
        )
        related = Related(At(key.id, ("locked_on",)), msg("the key was locked here"))
    elif measured >= first:
        problem = msg(
            "the values of “{id}” are from {day}, when {year}, which is split by them, had begun",
            id=key.id,
            day=measured.isoformat(),
            year=first.year,
        )
        related = Related(At(key.id, ("valid_for",), key=True), msg("its years are here"))
    else:
        return
    yield Fault(
        At(key.id, ("measured_on",)),
        problem,
        msg("keep the values that were locked for the year, and put the new ones in a key for the next"),
        (related,),
    )


def _not_agreed(city: City, key: Key) -> Iterator[Fault]:
    chiefs = sorted(body.id for body in city.bodies.values() if body.group == "finance_chiefs")
    agreed = {agreement.body for agreement in key.agreed}
    if (agreed & set(chiefs) if chiefs else agreed) or not _is_used(city, key):
        return
    yield Fault(
        At(key.id, ("agreed",), key=True) if key.agreed else At(key.id),
        msg("{field} of “{id}” does not name the finance chiefs' group", field=field(Key, "agreed"), id=key.id),
        msg("agree on definition and values with {bodies}, and write body and date", bodies=", ".join(chiefs))
        if chiefs
        else msg("write the body that agreed on it, and the day"),
    )


def _not_locked(city: City, key: Key) -> Iterator[Fault]:
    first = _first_day(city, key)
    if first is None or (key.locked_on is not None and key.locked_on < first):
        return
    if key.locked_on is None:
        where = At(key.id)
        problem = msg(
            "“{id}” splits {year}, but has no {locked_on}",
            id=key.id,
            year=first.year,
            locked_on=field(Key, "locked_on"),
        )
    else:
        where = At(key.id, ("locked_on",))
        problem = msg(
            "“{id}” was locked on {day}, when {year}, which it splits, had begun",
            id=key.id,
            day=key.locked_on.isoformat(),
            year=first.year,
        )
    yield Fault(
        where,
        problem,
        msg(
            "lock the values before {day}, so that all know their share when the year begins, and write the day",
            day=first.isoformat(),
        ),
        (Related(At(key.id, ("valid_for",), key=True), msg("its years are here")),),
    )


def _locked_first(city: City, key: Key) -> Iterator[Fault]:
    if key.locked_on is None:
        return
    late = [(one.on, index, one.body) for index, one in enumerate(key.agreed) if one.on > key.locked_on]
    if late and len(late) == len(key.agreed):
        day, index, body = min(late)
        yield Fault(
            At(key.id, ("locked_on",)),
            msg(
                "“{id}” was locked on {locked}, before anybody had agreed on it: “{body}” did on {day}",
                id=key.id,
                locked=key.locked_on.isoformat(),
                body=body,
                day=day.isoformat(),
            ),
            msg("lock what has been agreed: mend the day, or let the body agree on the locked values"),
            (Related(At(key.id, ("agreed", index, "on")), msg("the agreement is here")),),
        )


def _same_definition(city: City, key: Key) -> Iterator[Fault]:
    for one in city.index.get(definition_key(key), ()):
        other = city.keys.get(one)
        if other is not None and one < key.id and set(other.valid_for) & set(key.valid_for):
            yield Fault(
                At(key.id, ("definition",)),
                msg(
                    "“{id}” and “{other}” have the same {definition}, and are valid in the same years",
                    id=key.id,
                    other=one,
                    definition=field(Key, "definition"),
                ),
                msg("keep one of them, or say in the definition what they count differently"),
                (Related(At(one, ("definition",)), msg("the other is here")),),
            )
            return


KEY_STALE = Rule(
    "KEY006",
    "key-stale",
    "warning",
    "D24",
    msg("Old values split by how the city was: who has shrunk since pays for who has grown."),
    msg("Measure anew."),
    bad="data/keys/nyckel-a.yaml: {measured_on: 2024-01-01}\n",
    good="data/keys/nyckel-a.yaml: {measured_on: 2024-01-02}\n",
    over=(Key,),
    find=_stale,
    parameters=(YEARS,),
)
KEY_CHANGED_IN_YEAR = Rule(
    "KEY007",
    "key-changed-in-year",
    "error",
    "D24",
    msg("A key that changes after it was locked changes what each was told to pay."),
    msg("Keep the locked values for the year, and put new ones in the next year's key."),
    bad="data/keys/nyckel-a.yaml: {measured_on: 2026-10-01}\n",
    good="data/keys/nyckel-a.yaml: {measured_on: 2026-09-30}\n",
    over=(Key,),
    find=_changed,
)
KEY_NOT_AGREED = Rule(
    "KEY008",
    "key-not-agreed",
    "error",
    "D24",
    msg("A key that the finance chiefs have not agreed on is an invoice that they will not agree on."),
    msg("Agree on it with the finance chiefs, and put it on record under `agreed`."),
    bad="data/keys/nyckel-a.yaml: {agreed: [{body: beredande-niva, on: 2026-09-01}]}\n",
    good="data/keys/nyckel-a.yaml: {agreed: [{body: ekonomichefsgrupp, on: 2026-09-30}]}\n",
    over=(Key,),
    find=_not_agreed,
)
KEY_NOT_LOCKED = Rule(
    "KEY009",
    "key-not-locked",
    "warning",
    "D24",
    msg("Prices and shares are known before the year; until the key is locked they may still move."),
    msg("Lock the key before its first year."),
    bad="data/keys/nyckel-a.yaml: {locked_on: 2027-01-01}\n",
    good="data/keys/nyckel-a.yaml: {locked_on: 2026-12-31}\n",
    over=(Key,),
    find=_not_locked,
    after=("KEY007",),
)
KEY_LOCKED_BEFORE_AGREED = Rule(
    "KEY010",
    "key-locked-before-agreed",
    "warning",
    "D24",
    msg("What is locked before it is agreed was settled by nobody."),
    msg("Agree first, and lock then."),
    bad="data/keys/nyckel-a.yaml: {agreed: [{body: ekonomichefsgrupp, on: 2026-10-01}]}\n",
    good="data/keys/nyckel-a.yaml: {agreed: [{body: ekonomichefsgrupp, on: 2026-09-30}]}\n",
    over=(Key,),
    find=_locked_first,
    after=("KEY008",),
)
_OTHER = (
    "data/keys/nyckel-b.yaml: |\n  id: nyckel-b\n  name: Heltider\n  definition: {}\n  driver: antalet anställda\n"
    "  wanted_direction: neutral\n  unit: heltid\n  measured_on: 2026-03-01\n  locked_on: 2026-09-30\n"
    "  valid_for: [2027]\n  agreed: [{{body: ekonomichefsgrupp, on: 2026-09-08}}]\n  values: {{hvo: 300, it: 100}}\n"
    "data/systems/sys-diarium.yaml: {{key: nyckel-b}}\n"
)
KEYS_DEFINED_ALIKE = Rule(
    "KEY011",
    "keys-defined-alike",
    "warning",
    "D24",
    msg("Two keys that count the same will one day have two values for the same administration."),
    msg("Keep one, or say what they count differently."),
    bad=_OTHER.format("Månadsavlönade omräknade  till heltid."),
    good=_OTHER.format("Månadsavlönade med arbete vid skärm."),
    over=(Key,),
    find=_same_definition,
)

KEY_AGREEMENT_RULES: tuple[Rule, ...] = (
    KEY_STALE,
    KEY_CHANGED_IN_YEAR,
    KEY_NOT_AGREED,
    KEY_NOT_LOCKED,
    KEY_LOCKED_BEFORE_AGREED,
    KEYS_DEFINED_ALIKE,
)
