"""`itgov agenda diff`: what a later agenda does with the promises of an earlier one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.agenda_base import Gap, Nodes, base_plan, read_agenda, share_of
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Root, Shape
from itgov.message import Message, msg, msg_n

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from itgov.agenda.plan import Plan
    from itgov.agenda.promises import Agenda, Changed, Difference, Drawn, Held
    from itgov.cli.opened import Opened
    from itgov.model.adopted import AdoptedAgenda
    from itgov.model.city import City


def diff(
    before: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]",
            help="An adopted agenda by id, a file, or a commit; the agenda that holds when left out.",
            show_default=False,
        ),
    ] = None,
    after: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help="The same; the best plan as of now when left out.", show_default=False),
    ] = None,
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
) -> int:
    """What differs between two agendas: in, out, moved, money, and promises that are broken, with reasons owed.

    A promise is broken by what is taken out or starts later. Money is by the records as they are now; whose record
    has changed since it was promised is told.

    Examples:

      itgov agenda diff

      itgov agenda diff agenda-2026 build/agenda.yaml

      itgov agenda diff HEAD~20 agenda-2027
    """
    from itgov.agenda.promises import changed_since, differences, drawn
    from itgov.cli import screen
    from itgov.cli.opened import open_city, require_sound

    allowed = share_of(gap)
    opened = open_city(root, language)
    city = require_sound(opened)
    old = _holding(city) if before is None else _named(opened, city, before)
    new = _proposed(base_plan(city, None, allowed, nodes, opened)) if after is None else _named(opened, city, after)
    found = differences(old, new)
    money = (drawn(city, old), drawn(city, new))
    if format_ is Shape.JSON:
        screen.write_json({**_data(old, new, found, money), "changed": _changed_data(changed_since(city, old))})
    else:
        _show(city, old, new, found, money, opened.language)
        for one in changed_since(city, old):
            screen.write(_told(one).into(opened.language))
    return Exit.OK


def _holding(city: City) -> Agenda:
    from itgov.agenda.promises import of_adopted
    from itgov.agenda.standing import holding_agenda

    agenda = holding_agenda(city)
    if agenda is None:
        raise Stop(
            Exit.FINDINGS,
            msg("no agenda is adopted"),
            msg("adopt one with `itgov agenda adopt`, or name two files"),
        )
    return of_adopted(agenda)


def _named(opened: Opened, city: City, name: str) -> Agenda:
    from itgov.agenda.promises import of_adopted, of_record

    adopted = city.agendas.get(name) or _adopted_at(opened, city, Path(name))
    if adopted is not None:
        return of_adopted(adopted)
    if Path(name).is_file():
        return of_record(name, read_agenda(Path(name)))
    return _at_commit(opened.repository.root, name)


def _adopted_at(opened: Opened, city: City, file: Path) -> AdoptedAgenda | None:
    """The adopted agenda whose record is that file: people name it by path as often as by id."""
    if not file.is_file():
        return None
    paths, root = opened.repository.paths, opened.repository.root
    return next((one for id_, one in city.agendas.items() if file.samefile(root / paths[id_])), None)


def _at_commit(root: Path, revision: str) -> Agenda:
    import tempfile

    from itgov.agenda.promises import of_adopted
    from itgov.agenda.standing import holding_agenda
    from itgov.store.repository import load
    from itgov.store.revision import at_revision
    from itgov.store.root import NoRoot

    with tempfile.TemporaryDirectory(prefix="itgov-") as folder:
        try:
            at_revision(root, revision, Path(folder))
        except NoRoot as error:
            what = msg("“{name}” is no adopted agenda, no file, and no commit", name=revision)
            raise Stop(Exit.USAGE, what, error.remedy) from error
        then = load(Path(folder)).city
    agenda = None if then is None else holding_agenda(then)
    if agenda is None:
        raise Stop(Exit.FINDINGS, msg("no agenda was adopted at {revision}", revision=revision))
    return of_adopted(agenda)


def _proposed(plan: Plan) -> Agenda:
    from itgov.agenda.promises import Agenda, Held

    return Agenda("", {one.id: Held(one.way, one.start) for one in plan.chosen}, {})


def _show(
    city: City, old: Agenda, new: Agenda, found: tuple[Difference, ...], money: tuple[Drawn, Drawn], language: str
) -> None:
    from itgov.cli import screen

    whats = {
        "in": msg("in"),
        "out": msg("out"),
        "earlier": msg("earlier"),
        "later": msg("later"),
        "other_way": msg("in another way"),
    }
    title = msg("From {old} to {new}", old=old.name, new=new.name or msg("the best plan as of now"))
    heads = [msg("initiative"), msg("start before"), msg("start after"), msg("promise"), msg("reason")]
    owed = msg("owed").into(language)
    screen.table(
        title.into(language),
        ["", "id", *(head.into(language) for head in heads)],
        [
            [
                whats[one.what].into(language),
                one.id,
                _name(city, one.id),
                _spot(one.before),
                _spot(one.after),
                msg("broken").into(language) if one.broken else "",
                one.reason or (owed if one.broken else ""),
            ]
            for one in found
        ],
    )
    _show_money(city, money, language)
    kept = len(old.held) - sum(one.before is not None for one in found)
    broken = sum(one.broken for one in found)
    unsaid = sum(one.broken and one.reason is None for one in found)
    lines = [
        msg_n("{n} promise is kept as it was", "{n} promises are kept as they were", n=kept),
        msg_n("{n} promise is broken", "{n} promises are broken", n=broken),
    ]
    if unsaid:
        lines.append(msg_n("a reason is owed for {n} of them", "reasons are owed for {n} of them", n=unsaid))
    for line in lines:
        screen.write(line.into(language))


def _show_money(city: City, money: tuple[Drawn, Drawn], language: str) -> None:
    from itgov.cli import screen
    from itgov.cli.plan_tables import millions

    pots = {"operating": msg("operating").into(language), "investment": msg("investment").into(language)}
    rows = [
        [_name(city, payer), pots[pot], str(year), millions(one, language), millions(other, language)]
        for (payer, pot, year), one, other in _changed(money)
    ]
    if rows:
        heads = [msg("funder"), msg("year"), msg("before"), msg("after")]
        funder, *rest = (head.into(language) for head in heads)
        screen.table(msg("Money, mnkr").into(language), [funder, "", *rest], rows, right=range(3, 5))


def _changed(money: tuple[Drawn, Drawn]) -> list[tuple[tuple[str, str, int], int, int]]:
    keys = sorted({*money[0], *money[1]})
    pairs = [(key, money[0].get(key, 0), money[1].get(key, 0)) for key in keys]
    return [(key, one, other) for key, one, other in pairs if one != other]


def _told(one: Changed) -> Message:
    from itgov.model.adopted import Basis
    from itgov.model.describe import field
    from itgov.model.money import format_amount

    first, *more = (field(Basis, name) for name in one.what)
    what = msg("{first}", first=first)
    for name in more:
        what = msg("{first}, {rest}", first=what, rest=name)
    told = msg("{id} has changed since it was promised: {what}", id=one.id, what=what)
    if "cost" not in one.what:
        return told
    return msg("{told}; its one-off cost is {cost} now", told=told, cost=format_amount(one.cost))


def _changed_data(changed: Iterable[Changed]) -> list[dict[str, Any]]:
    from itgov.model.money import format_amount

    return [{"id": one.id, "what": list(one.what), "one_off_cost": format_amount(one.cost)} for one in changed]


def _spot(held: Held | None) -> str:
    if held is None:
        return "–"
    return str(held.start) + (f" ({held.way})" if held.way != "base" else "")


def _name(city: City, one: str) -> str:
    record = city.get(one)
    return one if record is None else record.name


def _data(old: Agenda, new: Agenda, found: tuple[Difference, ...], money: tuple[Drawn, Drawn]) -> Mapping[str, Any]:
    from itgov.model.money import format_amount

    def spot(held: Held | None) -> dict[str, str] | None:
        return None if held is None else {"way": held.way, "start": str(held.start)}

    return {
        "format": "itgov.agenda-diff",
        "version": 1,
        "before": old.name,
        "after": new.name or None,
        "differences": [
            {
                "id": one.id,
                "what": one.what,
                "before": spot(one.before),
                "after": spot(one.after),
                "broken": one.broken,
                "reason": one.reason,
            }
            for one in found
        ],
        "money": [
            {
                "payer": payer,
                "pot": pot,
                "year": year,
                "before": format_amount(one),
                "after": format_amount(other),
            }
            for (payer, pot, year), one, other in _changed(money)
        ],
    }
