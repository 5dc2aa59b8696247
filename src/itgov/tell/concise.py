"""One line a finding, for editors, grep and people in a hurry."""

from __future__ import annotations

from itgov.tell.frame import Frame
from itgov.tell.harmless import harmless, harmless_start
from itgov.tell.told import LineAt, Telling, Told


def render(telling: Telling, line_at: LineAt, language: str, frame: Frame) -> str:
    """`path:line:column: severity[CODE] message – remedy`, a line each; nothing where nothing was found.

    The severity is the same word in every language, so that an editor's pattern holds.
    """
    _ = line_at, frame
    return "".join(f"{_line(one, language)}\n" for one in telling.found)


def _line(one: Told, language: str) -> str:
    place = f"{harmless_start(harmless(one.spot.path))}:{one.spot.line}:{one.spot.column}"
    remedy = f" – {' '.join(one.remedy.into(language).split())}" if one.remedy is not None else ""
    return f"{place}: {one.severity}[{one.code}] {harmless(one.message.into(language) + remedy)}"
