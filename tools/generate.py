"""Writes the documents that are made from the code, or checks that they are current (`make docs`)."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from itgov.check.rules import RULES
from itgov.edit.fixes import FIXES
from itgov.model.baseline import Baseline
from itgov.model.describe import field_doc, part_in
from itgov.model.kinds import KINDS
from itgov.model.money import parse_amount, parse_cost
from itgov.model.period import parse_period
from itgov.model.record import Part, RefTo, Shown
from itgov.model.retired import RetiredList
from itgov.model.scalar import (
    WholeBetween,
    parse_date,
    parse_difference,
    parse_flag,
    parse_id,
    parse_index,
    parse_month_day,
    parse_share,
    parse_text,
    parse_whole,
    parse_year,
)
from itgov.model.settings import Settings
from itgov.model.system import FunctionList
from itgov.model.waiver import WaiverList
from itgov.model.walk import marks_of
from itgov.tell.page import catalogue

ROOT = Path(__file__).parents[1]

_FORMS: dict[Callable[[object], object], str] = {
    parse_amount: "amount: `1 250 000 kr`, `90 000,50 kr`, `1 250 tkr`, `1,25 mnkr`",
    parse_cost: "amount, 0 or more: `1 250 000 kr`, `90 000,50 kr`, `1 250 tkr`, `1,25 mnkr`",
    parse_date: "date: `2027-03-31`",
    parse_flag: "`true` or `false`",
    parse_id: "id: `avtal-hr-2024`",
    parse_month_day: "day of the year: `03-31`",
    parse_period: "period: `2027-Q1` or `2027-03`",
    parse_index: "index number: `105,3`",
    parse_share: "share: `12,5 %` or `4/15`",
    parse_text: "text",
    parse_difference: "whole number, less than zero after a minus: `1 600`, `-1 600`",
    parse_whole: "whole number: `16 500`",
    parse_year: "year: `2027`",
}


_BESIDE_RECORDS: tuple[tuple[str, str, type[Part]], ...] = (
    ("settings", "itgov.yaml", Settings),
    ("functions", "data/functions.yaml", FunctionList),
    ("waivers", "waivers.yaml", WaiverList),
    ("retired", "retired.yaml", RetiredList),
    ("baseline", "baseline.yaml", Baseline),
)


def data_model() -> str:
    """docs/data-model.md: every kind of record and every field, from the models' own words."""
    lines = [
        "# The data model",
        "",
        "<!-- Made by `make docs WRITE=1` from src/itgov/model. Change the docstrings there, not this page. -->",
        "",
        "One record a file, `data/<folder>/<id>.yaml`; the city's settings in `itgov.yaml`. Keys are English,",
        "texts Swedish. Unknown keys are refused. **Bold** fields must be there. *city* or *restricted* after a",
        "field says who may read it where the record itself is open to more (D47). Values are read as text:",
        "`no`, `012` and bare dates never turn into something else.",
        "",
        "| kind | folder | seen by default by |",
        "|:--|:--|:--|",
    ]
    lines += [f"| [{kind.name}](#{kind.name}) | `data/{kind.folder}/` | {kind.visibility} |" for kind in KINDS]
    lines += [f"| [{name}](#{name}) | `{file}` | – |" for name, file, _ in _BESIDE_RECORDS]
    kinds: list[tuple[str, type[Part]]] = [(kind.name, kind.type) for kind in KINDS]
    kinds += [(name, part) for name, _, part in _BESIDE_RECORDS]
    for title, part in kinds:
        lines += ["", f"## {title}", "", *_section(part)]
        for inner in _parts_of(part):
            lines += ["", f"### {title}: {_title(inner)}", "", *_section(inner)]
    return "\n".join(lines) + "\n"


def _section(part: type[Part]) -> Iterator[str]:
    yield (part.__doc__ or "").strip().split("\n\n")[0]
    yield ""
    yield "| field | Swedish | value | meaning |"
    yield "|:--|:--|:--|:--|"
    for name, info in part.model_fields.items():
        doc = field_doc(part, name)
        shown = next((f" *{mark.to}*" for mark in marks_of(part, name) if isinstance(mark, Shown)), "")
        label = f"**`{name}`**" if info.is_required() else f"`{name}`"
        yield f"| {label}{shown} | {doc.swedish} | {_form(part, name)} | {doc.meaning} |"


def _form(part: type[Part], name: str) -> str:
    info = part.model_fields[name]
    references = [mark for mark in marks_of(part, name) if isinstance(mark, RefTo)]
    text = _of(info.annotation, info.metadata)
    if references and "id:" in text:
        kinds = " or ".join(f"[{kind}](#{'functions' if kind == 'function' else kind})" for kind in references[0].kinds)
        text = text.replace("id: `avtal-hr-2024`", f"id of {kinds}", 1)
    return text


def _of(annotation: Any, metadata: list[Any]) -> str:  # noqa: PLR0911  one line for each form of annotation
    for mark in metadata:
        parser = getattr(mark, "func", None)
        if isinstance(parser, WholeBetween):
            return f"whole number, {parser.least}–{parser.most}"
        if (form := _FORMS.get(parser)) is not None:  # type: ignore[arg-type]
            return form
    annotated = getattr(annotation, "__metadata__", None)
    if annotated is not None:
        return _of(annotation.__origin__, [*annotated])
    arguments = [argument for argument in get_args(annotation) if argument is not type(None)]
    origin = get_origin(annotation)
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in get_args(annotation))
    if origin is tuple:
        return f"list of {_of(arguments[0], [])}"
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return f"block *{_title(annotation)}*"
    if len(arguments) == 2:
        return f"{_of(arguments[0], [])} → {_of(arguments[1], [])}"
    return _of(arguments[0], []) if arguments else str(annotation)


def _parts_of(part: type[Part]) -> Iterator[type[Part]]:
    """The blocks inside, each once, in the order they come."""
    seen: list[type[Part]] = []

    def visit(owner: type[BaseModel]) -> None:
        for info in owner.model_fields.values():
            inner = part_in(info.annotation)
            if inner is not None and inner not in seen:
                seen.append(inner)
                visit(inner)

    visit(part)
    yield from seen


def _title(part: type[Part]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", " ", part.__name__).lower()


def rules_page() -> str:
    """docs/rules.md: every rule with its reason, remedy and examples."""
    head = (
        "# The rules\n\n"
        "<!-- Made by `make docs WRITE=1` from src/itgov/check/rules. Change the rules there, not this page. -->\n\n"
        "What `itgov validate` checks. `itgov rule CODE` prints one of these pages, in Swedish too. Examples are\n"
        "changes to a small city (tests/small_city): file by path, and keys to set in it; a key with no value is\n"
        "taken away.\n\n"
    )
    return head + catalogue(RULES, "en", FIXES)


GENERATED: dict[str, Callable[[], str]] = {"docs/data-model.md": data_model, "docs/rules.md": rules_page}


def main(arguments: list[str]) -> int:
    """Writes the files with `--write`; else says which are not current."""
    stale = []
    for path, make in GENERATED.items():
        file, text = ROOT / path, make()
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            stale.append(path)
            if "--write" in arguments:
                file.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{path}: {'written' if '--write' in arguments else 'not current; run make docs WRITE=1'}")
    return 0 if "--write" in arguments else int(bool(stale))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
