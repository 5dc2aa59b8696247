"""A new record's text from answers: what is asked, what comes through the file unchanged, and its id."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from itgov.edit.draft import CannotDraft, draft_text, propose_id
from itgov.edit.layout import layout
from itgov.edit.questions import (
    DEMANDED,
    Question,
    answered,
    answers_of,
    choices,
    next_question,
    problem_of,
    state_of,
)
from itgov.model.city import City
from itgov.model.kinds import KIND_BY_NAME, KINDS, Kind
from itgov.store.reader import parse
from itgov.store.repository import load
from itgov.store.shape import shape
from itgov.store.tree import plain
from tests.city import DAY, SMALL
from tests.edit.new_answers import FULL

GOAL = KIND_BY_NAME["goal"]
INITIATIVE = KIND_BY_NAME["initiative"]
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@cache
def city() -> City:
    found = load(SMALL, as_of=DAY).city
    assert found is not None
    return found


def read(text: str) -> Any:
    parsed = parse(text.encode(), "")
    assert parsed.top is not None, parsed.faults
    return plain(parsed.top)


def full(kind: Kind) -> Any:
    answers = read(FULL[kind.name])
    return {"id": propose_id(kind, answers["name"], ()), **answers}


def drafted(kind: Kind, answers: Any) -> str:
    return draft_text(kind, answers, lambda _: "id")


def walked(kind: Kind, answers: Any) -> tuple[list[Question], Any]:
    """Every question asked of somebody who knows `answers`, and what came of it."""
    known = state_of(answers)
    state: Any = {}
    asked = []
    while (question := next_question(kind, state)) is not None:
        asked.append(question)
        text = known.get(question.route, "")
        assert problem_of(question, text, city()) is None, question.route
        state = answered(state, question, text)
    return asked, answers_of(kind, state)


@every_kind
def test_the_file_of_every_kind_says_what_was_answered_in_canonical_form(kind: Kind) -> None:
    text = drafted(kind, full(kind))
    assert read(text) == full(kind)
    assert layout(kind, text) == text


@every_kind
def test_each_field_has_a_comment_above_it_answered_or_not(kind: Kind) -> None:
    lines = drafted(kind, full(kind)).splitlines()
    for name in kind.type.model_fields:
        at = next(index for index, line in enumerate(lines) if re.match(rf"(?:# )?{name}:", line))
        assert re.match(r"# \S[^:]*: .", lines[at - 1]), name


@every_kind
def test_what_is_commented_out_is_right_once_the_signs_are_taken_away(kind: Kind) -> None:
    opened = "\n".join(re.sub(r"^# (?=[a-z_]+:| )", "", line) for line in drafted(kind, full(kind)).splitlines())
    parsed = parse(opened.encode(), "x.yaml")
    assert parsed.top is not None, parsed.faults
    # What the examples say together, such as the same id twice, is for the writer to mend.
    wrong = [fault for _, fault in shape(kind.type, parsed.top, "x.yaml").faults if ": “" in str(fault.message)]
    assert wrong == []


@every_kind
def test_all_that_is_required_is_asked_and_what_was_said_comes_out(kind: Kind) -> None:
    said = full(kind)
    asked, answers = walked(kind, said)
    routes = {question.route[0] for question in asked}
    assert {name for name, info in kind.type.model_fields.items() if info.is_required()} <= routes
    assert {name: value for name, value in said.items() if name in routes} == {
        name: answers[name] for name in said if name in routes
    }


def test_the_fields_that_are_asked_for_all_the_same_are_there() -> None:
    assert DEMANDED
    for kind, routes in DEMANDED.items():
        for route in routes:
            assert route[0] in KIND_BY_NAME[kind].type.model_fields, route


def test_going_on_asks_only_for_what_is_missing() -> None:
    state = state_of({"name": "Säker välfärd", "document": "Programmet"})
    question = next_question(GOAL, state)
    assert question is not None
    assert question.route == ("id",)
    after = next_question(GOAL, answered(state, question, "mal-2"))
    assert after is not None
    assert after.route == ("description",)


def test_the_name_is_asked_first_since_the_id_is_made_from_it() -> None:
    question = next_question(INITIATIVE, {})
    assert question is not None
    assert question.route == ("name",)


def test_a_reference_to_nothing_is_told_with_the_nearest() -> None:
    question = next(one for one in walked(INITIATIVE, full(INITIATIVE))[0] if one.route == ("goals", 0))
    assert str(problem_of(question, "mal-11", city())) == "there is no “mal-11” to refer to: did you mean “mal-1”?"


def test_choices_begin_with_what_is_most_like_what_is_typed() -> None:
    assert choices(city(), ("body",), "ekonomi")[0] == ("ekonomichefsgrupp", "Ekonomichefsgruppen")
    assert choices(city(), ("function",), "mot diariet")[0][0] == "integration-diarium"


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Säker post på Öland", "init-saker-post-pa-oland"),
        ("Init: början", "init-borjan"),
        ("漢字", "init"),
        ("Ny e-tjänst", "init-ny-e-tjanst-3"),
        ("ord " * 40, "init-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord-ord"),
        ("x" * 300, "init"),
    ],
)
def test_ids_come_from_the_name_and_are_new(name: str, proposed: str) -> None:
    assert propose_id(INITIATIVE, name, {"init-ny-e-tjanst", "init-ny-e-tjanst-2"}) == proposed


@given(st.text())
def test_any_name_gives_an_id_that_the_model_takes(name: str) -> None:
    question = next_question(GOAL, {("name",): "x"})
    assert question is not None
    assert problem_of(question, propose_id(GOAL, name, ()), city()) is None


NAUGHTY = st.text(st.characters(), min_size=1) | st.sampled_from(
    ["~", "null", "no", "012", "1.10", "1e3", "12:30", "2027-03-31", "&a", "*a", "!!x", "%a", "true", "---", "...", "'"]
)
NAUGHTY |= st.sampled_from(
    [
        '"',
        "\\",
        "{a}",
        "[a]",
        "\0",
        "\ufeff",
        "\u202e",
        "\n",
        "\x85",
        "\u2028",
        " ",
        "- a",
        "a: b",
        "a #b",
        " a ",
        "a\nb",
    ]
)


@given(text=NAUGHTY)
@settings(max_examples=100, deadline=None)
@example("\ud800")
@example("\ufeffa")
def test_any_text_comes_through_the_file_unchanged_or_is_refused(text: str) -> None:
    answers = {**full(GOAL), "description": text}
    try:
        written = drafted(GOAL, answers)
    except CannotDraft:
        # Only what no file can hold.
        assert any(0xD800 <= ord(char) <= 0xDFFF for char in text)
        return
    assert read(written) == answers
    assert written.isascii() or written.encode().decode() == written


def test_published_naughty_strings_come_through(cases: Path) -> None:
    strings = [one for one in json.loads((cases / "strings" / "blns.json").read_text("utf-8")) if one]
    assert strings
    for text in strings:
        answers = {**full(GOAL), "description": text}
        assert read(drafted(GOAL, answers)) == answers
