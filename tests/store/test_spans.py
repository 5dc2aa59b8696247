"""Spans: what stands between a value's start and end is that value, however it is written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.store.reader import Refused, decode, parse
from itgov.store.spans import Span, spans
from itgov.store.tree import Block, Items, Node, Scalar
from tests.city import ROOT

WORDS = st.lists(st.text("abåäö😀é#:'\"x", min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)
SIMPLE = st.text("abcåäö😀", min_size=1, max_size=8)


@st.composite
def scalar(draw: st.DrawFn, indent: str) -> str:
    """One scalar in any of the styles, with blanks, comments and empty lines round it."""
    style = draw(st.sampled_from(["plain", "lines", "single", "double", "escaped", "|", ">", "|-", ">+", "empty"]))
    comment = draw(st.sampled_from(["", " # kommentar", "  # å: b"]))
    words = draw(WORDS)
    if style == "empty":
        return comment
    if style[0] in "|>":
        blank = draw(st.sampled_from(["", "\n", "\n\n"]))
        return f" {style}{comment}\n{indent}  {draw(SIMPLE)}\n{blank}{indent}  {draw(SIMPLE)}{blank}"
    if style == "plain":
        return f" {draw(SIMPLE)}{comment}"
    if style == "lines":
        return f" {draw(SIMPLE)}\n{indent}  {draw(SIMPLE)}\n\n{indent}  {draw(SIMPLE)}{comment}"
    quoted = (
        "'" + words.replace("'", "''") + "'" if style == "single" else json.dumps(words, ensure_ascii=style != "double")
    )
    # JSON spells characters beyond U+FFFF as two, which YAML does not.
    return f" {quoted}{comment}" if "\\ud" not in quoted else f" ''{comment}"


@st.composite
def document(draw: st.DrawFn) -> str:
    """A block of keys with scalars, lists and blocks in both styles, with comments everywhere."""
    lines = []
    for number in range(draw(st.integers(1, 5))):
        shape = draw(st.sampled_from(["scalar", "list", "block", "flow", "anchor"]))
        key = draw(st.sampled_from([f"k{number}", f"'k{number}'", f"å{number} "]))
        if shape == "scalar":
            lines.append(f"{key}:{draw(scalar(''))}")
        elif shape == "list":
            lines.append(f"{key}:" + "".join(f"\n  -{draw(scalar('  '))}" for _ in range(2)))
        elif shape == "block":
            lines.append(f"{key}: # c" + "".join(f"\n  n{place}:{draw(scalar('  '))}" for place in range(2)))
        elif shape == "flow":
            lines.append(f"{key}: {{a: {draw(SIMPLE)}, 'b': [{draw(SIMPLE)}, \"{draw(SIMPLE)}\", []], c}}")
        else:
            lines.append(f"{key}: &a{number} {draw(SIMPLE)}\ncopy{number}: *a{number}")
        lines.append(draw(st.sampled_from(["", "# å", "  # c"])))
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))


@given(document())
@settings(deadline=None, max_examples=100)
def test_the_text_between_start_and_end_is_the_value(text: str) -> None:
    top = spans(text)
    parsed = parse(text.encode(), "a.yaml").top
    assert parsed is not None
    assert agrees(text, top, parsed) > 0


@given(document())
@settings(deadline=None, max_examples=50)
def test_line_and_column_are_those_of_the_start(text: str) -> None:
    for span in spans(text).scalars():
        before = text[: span.start]
        assert span.line == before.count("\n")
        assert span.column == span.start - (before.rfind("\n") + 1)


def agrees(text: str, span: Span, node: Node) -> int:
    """Compares every scalar with what its piece of the text alone is read as; how many there were."""
    if span.style == "alias":
        assert text[span.start] == "*"
        return 1
    if isinstance(node, Scalar):
        assert span.text == node.text
        assert alone(text[span.start : span.end]) == node.text
        return 1
    if isinstance(node, Items):
        assert span.is_list
        return sum(agrees(text, one, other) for one, other in zip(span.items, node.items, strict=True)) + 1
    assert isinstance(node, Block)
    assert [key.text for key, _ in span.entries] == list(node.entries)
    assert all(alone(text[key.start : key.end]) == key.text for key, _ in span.entries)
    return sum(agrees(text, value, node.entries[key.text or ""].value) for key, value in span.entries) + 1


def alone(piece: str) -> str:
    top = parse(f"k: {piece}\n".encode() if piece[:1] not in {"|", ">"} else f"k: {piece}".encode(), "a.yaml").top
    assert top is not None
    value = top.entries["k"].value
    assert isinstance(value, Scalar)
    return value.text


@pytest.mark.parametrize("file", sorted((ROOT / "data").glob("initiatives/*.yaml"))[:5], ids=lambda file: file.stem)
def test_it_holds_in_the_records_of_the_city(file: Path) -> None:
    text = decode(file.read_bytes())
    parsed = parse(file.read_bytes(), "a.yaml").top
    assert parsed is not None
    assert agrees(text, spans(text), parsed) > 50


def test_every_case_of_the_yaml_suite_is_read_as_the_reader_does_or_refused(cases: Path) -> None:
    seen = 0
    for file in sorted((cases / "yaml").glob("*/*.yaml")):
        parsed = parse(file.read_bytes(), "a.yaml").top
        if parsed is None:
            continue
        top = spans(decode(file.read_bytes()))
        seen += 1
        assert [key.text for key, _ in top.entries][:1] == list(parsed.entries)[:1]
    assert seen > 40


def test_a_route_leads_to_values_keys_and_places_in_lists() -> None:
    top = spans("a:\n  - {b: x}\nc: y\n")
    found = top.at(("a", 0, "b"))
    assert found is not None
    assert found.text == "x"
    assert top.at(("a", 1)) is None
    assert top.at(("c", "d")) is None
    key = top.key("c")
    assert key is not None
    assert key.start == 14


@pytest.mark.parametrize("text", ["a: 1\n--- \nb: 2\n", "a: !!str x\n", "a: [\n", "a: \x01\n"])
def test_what_the_reader_refuses_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        spans(text)


def test_what_is_nested_too_deep_is_refused_before_it_takes_long() -> None:
    with pytest.raises(Refused):
        spans("a: " + "[" * 100_000)


@pytest.mark.parametrize("text", ["", "# bara en kommentar\n", "<<: {a: 1}\n", "? [a]\n: b\n"])
def test_what_holds_no_block_of_text_keys_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        spans(text)
