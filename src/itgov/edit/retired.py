"""The record of retired ids, written to as a journal: before anything else is renamed, `retired.yaml` says to what.

Lines are added by text, so that what people wrote in the file stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace

from itgov.edit.splice import CannotEdit, Edit, Source, spliced, top_of
from itgov.finding import RETIRED
from itgov.message import msg
from itgov.model.retired import Retired, RetiredList
from itgov.store.reader import parse
from itgov.store.shape import shape
from itgov.store.spans import Span

_HEAD = "# Id som inte längre används. Inget nytt får heta så: gamla beslut och rapporter menar det gamla.\nretired:\n"
_DASH = re.compile(r"( *)-( +)")


def entry_text(retired: Retired) -> str:
    """One retired id as it is written in the list, on one line."""
    parts = [f"id: {retired.id}", f"on: {retired.on.isoformat()}"]
    if retired.renamed_to is not None:
        parts.append(f"renamed_to: {retired.renamed_to}")
    if retired.reason is not None:
        # What JSON writes between quotes, YAML reads between quotes.
        parts.append(f"reason: {json.dumps(retired.reason, ensure_ascii=False)}")
    return "{" + ", ".join(parts) + "}"


def current_id(retired: Mapping[str, Retired], record_id: str) -> str:
    """What the record that once had that id is called now, through all its renamings; the id itself where it stands."""
    passed = {record_id}
    while (entry := retired.get(record_id)) is not None and entry.renamed_to not in {None, *passed}:
        record_id = str(entry.renamed_to)
        passed.add(record_id)
    return record_id


def with_retired(source: Source | None, retired: Retired, instead: str | None = None) -> Source:
    """The file with one more id; in the place of the entry of `instead`, an id that is taken back into use.

    `source` is None where there is no file yet. Raises CannotEdit where the list is written
    in a way that a line cannot be added to.
    """
    if source is None:
        return Source(RETIRED, f"{_HEAD}  - {entry_text(retired)}\n")
    after = replace(source, text=spliced(source.text, [_edit(source, retired, instead)]))
    wanted = [one for one in _read(source) if one.id != instead]
    if sorted(map(entry_text, (*wanted, retired))) != sorted(map(entry_text, _read(after))):
        raise _unfit(source)
    return after


def _read(source: Source) -> tuple[Retired, ...]:
    parsed = parse(source.text.encode(), source.path)
    found = shape(RetiredList, parsed.top, source.path).record if parsed.top is not None and not parsed.faults else None
    if found is None and source.text.strip():
        raise _unfit(source)
    return found.retired if found is not None else ()


def _edit(source: Source, retired: Retired, instead: str | None) -> Edit:
    line_end = source.line_end
    entry = entry_text(retired)
    if not source.text.strip():
        return Edit(RETIRED, 0, len(source.text), f"retired:{line_end}  - {entry}{line_end}")
    top = top_of(source)
    listed = top.value("retired")
    if listed is None:
        raise _unfit(source)
    if instead is not None:
        return _in_place(source, listed, entry, instead)
    if listed.items and listed.style == "block":
        at = _line_end_after(source.text, last_end(listed))
        return Edit(RETIRED, at, at, f"{line_end}{_dash(source, listed)}{entry}")
    if listed.items:
        at = last_end(listed.items[-1])
        return Edit(RETIRED, at, at, f", {entry}")
    start = len(source.text[: listed.start].rstrip(" "))
    return Edit(RETIRED, start, listed.end, f"{line_end}  - {entry}")


def _in_place(source: Source, listed: Span, entry: str, instead: str) -> Edit:
    for item in listed.items:
        name = item.value("id")
        if name is not None and name.text is not None and name.text.strip() == instead:
            return Edit(RETIRED, item.start, last_end(item), entry)
    raise _unfit(source)


def _dash(source: Source, listed: Span) -> str:
    """What stands before an item of the list on its line: spaces, the dash, spaces."""
    first = listed.items[0].start
    before = source.text[source.text.rfind("\n", 0, first) + 1 : first]
    if not _DASH.fullmatch(before):
        raise _unfit(source)
    return before


def last_end(span: Span) -> int:
    """Where the last thing written in a value ends; what follows in the text of a block are comments and blanks."""
    if span.style != "block":
        return span.end
    parts = [value for entry in span.entries for value in entry] or list(span.items)
    return max((last_end(part) for part in parts), default=span.end)


def _line_end_after(text: str, index: int) -> int:
    # A literal block's text ends after its own line end.
    if index and text[index - 1] == "\n":
        index -= 1
    end = text.find("\n", index)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _unfit(source: Source) -> CannotEdit:
    return CannotEdit(
        msg("no line can be added to {path} as it is written", path=source.path),
        msg("write it as a list under “retired:”, each id on a line of its own after “- ”"),
    )
