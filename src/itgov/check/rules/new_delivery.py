"""New and changed base deliveries: tried before, decided, and as decided (D22, D25, D38)."""

from __future__ import annotations

from collections.abc import Iterator

from itgov.check.rule import Rule
from itgov.check.rules.rulings import rulings_on
from itgov.finding import At, Fault, Related
from itgov.message import msg
from itgov.model.city import City
from itgov.model.delivery import Delivery
from itgov.model.describe import choice, field
from itgov.model.initiative import TRIALS, Initiative


def _is_new(city: City, delivery: Delivery) -> bool:
    """Whether it starts in the years that are planned, or after them."""
    return delivery.starts_on is not None and delivery.starts_on >= city.settings.plan.first.first_day


def _without_pilot(city: City, delivery: Delivery) -> Iterator[Fault]:
    if _is_new(city, delivery) and delivery.pilot is None and delivery.no_pilot_reason is None:
        yield Fault(
            At(delivery.id, ("starts_on",)),
            msg(
                "“{id}” is new from {day}, but has neither {pilot} nor {reason}",
                id=delivery.id,
                day=str(delivery.starts_on),
                pilot=field(Delivery, "pilot"),
                reason=field(Delivery, "no_pilot_reason"),
            ),
            msg("name the prototype or pilot whose result it rests on, or say why there was none"),
        )


def _no_trial(city: City, delivery: Delivery) -> Iterator[Fault]:
    pilot = city.initiatives.get(delivery.pilot) if delivery.pilot is not None else None
    if pilot is not None and pilot.track not in TRIALS:
        yield Fault(
            At(delivery.id, ("pilot",)),
            msg(
                "“{id}” rests on “{pilot}”, but that is no prototype or pilot: its {track} is {value}",
                id=delivery.id,
                pilot=pilot.id,
                track=field(Initiative, "track"),
                value=choice(pilot.track),
            ),
            msg(
                "name the trial that gave the answer, or write under {reason} why there was none",
                reason=field(Delivery, "no_pilot_reason"),
            ),
            (Related(At(pilot.id, ("track",)), msg("the track is here")),),
        )


def _without_result(city: City, delivery: Delivery) -> Iterator[Fault]:
    pilot = city.initiatives.get(delivery.pilot) if delivery.pilot is not None else None
    if pilot is not None and pilot.pilot_result is None:
        yield Fault(
            At(delivery.id, ("pilot",)),
            msg(
                "“{id}” rests on the pilot “{pilot}”, which has no {result}",
                id=delivery.id,
                pilot=pilot.id,
                result=field(Initiative, "pilot_result"),
            ),
            msg("write question, result and recommendation on the pilot before the delivery is decided"),
            (Related(At(pilot.id), msg("this is the pilot")),),
        )


def _without_decision(city: City, delivery: Delivery) -> Iterator[Fault]:
    if not _is_new(city, delivery):
        return
    rulings = rulings_on(city, delivery.id)
    if not rulings or rulings[-1].outcome != "approved":
        yield Fault(
            At(delivery.id, ("starts_on",)),
            msg("“{id}” is new from {day}, but no decision approves it", id=delivery.id, day=str(delivery.starts_on))
            if not rulings
            else msg(
                "“{id}” is new from {day}, but the last decision about it, “{decision}”, does not approve it",
                id=delivery.id,
                day=str(delivery.starts_on),
                decision=rulings[-1].decision.id,
            ),
            msg("let a body that may settle deliveries decide, and put the decision under data/decisions/"),
            tuple(one.shown for one in rulings),
        )


def _changed_since(city: City, delivery: Delivery) -> Iterator[Fault]:
    if not delivery.agreed:
        return
    approved = [one for one in rulings_on(city, delivery.id) if one.outcome == "approved"]
    last = max(range(len(delivery.agreed)), key=lambda index: delivery.agreed[index].on)
    agreement = delivery.agreed[last]
    if approved and agreement.on > approved[-1].decision.on:
        yield Fault(
            At(delivery.id, ("agreed", last, "on")),
            msg(
                "“{id}” was agreed anew with “{body}” on {on}, after “{decision}” approved it on {day}",
                id=delivery.id,
                body=agreement.body,
                on=agreement.on.isoformat(),
                decision=approved[-1].decision.id,
                day=approved[-1].decision.on.isoformat(),
            ),
            msg("decide on the changed delivery and put that on record, or mend the date"),
            (approved[-1].shown,),
        )


_DECIDED = (
    "data/decisions/beslut-2.yaml: |\n  id: beslut-2\n  name: Ny arbetsplats\n  body: beslutande-niva\n"
    "  formal_decider: Stadsdirektören\n  delegation: Delegationsordningen punkt 4.2\n  on: 2026-10-01\n"
    "  registry_number: STK-2026-2\n  paragraph: § 20\n  material: [Förslag 2026-09-10]\n"
    "  executor: It-chefen\n  follow_up: Beredande nivå\n"
    "  rulings: [{record: leverans-a, outcome: approved}]\n"
)
_REASON = "data/deliveries/leverans-a.yaml: {starts_on: 2027-01-01, no_pilot_reason: Den finns redan i bruk}\n"

NEW_WITHOUT_PILOT = Rule(
    "GOV025",
    "new-delivery-without-pilot",
    "error",
    "D38",
    msg("A delivery that everyone pays for and nobody has tried is the dearest kind of trial."),
    msg("Name the pilot, or say why there was none."),
    bad="data/deliveries/leverans-a.yaml: {starts_on: 2027-01-01}\n" + _DECIDED,
    good=_REASON + _DECIDED,
    over=(Delivery,),
    find=_without_pilot,
)
PILOT_WITHOUT_RESULT = Rule(
    "GOV026",
    "rests-on-pilot-without-result",
    "error",
    "D38",
    msg("A pilot that has not answered yet is no ground for a decision that lasts for years."),
    msg("Put the result on record first."),
    bad="data/deliveries/leverans-a.yaml: {pilot: init-a}\n"
    "data/initiatives/init-a.yaml: {track: pilot}\nitgov.yaml: {tracks: {pilot: [solidarity]}}\n",
    good="data/deliveries/leverans-a.yaml: {pilot: init-a}\n"
    "data/initiatives/init-a.yaml:\n  track: pilot\n"
    "  pilot_result: {question: Håller det, result: Ja, recommendation: Inför}\n"
    "itgov.yaml: {tracks: {pilot: [solidarity]}}\n",
    over=(Delivery,),
    find=_without_result,
    after=("GOV038",),
)
NEW_WITHOUT_DECISION = Rule(
    "GOV027",
    "new-delivery-without-decision",
    "error",
    "D25",
    msg("A new delivery moves money between committees: what nobody decided, nobody need pay."),
    msg("Put the decision on record."),
    bad=_REASON,
    good=_REASON + _DECIDED,
    over=(Delivery,),
    find=_without_decision,
    misses=("decision",),
)
CHANGED_SINCE_DECISION = Rule(
    "GOV028",
    "delivery-changed-since-decision",
    "warning",
    "D25",
    msg("What was decided is not what is delivered, once it has been agreed anew and nobody decided on that."),
    msg("Decide on the change."),
    bad=_DECIDED.replace("on: 2026-10-01", "on: 2026-09-07"),
    good=_DECIDED.replace("on: 2026-10-01", "on: 2026-09-08"),
    over=(Delivery,),
    find=_changed_since,
)
NO_TRIAL = Rule(
    "GOV038",
    "rests-on-what-is-no-trial",
    "error",
    "D38",
    msg("Only what was set up as a trial has a question that its result answers."),
    msg("Name a prototype or pilot, or say why there was none."),
    bad="data/deliveries/leverans-a.yaml: {pilot: init-a}\n",
    good="data/deliveries/leverans-a.yaml: {no_pilot_reason: Den har funnits i tio år}\n",
    over=(Delivery,),
    find=_no_trial,
)

NEW_DELIVERY_RULES: tuple[Rule, ...] = (
    NEW_WITHOUT_PILOT,
    NO_TRIAL,
    PILOT_WITHOUT_RESULT,
    NEW_WITHOUT_DECISION,
    CHANGED_SINCE_DECISION,
)
