"""`itgov show`: one record with everything that points to it and from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any

import typer

from itgov.cli.exits import Exit, Stop
from itgov.cli.options import Format, LanguageOption, Root, Shape
from itgov.finding import FUNCTIONS, At
from itgov.message import msg, quoted

if TYPE_CHECKING:
    from itgov.message import Message
    from itgov.model.decision import Decision
    from itgov.model.neighbours import Pointing
    from itgov.store.repository import Repository

FORMAT = "itgov.record"
VERSION = 1
_WIDTH = 80
_MOST_LIKE = 3
_HEADING = {"id", "name"}
_WHOLE = {"mix", "bounds", "excluded", "serves"}
Line = list[tuple[str, str]]


def show(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="The record's id.", show_default=False)],
    root: Root = None,
    language: LanguageOption = None,
    format_: Format = Shape.TEXT,
) -> int:
    """Show one record: what it says, what it points to, what points to it, and the decisions about it.

    Nothing is left out for an audience: who can read the repository can read this.

    Examples:

      itgov show sys-diarium

      itgov show init-a --language en --format json
    """
    from itgov.cli import screen
    from itgov.cli.opened import open_city

    opened = open_city(root, language)
    card = _card(opened.repository, record_id)
    if format_ is Shape.JSON:
        screen.write_json(_as_data(card))
    else:
        screen.styled(_lines(card, opened.language))
    return Exit.OK


@dataclass(frozen=True)
class _Card:
    """A record with its surroundings; `facts` are its values as the file spells them."""

    repository: Repository
    record_id: str
    facts: Mapping[str, object]
    points_to: tuple[Pointing, ...]
    pointed_at_by: tuple[Pointing, ...]
    decisions: tuple[Decision, ...]


def _card(repository: Repository, record_id: str) -> _Card:
    from itgov.model.decision import Decision
    from itgov.model.neighbours import pointed_from, pointing_to
    from itgov.store.tree import plain

    city = repository.city
    if city is None or record_id not in city.kind_of:
        raise _unknown(repository, record_id)
    here = At(FUNCTIONS if record_id in city.functions else record_id)
    document = repository.document(here.record)
    top = document.top if document is not None else None
    whole = plain(top) if top is not None else {}
    assert isinstance(whole, dict)
    facts = whole["functions"][record_id] if here.record == FUNCTIONS else whole
    about = city.pointing(record_id, Decision, "rulings")
    ruling = {decision.id for decision in about}
    pointing = tuple(
        one for one in pointing_to(city, record_id) if one.holder not in ruling or one.route[0] != "rulings"
    )
    decisions = tuple(sorted(about, key=lambda decision: (decision.on, decision.id)))
    return _Card(repository, record_id, facts, pointed_from(city, record_id), pointing, decisions)


def _unknown(repository: Repository, record_id: str) -> Stop:
    from itgov.edit.retired import current_id
    from itgov.model.describe import named

    retired = repository.city.retired if repository.city is not None else {}
    close = _like(repository, record_id)
    if record_id in repository.broken:
        remedy = msg("its file is there and cannot be read: `itgov validate` says why")
    elif (now := current_id(retired, record_id)) != record_id:
        remedy = msg("it was renamed: the record is called “{id}” now", id=now)
    else:
        remedy = (
            msg("did you mean {close}?", close=named(close))
            if close
            else msg("write the id of a record that exists: it is the name of its file, without .yaml")
        )
    return Stop(Exit.USAGE, msg("there is no record “{id}”", id=quoted(record_id)), remedy)


def _like(repository: Repository, wanted: str) -> list[str]:
    """At most three ids like what was asked for: that of a path; else by the whole name, the id, a part of either."""
    from difflib import get_close_matches

    city = repository.city
    if city is None or not wanted.strip():
        return []
    stem = PurePath(wanted).name.removesuffix(".yaml")
    if stem != wanted and stem in city.kind_of:
        return [stem]
    near = get_close_matches(wanted.lower(), sorted(city.kind_of), _MOST_LIKE, cutoff=0.6)
    said = wanted.casefold()
    named = {record.id: record.name for record in city.records()}
    named |= {one: function.name for one, function in city.functions.items()}
    holding = [one for one, name in sorted(named.items()) if said in one or said in name.casefold()]
    called = [one for one in holding if named[one].casefold() == said]
    return list(dict.fromkeys([*called, *near, *holding]))[:_MOST_LIKE]


def _lines(card: _Card, language: str) -> Iterator[Line]:
    """The card as lines of at most 80 columns; only a file's place may be longer."""
    yield [(f"{card.record_id}  ", "bold"), (_name(card, card.record_id), "bold")]
    yield [(f"{_kind(card, card.record_id).into(language)}, {_place(card, At(card.record_id))}", "")]
    yield []
    for key, value in card.facts.items():
        if key not in _HEADING:
            yield from _folded(f"  {key}: ", _told(key, value, language))
    for heading, pointings, outward in (
        (msg("points to"), card.points_to, True),
        (msg("is pointed at by"), card.pointed_at_by, False),
    ):
        yield from _section(heading, len(pointings), language)
        for one in pointings:
            yield from _pointing_lines(card, one, one.target if outward else one.holder)
    yield from _section(msg("decisions about it"), len(card.decisions), language)
    for decision in card.decisions:
        for outcome in _outcomes(card, decision):
            words = f"{decision.on.isoformat()} {outcome}, {decision.body}, {decision.registry_number}"
            yield from _folded("  ", f"{words}: {decision.name} ({decision.id})")


def _section(heading: Message, count: int, language: str) -> Iterator[Line]:
    yield []
    yield [(f"{heading.into(language)} ({count})", "bold")]


def _pointing_lines(card: _Card, one: Pointing, other: str) -> Iterator[Line]:
    yield from _folded("  ", f"{other}  {_name(card, other)}")
    yield from _folded("      ", _label(card, one))
    yield [(f"      {_place(card, At(one.holder, one.route))}", "dim")]


def _folded(head: str, text: str) -> Iterator[Line]:
    """The text on lines of 80 columns, all but the first set in by as much as `head`, at most eight."""
    from textwrap import wrap

    inner = " " * min(len(head) + (2 if head.isspace() else 0), 8)
    for line in wrap(text, _WIDTH, initial_indent=head, subsequent_indent=inner, break_on_hyphens=False) or [head]:
        yield [(line, "")]


def _told(key: str, value: object, language: str) -> str:
    """A value on a line; the blocks that settle who bears what are told whole, as no page about them is the record."""
    if key in _WHOLE and isinstance(value, tuple):
        return "; ".join(_brief(item, language) for item in value)
    return _brief(value, language)


def _brief(value: object, language: str) -> str:
    """A value on a line or two: what is plain as it is written, lists of blocks by their number."""
    if isinstance(value, dict):
        if all(isinstance(inner, str) for inner in value.values()):
            return ", ".join(f"{key} {inner}" for key, inner in value.items())
        return ", ".join(
            f"{key} {inner}" if isinstance(inner, str) else f"{key} ({_brief(inner, language)})"
            for key, inner in value.items()
        )
    if isinstance(value, tuple):
        if all(isinstance(item, str) for item in value):
            return ", ".join(str(item) for item in value)
        return msg("{count} listed", count=len(value)).into(language)
    return "–" if value is None else " ".join(str(value).split())


def _part(card: _Card, holder: str) -> Any:
    city = card.repository.city
    assert city is not None
    return city.get(holder) or city.settings


def _label(card: _Card, one: Pointing) -> str:
    from itgov.model.describe import field_at

    return field_at(type(_part(card, one.holder)), one.route)


def _name(card: _Card, record_id: str) -> str:
    city = card.repository.city
    assert city is not None
    function = city.functions.get(record_id)
    record = city.get(record_id)
    return record.name if record is not None else function.name if function is not None else ""


def _kind(card: _Card, record_id: str) -> Message:
    from itgov.model.kinds import KIND_BY_NAME

    city = card.repository.city
    assert city is not None
    name = city.kind_of.get(record_id)
    if name is None:
        return msg("unknown")
    return msg("function") if name == "function" else KIND_BY_NAME[name].label


def _place(card: _Card, at: At) -> str:
    city = card.repository.city
    assert city is not None
    if at.record in city.functions:
        at = At(FUNCTIONS, ("functions", at.record), key=True)
    spot = card.repository.spot(at)
    return f"{spot.path}:{spot.line}"


def _outcomes(card: _Card, decision: Decision) -> list[str]:
    return [ruling.outcome for ruling in decision.rulings if ruling.record == card.record_id]


def _as_data(card: _Card) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        **_whose(card, card.record_id),
        **_split(_place(card, At(card.record_id))),
        "values": card.facts,
        "points_to": [_pointing_data(card, one, one.target) for one in card.points_to],
        "pointed_at_by": [_pointing_data(card, one, one.holder) for one in card.pointed_at_by],
        "decisions": [
            {
                "id": decision.id,
                "on": decision.on.isoformat(),
                "outcome": outcome,
                "body": decision.body,
                "registry_number": decision.registry_number,
            }
            for decision in card.decisions
            for outcome in _outcomes(card, decision)
        ],
    }


def _whose(card: _Card, record_id: str) -> dict[str, Any]:
    city = card.repository.city
    assert city is not None
    return {"id": record_id, "kind": city.kind_of.get(record_id), "name": _name(card, record_id)}


def _pointing_data(card: _Card, one: Pointing, other: str) -> dict[str, Any]:
    place = _split(_place(card, At(one.holder, one.route)))
    return {
        "field": ".".join(map(str, one.route)),
        "label": _label(card, one),
        **_whose(card, other),
        **place,
    }


def _split(place: str) -> dict[str, Any]:
    path, _, line = place.rpartition(":")
    return {"path": path, "line": int(line)}
