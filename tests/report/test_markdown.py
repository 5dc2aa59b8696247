from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from itgov.message import visible
from itgov.report.markdown import aligned, for_mermaid, safe

NASTY = (
    "| x |",
    "<script>alert(1)</script>",
    "[a](javascript:alert(1))",
    "![a](x.png)",
    "a\nb\r\nc",
    "# not a heading",
    "- not a list",
    "1. not a list",
    "1) not a list",
    "***",
    "___",
    "---",
    "===",
    "> not a quote",
    "`code`",
    "~~struck~~",
    "a &lt; b &amp; c",
    "https://example.org/x?y=1",
    "WWW.example.org",
    "$x^2$",
    "back\\slash\\",
    "[^1]",
    "<!-- comment -->",
    "\u202eleft",
    "tab\there",
    "{{ 7 * 7 }}{% raw %}",
    "    not code",
)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60) | st.sampled_from(NASTY)


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def plain(text: str) -> str:
    return visible(" ".join(text.split()))


def read(markdown: str) -> list[str]:
    """The texts of a paragraph; anything that is not text stands as its type."""
    children = [child for token in parser().parse(markdown) for child in token.children or ()]
    return [child.content if child.type in {"text", "text_special"} else f"<{child.type}>" for child in children]


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_in_a_sentence_shows_as_it_is(text: str) -> None:
    assert "".join(read(f"x {safe(text)}")) == f"x {plain(text)}".rstrip()


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_at_the_start_of_a_line_shows_as_it_is(text: str) -> None:
    assert "".join(read(str(safe(text)))) == plain(text)


@settings(deadline=None, max_examples=200)
@given(texts)
def test_any_text_shows_as_it_is(text: str) -> None:
    assert "".join(read(f"x{safe(text)}x")) == f"x{plain(text)}x"


@settings(deadline=None, max_examples=200)
@given(texts, texts)
def test_any_texts_fill_just_their_own_cells(first: str, second: str) -> None:
    table = aligned(f"| A | B |\n| --- | --: |\n| {safe(first)} | {safe(second)} |\n")
    tokens = parser().parse(table)
    cells = [tokens[at + 1] for at, token in enumerate(tokens) if token.type == "td_open"]
    shown = ["".join(child.content for child in cell.children or ()) for cell in cells]
    assert shown == [plain(first), plain(second)]


@settings(deadline=None, max_examples=200)
@given(texts)
def test_a_safe_text_is_one_line(text: str) -> None:
    assert len(f"x{safe(text)}x".splitlines()) == 1


def test_the_naughty_strings_show_as_they_are(cases: Path) -> None:
    strings = json.loads((cases / "strings" / "blns.json").read_text(encoding="utf-8"))
    assert len(strings) > 400
    assert [text for text in strings if "".join(read(f"x{safe(text)}x")) != f"x{plain(text)}x"] == []


@settings(deadline=None, max_examples=200)
@given(texts)
def test_a_task_in_a_chart_has_no_sign_that_acts(text: str) -> None:
    name = for_mermaid(text)
    assert name
    assert not set(name) & set(':;#`"<>{}\n\r')


@pytest.mark.parametrize("word", ["section x", "Title", "click a", "end"])
def test_a_task_does_not_begin_with_a_word_of_the_chart(word: str) -> None:
    assert for_mermaid(word) == f"– {word}"


def test_a_task_keeps_its_swedish_letters() -> None:
    assert for_mermaid("Öppna ärenden; nu: #1") == "Öppna ärenden nu 1"


def test_columns_get_one_width_and_numbers_stand_to_the_right() -> None:
    assert aligned("| A | B |\n| --- | --: |\n| long name | 1 |\n| x | 1 000 |") == (
        "| A         |     B |\n| --------- | ----: |\n| long name |     1 |\n| x         | 1 000 |"
    )


def test_an_escaped_pipe_stays_in_its_cell() -> None:
    assert aligned("| A |\n| --- |\n| a \\| b |").endswith("| a \\| b |")


def test_lines_in_a_fence_are_left_alone() -> None:
    fenced = "```mermaid\n| a |\n| --- |\n\n\n| long |\n```"
    assert aligned(fenced) == fenced


def test_empty_lines_in_a_row_become_one() -> None:
    assert aligned("a\n\n\n\nb") == "a\n\nb"


def test_aligning_twice_changes_nothing() -> None:
    once = aligned("| A | B |\n| --- | --: |\n| å | 1 |\n\nx")
    assert aligned(once) == once
