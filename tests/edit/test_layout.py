"""The canonical form: one right way to write a record, and nothing lost on the way there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.edit.layout import CannotLayOut, layout
from itgov.model.kinds import KIND_BY_FOLDER, KIND_BY_NAME, Kind
from itgov.model.money import parse_amount
from itgov.model.scalar import BadValue
from itgov.store.reader import Refused, decode, parse
from itgov.store.tree import Block, Items, Node, plain
from tests.city import ROOT
from tests.edit.written import Route, records

COMMENT = re.compile(r"# \d+ (?:above|beside|foot) .*$", re.MULTILINE)
Written = tuple[Kind, str, dict[str, tuple[str, Route]]]


def laid_out(kind: str, text: str) -> str:
    return layout(KIND_BY_NAME[kind], dedent(text))


def values(text: str) -> object:
    parsed = parse(text.encode(), "a.yaml")
    assert parsed.top is not None
    return normal(plain(parsed.top))


def normal(value: object) -> object:
    if isinstance(value, dict):
        return {key: normal(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return tuple(normal(inner) for inner in value)
    try:
        return parse_amount(value) if isinstance(value, str) else value
    except BadValue:
        return value


def starts(node: Node, route: Route = ()) -> Iterator[tuple[int, Route]]:
    """The line on which each key and item begins, as the reader sees it."""
    if isinstance(node, Block):
        for key, entry in node.entries.items():
            yield entry.key_mark.line, (*route, key)
            yield from starts(entry.value, (*route, key))
    elif isinstance(node, Items):
        for index, item in enumerate(node.items):
            yield item.mark.line, (*route, index)
            yield from starts(item, (*route, index))


def belongs(text: str, comment: str, how: str, route: Route) -> bool:
    """Whether a comment stands in the text where it should, judged by lines alone."""
    top = parse(text.encode(), "a.yaml").top
    assert top is not None
    lines = text.split("\n")
    place = next(index for index, line in enumerate(lines) if line.endswith(comment))
    begun = list(starts(top))
    is_dash = lines[place].split("#")[0].strip() == "-" and (place, route) not in begun
    if how == "above" or is_dash:
        after = min(line for line, _ in begun if line > place)
        return route in [one for line, one in begun if line == after]
    before = max(line for line, _ in begun if line <= place)
    around = [one for line, one in begun if line == before]
    if how == "foot":
        return lines[place].strip() == comment and any(one[: len(route)] == route for one in around)
    return any(one[: len(route)] == route for one in around)


@given(records())
@settings(deadline=None, max_examples=100)
def test_values_and_comments_stay_and_a_second_time_changes_nothing(written: Written) -> None:
    kind, text, comments = written
    result = layout(kind, text)
    assert values(result) == values(text)
    assert sorted(COMMENT.findall(result)) == sorted(comments)
    for comment, (how, route) in comments.items():
        assert belongs(result, comment, how, route), comment
    assert layout(kind, result) == result
    assert result.endswith("\n")


@given(records(), st.sampled_from(["\r\n", "\r"]))
@settings(deadline=None, max_examples=30)
def test_other_line_ends_give_the_same_form(written: Written, line_end: str) -> None:
    kind, text, _ = written
    assert layout(kind, "\ufeff" + text.replace("\n", line_end)) == layout(kind, text)


@given(records(), st.data())
@settings(deadline=None, max_examples=100)
def test_a_damaged_text_is_refused_or_kept_whole(written: Written, data: st.DataObject) -> None:
    kind, text, _ = written
    place = data.draw(st.integers(0, len(text)))
    foreign = data.draw(st.sampled_from(["&a ", "*a", "!t ", "? ", "{", "]", "#", "\t", "---\n", '"', "'", "|", "- "]))
    damaged = text[:place] + foreign + text[place + data.draw(st.integers(0, 3)) :]
    try:
        result = layout(kind, damaged)
    except CannotLayOut:
        return
    assert values(result) == values(damaged)
    assert layout(kind, result) == result


def files() -> list[Path]:
    return sorted((ROOT / "data").rglob("*.yaml"))


def test_every_record_of_the_city_is_kept_whole() -> None:
    looked_at = 0
    for file in files():
        kind, text = KIND_BY_FOLDER.get(file.parent.name), file.read_text("utf-8")
        result = layout(kind, text)
        assert values(result) == values(text), file
        assert layout(kind, result) == result, file
        looked_at += 1
    assert looked_at > 0


def test_published_documents_are_refused_or_kept_whole(cases: Path) -> None:
    taken, refused = 0, 0
    for file in sorted((cases / "yaml").rglob("*.yaml")):
        try:
            text = decode(file.read_bytes())
            result = layout(None, text)
        except (Refused, CannotLayOut):
            refused += 1
            continue
        assert values(result) == values(text), file
        assert layout(None, result) == result, file
        taken += 1
    assert taken > 30
    assert refused > 0


def test_keys_take_the_models_order_and_bring_their_comments() -> None:
    assert laid_out(
        "goal",
        """\
        # yaml-language-server: $schema=../goal.json
        # the name people use
        name: Mål  # kort
        note: x

        # never reused
        id: mal-a
        """,
    ) == dedent("""\
        # yaml-language-server: $schema=../goal.json
        # never reused
        id: mal-a
        # the name people use
        name: Mål  # kort
        note: x
        """)


def test_a_head_set_off_by_a_blank_line_stays_and_so_does_the_foot() -> None:
    assert laid_out("goal", "\n# head\n\nname: b\nid: a\n\n# foot\n\n") == "# head\n\nid: a\nname: b\n\n# foot\n"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("1250000 kr", "1 250 000 kr"),
        ("'750 kr'", "750 kr"),
        ("1250 tkr", "1 250 tkr"),
        ("2,50 mnkr", "2,50 mnkr"),
        ("90000,5 kr", "90 000,50 kr"),
        ("1\u00a0250 kr", "1 250 kr"),
        ("lots", "lots"),
    ],
)
def test_amounts_are_spelt_as_records_spell_them(written: str, wanted: str) -> None:
    assert laid_out("contract", f"ceiling: {written}\n") == f"ceiling: {wanted}\n"


def test_an_amount_with_a_comma_keeps_its_quotes_between_braces() -> None:
    text = (
        'procurement: {ceiling: 1}\nphases: []\noperating_costs:\n  - {what: x, per_year: "1250,5 tkr", borne_by: a}\n'
    )
    assert '{what: x, per_year: "1 250,5 tkr", borne_by: a}' in layout(KIND_BY_NAME["initiative"], text)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("no", '"no"'),
        ("012", '"012"'),
        ("1.10", '"1.10"'),
        ("'ja'", "ja"),
        ('"a: b"', '"a: b"'),
        ("'a # b'", '"a # b"'),
        ("'sa \"ja\"'", "'sa \"ja\"'"),
        ('"17 400"', '"17 400"'),
        ('"- x"', '"- x"'),
        ('" x"', '" x"'),
        ("~", "~"),
    ],
)
def test_quotes_stand_where_something_would_bend_without(written: str, wanted: str) -> None:
    assert laid_out("goal", f"name: {written}\n") == f"name: {wanted}\n"


def test_lists_are_indented_by_two_below_their_key() -> None:
    assert laid_out("system", "used_by:\n- a\n-   b\n# last\nusers: 3") == "used_by:\n  - a\n  - b\n# last\nusers: 3\n"


def test_a_comment_that_closes_a_block_stays_in_it() -> None:
    text = (
        "covers:\n  - system: a\n    functions: [b]\n  - system: c\n    # closes c\noptions:\n  - until: d\n    # so\n"
    )
    assert laid_out("contract", f"{text}id: x\n") == f"id: x\n{text}"


def test_a_text_that_keeps_its_blank_lines_takes_in_no_others() -> None:
    assert laid_out("goal", "note: |+\n  a\n\nname: b\n\n# c\nid: d\n") == ("# c\nid: d\nname: b\nnote: |+\n  a\n\n")


def test_a_quoted_null_stays_quoted() -> None:
    assert laid_out("goal", "illustrative: 'null'\n") == 'illustrative: "null"\n'


def test_years_stand_in_order_and_other_free_keys_as_written() -> None:
    assert laid_out("key", "values: {b: 1, a: 2}\n") == "values: {b: 1, a: 2}\n"
    assert laid_out("administration", "committee_grant: {2028: 1 kr, 2027: 2 kr}\n") == (
        "committee_grant: {2027: 2 kr, 2028: 1 kr}\n"
    )


def test_a_list_over_several_lines_with_comments_stays_as_it_is() -> None:
    text = "functions: [\n    a,   # why\n    b ]\nobject: c\n"
    assert laid_out("system", text) == "object: c\nfunctions: [\n    a,   # why\n    b ]\n"


def test_blocks_between_braces_over_several_lines_become_one_line_or_a_block() -> None:
    assert laid_out("system", "lifecycle: {retires_on: 2030-01-01,\n  in_use_since: 2020-01-01}\n") == (
        "lifecycle: {in_use_since: 2020-01-01, retires_on: 2030-01-01}\n"
    )
    long = "a" * 70
    assert laid_out("contract", f"covers:\n  - {{functions: [{long}],\n    system: {long}}}\n") == (
        f"covers:\n  - system: {long}\n    functions: [{long}]\n"
    )


def test_an_alias_keeps_the_order_so_that_its_anchor_stays_before_it() -> None:
    assert laid_out("goal", "name: &a  x\nid: *a\n") == "name: &a  x\nid: *a\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("id: a\nid: b\n", 1, "written twice"),
        ("id: a\nname: [\n", 2, "not YAML"),
        ("id: !x a\n", 0, "tag"),
        ("id: a\nname: b\u2028c\n", 1, "U+2028"),
        ("? id # why\n: a\n", 0, "whole"),
        ("- a\n", 0, "no block"),
        ("", 0, "empty"),
    ],
)
def test_what_cannot_be_kept_whole_is_refused_with_its_place(text: str, line: int, words: str) -> None:
    with pytest.raises(CannotLayOut, match=words.replace("+", r"\+")) as refused:
        layout(KIND_BY_NAME["goal"], text)
    assert refused.value.mark.line == line
