"""JSON Schemas of the records, for editors and other validators (docs/design/11-schemas-for-editors.md).

A walk over the models' annotations: titles and descriptions are the fields' own docstrings, patterns are `forms`. A
schema never refuses what the model takes, but for a text that is a bare `true` or `false`. It takes more than the model
where JSON Schema cannot tell: what lies between fields or records, and what a YAML reader has already bent (`012` is 12
to it).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from itgov.finding import FUNCTIONS, SETTINGS
from itgov.message import Message, msg
from itgov.model.describe import FieldDoc, field_doc
from itgov.model.forms import Form, form_of
from itgov.model.kinds import KINDS
from itgov.model.record import Part, RefTo
from itgov.model.retired import RetiredList
from itgov.model.settings import Settings
from itgov.model.system import FunctionList
from itgov.model.waiver import WaiverList

Schema = dict[str, Any]
Words = Sequence[Mapping[str, Message]]

DRAFT = "http://json-schema.org/draft-07/schema#"
FOLDER = ".itgov/schemas"
"""Where `itgov init` puts the schemas, below the city's folder."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a schema is made for: its name, the files it holds for (a glob from the city's folder), and their type."""

    name: str
    files: str
    type: type[Part]
    label: Message


SOURCES: tuple[Source, ...] = (
    *(Source(kind.name, f"data/{kind.folder}/*.yaml", kind.type, kind.label) for kind in KINDS),
    Source("settings", SETTINGS, Settings, msg("the city's settings")),
    Source("functions", f"data/{FUNCTIONS}", FunctionList, msg("the list of functions")),
    Source("waivers", "waivers.yaml", WaiverList, msg("the list of waivers")),
    Source("retired", "retired.yaml", RetiredList, msg("the list of retired ids")),
)
SOURCE_BY_NAME: Mapping[str, Source] = {source.name: source for source in SOURCES}


def schema_of(kind: str, words: Words = ()) -> Schema:
    """The draft-07 schema of one kind of record, or of "settings", "functions", "waivers" or "retired".

    `words` hold what codes mean, a mapping for each set of codes; they become the descriptions of an enumeration's
    values. Everything stands in place, without `$ref`. Raises KeyError for any other name.
    """
    source = SOURCE_BY_NAME[kind]
    return {
        "$schema": DRAFT,
        "$comment": "Made by `itgov schema`; change the model, not this file.",
        "title": _capital(source.label.into("sv")),
        "description": _sentence(source.type),
        **_block(source.type, words),
    }


def schema_text(kind: str, words: Words = ()) -> str:
    """`schema_of` as JSON text with a line end; letters as they are, the same bytes each time."""
    return json.dumps(schema_of(kind, words), ensure_ascii=False, indent=1) + "\n"


def modeline(kind: str) -> str:
    """The comment line that tells an editor's language server the schema of a new file of that kind.

    For a file at its place below the city's folder, where `itgov init` has put the schemas. Raises KeyError.
    """
    up = "../" * SOURCE_BY_NAME[kind].files.count("/")
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind}.json"


def editor_settings(folder: str = FOLDER) -> dict[str, dict[str, str]]:
    """The setting `yaml.schemas` of the YAML language server: schema file → the files it holds for.

    Both from the city's folder, which is the editor's workspace; `folder` is where the schemas lie.
    """
    return {"yaml.schemas": {f"./{folder}/{source.name}.json": source.files for source in SOURCES}}


def _block(part: type[Part], words: Words) -> Schema:
    fields = part.model_fields
    return {
        "type": "object",
        "properties": {name: _field(part, name, words) for name in fields},
        "required": [name for name, info in fields.items() if info.is_required()],
        "additionalProperties": False,
    }


def _field(part: type[Part], name: str, words: Words) -> Schema:
    info = part.model_fields[name]
    doc = field_doc(part, name)
    schema = _value(info.annotation, tuple(info.metadata), words)
    kinds = [kind for mark in _marks(info.annotation, info.metadata) if isinstance(mark, RefTo) for kind in mark.kinds]
    return {**_described(doc, kinds, tuple(_examples(info.annotation, info.metadata))), **schema}


def _described(doc: FieldDoc, kinds: Sequence[str], examples: Sequence[str]) -> Schema:
    refers = f"\n\nRefers to: {' or '.join(_home(kind) for kind in kinds)}." if kinds else ""
    shown = f"\n\nAs in {', '.join(f'`{one}`' for one in examples)}." if examples else ""
    return {
        "title": doc.swedish,
        "description": _capital(doc.meaning),
        "markdownDescription": f"**{doc.swedish}** (`{doc.name}`): {doc.meaning}{refers}{shown}",
    }


def _examples(annotation: Any, metadata: Sequence[Any]) -> Iterator[str]:
    """How the field's value is written, or the values of its mapping or list; nothing where several sorts meet."""
    forms = [
        form for mark in _marks(annotation, metadata) if (form := form_of(getattr(mark, "func", None))) is not None
    ]
    if forms:
        yield from forms[-1].examples


def _home(kind: str) -> str:
    name = "functions" if kind == "function" else kind
    return f"{kind} (`{SOURCE_BY_NAME[name].files}`)"


def _value(annotation: Any, marks: tuple[Any, ...], words: Words) -> Schema:  # noqa: PLR0911  one line for each form
    """The schema of a value; `marks` are what an Annotated around it carries."""
    if (form := _form(marks)) is not None:
        return form.as_schema()
    if (inner := getattr(annotation, "__metadata__", None)) is not None:
        return _value(annotation.__origin__, (*inner, *marks), words)
    if (codes := tuple(_codes(annotation))) and not _takes_nothing(annotation):
        return _enumeration(codes, words)
    if _takes_nothing(annotation):
        rest = tuple(one for one in get_args(annotation) if one is not type(None))
        form = _form(getattr(rest[0], "__metadata__", ())) if len(rest) == 1 else None
        if form is not None:
            return form.as_schema(nothing=True)
        return _or_nothing(_value(Union[rest], marks, words))  # noqa: UP007  made from a tuple
    if get_origin(annotation) is tuple:
        least = max((getattr(mark, "min_length", 0) for mark in marks), default=0)
        return {
            "type": "array",
            "items": _described_items(get_args(annotation)[0], words),
            **({"minItems": least} if least else {}),
        }
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return _block(annotation, words)
    key, value = get_args(annotation)
    return _mapping(key, value, words)


def _form(marks: Sequence[Any]) -> Form | None:
    return next((form for mark in marks if (form := form_of(getattr(mark, "func", None))) is not None), None)


def _described_items(annotation: Any, words: Words) -> Schema:
    schema = _value(annotation, (), words)
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return {"description": _sentence(annotation), **schema}
    return schema


def _mapping(key: Any, value: Any, words: Words) -> Schema:
    of_value = _described_items(value, words)
    if codes := tuple(_codes(key)):
        meanings = dict(zip(codes, _meanings(codes, words), strict=True))
        titles = {code: {"title": meaning} if meaning else {} for code, meaning in meanings.items()}
        return {
            "type": "object",
            "properties": {code: {**titles[code], **of_value} for code in codes},
            "additionalProperties": False,
        }
    form = _form(getattr(key, "__metadata__", ()))
    assert form is not None
    names = {"pattern": form.pattern, "patternErrorMessage": form.hint}
    return {"type": "object", "propertyNames": names, "additionalProperties": of_value}


def _codes(annotation: Any) -> Iterator[str]:
    """The codes of a Literal, or of several put together; none for anything else."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    elif _is_union(annotation):
        for one in get_args(annotation):
            yield from _codes(one)


def _enumeration(codes: tuple[str, ...], words: Words) -> Schema:
    """One of some codes; where a code is a number, both the number and its text, since YAML reads it as a number."""
    values = [*(int(code) for code in codes if code.isdigit()), *codes]
    meanings = dict(zip(codes, _meanings(codes, words), strict=True))
    described = [meanings[str(value)] for value in values]
    return {"enum": values, **({"enumDescriptions": described} if any(described) else {})}


def _meanings(codes: tuple[str, ...], words: Words) -> list[str]:
    known = min((one for one in words if set(codes) <= set(one)), key=len, default={})
    return [f"{known[code].into('sv')} – {known[code].into('en')}" if code in known else "" for code in codes]


def _or_nothing(schema: Schema) -> Schema:
    """The same, or nothing written after the key."""
    if "enum" in schema:
        extra = {"enumDescriptions": [*schema["enumDescriptions"], ""]} if "enumDescriptions" in schema else {}
        return {**schema, "enum": [*schema["enum"], None], **extra}
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return {**schema, "type": [*types, "null"]}


def _takes_nothing(annotation: Any) -> bool:
    return _is_union(annotation) and type(None) in get_args(annotation)


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in {Union, UnionType}


def _marks(annotation: Any, metadata: Sequence[Any]) -> Iterator[Any]:
    yield from metadata
    yield from getattr(annotation, "__metadata__", ())
    inner = (annotation.__origin__,) if hasattr(annotation, "__metadata__") else get_args(annotation)
    for argument in inner:
        if not (isinstance(argument, type) and issubclass(argument, Part)):
            yield from _marks(argument, ())


def _sentence(part: type[Part]) -> str:
    return (part.__doc__ or "").strip().split("\n\n")[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
