"""Adding to the list of retired ids: a line more, and nothing else moves."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from itgov.edit.retired import current_id, with_retired
from itgov.edit.splice import CannotEdit, Source
from itgov.model.retired import Retired

OLD = Retired(id="gammal", on=date(2026, 11, 23), renamed_to="ny")
LINE = "{id: gammal, on: 2026-11-23, renamed_to: ny}"


def after(text: str) -> str:
    return with_retired(Source("retired.yaml", text), OLD).text


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("", f"retired:\n  - {LINE}\n"),
        ("retired: []\n", f"retired:\n  - {LINE}\n"),
        ("retired: [{id: a, on: 2026-01-01}]\n", f"retired: [{{id: a, on: 2026-01-01}}, {LINE}]\n"),
        ("retired:\n- {id: a, on: 2026-01-01}", f"retired:\n- {{id: a, on: 2026-01-01}}\n- {LINE}"),
        (
            "# Överst\r\nretired:\r\n  - id: a  # ett\r\n    on: 2026-01-01  # två\r\n\r\n# sist\r\n",
            f"# Överst\r\nretired:\r\n  - id: a  # ett\r\n    on: 2026-01-01  # två\r\n  - {LINE}\r\n\r\n# sist\r\n",
        ),
        (
            "retired:\n  - id: a\n    on: 2026-01-01\n    reason: |\n      Text\n\n# sist\n",
            f"retired:\n  - id: a\n    on: 2026-01-01\n    reason: |\n      Text\n\n  - {LINE}\n# sist\n",
        ),
    ],
)
def test_a_line_is_added_however_the_list_is_written(before: str, expected: str) -> None:
    assert after(before) == expected


@pytest.mark.parametrize("text", ["a: 1\n", "retired: x\n", "retired: &a\n  - *a\n", "- x\n"])
def test_what_is_no_list_of_retired_ids_is_refused(text: str) -> None:
    with pytest.raises(CannotEdit):
        after(text)


def test_the_entry_of_an_id_taken_back_is_replaced() -> None:
    source = Source("retired.yaml", "retired:\n  - {id: ny, on: 2026-01-01, renamed_to: gammal}  # kvar\n")
    assert with_retired(source, OLD, "ny").text == f"retired:\n  - {LINE}  # kvar\n"


@given(
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"),
        min_size=1,
    ).filter(str.strip)
)
@settings(deadline=None, max_examples=60)
def test_any_reason_reads_back(reason: str) -> None:
    retired = Retired(id="gammal", on=date(2026, 11, 23), reason=reason)
    assert with_retired(Source("retired.yaml", "retired: []\n"), retired).text.startswith("retired:\n  - {id: gammal")


def test_renamings_are_followed_to_the_end_and_never_in_circles() -> None:
    day = date(2026, 1, 1)
    chain = {
        one: Retired(id=one, on=day, renamed_to=other)
        for one, other in (("a", "b"), ("b", "c"), ("x", "y"), ("y", "x"))
    }
    assert current_id(chain, "a") == "c"
    assert current_id(chain, "c") == "c"
    assert current_id(chain, "x") == "y"
