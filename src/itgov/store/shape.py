"""A tree to a record: every fault of its shape, told with the field's name in both tongues.

Nothing here knows a single kind of record; the models do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from itgov.finding import Fault, Related, Spot, nearest
from itgov.message import Message, msg, quoted
from itgov.model.describe import field, field_at, part_in
from itgov.model.kinds import KINDS, Kind
from itgov.model.meaning import meant
from itgov.model.record import Part, Record
from itgov.model.scalar import BadValue
from itgov.store.tree import Block, Mark, locate, plain

P = TypeVar("P", bound=Part)
Route = tuple[str | int, ...]


@dataclass(frozen=True)
class Shaped(Generic[P]):
    """The record and the faults of its shape by rule code.

    It is there where its shape is right, and where nothing but its keys is wrong: then as it was most likely meant,
    so that whatever else there is to say of it can be said at once.
    """

    record: P | None
    faults: tuple[tuple[str, Fault], ...] = ()


def shape(part: type[P], top: Block, path: str) -> Shaped[P]:
    """The record that a tree holds, or everything that keeps it from being one."""
    try:
        return Shaped(part.model_validate(plain(top)))
    except ValidationError as error:
        details = error.errors(include_url=False)
        return Shaped(_as_meant(part, top, details), tuple(_faults(part, top, path, details)))


def _as_meant(part: type[P], top: Block, details: Sequence[Any]) -> P | None:
    """The record with unknown keys read as those they are like, or left out; None where more than that is wrong."""
    if any(detail["type"] not in {"extra_forbidden", "missing"} for detail in details):
        return None
    values = plain(top)
    for detail in details:
        if detail["type"] == "missing":
            continue
        *above, name = detail["loc"]
        block: Any = values
        for step in above:
            block = block[step]
        value = block.pop(name)
        # The first of two that are like one key has it; a key that is there keeps its own value.
        meant = _close_to(_part_at(part, tuple(above)), str(name))
        if meant is not None:
            block.setdefault(meant, value)
    try:
        return part.model_validate(values)
    except ValidationError:
        return None


def _faults(part: type[Part], top: Block, path: str, details: Sequence[Any]) -> Iterator[tuple[str, Fault]]:
    if (elsewhere := _other_kind(part, top)) is not None:
        yield "FRM004", elsewhere_fault(part, top, path, elsewhere)
        return
    places = [detail["loc"] for detail in details]
    misspelt = {_meant(part, detail["loc"]) for detail in details if detail["type"] == "extra_forbidden"}
    for count, detail in enumerate(details):
        # A list whose only item is wrong counts as too short, too: that is the same fault told twice.
        own = detail["loc"]
        if detail["type"] == "too_short" and any(len(loc) > len(own) and loc[: len(own)] == own for loc in places):
            continue
        route: Route = tuple(step for step in detail["loc"] if step != "[key]")
        kind: str = detail["type"]
        if kind == "missing" and own in misspelt:
            continue
        if kind == "missing":
            yield "FRM005", _missing(part, top, path, route)
        elif kind == "extra_forbidden":
            yield "FRM004", _unknown(part, top, path, route)
        else:
            on_key = bool(detail["loc"]) and detail["loc"][-1] == "[key]"
            where = _spot(path, locate(top, route, key=on_key))
            problem, remedy = _problem(detail)
            if remedy is None and count < _MOST_TRIED:
                remedy = _right_form(part, top, detail)
            name = field_at(part, route)
            whole = msg("{field}: {problem}", field=name, problem=problem) if route else problem
            yield "FRM006", Fault(where, whole, remedy)


def _other_kind(part: type[Part], top: Block) -> Kind | None:
    """The only other kind of record whose keys these are, all that must be there and none besides; None where none."""
    if not issubclass(part, Record) or set(top.entries) <= set(part.model_fields):
        return None
    fitting = [kind for kind in KINDS if kind.type is not part and _has_keys_of(top, kind.type)]
    return fitting[0] if len(fitting) == 1 else None


def _has_keys_of(top: Block, part: type[Part]) -> bool:
    must = {name for name, info in part.model_fields.items() if info.is_required()}
    return must <= set(top.entries) <= set(part.model_fields)


def elsewhere_fault(part: type[Part], top: Block, path: str, kind: Kind) -> Fault:
    """That a file lies in the folder of another kind than its keys tell."""
    folder = next((one.folder for one in KINDS if one.type is part), "")
    return Fault(
        _spot(path, top.mark),
        msg(
            "this lies in data/{folder}/, but its keys are those of another kind: {kind}",
            folder=folder,
            kind=kind.label,
        ),
        msg("move the file to data/{folder}/", folder=kind.folder),
    )


def _missing(part: type[Part], top: Block, path: str, route: Route) -> Fault:
    owner = _part_at(part, route[:-1])
    name = str(route[-1])
    return Fault(
        _spot(path, locate(top, route[:-1])),
        msg("{field} is missing", field=field(owner, name)),
        msg("add the key “{key}” here", key=name),
    )


def _unknown(part: type[Part], top: Block, path: str, route: Route) -> Fault:
    owner = _part_at(part, route[:-1])
    name = str(route[-1])
    known = owner.model_fields
    close = _close_to(owner, name)
    if _TORN.fullmatch(name):
        remedy = _QUOTE_IN_FLOW
    elif close is not None:
        remedy = msg("did you mean {field}?", field=field(owner, close))
    else:
        remedy = msg("the keys here are: {keys}", keys=", ".join(known))
    place = Related(_spot(path, locate(top, route[:-1])), msg("in this block"))
    where = _spot(path, locate(top, route, key=True))
    related = (place,) if len(route) > 1 and place.where != where else ()
    return Fault(where, msg("the key “{key}” is unknown", key=quoted(name)), remedy, related)


def _meant(part: type[Part], loc: Route) -> Route | None:
    """Where an unknown key would stand if it were spelled as the key it is like."""
    close = _close_to(_part_at(part, loc[:-1]), str(loc[-1]))
    return (*loc[:-1], close) if close is not None else None


def _close_to(owner: type[Part], name: str) -> str | None:
    """The key that a block knows and an unknown one is most like."""
    return nearest(name, owner.model_fields) or _by_swedish_name(owner, name)


def _by_swedish_name(owner: type[Part], name: str) -> str | None:
    swedish = {field(owner, known).split(" (")[0]: known for known in owner.model_fields}
    close = nearest(name.replace("_", " "), swedish)
    return swedish[close] if close else None


def _part_at(part: type[Part], route: Route) -> type[Part]:
    current = part
    for step in route:
        if isinstance(step, str) and step in current.model_fields:
            current = part_in(current.model_fields[step].annotation) or current
    return current


def _problem(detail: Any) -> tuple[Message, Message | None]:  # noqa: PLR0911  one line for each kind of error
    """What is wrong with a value, and what to do, from pydantic's own description of the error."""
    value, context = detail["input"], detail.get("ctx", {})
    if value is None:
        return msg("nothing is written here"), msg("fill it in, or remove the key")
    if isinstance(error := context.get("error"), BadValue):
        # The rest of an amount after its comma stands as an item of its own.
        torn = isinstance(value, str) and isinstance(detail["loc"][-1], int) and _TORN.fullmatch(value)
        return error.message, _QUOTE_IN_FLOW if torn else None
    if detail["type"] == "literal_error":
        allowed = [word for word in str(context["expected"]).replace(" or ", ", ").replace("'", "").split(", ") if word]
        close = nearest(str(value), allowed)
        choices = msg("choose one of: {allowed}", allowed=", ".join(allowed))
        if isinstance(value, str):
            remedy = msg("did you mean “{close}”? {choices}", close=close, choices=choices) if close else choices
            return msg("“{value}” is not one of the values here", value=quoted(value)), remedy
        return msg("a single word is expected here"), choices
    if detail["type"] == "too_short":
        return msg("the list is empty"), msg("write at least one, or remove the key where it may be left out")
    expected = _EXPECTED.get(detail["type"])
    if expected is not None:
        return expected, _FORMS.get(detail["type"])
    return msg("the value is not right: {problem}", problem=quoted(detail["msg"])), None


def _right_form(part: type[Part], top: Block, detail: Any) -> Message | None:
    """What to write where a value can only have meant one form that its field takes; None where there are more."""
    value = detail["input"]
    if not isinstance(value, str) or "meant" in _params_of(detail):
        return None
    fitting = [form for form in meant(value) if _takes(part, top, detail["loc"], form)]
    return msg("write “{right}”", right=fitting[0]) if len(fitting) == 1 else None


def _params_of(detail: Any) -> frozenset[str]:
    error = detail.get("ctx", {}).get("error")
    return frozenset(name for name, _ in error.message.params) if isinstance(error, BadValue) else frozenset()


def _takes(part: type[Part], top: Block, loc: Route, form: str) -> bool:
    """Whether a field of the record takes a form in place of what stands there."""
    try:
        part.model_validate(_with(plain(top), loc, form))
    except ValidationError as error:
        return all(one["loc"] != loc for one in error.errors(include_url=False))
    return True


def _with(value: Any, loc: Route, form: str) -> Any:
    """The same values, but for `form` at a place; the same ones where there is no such place."""
    if not loc:
        return form
    step, *rest = loc
    if isinstance(value, dict) and step in value:
        return {**value, step: _with(value[step], tuple(rest), form)}
    if isinstance(value, tuple) and isinstance(step, int):
        return (*value[:step], _with(value[step], tuple(rest), form), *value[step + 1 :])
    return value


_MOST_TRIED = 20
"""For how many faults of a file the right form is looked for: each try reads the whole record."""
_TORN = re.compile(
    r"\d+ ?(?:kr|tkr|mnkr|%|kronor|sek|kkr|tsek|ksek|mkr|msek|tusen(?: kr| kronor)?|miljon(?:er)?(?: kr| kronor)?)",
    re.IGNORECASE,
)
_QUOTE_IN_FLOW = msg('inside { } and [ ] a comma ends a value: put the whole amount in quotes, as in "90 000,50 kr"')
_EXPECTED: dict[str, Message] = {
    "model_type": msg("a block of keys is expected here"),
    "model_attributes_type": msg("a block of keys is expected here"),
    "tuple_type": msg("a list is expected here"),
    "mapping_type": msg("a block of keys is expected here"),
    "dict_type": msg("a block of keys is expected here"),
}
_FORMS: dict[str, Message] = {
    "tuple_type": msg("write each value on a line of its own after “- ”, or all between “[” and “]”"),
}


def _spot(path: str, mark: Mark) -> Spot:
    return Spot(path, mark.line + 1, mark.column + 1, mark.width)
