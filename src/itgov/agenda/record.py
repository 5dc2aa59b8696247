"""A plan as plain data for the agenda's record: the same plan gives the same bytes, and a diff reads well.

Only dicts, lists, texts and whole numbers; lists sorted by id; amounts, shares and periods spelled as in
records. No time stamps.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from itgov.agenda.plan import BoughtHours, Chosen, FixedIn, Load, NotChosen, Plan
from itgov.agenda.valuation import Parts
from itgov.model.money import format_amount
from itgov.model.period import Period
from itgov.model.settings import Settings

FORMAT_VERSION = 1
Data = dict[str, Any]


def as_data(plan: Plan, language: str = "en") -> Data:
    """The plan as nested dicts and lists, keys in the order a reader wants them.

    What is empty or unknown is left out.

    Reasons and notes are told in `language`.
    """
    return _filled(
        {
            "format": FORMAT_VERSION,
            "city": plan.city,
            "horizon": {"first": str(plan.horizon.first), "last": str(plan.horizon.last)},
            "scenario": plan.scenario,
            "settings": _settings(plan.settings, plan.gap_asked),
            "status": plan.status,
            "objective": None if plan.value is None else _sum(plan.parts),
            "bound": _amount(plan.bound),
            "gap": None if plan.gap is None else share_text(plan.gap),
            "ranking": _amount(plan.ranking_value),
            "ranking_with_needs": _amount(plan.ranking_with_needs),
            "solver": plan.solver,
            "nodes": plan.nodes,
            "digest": plan.digest,
            "obstacles": [one.message.into(language) for one in plan.obstacles],
            "chosen": [_chosen(one, language) for one in plan.chosen],
            "postponed": [_postponed(one) for one in plan.postponed],
            "not_chosen": [_not_chosen(one, language) for one in plan.not_chosen],
            "under_way": [_fixed_in(one, language) for one in plan.under_way],
            "own": [_fixed_in(one, language) for one in plan.own],
            "load": _loads(one for one in plan.load if one.sort != "money"),
            "money": _loads(one for one in plan.load if one.sort == "money"),
            "bought": [_bought(one) for one in plan.bought],
        }
    )


def share_text(share: Fraction, language: str = "sv") -> str:
    """A share as percent: at most six decimals, rounded up so that it never promises too much.

    With a decimal comma, as records spell it and Swedish reads it; with a point where `language` is "en".
    """
    millionths = -(-share.numerator * 100 * 10**6 // share.denominator)
    whole, rest = divmod(abs(millionths), 10**6)
    decimals = f"{rest:06d}".rstrip("0")
    sign = "." if language == "en" else ","
    return f"{'-' if millionths < 0 else ''}{whole}{sign + decimals if decimals else ''} %"


def exact_share_text(share: Fraction) -> str:
    """A share as records spell it, without rounding: percent where six decimals hold it, else a fraction ("4/15")."""
    exact = share * 100 * 10**6
    return share_text(share) if exact.denominator == 1 else f"{share.numerator}/{share.denominator}"


def _settings(settings: Settings, gap: Fraction) -> Data:
    return _filled(
        {
            "price_year": settings.price_year,
            "period_length": settings.period_length,
            "hours_share": [exact_share_text(one) for one in settings.hours_share] or "equal",
            "discount_rate": exact_share_text(settings.discount_rate),
            "evaluation_years": settings.evaluation_years,
            "reserve": {
                "hours": [exact_share_text(one) for one in settings.reserve.hours],
                "money": [exact_share_text(one) for one in settings.reserve.money],
            },
            "carry_over": list(settings.carry_over.pots) or "none",
            "large_changes_at_once": settings.large_changes_at_once,
            "unpriced_rate": _amount(settings.unpriced_rate) or "none",
            "promise_moved": _amount(settings.promises.moved if settings.promises else None),
            "promise_dropped": _amount(settings.promises.dropped if settings.promises else None),
            "gap": exact_share_text(gap),
        }
    )


def _parts(parts: Parts) -> Data:
    return {
        "net_benefit": format_amount(parts.total),
        "benefit": format_amount(parts.benefit),
        "operating_cost": format_amount(parts.operating_cost),
        "one_off_cost": format_amount(parts.one_off_cost),
        "hours_self_cost": format_amount(parts.hours_cost),
        "unpriced": format_amount(parts.unpriced),
        "promises": format_amount(parts.promises),
    }


def _sum(parts: Parts) -> Data:
    """The parts of a whole plan: only that buys hours."""
    return {**_parts(parts), "bought_in": format_amount(parts.bought_in)}


def _bought(one: BoughtHours) -> Data:
    return {
        "pool": one.pool,
        "year": str(one.year),
        "hours": one.hours,
        "price_per_hour": format_amount(one.price_per_hour),
        "paid_by": one.paid_by,
        "cost": format_amount(one.cost),
    }


def _chosen(one: Chosen, language: str) -> Data:
    return _filled(
        {
            "id": one.id,
            "way": one.way,
            "start": str(one.start),
            "end": str(one.end),
            "go_live": str(one.go_live),
            "mandatory": None if one.mandatory is None else one.mandatory.into(language),
            **_parts(one.parts),
        }
    )


def _postponed(one: Chosen) -> Data:
    return {"id": one.id, "wanted": str(one.wanted_start), "start": str(one.start), "periods": one.postponed_by}


def _not_chosen(one: NotChosen, language: str) -> Data:
    return {"id": one.id, "judged": one.judged, "reasons": [reason.into(language) for reason in one.reasons]}


def _fixed_in(one: FixedIn, language: str) -> Data:
    return _filled(
        {
            "id": one.id,
            "start": _period(one.start),
            "end": _period(one.end),
            "go_live": _period(one.go_live),
            "budgets": [{"payer": payer, "pot": pot} for payer, pot in sorted(one.purses)],
            "notes": [note.into(language) for note in one.notes],
        }
    )


def _loads(loads: Iterable[Load]) -> list[Data]:
    rows: dict[tuple[str, str, str | None], Data] = {}
    for one in loads:
        row = rows.setdefault((one.sort, one.of, one.pot), _filled({"sort": one.sort, "of": one.of, "pot": one.pot}))
        show = format_amount if one.sort == "money" else int
        slot = {"used": show(one.used), "fixed": show(one.fixed), "capacity": show(one.capacity)}
        if one.carried:
            slot["carried"] = show(one.carried)
        if one.bought:
            slot["bought"] = one.bought
        row.setdefault("slots", {})[str(one.slot)] = slot
    return list(rows.values())


def _period(period: Period | None) -> str | None:
    return None if period is None else str(period)


def _amount(ore: int | None) -> str | None:
    return None if ore is None else format_amount(ore)


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value is not None and value != []}
