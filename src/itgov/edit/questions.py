"""Which question comes next when somebody writes a new record by answering, and whether an answer will do.

The answers so far are a mapping from a question's route to the text typed, so that asking can stop anywhere and go
on another day. Nothing here asks: whoever does calls `next_question` until nothing is left.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Literal, get_args, get_origin

from itgov.edit.draft import Answer, Answers, codes_of, kinds_of, reader_of
from itgov.edit.meant import Meant, meant
from itgov.finding import nearest
from itgov.message import Message, msg, quoted
from itgov.model.city import City
from itgov.model.describe import FieldDoc, field_doc
from itgov.model.kinds import Kind
from itgov.model.record import Part
from itgov.model.scalar import BadValue

Route = tuple[str | int, ...]
State = Mapping[Route, str]
Steps = tuple[str, ...]
Sort = Literal["value", "block", "more", "key"]

YES = "yes"
_BLOCK = "?"
_KEY = "#"
_AS_YES = frozenset({"y", "yes", "j", "ja"})
_AS_NO = frozenset({"", "n", "no", "nej"})


def _fields(*dotted: str) -> frozenset[Steps]:
    return frozenset(tuple(one.split(".")) for one in dotted)


_ORIGIN = ("illustrative", "source")
DEMANDED: Mapping[str, frozenset[Steps]] = {
    "administration": _fields(
        *_ORIGIN,
        "development_budget",
        "development_budget.operating",
        "development_budget.investment",
        "takes_part",
        "agreement",
    ),
    "body": _fields("members", "may_settle", "formal_decider", "delegation", "mandate"),
    "competence": _fields(*_ORIGIN),
    "capability": _fields("provided_by", "provided_by.since"),
    "object": _fields(
        *(f"{side}_side.{role}" for side in ("business", "system") for role in ("owner", "manager", "specialist")),
        "system_side.hours_per_year",
    ),
    "system": _fields("funded_by", "criticality", "incident_leader", "supplier", "information_class"),
    "contract": _fields("notice_months", "registry_number"),
    "delivery": _fields(
        *_ORIGIN, "volumes", "cost_parts.per_year", "agreed", "incident_leader", "starts_on", "pilot", "no_pilot_reason"
    ),
    "key": _fields("values", "locked_on", "agreed"),
    "index": _fields(*_ORIGIN, "forecast_from"),
    "funder": _fields(*_ORIGIN, "frames.operating", "frames.investment"),
    "initiative": _fields(
        *_ORIGIN,
        "goals",
        "affects",
        "phases.hours",
        "phases.costs",
        "operating_costs",
        "take_up",
        "benefits",
        *(f"benefits.{name}" for name in ("receiver", "per_year", "points", "measure", "owner", "words")),
    ),
    "decision": _fields("delegation", "paragraph", "material", "rulings.content", "executor", "follow_up"),
    "scenario": _fields("parent", "money", "money.pot", "money.year", "hours", "hours.year"),
    "charge": _fields(*_ORIGIN, "total"),
    "move": _fields(*_ORIGIN, "agreed"),
    "bridge": _fields(*_ORIGIN, "proposed"),
    "outcome": _fields(*_ORIGIN),
}
"""The optional fields that are asked for all the same, since the rules ask for them at a record's first stage."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: at `route`, of a value that is `what`.

    `sort` is "value"; "block" and "more" are answered by yes or no (fill in this block, one more of this list);
    "key" asks for the next key of a mapping. Without `required` an empty answer skips it, or ends the list.
    """

    route: Route
    what: Meant
    doc: FieldDoc
    sort: Sort
    required: bool

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of record it refers to."""
        return kinds_of(self.what)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it is one of."""
        return codes_of(self.what)


def next_question(kind: Kind, state: State) -> Question | None:
    """The first question without an answer, in the model's order (the name before the id); None when all is said."""
    return next(_of_part(kind.type, (), DEMANDED.get(kind.name, frozenset()), state), None)


def problem_of(question: Question, text: str, city: City) -> Message | None:
    """What is wrong with an answer, in the model's own words; None where it will do. An empty one skips."""
    if not text:
        return msg("an answer is needed here") if question.required else None
    if question.sort in {"block", "more"}:
        known = text.lower() in _AS_YES | _AS_NO
        return None if known else msg("“{value}” is neither yes nor no: write y or n", value=quoted(text))
    if question.codes:
        return _not_among(text, question.codes, msg("“{value}” is not one of the values here", value=quoted(text)))
    try:
        if (read := reader_of(question.what)) is not None:
            read(text)
    except BadValue as error:
        return error.message
    if not question.kinds:
        return None
    return _not_among(text, names_of(city, question.kinds), msg("there is no “{id}” to refer to", id=quoted(text)))


def answered(state: State, question: Question, text: str) -> State:
    """The answers with one more, which `problem_of` has let through; those to the other questions stay."""
    if question.sort in {"block", "more"}:
        text = YES if text.lower() in _AS_YES else ""
    if question.sort == "key" and (*question.route[:-2], text) in state:
        return state
    return {**state, question.route: text}


def answers_of(kind: Kind, state: State) -> Answers:
    """The answers as a record's plain data, keys in the model's order; what was skipped is left out."""
    found: Answers = _gathered(meant(kind.type), (), _given(state))
    return found


def state_of(answers: Answers) -> State:
    """Answers that are there already, so that only the others are asked for."""
    return dict(_flat(answers, ()))


def names_of(city: City, kinds: tuple[str, ...]) -> Mapping[str, str]:
    """The names of all records of some kinds, by id; functions are a kind here."""
    found = {one: record.name for kind in kinds for one, record in city.by_kind.get(kind, {}).items()}
    if "function" in kinds:
        found |= {one: function.name for one, function in city.functions.items()}
    return found


def choices(city: City, kinds: tuple[str, ...], typed: str, most: int = 8) -> tuple[tuple[str, str], ...]:
    """At most `most` ids with their names, nearest to what is typed first; ties by the alphabet."""
    wanted = typed.lower()

    def distance(one: tuple[str, str]) -> tuple[int, str]:
        words = f"{one[0]} {one[1].lower()}"
        if one[0].startswith(wanted):
            return 0, one[0]
        if wanted in words:
            return 1, one[0]
        shared = len(_pairs(wanted) & _pairs(words))
        return 2 + len(wanted) - shared, one[0]

    return tuple(sorted(names_of(city, kinds).items(), key=distance)[:most])


def _not_among(text: str, known: Collection[str], problem: Message) -> Message | None:
    if text in known:
        return None
    close = nearest(text, known)
    return msg("{problem}: did you mean “{close}”?", problem=problem, close=close) if close else problem


def _pairs(text: str) -> set[str]:
    return {text[index : index + 2] for index in range(len(text) - 1)}


def _of_part(part: type[Part], route: Route, demanded: frozenset[Steps], state: State) -> Iterator[Question]:
    names = list(part.model_fields)
    if not route and "name" in names:
        names.remove("name")
        names.insert(0, "name")
    for name in names:
        own = (*route, name)
        required = part.model_fields[name].is_required()
        if required or tuple(step for step in own if isinstance(step, str)) in demanded:
            what = meant(part).entry(name)
            yield from _of_value(Question(own, what, field_doc(part, name), "value", required), demanded, state)


def _of_value(asked: Question, demanded: frozenset[Steps], state: State) -> Iterator[Question]:
    what, route = asked.what, asked.route
    if what.part is not None:
        gate = Question((*route, _BLOCK), what, asked.doc, "block", required=False)
        if asked.required or (yield from _gate(gate, state)):
            yield from _of_part(what.part, route, demanded, state)
    elif get_origin(what.annotation) is tuple:
        yield from _of_list(asked, demanded, state)
    elif get_origin(what.annotation) is Mapping:
        yield from _of_mapping(asked, demanded, state)
    elif route not in state:
        yield asked


def _of_list(asked: Question, demanded: frozenset[Steps], state: State) -> Iterator[Question]:
    item = asked.what.item()
    least = _least(asked.what)
    for index in count():
        own = (*asked.route, index)
        required = asked.required and index < least
        if item.part is None:
            if own not in state:
                yield Question(own, item, asked.doc, "value", required)
            if not state.get(own):
                return
            continue
        gate = Question((*own, _BLOCK), item, asked.doc, "more", required=False)
        if not required and not (yield from _gate(gate, state)):
            return
        yield from _of_part(item.part, own, demanded, state)


def _of_mapping(asked: Question, demanded: frozenset[Steps], state: State) -> Iterator[Question]:
    key, value = (meant(one) for one in get_args(asked.what.annotation))
    for index in count():
        slot = (*asked.route, _KEY, index)
        if slot not in state:
            yield Question(slot, key, asked.doc, "key", asked.required and index == 0)
        if not state.get(slot):
            return
        own = (*asked.route, state[slot])
        yield from _of_value(Question(own, value, asked.doc, "value", required=True), demanded, state)


def _gate(gate: Question, state: State) -> Generator[Question, None, bool]:
    """Asks whether to go in; returns what was said."""
    if gate.route not in state:
        yield gate
    return state.get(gate.route) == YES


def _least(what: Meant) -> int:
    marks = [inner for mark in what.marks for inner in (mark, *getattr(mark, "metadata", ()))]
    return max((getattr(mark, "min_length", 0) or 0 for mark in marks), default=0)


def _given(state: State) -> State:
    """The values alone, without those skipped and without the answers about lists and blocks."""
    return {route: text for route, text in state.items() if text and route[-1] != _BLOCK and _KEY not in route[-2:]}


def _gathered(what: Meant, route: Route, given: State) -> Answer:
    """The answers at `route` and below as plain data; None where there are none."""
    if what.part is not None:
        found = {}
        for name, info in what.part.model_fields.items():
            value = _gathered(what.entry(name), (*route, name), given)
            if value is None and info.is_required():
                value = _empty(what.entry(name))
            if value is not None:
                found[name] = value
        return found or None
    steps = list(
        dict.fromkeys(one[len(route)] for one in given if one[: len(route)] == route and len(one) > len(route))
    )
    if get_origin(what.annotation) is tuple:
        return tuple(_gathered(what.item(), (*route, step), given) for step in steps) or None
    if get_origin(what.annotation) is Mapping:
        return {str(step): _gathered(what.entry(str(step)), (*route, step), given) for step in steps} or None
    return given.get(route)


def _empty(what: Meant) -> Answer:
    if what.part is not None or get_origin(what.annotation) is Mapping:
        return {}
    return () if get_origin(what.annotation) is tuple and not _least(what) else None


def _flat(value: Any, route: Route) -> Iterator[tuple[Route, str]]:
    if isinstance(value, Mapping):
        if route:
            yield (*route, _BLOCK), YES
        for index, (key, inner) in enumerate(value.items()):
            if route:
                yield (*route, _KEY, index), key
            yield from _flat(inner, (*route, key))
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            yield from _flat(inner, (*route, index))
    elif value:
        yield route, value
