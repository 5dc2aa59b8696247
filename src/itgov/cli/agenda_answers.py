"""What differs between two plans, and what is missing, on the screen and as data: used by every answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from itgov.agenda.compare import Comparison, Shift
from itgov.agenda.entry import Entry, Lack
from itgov.agenda.obstacle import grouped
from itgov.agenda.plan import Chosen, Plan
from itgov.cli import screen
from itgov.cli.plan_tables import millions
from itgov.message import Message, msg, msg_n
from itgov.model.city import City
from itgov.model.money import format_amount


def lacking(city: City, lack: Lack) -> Message:
    """How much of what is missing, in words."""
    name = _name(city, lack.of)
    if lack.sort == "money":
        pot = msg("operating money") if lack.pot == "operating" else msg("investment money")
        return msg("{amount} of {pot} from {name}", amount=format_amount(lack.amount), pot=pot, name=name)
    if lack.sort == "hours":
        return msg_n("{n} hour of {name}", "{n} hours of {name}", n=lack.amount, name=name)
    if lack.sort == "change":
        return msg_n(
            "room for {n} large change more at {name}",
            "room for {n} large changes more at {name}",
            n=lack.amount,
            name=name,
        )
    return msg("a second rebuild at a time of {name}", name=name)


def _name(city: City, one: str) -> str:
    record = city.get(one)
    return record.name if record is not None else one


def show_comparison(city: City, before: Plan, after: Plan, comparison: Comparison, language: str) -> None:
    """What differs between two plans, the difference in net benefit first."""
    screen.write(
        msg(
            "Net benefit {before} → {after} mnkr: {gain}",
            before=millions(before.value, language),
            after=millions(after.value, language),
            gain=_signed(comparison.gain, language),
        ).into(language)
    )
    if comparison.least is not None and comparison.most is not None and comparison.least != comparison.most:
        screen.write(
            msg(
                "Between the best possible plans the difference is {least} to {most}: the gaps leave that open",
                least=_signed(comparison.least, language),
                most=_signed(comparison.most, language),
            ).into(language)
        )
    show_lists(city, comparison, language)
    _show_shifts(city, comparison.shifts, language)


def show_lists(city: City, comparison: Comparison, language: str) -> None:
    """Who comes in, goes out and moves."""
    if not (comparison.entered or comparison.left or comparison.moved):
        screen.write(msg("The same initiatives, in the same periods").into(language))
        return
    rows = [
        *(_row(city, msg("in"), None, one, language) for one in comparison.entered),
        *(_row(city, msg("out"), one, None, language) for one in comparison.left),
        *(_row(city, msg("moved"), one.before, one.after, language) for one in comparison.moved),
    ]
    heads = [msg("initiative"), msg("start before"), msg("start after"), msg("net benefit, mnkr")]
    screen.table(
        msg("In, out and moved").into(language),
        ["", "id", *(head.into(language) for head in heads)],
        rows,
        right=[5],
    )


def _row(city: City, what: Message, before: Chosen | None, after: Chosen | None, language: str) -> list[str]:
    one = after or before
    assert one is not None
    gain = (after.value if after is not None else 0) - (before.value if before is not None else 0)
    way = f" ({one.way})" if one.way != "base" else ""
    return [
        what.into(language),
        one.id,
        city.initiatives[one.id].name + way,
        str(before.start) if before is not None else "–",
        str(after.start) if after is not None else "–",
        _signed(gain, language, unit=False),
    ]


def _show_shifts(city: City, shifts: Iterable[Shift], language: str) -> None:
    money = [one for one in shifts if one.sort == "money"]
    hours = [one for one in shifts if one.sort == "hours"]
    pots = {"operating": msg("operating").into(language), "investment": msg("investment").into(language)}
    columns = [msg("year"), msg("used before"), msg("used after"), msg("there before"), msg("there after")]
    heads = [head.into(language) for head in columns]
    if money:
        screen.table(
            msg("Money, mnkr").into(language),
            [msg("funder").into(language), "", *heads],
            [
                [_name(city, one.of), pots[one.pot or "operating"], str(one.year)]
                + [millions(ore, language) for ore in _amounts(one)]
                for one in money
            ],
            right=range(3, 7),
        )
    if hours:
        screen.table(
            msg("Hours").into(language),
            [msg("pool").into(language), *heads],
            [[_name(city, one.of), str(one.year), *map(grouped, _amounts(one))] for one in hours],
            right=range(2, 6),
        )


def _amounts(shift: Shift) -> tuple[int, int, int, int]:
    return shift.used_before, shift.used_after, shift.there_before, shift.there_after


def _signed(ore: int, language: str, *, unit: bool = True) -> str:
    sign = "+" if ore > 0 else ""
    return f"{sign}{millions(ore, language)}{' mnkr' if unit else ''}"


def entry_data(entry: Entry) -> dict[str, Any]:
    """A way into the plan as nested dicts and lists."""
    return {
        "way": entry.way,
        "start": str(entry.start),
        "gain": format_amount(entry.value),
        "lacks": [
            {
                "sort": lack.sort,
                "of": lack.of,
                "pot": lack.pot,
                "slot": str(lack.slot),
                "amount": format_amount(lack.amount) if lack.sort == "money" else lack.amount,
            }
            for lack in entry.lacks
        ],
    }


def comparison_data(before: Plan, after: Plan, comparison: Comparison) -> dict[str, Any]:
    """The difference of two plans as nested dicts and lists; amounts as records spell them."""
    return {
        "format": "itgov.agenda-comparison",
        "version": 1,
        "net_benefit": {"before": _spelled(before.value), "after": _spelled(after.value)},
        "gain": {
            "found": format_amount(comparison.gain),
            "least": _spelled(comparison.least),
            "most": _spelled(comparison.most),
        },
        "entered": [_placed(one) for one in comparison.entered],
        "left": [_placed(one) for one in comparison.left],
        "moved": [{"before": _placed(one.before), "after": _placed(one.after)} for one in comparison.moved],
        "shifts": [_shift_data(one) for one in comparison.shifts],
    }


def _placed(one: Chosen) -> dict[str, Any]:
    return {"id": one.id, "way": one.way, "start": str(one.start), "net_benefit": format_amount(one.value)}


def _shift_data(one: Shift) -> dict[str, Any]:
    show = format_amount if one.sort == "money" else int
    used = {"before": show(one.used_before), "after": show(one.used_after)}
    there = {"before": show(one.there_before), "after": show(one.there_after)}
    return {"sort": one.sort, "of": one.of, "pot": one.pot, "year": one.year, "used": used, "there": there}


def _spelled(ore: int | None) -> str | None:
    return None if ore is None else format_amount(ore)
