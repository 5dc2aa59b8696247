"""Safe mends, one function for each rule that has one: the edits, or None where a person must choose.

A mend is safe where only one right form is possible and nothing else in the file changes. What a person
may have meant otherwise is never mended.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from pathlib import PurePosixPath

from itgov.edit.naming import Naming, id_edit, is_key
from itgov.edit.retired import current_id, last_end
from itgov.edit.splice import CannotEdit, Change, Edit, Route, Source, edited, read_source, top_of
from itgov.finding import FUNCTIONS, RETIRED, SETTINGS, WAIVERS, At, Finding, Spot
from itgov.message import Message, msg
from itgov.model.describe import field_doc, part_in
from itgov.model.kinds import KIND_BY_FOLDER
from itgov.model.meaning import meant
from itgov.model.record import Part
from itgov.model.retired import RetiredList
from itgov.model.settings import Settings
from itgov.model.system import FunctionList
from itgov.model.waiver import WaiverList
from itgov.model.walk import references
from itgov.store.reader import parse
from itgov.store.repository import Repository
from itgov.store.shape import shape
from itgov.store.spans import Span

Fixer = Callable[[Repository, Finding], tuple[Edit, ...] | None]

_NEAR, _FAR = 0.75, 0.6
_NEAR_ID, _FAR_ID = 0.9, 0.8
_NUMBERS = re.compile(r"\d+|(?<![a-z])(?:[a-z]|i{2,3}|i[vx]|vi{0,3})(?![a-z])")
"""What in an id tells one of several from the others: numbers in figures, by letter or in Roman."""
_NEEDS_QUOTES = re.compile(r"[,\[\]{}]")
_LISTS: dict[str, type[Part]] = {
    SETTINGS: Settings,
    FUNCTIONS: FunctionList,
    RETIRED: RetiredList,
    WAIVERS: WaiverList,
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value, the block it is in, and the route to it."""

    owner: Span
    key: Span
    value: Span
    route: Route


def _entries(span: Span, route: Route = ()) -> Iterator[_Entry]:
    for key, value in span.entries:
        here = (*route, key.text or "")
        yield _Entry(span, key, value, here)
        yield from _entries(value, here)
    for index, item in enumerate(span.items):
        yield from _entries(item, (*route, index))


def _scalars(span: Span, route: Route = (), *, flow: bool = False) -> Iterator[tuple[Route, Span, bool]]:
    """Every scalar value with its route, and whether it stands between brackets."""
    flow = flow or span.style == "flow"
    if span.text is not None:
        yield route, span, flow
    for key, value in span.entries:
        yield from _scalars(value, (*route, key.text or ""), flow=flow)
    for index, item in enumerate(span.items):
        yield from _scalars(item, (*route, index), flow=flow)


def _stands_at(span: Span, spot: Spot) -> bool:
    return (span.line + 1, span.column + 1) == (spot.line, spot.column)


def _read(repository: Repository, finding: Finding) -> tuple[Spot, Source, Span] | None:
    spot = repository.spot(finding.fault.where)
    try:
        source = read_source(repository.root, spot.path)
        return spot, source, top_of(source)
    except CannotEdit:
        return None


def remove_second(repository: Repository, finding: Finding) -> tuple[Edit, ...] | None:
    """FRM003: the second of two entries with the same value goes, with its line; a comment there keeps it."""
    second = _second(repository, finding)
    if second is None or (edit := _removal(*second)) is None:
        return None
    return (edit,) if _helps(second[0], edit) else None


def why_left(repository: Repository, finding: Finding) -> Message | None:
    """What keeps from being mended what else would be; None where it is mended, or has no one right form."""
    if finding.code != "FRM003" or (second := _second(repository, finding)) is None or _removal(*second) is not None:
        return None
    return msg("the two say the same, but a comment on the second would be lost: move it, then run the command again")


def _second(repository: Repository, finding: Finding) -> tuple[Source, _Entry] | None:
    """The second of two entries of a key with the same value, in its file; None where they differ."""
    if (read := _read(repository, finding)) is None:
        return None
    spot, source, top = read
    entry = next((one for one in _entries(top) if _stands_at(one.key, spot)), None)
    first = entry.owner.value(entry.key.text or "") if entry is not None else None
    if entry is None or first is None or first is entry.value or not _same(first, entry.value):
        return None
    return source, entry


def _same(one: Span, other: Span) -> bool:
    """Whether two values are the same; anchors and aliases are the same as nothing."""
    if one.anchored or other.anchored or "alias" in {one.style, other.style}:
        return False
    plain = one.style == "plain", other.style == "plain"
    if one.text is not None or other.text is not None:
        # Without quotes `null` is nothing, with them a word.
        return one.text == other.text and plain[0] == plain[1]
    return (
        (one.is_block, one.is_list) == (other.is_block, other.is_list)
        and len(one.entries) == len(other.entries)
        and len(one.items) == len(other.items)
        and all(
            ours.text == theirs.text and _same(value, their_value)
            for (ours, value), (theirs, their_value) in zip(one.entries, other.entries, strict=True)
        )
        and all(_same(ours, theirs) for ours, theirs in zip(one.items, other.items, strict=True))
    )


def _removal(source: Source, entry: _Entry) -> Edit | None:
    text = source.text
    place = next(index for index, (key, _) in enumerate(entry.owner.entries) if key is entry.key)
    if entry.owner.style == "flow":
        start, end = last_end(entry.owner.entries[place - 1][1]), last_end(entry.value)
        return Edit(source.path, start, end, "") if "#" not in _outside(text, start, end, entry) else None
    start = text.rfind("\n", 0, entry.key.start) + 1
    end = last_end(entry.value)
    if text[end - 1 : end] != "\n":
        feed = text.find("\n", end)
        end = len(text) if feed < 0 else feed + 1
    left = _outside(text, start, end, entry)
    if text[start : entry.key.start].strip() or "#" in left:
        return None
    if end == len(text) and not text.endswith("\n"):
        # The last line has no end: the one before it shall have none either.
        start -= len(source.line_end)
    return Edit(source.path, start, end, "")


def _outside(text: str, start: int, end: int, entry: _Entry) -> str:
    """What stands between `start` and `end` beside the scalars of the entry: signs, blanks, comments."""
    parts = [entry.key, *_all_scalars(entry.value)]
    left, done = [], start
    for part in sorted(parts, key=lambda span: span.start):
        left.append(text[done : part.start])
        done = max(done, part.end)
        # A literal block's head may carry a comment.
        if part.style in {"literal", "folded"}:
            left.append(text[part.start : part.end].partition("\n")[0])
    return "".join((*left, text[done:end]))


def _all_scalars(span: Span) -> Iterator[Span]:
    if span.text is not None:
        yield span
    for key, value in span.entries:
        yield from _all_scalars(key)
        yield from _all_scalars(value)
    for item in span.items:
        yield from _all_scalars(item)


def rename_key(repository: Repository, finding: Finding) -> tuple[Edit, ...] | None:
    """FRM004: an unknown key gets the name of the only known one near it, where that is not used in the block."""
    if (read := _read(repository, finding)) is None:
        return None
    spot, source, top = read
    model = _model(spot.path)
    for entry in _entries(top):
        if model is None or not _stands_at(entry.key, spot):
            continue
        used = {key.text for key, _ in entry.owner.entries}
        close = _only_near(entry.key.text or "", _owner(model, entry.route[:-1]))
        if close is None or close in used or entry.key.anchored or entry.key.style not in {"plain", "single", "double"}:
            return None
        edit = Edit(source.path, entry.key.start, entry.key.end, close, Change(entry.route, close, key=True))
        return (edit,) if _helps(source, edit) else None
    return None


def _model(path: str) -> type[Part] | None:
    parts = PurePosixPath(path).parts
    kind = KIND_BY_FOLDER.get(parts[-2]) if len(parts) > 2 else None
    return kind.type if kind is not None else _LISTS.get(parts[-1])


def _owner(part: type[Part], route: Route) -> type[Part]:
    current = part
    for step in route:
        if isinstance(step, str) and step in current.model_fields:
            current = part_in(current.model_fields[step].annotation) or current
    return current


def _only_near(name: str, owner: type[Part]) -> str | None:
    """The known key that the name is near to, in English or exactly in Swedish; None where there are two or none."""
    plain = name.casefold().replace("-", "_").replace(" ", "_")
    swedish = [
        known
        for known in owner.model_fields
        if field_doc(owner, known).swedish.casefold().replace("-", "_").replace(" ", "_") == plain
    ]
    if len(swedish) == 1:
        return swedish[0]
    near = get_close_matches(plain, list(owner.model_fields), n=2, cutoff=_FAR)
    return near[0] if len(near) == 1 and _likeness(plain, near[0]) >= _NEAR else None


def right_form(repository: Repository, finding: Finding) -> tuple[Edit, ...] | None:
    """FRM006: a value in a wrong form gets the right one, where its field takes exactly one of those it can mean."""
    if (read := _read(repository, finding)) is None:
        return None
    spot, source, top = read
    for route, span, flow in _scalars(top):
        if _stands_at(span, spot) and not span.anchored and span.style in {"plain", "single", "double"}:
            edits = [_value_edit(source, route, span, form, flow=flow) for form in meant(span.text or "")]
            fitting = [edit for edit in edits if _helps(source, edit)]
            return (fitting[0],) if len(fitting) == 1 else None
    return None


def _value_edit(source: Source, route: Route, span: Span, value: str, *, flow: bool) -> Edit:
    quote = {"single": "'", "double": '"'}.get(span.style, "")
    if flow and not quote and _NEEDS_QUOTES.search(value):
        quote = '"'
    return Edit(source.path, span.start, span.end, f"{quote}{value}{quote}", Change(route, value))


def only_near_id(repository: Repository, finding: Finding) -> tuple[Edit, ...] | None:
    """REF001, REF005: an id that no record has becomes what it was renamed to, or the only one that is all but it."""
    where, city = finding.fault.where, repository.city
    if city is None or not isinstance(where, At) or (read := _read(repository, finding)) is None:
        return None
    _, source, top = read
    record: Part | None = city.settings if where.record == SETTINGS else city.get(where.record)
    found = (
        [(value, mark.kinds) for route, value, mark in references(record) if route == where.route]
        if record is not None
        else []
    )
    if record is None or not found:
        return None
    value, kinds = found[0]
    known = {one: kind for one, kind in city.kind_of.items() if kind in kinds}
    now = current_id(city.retired, value)
    close = now if now in known else _only_near_id(value, known)
    if close is None or (value in city.retired and close != now):
        return None
    try:
        edit = id_edit(source, top, Naming(where.route, is_key(record, where.route)), value, close)
        edited(source, [edit])
    except CannotEdit:
        return None
    return (edit,)


def _only_near_id(value: str, known: Mapping[str, str]) -> str | None:
    near = get_close_matches(value, sorted(known), n=2, cutoff=_FAR_ID)
    alone = len(near) == 1 and _likeness(value, near[0]) >= _NEAR_ID
    # Another number is another stage, year or part, which may not be written yet; so is another letter on its own.
    return near[0] if alone and _NUMBERS.findall(value) == _NUMBERS.findall(near[0]) else None


def _likeness(one: str, other: str) -> float:
    # The order that get_close_matches compares in: the measure is not the same both ways.
    return SequenceMatcher(None, other, one).ratio()


def _helps(source: Source, edit: Edit) -> bool:
    """Whether the edit changes what it means to, and the file then has fewer faults than before."""
    try:
        after = edited(source, [edit])
    except CannotEdit:
        return False
    return _faults(after) < _faults(source)


def _faults(source: Source) -> int:
    parsed, model = parse(source.text.encode(), source.path), _model(source.path)
    shaped = shape(model, parsed.top, source.path).faults if parsed.top is not None and model is not None else ()
    return len(parsed.faults) + len(shaped)


FIXES: dict[str, Fixer] = {
    "FRM003": remove_second,
    "FRM004": rename_key,
    "FRM006": right_form,
    "REF001": only_near_id,
    "REF005": only_near_id,
}
"""By rule code; a rule that is not here has no safe mend."""
