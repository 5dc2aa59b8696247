"""All findings as a Markdown page, for the summary of a step in GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from itgov.finding import SEVERITIES
from itgov.message import msg, msg_n
from itgov.tell.ending import LABEL, last_line
from itgov.tell.harmless import harmless_markdown
from itgov.tell.told import Telling, Told

MOST_BYTES = 1024 * 1024
"""What GitHub takes as the summary of one step, in bytes of UTF-8."""

_ROOM_FOR_ENDING = 512
_Block = tuple[str, int]


def summary(telling: Telling, language: str, *, most_bytes: int = MOST_BYTES) -> str:
    """A table of counts, then the findings file by file: line, code, what was found and what to do.

    At most `most_bytes` long (at least 4,096); what does not fit is counted in the last sentence.
    """
    head = _head(telling, language)
    written, room, told = [head], most_bytes - _ROOM_FOR_ENDING - len(head.encode()), 0
    for block, findings in _blocks(telling, language):
        room -= len(block.encode())
        if room < 0:
            written.append(f"\n{_cut(len(telling.found) - told, language)}\n")
            break
        written.append(block)
        told += findings
    return "".join(written)


def _cut(left: int, language: str) -> str:
    return msg_n(
        "{n} more finding does not fit here: `itgov validate` shows it.",
        "{n} more findings do not fit here: `itgov validate` shows them.",
        n=left,
    ).into(language)


def _head(telling: Telling, language: str) -> str:
    counts = "".join(f"| {LABEL[severity].into(language)} | {telling.count(severity)} |\n" for severity in SEVERITIES)
    columns = _row(msg("severity").into(language), msg("number").into(language))
    return f"## itgov validate\n\n{columns}| :-- | --: |\n{counts}\n{harmless_markdown(last_line(telling, language))}\n"


def _blocks(telling: Telling, language: str) -> Iterator[_Block]:
    """Texts that follow each other, and how many findings each tells."""
    heads = (msg("line"), msg("rule"), msg("what was found"), msg("what to do"))
    columns = f"{_row(*(head.into(language) for head in heads))}| --: | :-- | :-- | :-- |\n"
    for path, group in groupby(telling.found, key=lambda one: one.spot.path):
        opening = f"\n### {harmless_markdown(path)}\n\n{columns}"
        for one in group:
            yield opening + _finding(one, language), 1
            opening = ""


def _finding(one: Told, language: str) -> str:
    said = f"{LABEL[one.severity].into(language)}: {one.message.into(language)}"
    remedy = one.remedy.into(language) if one.remedy else "–"
    return _row(f"{one.spot.line}", f"{one.code}", harmless_markdown(said), harmless_markdown(remedy))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n"
