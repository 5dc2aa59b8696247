from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from jinja2 import DictLoader, UndefinedError
from jinja2.exceptions import SecurityError

from itgov.message import LANGUAGES, msg
from itgov.report.page import Foot, Sheet
from itgov.report.render import environment_for, own_words, render

FOOT = Foot("Småstad", msg("the public"), "abc")


@dataclass(frozen=True)
class View:
    title: str = "| [x](y) |"
    nothing: None = None
    day: date = date(2027, 1, 2)
    names: tuple[str, ...] = ("a|b", "c")
    ore: int = 125_000_000
    share: object = object()


def shown(template: str, language: str = "en") -> str:
    sheet = Sheet("x.md", "x", View())
    return render(sheet, language, FOOT, DictLoader({"x": template})).text.rstrip("\n")


def test_a_value_is_escaped_without_being_asked_to() -> None:
    assert shown("{{ view.title }}") == r"\| \[x\](y) \|"


def test_a_value_in_a_translated_sentence_is_escaped() -> None:
    assert shown('{{ _("See %(name)s.", name=view.title) }}') == r"See \| \[x\](y) \|."


def test_a_value_in_a_plural_is_escaped() -> None:
    assert shown('{{ ngettext("one %(name)s", "%(num)s %(name)s", 2, name=view.title) }}') == r"2 \| \[x\](y) \|"


def test_values_in_a_list_are_escaped() -> None:
    assert shown("{{ view.names | listed }}") == r"a\|b and c"


def test_markdown_of_the_template_is_left_alone() -> None:
    assert shown("**{{ view.names[1] }}**") == "**c**"


def test_what_a_record_does_not_say_is_a_dash() -> None:
    assert shown("{{ view.nothing }} {{ view.nothing | mnkr }} {{ view.nothing | percent }}") == "– – –"


def test_amounts_are_in_the_language_of_the_page() -> None:
    assert (shown("{{ view.ore | mnkr }}", "sv"), shown("{{ view.ore | mnkr }}")) == ("1,3", "1.3")


def test_a_missing_name_stops_the_build() -> None:
    with pytest.raises(UndefinedError):
        shown("{{ view.missing }}")


def test_a_missing_name_in_a_sentence_stops_the_build() -> None:
    with pytest.raises(UndefinedError):
        shown('{{ _("x %(name)s", name=view.missing) }}')


def test_a_value_that_needs_a_filter_stops_the_build() -> None:
    with pytest.raises(TypeError, match="give it a filter"):
        shown("{{ view.share }}")


def test_a_template_cannot_reach_the_machinery() -> None:
    with pytest.raises(SecurityError):
        shown("{{ view.__class__.__mro__ }}")


def test_a_page_ends_with_one_newline_and_has_its_language_first() -> None:
    page = render(Sheet("a/b.md", "x", View()), "sv", FOOT, DictLoader({"x": "hej\n\n\n"}))
    assert (page.path, page.text) == ("sv/a/b.md", "hej\n")


def test_every_template_can_be_read() -> None:
    names = environment_for("en").list_templates()
    assert len(names) >= 7
    assert all(environment_for("en").get_template(name) for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_words_are_those_of_templates_and_labels(language: str) -> None:
    words = own_words(language)
    assert len(words) > 200
    if language == "en":
        assert {"The cost split", "not public"} <= set(words)
