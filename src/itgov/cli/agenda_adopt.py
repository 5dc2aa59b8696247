"""`itgov agenda adopt`: a decision makes a proposal the agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itgov.cli.agenda_base import read_agenda, restored
from itgov.cli.exits import Exit, Stop
from itgov.cli.options import LanguageOption, Root
from itgov.message import Message, msg, msg_n, quoted

if TYPE_CHECKING:
    from itgov.agenda.plan import Plan
    from itgov.model.city import City
    from itgov.model.decision import Decision

Said = Annotated[
    list[str] | None,
    typer.Option(
        "--reason", metavar="ID=TEXT", help="Why the meeting left the proposal for an initiative.", show_default=False
    ),
]


def adopt(
    proposal: Annotated[Path, typer.Argument(metavar="PROPOSAL", help="What `itgov agenda build --output` wrote.")],
    decision: Annotated[
        str, typer.Option("--decision", metavar="ID", help="The decision that adopts it.", show_default=False)
    ],
    root: Root = None,
    language: LanguageOption = None,
    decided: Annotated[
        Path | None,
        typer.Option("--decided", help="The proposal as the meeting changed it, where it did.", show_default=False),
    ] = None,
    reason: Said = None,
    condition: Annotated[
        list[str] | None,
        typer.Option(
            "--condition", metavar="ID=TEXT", help="What must hold for an initiative to be done.", show_default=False
        ),
    ] = None,
    as_id: Annotated[
        str | None,
        typer.Option("--id", help="The agenda's id; agenda- and its first year when left out.", show_default=False),
    ] = None,
) -> int:
    """Make a proposal the agenda: a record in data/agendas/, with the decision and the ground it stands on.

    The meeting may have changed the proposal: give its version with --decided. It is held against every demand of
    the records, and each initiative that was put in, taken out or moved needs a reason, from --reason or from the
    decision's own reason for leaving the proposal. From then on `itgov validate` tells when an initiative changes
    underneath its promise, and `itgov agenda diff` what a new proposal would break.

    Examples:

      itgov agenda adopt build/agenda.yaml --decision beslut-2026-400

      itgov agenda adopt build/agenda.yaml --decided meeting.yaml --decision beslut-2026-400 --reason "init-a=Väntar"
    """
    from itgov.agenda.adoption import Meeting, adopted_data, owed
    from itgov.cli import screen
    from itgov.cli.opened import open_city, require_sound
    from itgov.store.root import DATA
    from itgov.store.writer import to_yaml, write_text

    opened = open_city(root, language)
    city = require_sound(opened)
    made = _decision(city, decision)
    base = restored(city, proposal)
    plan = base if decided is None else _decided(city, decided, base)
    meeting = Meeting(_by_id(city, "--reason", reason), _by_id(city, "--condition", condition), made.deviation_reason)
    if missing := owed(base, plan, meeting):
        raise Stop(
            Exit.FINDINGS,
            msg("the meeting left the proposal, and does not say why, for {ids}", ids=", ".join(missing)),
            msg("say why with {example}", example=f'--reason "{missing[0]}=…"'),
        )
    _check_conditions(plan, meeting.conditions)
    one = f"agenda-{base.horizon.first.year}" if as_id is None else _id(as_id)
    file = opened.repository.root / DATA / "agendas" / f"{one}.yaml"
    if city.get(one) is not None or file.exists():
        raise Stop(
            Exit.USAGE,
            msg("there is already a record “{id}”: what was adopted is not written over", id=one),
            msg("give the new agenda an id of its own with --id"),
        )
    span = f"{base.horizon.first.year}–{base.horizon.last.year}"
    head = {
        "id": one,
        "name": msg("Development agenda {span}", span=span).into("sv"),
        "source": msg("Proposal of itgov with the digest {digest}", digest=base.digest[:12]).into("sv"),
        "decision": made.id,
    }
    write_text(file, to_yaml(adopted_data(city, base, plan, meeting, head)))
    told = msg_n(
        "{file}: {n} initiative is promised, by {decision}",
        "{file}: {n} initiatives are promised, by {decision}",
        n=len(plan.chosen),
        file=str(file),
        decision=made.id,
    )
    screen.write(told.into(opened.language))
    return Exit.OK


def _decision(city: City, one: str) -> Decision:
    from itgov.finding import nearest
    from itgov.model.decision import Decision
    from itgov.model.describe import field

    decision = city.decisions.get(one)
    if decision is None:
        close = nearest(one, city.decisions)
        raise Stop(
            Exit.USAGE,
            msg("there is no decision “{id}”", id=one),
            msg("did you mean “{close}”?", close=close) if close else msg("write it first: `itgov new decision`"),
        )
    body = city.bodies.get(decision.body)
    if body is None or "agenda" not in body.may_settle:
        allowed = sorted(one.id for one in city.bodies.values() if "agenda" in one.may_settle)
        raise Stop(
            Exit.USAGE,
            msg("“{id}” is a decision of “{body}”, which may not settle the agenda", id=one, body=decision.body),
            msg("name the decision of a body that may: {bodies}", bodies=", ".join(allowed) or "–"),
        )
    if not decision.adopts_agenda:
        raise Stop(
            Exit.USAGE,
            msg("“{id}” (“{name}”) does not say that it adopts an agenda", id=one, name=quoted(decision.name)),
            msg(
                "write {field}: true in its record where it does, or name the decision that does",
                field=field(Decision, "adopts_agenda"),
            ),
        )
    return decision


def _decided(city: City, file: Path, proposal: Plan) -> Plan:
    from itgov.agenda.checking import broken_in, plan_as_is

    record = read_agenda(file)
    broken = broken_in(city, record)
    if broken:
        reasons = msg("{file} cannot be adopted, since the records do not allow it:", file=str(file))
        for one in broken:
            reasons = msg("{before}\n  • {obstacle}", before=reasons, obstacle=one)
        raise Stop(Exit.FINDINGS, reasons, msg("change what was decided, or first the records that it breaks"))
    plan = plan_as_is(city, record)
    if (plan.scenario, plan.horizon) != (proposal.scenario, proposal.horizon):
        raise Stop(
            Exit.USAGE,
            msg("{file} is for another scenario, or other years, than the proposal", file=str(file)),
            msg("change only what is chosen in the proposal that the meeting had before it"),
        )
    return plan


def _id(text: str) -> str:
    from itgov.model.scalar import BadValue, parse_id

    try:
        return parse_id(text)
    except BadValue as error:
        raise Stop(Exit.USAGE, _said("--id", error.message)) from error


def _by_id(city: City, option: str, given: Iterable[str] | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for text in given or ():
        one, sign, words = text.partition("=")
        if not sign or not words.strip():
            raise Stop(
                Exit.USAGE,
                _said(option, msg("“{text}” cannot be read", text=quoted(text))),
                msg("write it as {right}", right=f'{option} "init-a=…"'),
            )
        if one.strip() not in city.initiatives:
            raise Stop(Exit.USAGE, _said(option, msg("there is no initiative “{id}”", id=one.strip())))
        found[one.strip()] = words.strip()
    return found


def _check_conditions(plan: Plan, conditions: Mapping[str, str]) -> None:
    held = {one.id for one in plan.chosen}
    for one in sorted(conditions):
        if one not in held:
            raise Stop(Exit.USAGE, _said("--condition", msg("“{id}” is not in the agenda", id=one)))


def _said(option: str, problem: Message) -> Message:
    return msg("{option}: {problem}", option=option, problem=problem)
