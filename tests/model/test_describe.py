"""Every field says what it is, in both tongues, and every mark is found."""

from __future__ import annotations

import pytest
from tools.messages import translated

from itgov.model import describe
from itgov.model.describe import choice, field, field_at, field_doc, named, part_in
from itgov.model.initiative import Initiative
from itgov.model.kinds import KINDS
from itgov.model.record import Part, RefTo, Shown
from itgov.model.settings import Settings
from itgov.model.system import FunctionList, System
from itgov.model.walk import amounts, marks_of, references


def all_parts() -> list[type[Part]]:
    found: list[type[Part]] = [*(kind.type for kind in KINDS), Settings, FunctionList]
    for part in found:
        for info in part.model_fields.values():
            inner = part_in(info.annotation)
            if inner is not None and inner not in found:
                found.append(inner)
    return found


FIELDS = [(part, name) for part in all_parts() for name in part.model_fields]


def test_there_are_fields_to_look_at() -> None:
    assert len(FIELDS) > 200


@pytest.mark.parametrize(("part", "name"), FIELDS, ids=[f"{part.__name__}.{name}" for part, name in FIELDS])
def test_a_field_has_a_swedish_name_and_a_meaning(part: type[Part], name: str) -> None:
    doc = field_doc(part, name)
    assert doc.swedish
    assert doc.meaning.endswith(".")


@pytest.mark.parametrize("part", all_parts(), ids=lambda part: part.__name__)
def test_a_block_says_what_it_is(part: type[Part]) -> None:
    assert part.__doc__
    assert part.__doc__.split("\n")[0].endswith(".")


def test_a_field_that_readers_may_not_see_can_be_left_out() -> None:
    hidden = [(part, name) for part, name in FIELDS if any(isinstance(mark, Shown) for mark in marks_of(part, name))]
    assert len(hidden) > 5
    assert all(not part.model_fields[name].is_required() for part, name in hidden)


def test_messages_name_a_field_in_both_tongues() -> None:
    assert field(Initiative, "anchoring") == "förankring (`anchoring`)"
    assert field_at(Initiative, ("anchoring", "finance_chief", "on")) == "datum (`on`)"


def test_references_are_found_wherever_they_stand() -> None:
    system = System.model_validate(
        {"id": "a", "name": "A", "object": "o", "functions": ("f",), "used_by": ("x", "y"), "depends_on": ("b",)}
    )
    assert [(route, value) for route, value, _ in references(system)] == [
        (("object",), "o"),
        (("functions", 0), "f"),
        (("used_by", 0), "x"),
        (("used_by", 1), "y"),
        (("depends_on", 0), "b"),
    ]
    assert marks_of(System, "object") == (RefTo("object"),)


def test_years_are_no_amounts() -> None:
    delivery = next(kind.type for kind in KINDS if kind.name == "delivery").model_validate(
        {
            "id": "a",
            "name": "A",
            "content": "x",
            "provider": "x",
            "unit": "x",
            "key": "k",
            "cost_parts": ({"name": "p", "category": "staff", "behaviour": "fixed", "per_year": {"2027": "5 kr"}},),
        }
    )
    assert list(amounts(delivery)) == [(("cost_parts", 0, "per_year", "2027"), 500)]


def test_a_code_is_told_with_its_word_and_itself_where_they_differ() -> None:
    assert str(choice("high")) == "“high”"
    assert str(choice("system_change")) == "system change (`system_change`)"
    assert str(choice("deciding")) == "deciding level (`deciding`)"


@pytest.mark.parametrize(
    "code", ["high", "vital", "tolerate", "invest", "migrate", "platform", "quality", *sorted(describe._WORDS)]
)
def test_the_word_for_a_code_is_there_in_swedish(code: str) -> None:
    known = {message.id for message in translated()}
    assert describe._WORDS.get(code, code) in known


def test_ids_are_listed_between_the_quotes_of_the_language() -> None:
    assert str(named(["a", "b"])) == "“a”, “b”"
    assert str(named([])) == "–"
