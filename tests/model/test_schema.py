"""The schemas describe every field, take every record that is right, and refuse what the models refuse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.nodes import ScalarNode

from itgov.model.describe import field_doc
from itgov.model.initiative import Initiative
from itgov.model.kinds import KIND_BY_NAME
from itgov.model.record import Part
from itgov.model.schema import SOURCE_BY_NAME, SOURCES, editor_settings, modeline, schema_of, schema_text
from itgov.report.labels import ALL
from tests.city import ROOT, SMALL

NAMES = tuple(SOURCE_BY_NAME)


class OtherReader(SafeConstructor):
    """As most YAML 1.2 readers: numbers and truth values are such, a date is text, every key is text."""

    def construct_yaml_timestamp(self, node: ScalarNode, values: Any = None) -> Any:
        del values
        return node.value


OtherReader.add_constructor("tag:yaml.org,2002:timestamp", OtherReader.construct_yaml_timestamp)


def read(file: Path) -> Any:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = OtherReader
    return with_text_keys(yaml.load(file))


def with_text_keys(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): with_text_keys(item) for key, item in value.items()}
    return [with_text_keys(item) for item in value] if isinstance(value, list) else value


@cache
def validator(name: str) -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(schema_of(name, ALL))


def faults(name: str, value: Any) -> list[str]:
    """The places of everything the schema refuses."""
    return sorted(".".join(map(str, error.absolute_path)) for error in validator(name).iter_errors(value))


def files(root: Path) -> Iterator[tuple[str, Path]]:
    for source in SOURCES:
        for file in sorted(root.glob(source.files)):
            yield source.name, file


@pytest.mark.parametrize("root", [ROOT, SMALL], ids=["malmo", "small city"])
def test_every_record_is_taken(root: Path) -> None:
    looked_at = list(files(root))
    assert len(looked_at) > 15
    assert [(file.name, found) for name, file in looked_at if (found := faults(name, read(file)))] == []


def test_every_kind_has_records_to_look_at() -> None:
    assert set(KIND_BY_NAME) <= {name for name, _ in files(ROOT)}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_draft_7(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(schema_of(name, ALL))


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_its_swedish_name_and_its_meaning(name: str) -> None:
    schema, part = schema_of(name, ALL), SOURCE_BY_NAME[name].type
    assert schema["title"]
    assert schema["description"].endswith(".")
    for key in part.model_fields:
        doc = field_doc(part, key)
        described = schema["properties"][key]
        assert described["title"] == doc.swedish
        assert described["description"].lower() == doc.meaning.lower()
        assert doc.meaning in described["markdownDescription"]
    assert schema["required"] == [key for key, info in part.model_fields.items() if info.is_required()]


def enumerations(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if "enum" in schema:
            yield schema
        for value in schema.values():
            yield from enumerations(value)


def test_every_value_of_an_enumeration_is_explained_in_both_tongues() -> None:
    found = [one for name in NAMES for one in enumerations(schema_of(name, ALL))]
    assert len(found) > 30
    for one in found:
        told = dict(zip(one["enum"], one["enumDescriptions"], strict=True))
        assert all(" – " in meaning for value, meaning in told.items() if value is not None)


def test_a_reference_says_where_its_records_lie() -> None:
    schema = schema_of("initiative")
    assert "`data/goals/*.yaml`" in schema["properties"]["goals"]["markdownDescription"]


def test_there_is_no_reference_that_an_editor_must_follow() -> None:
    assert all("$ref" not in schema_text(name) for name in NAMES)


@pytest.mark.parametrize(
    ("name", "change", "place"),
    [
        ("goal", {"summery": "x"}, ""),
        ("goal", {"id": "Mål"}, "id"),
        ("goal", {"id": None}, "id"),
        ("goal", {"name": ["x"]}, "name"),
        ("goal", {"illustrative": "ja"}, "illustrative"),
        ("goal", {"visibility": "all"}, "visibility"),
        ("competence", {"self_cost_per_hour": 600}, "self_cost_per_hour"),
        ("competence", {"self_cost_per_hour": "-600 kr"}, "self_cost_per_hour"),
        ("competence", {"operation_share": "0.5"}, "operation_share"),
        ("competence", {"hours_per_year": {"27": 1000}}, "hours_per_year"),
        ("competence", {"hours_per_year": {"2027": 1.1}}, "hours_per_year.2027"),
        ("contract", {"covers": []}, "covers"),
        ("contract", {"ends_on": "2027-02-30"}, "ends_on"),
        ("contract", {"notice_months": 121}, "notice_months"),
        ("initiative", {"stages": {"idea": "2026-01-01", "idé": "2026-01-01"}}, "stages"),
        ("initiative", {"deadline": "2027-Q5"}, "deadline"),
        ("settings", {"tracks": {"pilots": ["own"]}}, "tracks"),
    ],
)
def test_what_a_model_refuses_is_refused_at_its_place(name: str, change: dict[str, Any], place: str) -> None:
    file = next(file for found, file in files(SMALL) if found == name)
    assert faults(name, {**read(file), **change}) == [place]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("goal", {"name": 2027}),
        ("goal", {"id": 2027}),
        ("goal", {"note": None}),
        ("goal", {"illustrative": True}),
        ("goal", {"illustrative": "true"}),
        ("competence", {"hours_per_year": {"2027": 1000, "2028": "1 000"}}),
        ("contract", {"notice_months": 0}),
        ("system", {"information_class": {"confidentiality": 2, "integrity": "2", "availability": 0}}),
    ],
)
def test_what_a_reader_turned_into_a_number_or_nothing_is_taken(name: str, change: dict[str, Any]) -> None:
    file = next(file for found, file in files(SMALL) if found == name)
    assert faults(name, {**read(file), **change}) == []


def test_the_line_in_a_new_file_leads_to_its_schema() -> None:
    assert modeline("initiative") == "# yaml-language-server: $schema=../../.itgov/schemas/initiative.json"
    assert modeline("settings") == "# yaml-language-server: $schema=.itgov/schemas/settings.json"
    with pytest.raises(KeyError):
        modeline("initiatives")


def test_every_file_of_a_city_has_exactly_one_schema() -> None:
    globs = list(editor_settings()["yaml.schemas"].values())
    assert len(set(globs)) == len(SOURCES)
    held = Counter(file for glob in globs for file in ROOT.glob(glob))
    assert held == Counter([*(ROOT / "data").rglob("*.yaml"), *ROOT.glob("[a-z]*.yaml")])


def test_a_kind_is_a_block_that_its_model_knows() -> None:
    assert issubclass(Initiative, Part)
    assert set(schema_of("initiative")["properties"]) == set(Initiative.model_fields)
