"""The Markdown page for a step's summary: it says all it can hold, and no value acts in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from itgov.tell.harmless import harmless
from itgov.tell.summary import MOST_BYTES, summary
from itgov.tell.told import Telling
from tests.tell.tellings import MANY, NONE, SOME, tellings, told

_GOLDEN = Path(__file__).parent / "golden"
_TAGS = re.compile(r"<(?!!--)[^>]*>")
_OURS = {"h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "p"}


def _html(markdown: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))


def _words(html: str) -> str:
    """The text a reader sees, with runs of spaces made one."""
    return " ".join(unescape(re.sub(r"<!--.*?-->", "", _TAGS.sub(" ", html))).split())


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_few_findings_read_as_they_did(golden: Callable[[Path, str], None], language: str) -> None:
    golden(_GOLDEN / f"summary.{language}.md", summary(SOME, language))


def test_nothing_found_is_a_table_of_counts() -> None:
    assert "### " not in summary(NONE, "en")
    assert "| error | 0 |" in summary(NONE, "en")


def test_five_hundred_findings_are_all_there() -> None:
    assert summary(MANY, "en").count("| REF001 |") == 500


def test_what_does_not_fit_is_counted() -> None:
    text = summary(MANY, "en", most_bytes=20_000)
    assert len(text.encode()) <= 20_000
    left = 500 - text.count("| REF001 |")
    assert left > 0
    assert f"{left} more findings do not fit here" in text


def test_a_huge_run_keeps_to_what_github_takes() -> None:
    huge = Telling(tuple(told(number) for number in range(1, 10_001)))
    assert MOST_BYTES * 0.99 < len(summary(huge, "sv").encode()) <= MOST_BYTES


@given(telling=tellings())
@settings(max_examples=100, deadline=None)
def test_no_value_becomes_markup_and_each_is_shown_as_it_is(telling: Telling) -> None:
    html = _html(summary(telling, "en"))
    tags = {re.split(r"[\s/>]", tag.lstrip("</"))[0] for tag in _TAGS.findall(html)}
    assert tags <= _OURS
    for one in telling.found:
        for value in (one.spot.path, one.message.into("en")):
            assert " ".join(harmless(value).split()) in _words(html)
