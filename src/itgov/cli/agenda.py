"""`itgov agenda`: the proposed development agenda."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Output, Root, Shape
from itgov.message import msg, msg_n

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.model.city import City

app = typer.Typer(help="Propose the development agenda.", no_args_is_help=True)

Gap = Annotated[
    str,
    typer.Option("--gap", help="Stop when the plan is proven to be this close to the best possible, such as 0,05%."),
]
Nodes = Annotated[
    int | None, typer.Option("--nodes", min=1, help="Stop after so many nodes of the search.", show_default=False)
]
Seconds = Annotated[
    float | None,
    typer.Option(
        "--time-limit",
        min=0.1,
        help="Stop after so many seconds. Two runs may then differ, and the record says that it was stopped.",
        show_default=False,
    ),
]
_MILLION = 100_000_000


@app.callback()
def group() -> None:
    """Propose the development agenda."""


@app.command()
def build(
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    output: Output = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
    time_limit: Seconds = None,
) -> int:
    """Propose which initiatives to do and when, proven to be the best within a stated gap.

    Chooses by an exact model: money per funder and year, hours per pool and period, what must come first,
    legal deadlines, what excludes what. The plan is checked on whole numbers, without the solver, before it
    is shown. With --output the proposal is written as a record: same records, same bytes.

    Examples:

      itgov agenda build

      itgov agenda build --output build/agenda.yaml

      itgov agenda build --gap 0,5% --format json
    """
    from itgov.agenda.proposal import propose
    from itgov.agenda.record import as_data
    from itgov.cli import screen
    from itgov.cli.opened import open_city, require_sound

    allowed = _share(gap)
    opened = open_city(root, language)
    city = require_sound(opened)
    with screen.progress(msg("searching").into(opened.language)) as update:
        plan = propose(
            city,
            gap=allowed,
            node_limit=nodes,
            time_limit=time_limit,
            progress=lambda state: update(
                f"{state.incumbent / _MILLION:.1f} ≤ {state.bound / _MILLION:.1f} mnkr, {100 * state.gap:.3f} %"
            ),
        )
    if plan.value is None:
        raise no_plan(plan)
    data = as_data(plan)
    if output is not None:
        _write(city, data, output, opened.language)
    if format_ is Shape.JSON:
        screen.write_json({"format": "itgov.agenda", "version": data["format"], **_without_format(data)})
    else:
        show(city, plan, opened.language)
    return Exit.OK


def _share(text: str) -> Fraction:
    from itgov.model.scalar import BadValue, parse_share

    try:
        return parse_share(text)
    except BadValue as error:
        raise Stop(Exit.USAGE, msg("--gap: {problem}", problem=error.message)) from error


def _without_format(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "format"}


def _write(city: City, data: dict[str, Any], output: Any, language: str) -> None:
    from itgov.store.writer import to_yaml, write_text

    header = msg(
        "Proposed development agenda for {city}. Made by “itgov agenda build”; not adopted.", city=city.settings.name
    )
    write_text(output, to_yaml(data, header.into(language)))


def no_plan(plan: Plan) -> Stop:
    """The end of a command that found no plan, with what is known about why."""
    if plan.status == "infeasible":
        reasons = msg("no plan can meet what the records demand")
        for obstacle in plan.obstacles:
            reasons = msg("{before}\n  • {obstacle}", before=reasons, obstacle=obstacle)
        return Stop(Exit.NO_PLAN, reasons, msg("move a deadline, widen a window, or give what is short"))
    if plan.status == "stopped":
        return Stop(Exit.NO_PLAN, msg("no plan was found before the limit"), msg("raise --nodes or --time-limit"))
    return Stop(Exit.FAULT, msg("the solver gave no plan that holds: {status}", status=plan.status))


def show(city: City, plan: Plan, language: str) -> None:
    """The plan on the screen: what matters first, the proof last."""
    from itgov.cli import screen

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
                _millions(one.value, language),
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
    _show_proof(plan, language)


def _show_load(city: City, plan: Plan, language: str) -> None:
    from itgov.cli import screen

    by_pool: dict[str, list[tuple[int, int, str]]] = {}
    by_funder: dict[tuple[str, str], list[str]] = {}
    years = [str(year) for year in plan.horizon.years]
    for load in plan.load:
        if load.sort == "hours":
            by_pool.setdefault(load.of, []).append((load.used, load.capacity, str(load.slot)))
        elif load.sort == "money" and load.capacity + load.used and load.pot is not None:
            cell = f"{_millions(load.used, language)} / {_millions(load.capacity, language)}"
            by_funder.setdefault((load.of, load.pot), []).append(cell)
    rows = []
    for pool, slots in sorted(by_pool.items()):
        used, capacity = sum(slot[0] for slot in slots), sum(slot[1] for slot in slots)
        peak = max(slots, key=lambda slot: (Fraction(slot[0], slot[1]) if slot[1] else Fraction(0), slot[2]))
        share = 100 * peak[0] // peak[1] if peak[1] else 0
        rows.append([city.competences[pool].name, f"{used} / {capacity} h", f"{share} % {peak[2]}"])
    heads = [msg("pool").into(language), msg("hours used / there").into(language), msg("fullest").into(language)]
    screen.table(msg("Shared hours").into(language), heads, rows, right=[1, 2])
    pots = {"operating": msg("operating").into(language), "investment": msg("investment").into(language)}
    names = {**city.administrations, **city.funders}
    screen.table(
        msg("Money used / there, mnkr").into(language),
        [msg("funder").into(language), "", *years],
        [[names[of].name, pots[pot], *cells] for (of, pot), cells in sorted(by_funder.items()) if len(cells) == len(years)],
        right=range(2, 2 + len(years)),
    )


def _show_proof(plan: Plan, language: str) -> None:
    from itgov.agenda.record import share_text
    from itgov.cli import screen

    assert plan.value is not None
    parts = plan.parts
    status = {
        "optimal": msg("proven to be the best"),
        "within_gap": msg("proven within the gap that was asked for"),
        "feasible_stopped": msg("sound, but the search was stopped by a limit"),
    }[plan.status]
    lines = [
        msg(
            "Net benefit {value} mnkr = benefit {benefit} + operation {operation} + one-off {one_off} "
            "+ self-cost of hours {hours} + unpriced {unpriced}",
            value=_millions(parts.total, language),
            benefit=_millions(parts.benefit, language),
            operation=_millions(parts.operating_cost, language),
            one_off=_millions(parts.one_off_cost, language),
            hours=_millions(parts.hours_cost, language),
            unpriced=_millions(parts.unpriced, language),
        ),
        msg(
            "No plan can exceed {bound} mnkr: gap {gap}, {status}",
            bound="–" if plan.bound is None else _millions(plan.bound, language),
            gap="–" if plan.gap is None else share_text(plan.gap),
            status=status,
        ),
        msg("The simple ranking, benefit per krona while it fits, would give {ranking} mnkr", ranking=_millions(plan.ranking_value, language))
        if plan.ranking_value is not None
        else msg("The simple ranking, benefit per krona while it fits, cannot place everything that is mandatory"),
        msg_n("{n} initiative judged", "{n} initiatives judged", n=len(plan.chosen) + sum(one.judged for one in plan.not_chosen)),
        msg("Solver {solver}, {nodes} nodes; checked without it on whole numbers", solver=plan.solver, nodes=str(plan.nodes)),
    ]
    for line in lines:
        screen.write(line.into(language))


def _millions(ore: int | None, language: str) -> str:
    from itgov.allocate.table import kronor

    return "–" if ore is None else kronor(round(Fraction(ore, 1_000_000)), language, grouped=True)
