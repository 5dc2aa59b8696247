"""Initiatives that wait for each other through the capabilities they give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.check.rules.told import told
from tests.city import codes

Changed = Callable[[str], Path]

A = "data/initiatives/init-a.yaml"
B = "data/initiatives/init-b.yaml"
A_NEEDS = f"{A}:\n  needs: {{capabilities: [{{capability: formaga-saknas}}]}}\n"
B_GIVES = f"{B}:\n  provides: [formaga-saknas]\n"
B_WAITS = "  needs: {initiatives: [{initiative: init-a}]}\n"


def test_the_only_one_that_gives_a_capability_is_waited_for(changed: Changed) -> None:
    (text,) = told(changed(A_NEEDS + B_GIVES + B_WAITS), "REF003")
    assert text.startswith("init-a.needs.capabilities.0.capability: ")
    assert "“init-a” waits for itself: init-a → init-b → init-a" in text


def test_who_is_named_by_the_capability_is_waited_for(changed: Changed) -> None:
    named = "data/capabilities/formaga-saknas.yaml: {provided_by: [{by: init-b}]}\n"
    assert len(told(changed(f"{A_NEEDS}{named}{B}:\n{B_WAITS}"), "REF003")) == 1


def test_two_capabilities_make_a_cycle(changed: Changed) -> None:
    a = f"{A}:\n  needs: {{capabilities: [{{capability: formaga-saknas}}]}}\n  provides: [formaga-finns]\n"
    b = f"{B_GIVES}  needs: {{capabilities: [{{capability: formaga-finns}}]}}\n"
    only = "data/capabilities/formaga-finns.yaml: {provided_by: }\n"
    assert len(told(changed(a + b + only), "REF003")) == 1


def test_an_initiative_that_needs_what_only_it_gives_waits_for_itself(changed: Changed) -> None:
    assert len(told(changed(f"{A_NEEDS}  provides: [formaga-saknas]\n"), "REF003")) == 1


def test_one_of_two_that_give_it_need_not_be_waited_for(changed: Changed) -> None:
    other = (changed(A_NEEDS) / B).read_text("utf-8").replace("id: init-b", "id: init-c")
    text = "".join(f"  {line}\n" for line in f"{other}provides: [formaga-saknas]".splitlines())
    assert told(changed(f"{B_GIVES}{B_WAITS}data/initiatives/init-c.yaml: |\n{text}"), "REF003") == []


def test_what_a_system_gives_need_not_be_waited_for(changed: Changed) -> None:
    given = "data/capabilities/formaga-saknas.yaml: {provided_by: [{by: sys-diarium, since: 2020-01-01}]}\n"
    assert codes(changed(A_NEEDS + B_GIVES + B_WAITS + given)) == []


def test_who_is_in_operation_is_not_waited_for(changed: Changed) -> None:
    running = f"{B_GIVES}{B_WAITS}  stages: {{in_operation: 2026-06-01}}\n"
    assert told(changed(A_NEEDS + running), "REF003") == []


def test_a_record_that_names_itself_does_not_also_wait_for_itself(changed: Changed) -> None:
    (text,) = told(changed(f"{A}:\n  needs: {{initiatives: [{{initiative: init-a}}]}}\n"), "REF004")
    assert text == (
        "init-a.needs.initiatives.0.initiative: initiativ (`initiative`) of “init-a” names the record itself\n"
        "name the other record that was meant, or take it away"
    )
    assert "REF003" not in codes(changed(f"{A}:\n  needs: {{initiatives: [{{initiative: init-a}}]}}\n"))


def test_a_system_that_depends_on_itself_names_itself(changed: Changed) -> None:
    assert codes(changed("data/systems/sys-diarium.yaml: {depends_on: [sys-diarium]}\n")) == ["REF004"]


def test_the_settings_name_records_that_are_there(changed: Changed) -> None:
    (text,) = told(changed("itgov.yaml: {neutral_key: nyckel-b}\n"), "REF001")
    assert text.startswith("itgov.yaml.neutral_key: ")
    assert "did you mean “nyckel-a”?" in text
