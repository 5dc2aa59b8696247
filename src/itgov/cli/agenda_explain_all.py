"""`itgov agenda explain --all`: why not mine, for everyone, on the screen and as data that a report can take."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from itgov.cli import screen
from itgov.cli.agenda_answers import entry_data, lacking
from itgov.message import Message, msg
from itgov.model.money import format_amount

if TYPE_CHECKING:
    from itgov.agenda.entry import Entry
    from itgov.agenda.explain_all import Explanation
    from itgov.agenda.plan import Plan
    from itgov.model.city import City


def explained_all(city: City, plan: Plan, gap: Fraction, nodes: int | None, language: str) -> tuple[Explanation, ...]:
    """Every initiative that the plan does not hold or holds later than it could, explained, with progress."""
    from itgov.agenda.build import build
    from itgov.agenda.explain_all import explain_all
    from itgov.agenda.restore import as_proposed
    from itgov.agenda.scenario import Asked, asked_city
    from itgov.agenda.wishes import NODES

    altered, demand = asked_city(as_proposed(city, plan.digest), Asked(plan.scenario, plan.horizon))
    with screen.progress(msg("pricing").into(language)) as update:
        return explain_all(
            build(altered, demand),
            plan,
            gap=gap,
            node_limit=NODES if nodes is None else nodes,
            tell=lambda done, of: update(f"{done} / {of}"),
        )


def show_all(city: City, plan: Plan, explanations: Iterable[Explanation], language: str) -> None:
    """A table of those that are not in the plan, and one of those that start later than they could."""
    explanations = tuple(explanations)
    for kind, title in (
        ("not_chosen", msg("Not in the agenda, and what it would take")),
        ("moved", msg("Later than wanted, and what the wanted start would take")),
    ):
        rows = [_row(city, one, language) for one in explanations if one.kind == kind]
        heads = [msg("why"), msg("price in net benefit"), msg("leaves instead"), msg("smallest change")]
        screen.table(title.into(language), ["id", *(head.into(language) for head in heads)], rows)
    screen.write(
        msg(
            "Prices are against the agenda's net benefit of {value}; one that is an interval is proven no closer. "
            "`itgov agenda explain ID` proves one of them further",
            value=format_amount(plan.value or 0),
        ).into(language)
    )


def _row(city: City, one: Explanation, language: str) -> list[str]:
    why = "; ".join(reason.into(language) for reason in one.reasons)
    if one.wanted is not None and one.start is not None:
        why = f"{one.wanted} → {one.start}: {why}"
    needed = "–" if one.entry is None else change(city, one.entry).into(language)
    return [one.id, why, price(one).into(language), ", ".join(one.left) or "–", needed]


def price(one: Explanation) -> Message:
    """What having its way costs, in words."""
    if one.impossible or one.least is None:
        return msg("no plan allows it")
    if one.most is None:
        return msg("at least {least}; no plan with it was found", least=format_amount(one.least))
    if one.least == one.most:
        return msg("exactly {amount}", amount=format_amount(one.least))
    if one.least <= 0:
        return msg("at most {most}", most=format_amount(one.most))
    return msg("{least} to {most}", least=format_amount(one.least), most=format_amount(one.most))


def change(city: City, entry: Entry) -> Message:
    """The smallest change that lets it in, in words."""
    if not entry.lacks:
        return msg("none: there is room from {start}", start=str(entry.start))
    parts = msg("from {start}:", start=str(entry.start))
    for lack in entry.lacks:
        parts = msg("{before} + {amount} in {slot}", before=parts, amount=lacking(city, lack), slot=str(lack.slot))
    return parts


def all_data(plan: Plan, explanations: Iterable[Explanation], language: str) -> dict[str, Any]:
    """The explanations as nested dicts and lists; `digest` and `net_benefit` say of which agenda they are."""
    return {
        "format": "itgov.agenda-explanations",
        "version": 1,
        "digest": plan.digest,
        "net_benefit": format_amount(plan.value or 0),
        "bound": None if plan.bound is None else format_amount(plan.bound),
        "explanations": [explanation_data(one, language) for one in explanations],
    }


def explanation_data(one: Explanation, language: str) -> dict[str, Any]:
    """One explanation as nested dicts and lists."""
    return {
        "id": one.id,
        "kind": one.kind,
        "wanted": None if one.wanted is None else str(one.wanted),
        "start": None if one.start is None else str(one.start),
        "reasons": [reason.into(language) for reason in one.reasons],
        "price": {
            "least": None if one.least is None else format_amount(one.least),
            "most": None if one.most is None else format_amount(one.most),
            "impossible": one.impossible,
        },
        "entered": list(one.entered),
        "left": list(one.left),
        "moved": list(one.moved),
        "entry": None if one.entry is None else entry_data(one.entry),
    }
