"""Reading: what is taken, what is refused, and where the fault is said to be."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.finding import Spot
from itgov.store.reader import MAX_BYTES, MAX_DEPTH, parse
from itgov.store.tree import locate, plain

LIMIT_SECONDS = 2


def read(text: str) -> object:
    parsed = parse(text.encode(), "a.yaml")
    assert not parsed.faults
    assert parsed.top is not None
    return plain(parsed.top)


def refusal(data: bytes) -> tuple[str, int, int]:
    """Code, line and column of the one fault."""
    ((code, fault),) = parse(data, "a.yaml").faults
    assert isinstance(fault.where, Spot)
    return code, fault.where.line, fault.where.column


def test_values_stay_text() -> None:
    assert read("a: no\nb: 012\nc: 1.10\nd: 2024-01-02\ne: 0x1F\n") == {
        "a": "no",
        "b": "012",
        "c": "1.10",
        "d": "2024-01-02",
        "e": "0x1F",
    }


def test_an_empty_value_is_none_but_quotes_keep_it_text() -> None:
    assert read("a:\nb: ~\nc: null\nd: ''\ne: 'null'\n") == {"a": None, "b": None, "c": None, "d": "", "e": "null"}


def test_lists_become_tuples() -> None:
    assert read("a: [1, {b: 2}]\n") == {"a": ("1", {"b": "2"})}


def test_a_byte_order_mark_is_passed_over() -> None:
    parsed = parse(b"\xef\xbb\xbfid: a\n", "a.yaml")
    assert parsed.top is not None
    assert plain(parsed.top) == {"id": "a"}


def test_an_alias_is_what_it_repeats() -> None:
    assert read("a: &x [1, 2]\nb: *x\n") == {"a": ("1", "2"), "b": ("1", "2")}


def test_windows_line_ends_keep_their_lines() -> None:
    assert refusal(b"a: 1\r\nb: [\r\n") == ("FRM001", 3, 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", ("FRM001", 1, 1)),
        (b"# only a comment\n", ("FRM001", 1, 1)),
        (b"- a\n- b\n", ("FRM001", 1, 1)),
        (b"just text\n", ("FRM001", 1, 1)),
        (b"a: 1\n---\nb: 2\n", ("FRM001", 2, 1)),
        (b"a: 1\nb: [1, 2\nc: 3\n", ("FRM001", 3, 2)),
        (b"a: 1\n\tb: 2\n", ("FRM014", 2, 1)),
        (b"a: *nowhere\n", ("FRM001", 1, 4)),
        ("id: a\nnamn: Malmö\n".encode("latin-1"), ("FRM002", 2, 11)),
        ("id: a\n".encode("utf-16"), ("FRM002", 1, 1)),
        (b"id: a\nb: \x00\n", ("FRM002", 2, 4)),
        (b"id: a\nid: b\n", ("FRM003", 2, 1)),
        (b"x" * (MAX_BYTES + 1), ("FRM008", 1, 1)),
        (b"a: &a [*a]\n", ("FRM008", 1, 8)),
        (b"[" * 100_000, ("FRM008", 1, MAX_DEPTH + 1)),
        (b"a: !!python/name:os.system x\n", ("FRM009", 1, 4)),
        (b"a: &x {b: 1}\nc: {<<: *x}\n", ("FRM009", 2, 5)),
        (b"? [a, b]\n: 1\n", ("FRM009", 1, 3)),
    ],
)
def test_what_is_refused_and_where(data: bytes, expected: tuple[str, int, int]) -> None:
    assert refusal(data) == expected


def test_aliases_that_multiply_are_stopped_by_what_they_stand_for() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]" for n in range(1, 9)]
    assert refusal("\n".join(lines).encode())[0] == "FRM008"


def test_both_places_of_a_repeated_key_are_told() -> None:
    ((_, fault),) = parse(b"id: a\nname: b\nid: c\n", "a.yaml").faults
    (first,) = fault.related
    assert (fault.where, first.where) != (first.where, fault.where)
    assert getattr(first.where, "line", None) == 1


def test_a_place_is_found_by_its_route() -> None:
    parsed = parse("a:\n  - b: ett\n    c: två\n".encode(), "a.yaml")
    assert parsed.top is not None
    mark = locate(parsed.top, ("a", 0, "c"))
    assert (mark.line, mark.column, mark.width) == (2, 7, 3)
    key = locate(parsed.top, ("a", 0, "c"), key=True)
    assert (key.line, key.column) == (2, 4)


def test_a_route_that_leads_nowhere_stops_at_the_nearest_place() -> None:
    parsed = parse(b"a:\n  b: 1\n", "a.yaml")
    assert parsed.top is not None
    assert locate(parsed.top, ("a", "b", "c", 3)).line == 1


@given(st.binary(max_size=400))
@settings(deadline=None, max_examples=300)
def test_any_bytes_give_a_tree_or_a_fault(data: bytes) -> None:
    parsed = parse(data, "a.yaml")
    assert (parsed.top is None) <= bool(parsed.faults)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"# \n\t,?<0", max_size=120))
@settings(deadline=None, max_examples=500)
def test_any_yaml_like_text_gives_a_tree_or_a_fault(text: str) -> None:
    parsed = parse(text.encode(), "a.yaml")
    assert (parsed.top is None) <= bool(parsed.faults)


def test_the_yaml_suite_and_the_bombs_end_in_a_tree_or_a_fault(cases: Path) -> None:
    files = sorted((cases / "yaml").glob("*/*.yaml"))
    assert len(files) > 200
    slow = []
    for file in files:
        begun = time.perf_counter()
        parsed = parse(file.read_bytes(), file.name)
        if time.perf_counter() - begun > LIMIT_SECONDS:
            slow.append(file.name)
        assert (parsed.top is None) <= bool(parsed.faults), file.name
    assert slow == []


def test_what_the_yaml_suite_calls_an_error_is_refused_but_for_two_of_the_c_parser(cases: Path) -> None:
    index = json.loads((cases / "yaml/suite_index.json").read_text("utf-8"))
    wrong = [
        case["id"]
        for case in index
        if case["must_fail"] and not parse((cases / f"yaml/suite/{case['id']}.yaml").read_bytes(), "a.yaml").faults
    ]
    # libyaml takes a tab as separation before a value, and a comment right after a quoted scalar
    assert set(wrong) <= {"DK95-01", "SU5Z"}


UNMERGED = """\
id: mal-a
<<<<<<< HEAD
name: Ett mål
=======
name: Ett annat mål
>>>>>>> gren
document: Program
"""


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (UNMERGED, "2, 4, 6"),
        (UNMERGED.replace("=======", "||||||| abc\nname: Mål\n======="), "2, 4, 6, 8"),
        (UNMERGED.removeprefix("id: mal-a\n"), "1, 3, 5"),
        (UNMERGED.replace("\n", "\r\n"), "2, 4, 6"),
        (UNMERGED.replace("  ", "\t").replace("name", "\tname"), "2, 4, 6"),
        (UNMERGED * 4, "2, 4, 6, 9, 11, 13, 16, 18, 20, …"),
    ],
)
def test_an_unfinished_merge_is_named_with_its_lines(text: str, lines: str) -> None:
    ((code, fault),) = parse(text.encode(), "a.yaml").faults
    assert code == "FRM001"
    assert str(fault.message) == (
        f"a merge was left unfinished: git's marks (<<<<<<<, =======, >>>>>>>) stand on the lines {lines}"
    )
    assert isinstance(fault.where, Spot)
    assert (fault.where.line, fault.where.width) == (int(lines.split(",", maxsplit=1)[0]), 7)


@pytest.mark.parametrize(
    "text", ["a: [\n=======\n", "a: |\n  <<<<<<< HEAD\n", "a: [\n <<<<<<< HEAD\n", "a: [\n<<<<<<<<\n"]
)
def test_what_is_no_mark_of_git_is_not_taken_for_one(text: str) -> None:
    assert not any("merge" in str(fault.message) for _, fault in parse(text.encode(), "a.yaml").faults)


def test_a_text_with_a_colon_in_it_is_answered_with_how_to_write_it() -> None:
    ((_, fault),) = parse(b"id: mal-a\nsummary: Ny: text\n", "a.yaml").faults
    assert fault.remedy is not None
    assert "summary: >-\n" in str(fault.remedy)
