from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from itgov.message import LANGUAGES
from itgov.report.reports import REPORTS
from tests.report.planting import planted
from tests.report.small import changed, pages, planned, small, small_plan

GOLDEN = Path(__file__).parent / "golden"
PATHS = ["index.md", "agenda.md", "catalogue.md", "split.md", "split/hvo.md", "split/it.md", "objects.md"]
FIGURES = ["split.svg", "split/hvo-years.svg", "split/it-years.svg"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", [*PATHS, "split.svg"])
def test_a_public_page_is_as_reviewed(golden: Callable[[Path, str], None], path: str, language: str) -> None:
    found = pages(small(), language=language, plan=small_plan())
    golden(GOLDEN / language / path, found[f"{language}/{path}"])


@pytest.mark.parametrize("path", ["objects.md", "split/it.md"])
def test_a_page_for_the_city_is_as_reviewed(golden: Callable[[Path, str], None], path: str) -> None:
    found = pages(small(), "city", "sv", small_plan())
    golden(GOLDEN / "city" / path, found[f"sv/{path}"])


def test_the_pages_are_those_reviewed_and_no_others() -> None:
    assert sorted(pages(small(), plan=small_plan())) == sorted(f"en/{path}" for path in PATHS + FIGURES)


def test_without_a_plan_there_is_no_agenda_page_and_no_link_to_one() -> None:
    found = pages(small())
    assert "en/agenda.md" not in found
    assert "agenda.md" not in found["en/index.md"]


def test_every_report_has_a_name_of_its_own() -> None:
    names = [report.name for report in REPORTS]
    assert len(set(names)) == len(names) > 4


def test_the_same_city_gives_the_same_bytes() -> None:
    small.cache_clear()
    assert pages(small(), plan=planned(small())) == pages(small(), plan=small_plan())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page_or_a_place_on_it(language: str) -> None:
    found = pages(small(), language=language, plan=small_plan())
    links = [(path, link) for path, text in found.items() for link in re.findall(r"\]\(([^)]+)\)", text)]
    assert len(links) > 15
    for path, link in links:
        target, _, anchor = link.partition("#")
        page = str(Path(path).parent / target) if target else path
        parts: list[str] = []
        for part in page.split("/"):
            parts = parts[:-1] if part == ".." else [*parts, part]
        assert "/".join(parts) in found
        assert not anchor or f'id="{anchor}"' in found["/".join(parts)]


def test_every_page_says_what_it_was_made_from_and_for_whom() -> None:
    for path, text in pages(small(), plan=small_plan()).items():
        if path.endswith(".svg"):
            continue
        foot = text.rsplit("---", 1)[1]
        assert "Made for the public in Småstad." in foot
        assert "0123abc" in foot


def test_every_page_with_invented_figures_says_so() -> None:
    found = pages(small(), plan=small_plan())
    assert [path for path, text in found.items() if "Invented figures" not in text] == ["en/objects.md"]


def test_a_page_without_invented_figures_says_nothing_of_them() -> None:
    assert "Invented figures" not in pages(small())["en/objects.md"]


def tables(text: str) -> int:
    """The tables that a reader's program sees; fails where a line that looks like one is none."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    outside = [token for before, token in pairwise(tokens) if before.type == "paragraph_open"]
    assert not [token.content for token in outside if token.content.startswith("|")]
    assert {token.type for token in tokens} <= ALLOWED
    return sum(token.type == "table_open" for token in tokens)


ALLOWED = {
    *(
        f"{name}_{edge}"
        for name in ("paragraph", "heading", "bullet_list", "list_item", "blockquote")
        for edge in ("open", "close")
    ),
    *(f"{name}_{edge}" for name in ("table", "thead", "tbody", "tr", "th", "td") for edge in ("open", "close")),
    *("inline", "hr", "fence", "html_block"),
}

nasty = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30).filter(str.strip) | st.sampled_from(
    ["| x |", "<script>", "</a>", "[a](javascript:x)", "a\n\n# b", "```", "- x", "**", "x:y;z#", "{{ x }}", "%(num)s"]
)


def named(name: str, content: str, initiative: str) -> dict[str, str]:
    """The pages where a delivery's name and content and an initiative's name are these."""
    city = changed(changed(small(), "leverans-a", name=name, content=content), "init-a", name=initiative)
    return pages(city, plan=small_plan())


@cache
def tame() -> dict[str, str]:
    return named("Namn", "Text", "Namn")


@settings(deadline=None, max_examples=30)
@given(nasty, nasty, nasty)
def test_no_text_of_a_record_changes_the_shape_of_a_page(name: str, content: str, initiative: str) -> None:
    wild = named(name, content, initiative)
    for path, text in tame().items():
        assert tables(wild[path]) == tables(text)
        assert len(wild[path].splitlines()) == len(text.splitlines())


def test_every_table_of_a_rich_city_is_a_table() -> None:
    city = planted(small(), "Kanarie", "public", "restricted")[0]
    found = pages(city, "restricted", plan=planned(city))
    assert sum(tables(text) for text in found.values()) > 30


def test_the_agenda_of_an_initiative_that_is_not_public_is_one_line_with_its_sum() -> None:
    city = changed(small(), "init-a", visibility="city")
    page = pages(city, plan=small_plan())["en/agenda.md"]
    assert "Mobil dokumentation" not in page
    line = next(line for line in page.splitlines() if line.startswith("| Not public (one)"))
    assert [cell.strip() for cell in line.split("|")[8:11]] == ["0.9", "0.1", "1.1"]


def sums(page: str) -> list[list[str]]:
    lines = [line for line in page.splitlines() if line.startswith("| **Sum**")]
    assert lines
    return [re.findall(r"\*\*(.*?)\*\*", line) for line in lines]


def test_the_sum_of_the_agenda_does_not_depend_on_who_reads_it() -> None:
    hidden = pages(changed(small(), "init-a", visibility="city"), plan=small_plan())["en/agenda.md"]
    shown = pages(small(), plan=small_plan())["en/agenda.md"]
    assert sums(hidden) == sums(shown)


def test_a_hidden_administration_has_no_page() -> None:
    assert "en/split/hvo.md" not in pages(changed(small(), "hvo", visibility="city"))


def test_an_initiative_that_cannot_be_fitted_is_told_with_its_reason() -> None:
    city = changed(small(), "init-b", benefits=())
    page = pages(city, plan=planned(city))["en/agenda.md"]
    assert re.search(r"\| Ny e-tjänst +\| STK +\| +0\.4 \| Its net benefit is not above zero at any start", page)
