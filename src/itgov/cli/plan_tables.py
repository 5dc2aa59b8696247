"""A proposed agenda on the screen: what is in and out first, the proof last."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from itgov.agenda.obstacle import grouped
from itgov.agenda.plan import Load, Plan
from itgov.agenda.promises import broken_by
from itgov.agenda.record import share_text
from itgov.agenda.standing import holding_agenda
from itgov.agenda.supply import firmness
from itgov.allocate.table import kronor
from itgov.cli import screen
from itgov.message import Message, msg, msg_n
from itgov.model.city import City


def show(city: City, plan: Plan, language: str) -> None:
    """The plan on the screen: what matters first, the proof last."""
    if plan.status == "feasible_stopped":
        screen.write(_unproven(plan, language).into(language))
    if plan.scenario is not None:
        name = city.scenarios[plan.scenario].name
        screen.write(msg("In the scenario “{name}” ({id})", name=name, id=plan.scenario).into(language))
    if not plan.chosen:
        screen.write(msg("Nothing is in the proposed agenda").into(language))
    names = {initiative.id: initiative.name for initiative in city.initiatives.values()}
    period, start, end = (word.into(language) for word in (msg("wanted"), msg("start"), msg("end")))
    screen.table(
        msg("In the proposed agenda").into(language),
        ["id", msg("initiative").into(language), period, start, end, msg("net benefit, mnkr").into(language)],
        [
            [
                one.id,
                names[one.id] + (f" ({one.way})" if one.way != "base" else ""),
                str(one.wanted_start),
                str(one.start),
                str(one.end),
                millions(one.value, language),
            ]
            for one in sorted(plan.chosen, key=lambda one: (one.start, one.id))
        ],
        right=[5],
    )
    screen.table(
        msg("Not in it, and why").into(language),
        ["id", msg("reason").into(language)],
        [[one.id, "; ".join(reason.into(language) for reason in one.reasons)] for one in plan.not_chosen],
    )
    fixed = [(one, msg("under way")) for one in plan.under_way] + [(one, msg("own money only")) for one in plan.own]
    screen.table(
        msg("Shown, not judged").into(language),
        ["id", "", start, end],
        [
            [one.id, label.into(language), str(one.start or "–"), str(one.end or "–")]
            for one, label in sorted(fixed, key=lambda pair: pair[0].id)
        ],
    )
    _show_load(city, plan, language)
    _show_bought(city, plan, language)
    _show_broken(city, plan, language)
    _show_proof(plan, language)


def _unproven(plan: Plan, language: str) -> Message:
    """That better plans may be there, and how much better at most: rounded up, so that it promises no less."""
    if plan.bound is None or plan.value is None:
        return msg("Stopped before it was proven: how much better the best possible may be is not known")
    if plan.value <= 0 or plan.gap is None:
        more = millions(plan.bound - plan.value, language)
        return msg("Stopped before it was proven: the best possible may be up to {more} mnkr better", more=more)
    share = share_text(Fraction(ceil(plan.gap * 1_000), 1_000), language)
    return msg("Stopped before it was proven: the best possible may be up to {share} better", share=share)


def _show_load(city: City, plan: Plan, language: str) -> None:
    by_pool: dict[str, list[Load]] = {}
    by_funder: dict[tuple[str, str], dict[str, str]] = {}
    years = [str(year) for year in plan.horizon.years]
    for load in plan.load:
        if load.sort == "hours":
            by_pool.setdefault(load.of, []).append(load)
        elif load.sort == "money" and load.capacity + load.used and load.pot is not None:
            there = millions(load.capacity, language)
            there += f" + {millions(load.carried, language)}" if load.carried else ""
            cell = f"{millions(load.used, language)} / {there}{_mark(city, load)}"
            by_funder.setdefault((load.of, load.pot), {})[str(load.slot)] = cell
    rows = []
    for pool, slots in sorted(by_pool.items()):
        used, capacity = sum(slot.used for slot in slots), sum(slot.there for slot in slots)
        rows.append([city.competences[pool].name, f"{used} / {capacity} h", _fullest(city, slots)])
    heads = [msg("pool").into(language), msg("hours used / there").into(language), msg("fullest").into(language)]
    screen.table(msg("Shared hours").into(language), heads, rows, right=[1, 2])
    pots = {"operating": msg("operating").into(language), "investment": msg("investment").into(language)}
    names = {**city.administrations, **city.funders}
    screen.table(
        msg("Money used / there, mnkr").into(language),
        [msg("funder").into(language), "", *years],
        [
            [names[of].name, pots[pot], *(cells.get(year, "–") for year in years)]
            for (of, pot), cells in sorted(by_funder.items())
        ],
        right=range(2, 2 + len(years)),
    )
    _show_marks(city, plan, language)


def _fullest(city: City, slots: list[Load]) -> str:
    """The period that is used most, as a share of what there is, the first of equal ones.

    Use where there is nothing comes before all. What is not wholly used is never told as 100 %.
    """

    def fullness(load: Load) -> tuple[bool, Fraction]:
        share = Fraction(load.used, load.there) if load.there else Fraction(0)
        return (load.used > 0 and not load.there, share)

    peak = max(slots, key=fullness)
    share = f"{100 * peak.used // peak.there} %" if peak.there else "–" if peak.used else "0 %"
    return f"{share} {peak.slot}{_mark(city, peak)}"


def _mark(city: City, load: Load) -> str:
    marks = ("!" if load.overdrawn else "") + ("*" if _is_only_requested(city, load) else "")
    return f" {marks}" if marks else ""


def _is_only_requested(city: City, load: Load) -> bool:
    if load.sort != "money" or not isinstance(load.slot, int):
        return False
    if load.of in city.funders:
        return firmness(city.funders[load.of].frames, load.slot) == "requested"
    payer = city.administrations.get(load.of)
    return payer is not None and firmness(payer.development_budget, load.slot) == "requested"


def _show_marks(city: City, plan: Plan, language: str) -> None:
    shown = [one for one in plan.load if one.sort in {"hours", "money"} and one.capacity + one.used]
    if any(one.overdrawn for one in shown):
        screen.write(
            msg("! more is used than there is: work that is under way or an administration's own").into(language)
        )
    if any(one.carried for one in shown):
        screen.write(msg("+ what the year before left unused, where the city carries money over").into(language))
    if any(_is_only_requested(city, one) for one in shown):
        screen.write(msg("* a budget that is only requested, and not yet given").into(language))


def _show_proof(plan: Plan, language: str) -> None:
    assert plan.value is not None
    judged = len(plan.chosen) + sum(one.judged for one in plan.not_chosen)
    status = {
        "optimal": msg("proven to be the best"),
        "within_gap": msg("proven within the gap that was asked for"),
        "feasible_stopped": msg("sound, but the search was stopped by a limit"),
    }[plan.status]
    if plan.interrupted:
        status = msg("sound, but the search was stopped by Ctrl-C: this is the best plan found until then")
    lines = [
        _sum(plan, language),
        msg(
            "No plan can exceed {bound} mnkr: gap {gap}, {status}",
            bound="–" if plan.bound is None else millions(plan.bound, language),
            gap="–" if plan.gap is None else share_text(plan.gap, language),
            status=status,
        ),
        _ranking(plan, language),
        msg_n("{n} initiative judged", "{n} initiatives judged", n=judged),
        msg(
            "Solver {solver}, {nodes} nodes; checked without it on whole numbers",
            solver=plan.solver,
            nodes=str(plan.nodes),
        ),
    ]
    if plan.bound_from_record:
        lines.append(msg("Bound and solver are as the agenda's record claims them; they were not proven anew"))
    for line in lines:
        screen.write(line.into(language))


def _sum(plan: Plan, language: str) -> Message:
    parts = plan.parts
    told = msg(
        "Net benefit {value} mnkr = benefit {benefit} + operation {operation} + one-off {one_off} "
        "+ self-cost of hours {hours} + unpriced {unpriced}",
        value=millions(parts.total, language),
        benefit=millions(parts.benefit, language),
        operation=millions(parts.operating_cost, language),
        one_off=millions(parts.one_off_cost, language),
        hours=millions(parts.hours_cost, language),
        unpriced=millions(parts.unpriced, language),
    )
    if parts.promises:
        told = msg("{sum} + promises broken {promises}", sum=told, promises=millions(parts.promises, language))
    if parts.bought_in:
        told = msg("{sum} + bought-in hours {bought}", sum=told, bought=millions(parts.bought_in, language))
    return told


def _show_bought(city: City, plan: Plan, language: str) -> None:
    if not plan.bought:
        return
    heads = (msg("pool"), msg("year"), msg("hours"), msg("kronor an hour"), msg("paid by"), msg("mnkr"))
    payers = {**city.administrations, **city.funders}
    screen.table(
        msg("Bought-in hours").into(language),
        [head.into(language) for head in heads],
        [
            [
                city.competences[one.pool].name,
                str(one.year),
                grouped(one.hours),
                kronor(one.price_per_hour, language, grouped=True),
                payers[one.paid_by].name,
                millions(one.cost, language),
            ]
            for one in plan.bought
        ],
        right=[2, 3, 5],
    )


def _show_broken(city: City, plan: Plan, language: str) -> None:
    agenda, broken = holding_agenda(city), broken_by(city, plan)
    if agenda is None:
        return
    heads = ("id", msg("initiative").into(language), msg("promised").into(language), msg("now").into(language))
    screen.table(
        msg("Promises of {agenda} that it does not keep", agenda=agenda.id).into(language),
        heads,
        [
            [
                one.id,
                city.initiatives[one.id].name,
                str(one.before.start) if one.before else "–",
                msg("left out").into(language) if one.after is None else str(one.after.start),
            ]
            for one in broken
        ],
    )


def _ranking(plan: Plan, language: str) -> Message:
    return msg(
        "The simple ranking, benefit per krona while it fits, {simple}; "
        "with what each needs along with it, {with_needs}",
        simple=_would_give(plan.ranking_value, language),
        with_needs=_would_give(plan.ranking_with_needs, language),
    )


def _would_give(ranking: int | None, language: str) -> Message:
    if ranking is None:
        return msg("cannot place everything that is mandatory")
    return msg("would give {ranking} mnkr", ranking=millions(ranking, language))


def millions(ore: int | None, language: str) -> str:
    """Millions of kronor with one decimal; a dash for what is not known."""
    return "–" if ore is None else kronor(round(Fraction(ore, 1_000_000)), language, grouped=True)
