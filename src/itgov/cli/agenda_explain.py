"""`itgov agenda explain`: why an initiative is, or is not, in the agenda, answered by solving, not by guessing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.agenda_asked import refused
from itgov.cli.agenda_base import Agenda, Gap, Nodes, base_plan, share_of, state_of
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Output, Root, Shape
from itgov.message import msg

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.cli.agenda_explained import Explained
    from itgov.model.city import City


def explain(
    initiative: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="The initiative that is asked about.", show_default=False)
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every initiative that is not in the agenda, or starts later than it could.")
    ] = False,
    output: Output = None,
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
    agenda: Agenda = None,
    gap: Gap = "0,05%",
    nodes: Nodes = None,
) -> int:
    """Why an initiative is, or is not, in the agenda, what having it otherwise costs, and whom it would displace.

    The price is found by solving the agenda anew with the initiative forced in, or dropped. Where a solve is not
    proven to the end it is an interval. For one that is not in, the least room that would let it in beside all
    others is told, too; for one that starts later than it could, what holds it, and what its wanted start costs.
    With --all every initiative that is not in, or later than it could be, is priced in one run, some of them less
    closely than one by one; --output keeps that as JSON for `itgov report build --explanations`.

    Examples:

      itgov agenda explain init-dataplattform

      itgov agenda explain --all --agenda build/agenda.yaml --output build/explanations.json

      itgov agenda explain init-dataplattform --agenda build/agenda.yaml
    """
    from itgov.agenda.changes import WrongChange
    from itgov.cli import agenda_explained, screen
    from itgov.cli.opened import check_output, open_city, require_sound

    allowed = share_of(gap)
    _check_who(initiative, every=every, output=output)
    opened = open_city(root, language)
    city = require_sound(opened)
    check_output(opened, output)
    if initiative is not None:
        _check_known(city, initiative)
    base = base_plan(city, agenda, allowed, None if every else nodes, opened)
    shown = Piece(allowed, nodes, format_, output, opened.language)
    if initiative is None:
        return _explain_all(city, base, shown)
    try:
        answer = _answer(city, base, initiative, shown)
    except WrongChange as error:
        raise refused(error) from error
    if format_ is Shape.JSON:
        screen.write_json(agenda_explained.explained_data(answer, opened.language))
    else:
        agenda_explained.show_explained(city, answer, opened.language)
    return Exit.OK


@dataclass(frozen=True, slots=True)
class Piece:
    """How an answer is asked for and shown."""

    gap: Fraction
    nodes: int | None
    format_: Shape
    output: Path | None
    language: str


def _check_who(initiative: str | None, *, every: bool, output: Path | None) -> None:
    if (initiative is None) != every:
        raise Stop(
            Exit.USAGE,
            msg("name one initiative, or ask for all with --all"),
            msg("`itgov agenda explain init-…` or `itgov agenda explain --all`"),
        )
    if output is not None and not every:
        raise Stop(Exit.USAGE, msg("--output is for --all"), msg("use --format json for one initiative"))


def _explain_all(city: City, base: Plan, shown: Piece) -> int:
    from itgov.cli import screen
    from itgov.cli.agenda_explain_all import all_data, explained_all, show_all
    from itgov.store.writer import write_text
    from itgov.tell.harmless import as_json

    found = explained_all(city, base, shown.gap, shown.nodes, shown.language)
    data = all_data(base, found, shown.language)
    try:
        if shown.output is not None:
            write_text(shown.output, as_json(data))
    finally:
        # What was solved for so long is shown even where it cannot be written.
        if shown.format_ is Shape.JSON:
            screen.write_json(data)
        else:
            show_all(city, base, found, shown.language)
    return Exit.OK


def _check_known(city: City, one: str) -> None:
    from itgov.agenda.changes import WrongChange, known_initiative

    try:
        known_initiative(city, one)
    except WrongChange as error:
        raise refused(error) from error


def _answer(city: City, base: Plan, one: str, shown: Piece) -> Explained:
    """What is known of one initiative; its price where it has one, for what is settled has none."""
    from itgov.agenda.build import build
    from itgov.agenda.entry import smallest_entry, why_no_entry
    from itgov.agenda.explain_all import explain_late
    from itgov.agenda.proposal import choice_of
    from itgov.agenda.restore import as_proposed
    from itgov.agenda.scenario import Asked, asked_city
    from itgov.agenda.what_if import price_of, settled
    from itgov.agenda.wishes import NODES
    from itgov.cli import screen
    from itgov.cli.agenda_explained import Explained

    altered, demand = asked_city(as_proposed(city, base.digest), Asked(base.scenario, base.horizon))
    preparation, choice, nodes = build(altered, demand), choice_of(base), shown.nodes
    fixed = settled(preparation, one)
    price = None
    with screen.progress(msg("searching").into(shown.language)) as update:
        if fixed is None:
            price = price_of(
                altered,
                base,
                one,
                demand=demand,
                gap=shown.gap,
                node_limit=nodes,
                progress=lambda state: update(state_of(state)),
            )
        late = explain_late(preparation, base, one, gap=shown.gap, node_limit=NODES if nodes is None else nodes)
    if price is None or one in choice:
        return Explained(one, base, price, fixed, late)
    entry = smallest_entry(preparation, choice, one)
    no_entry = () if entry is not None else why_no_entry(preparation, choice, one)
    return Explained(one, base, price, entry=entry, no_entry=no_entry)
