"""`itgov new` as a person runs it: from a file of answers, and asked on a terminal."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from itgov.cli.exits import Exit, guarded
from itgov.cli.new import new
from itgov.cli.options import Language
from itgov.edit.draft import plain_text
from itgov.edit.meant import meant
from itgov.model.kinds import KINDS, Kind
from itgov.store.reader import parse
from itgov.store.tree import plain
from tests.city import DAY
from tests.edit.new_answers import FULL, ONE_OF, OWED, least

SEEN = datetime(DAY.year, DAY.month, DAY.day)  # noqa: DTZ001  a day
Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch
every_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
GOAL = "name: Säker välfärd\ndocument: Programmet\ndescription: Den som får vård ska vara trygg.\n"


def run(folder: Path, kind: str, **options: Any) -> int:
    return guarded(lambda: new(kind, root=folder, language=Language.EN, as_of=SEEN, **options), lambda: "en")


def from_text(folder: Path, kind: str, text: str, **options: Any) -> int:
    file = folder.parent / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    return run(folder, kind, answers=file, **options)


def on_terminal(patch: Patch, *typed: str | type[BaseException]) -> list[str]:
    """Answers typed one after the other, as if on a terminal; gathers what was shown before each."""
    shown: list[str] = []
    waiting: Iterator[str | type[BaseException]] = iter(typed)

    def answer(prompt: str) -> str:
        shown.append(prompt)
        one = next(waiting)
        if isinstance(one, str):
            return one
        raise one

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    patch.setattr(sys, "stdin", Terminal())
    patch.setattr("builtins.input", answer)
    return shown


def test_a_file_of_answers_becomes_a_record_that_validates(small_city: Path, capsys: Capture) -> None:
    assert from_text(small_city, "system", FULL["system"]) == Exit.OK
    assert capsys.readouterr().out == "data/systems/sys-e-arkivet.yaml is written, and validates\n"
    text = (small_city / "data/systems/sys-e-arkivet.yaml").read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../.itgov/schemas/system.json\n")
    assert "\n# Kritikalitet: low, medium, high or vital.\ncriticality: high\n" in text
    assert "\n# Användare: how many people use it.\n# users: 16 500\n" in text


@every_kind
def test_a_full_set_of_answers_owes_nothing_but_that_others_use_it(
    kind: Kind, small_city: Path, capsys: Capture
) -> None:
    assert from_text(small_city, kind.name, FULL[kind.name]) == Exit.OK
    codes = re.findall(r"^data/\S+ \w+\[(\w+)\]", capsys.readouterr().out, re.MULTILINE)
    assert set(codes) <= {"REF006", "REF009", "SYS001", "REF010", "REF011"}


@every_kind
def test_the_least_set_of_answers_is_told_what_it_owes(kind: Kind, small_city: Path, capsys: Capture) -> None:
    parsed = parse(FULL[kind.name].encode(), "")
    assert parsed.top is not None
    full = {"id": "ny", **plain(parsed.top)}  # type: ignore[dict-item]
    answers = least(meant(kind.type), full) | {name: full[name] for name in ONE_OF.get(kind.name, ())}
    from_text(small_city, kind.name, plain_text(kind, answers))
    codes = re.findall(r"^data/\S+ \w+\[(\w+)\]", capsys.readouterr().out, re.MULTILINE)
    assert codes == list(OWED[kind.name])


def test_whom_to_ask_first_about_a_new_initiative(small_city: Path, capsys: Capture) -> None:
    more = "affects: [{record: sys-diarium, how: Nya anrop.}, {record: it, how: Nya rutiner.}]\n"
    from_text(small_city, "initiative", FULL["initiative"] + more)
    out = capsys.readouterr().out
    assert "anchor it first with Ledningsgruppen HVO and Ekonomichef HVO\n" in out
    assert "ask “objekt-dokument” about sys-diarium: Förvaltningsledare verksamhet, Förvaltningsledare it\n" in out
    assert "ask Ledningsgruppen STK and Ekonomichef STK about it\n" in out


def test_what_is_missing_or_unknown_is_told_all_at_once_and_nothing_is_written(
    small_city: Path, capsys: Capture
) -> None:
    assert from_text(small_city, "goal", "name: Mål\ndokument: Programmet\n") == Exit.FINDINGS
    err = capsys.readouterr().err
    assert "styrdokument (`document`) is missing" not in err  # it is there, misspelt
    assert "beskrivning (`description`) is missing" in err
    assert "did you mean styrdokument (`document`)?" in err
    assert [file.name for file in (small_city / "data/goals").iterdir()] == ["mal-1.yaml"]


def test_answers_may_be_json_on_standard_input(small_city: Path, monkeypatch: Patch) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(b'{"name": "Ett", "document": "P", "description": "\\"no\\""}'))
    monkeypatch.setattr(sys, "stdin", stdin)
    assert run(small_city, "goal", answers=Path("-")) == Exit.OK
    assert 'description: "\\"no\\""\n' in (small_city / "data/goals/mal-ett.yaml").read_text("utf-8")


def test_a_dry_run_prints_the_file_and_writes_nothing(small_city: Path, capsys: Capture) -> None:
    assert from_text(small_city, "goal", GOAL, dry_run=True) == Exit.OK
    assert "\nid: mal-saker-valfard\n" in capsys.readouterr().out
    assert not (small_city / "data/goals/mal-saker-valfard.yaml").exists()


@pytest.mark.parametrize("taken", ["mal-1", "hvo", "diarieforing", "mal-gammal"])
def test_an_id_that_is_taken_by_any_kind_or_retired_is_refused(taken: str, small_city: Path, capsys: Capture) -> None:
    (small_city / "retired.yaml").write_text("retired:\n  - {id: mal-gammal, on: 2026-01-01}\n", encoding="utf-8")
    assert from_text(small_city, "goal", f"id: {taken}\n{GOAL}") == Exit.FINDINGS
    assert f"“{taken}” is already taken" in capsys.readouterr().err


def test_a_broken_file_is_never_written_over(small_city: Path) -> None:
    broken = small_city / "data/goals/mal-saker-valfard.yaml"
    broken.write_text("id: [\n", encoding="utf-8")
    assert from_text(small_city, "goal", GOAL) == Exit.OK
    assert broken.read_text("utf-8") == "id: [\n"
    assert (small_city / "data/goals/mal-saker-valfard-2.yaml").exists()


def test_an_unknown_kind_ends_with_2_and_the_nearest(small_city: Path, capsys: Capture) -> None:
    assert run(small_city, "sytem") == Exit.USAGE
    assert "did you mean “system”?" in capsys.readouterr().err


def test_without_a_terminal_nothing_is_asked(small_city: Path, monkeypatch: Patch, capsys: Capture) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("Säker välfärd\n"))
    assert run(small_city, "goal") == Exit.USAGE
    assert "`itgov new goal --from answers.yaml`" in capsys.readouterr().err


def test_asked_on_a_terminal_a_wrong_answer_is_told_and_asked_again(
    small_city: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    shown = on_terminal(
        monkeypatch, "", "Säker  lagring", "Fel Id", "", "Filer.", "j", "sys-diariet", "sys-diarium", "i går",
        "2020-01-01", "n",
    )  # fmt: skip
    assert run(small_city, "capability") == Exit.OK
    out = capsys.readouterr().out
    assert "an answer is needed here" in out
    assert "“Fel Id” is no id" in out
    assert "did you mean “sys-diarium”?" in out
    assert "“i går” is no date" in out
    assert "Förmåga" not in shown[0]
    assert "[Enter takes formaga-saker-lagring]" in shown[2]
    text = (small_city / "data/capabilities/formaga-saker-lagring.yaml").read_text("utf-8")
    assert "provided_by:\n  - by: sys-diarium\n    since: 2020-01-01\n" in text


def test_choices_are_shown_with_their_names_and_meaning(small_city: Path, monkeypatch: Patch, capsys: Capture) -> None:
    on_terminal(monkeypatch, "Ny", "", "true", "", "Om", "hvo", KeyboardInterrupt)
    run(small_city, "initiative")
    out = capsys.readouterr().out
    assert "Föreslås av (proposed_by): the administration that raises it." in out
    assert "  hvo  Vård- och omsorgsförvaltningen\n" in out
    assert "  system_change  system change\n" in out


@pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError])
def test_broken_off_the_answers_are_kept_and_gone_on_with(
    end: type[BaseException], small_city: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    on_terminal(monkeypatch, "Säker välfärd", "", "no: 1", end)
    assert run(small_city, "goal") == Exit.INTERRUPTED
    draft = small_city / ".itgov/drafts/goal-1.yaml"
    told = capsys.readouterr().err
    assert f"--continue {draft}" in told
    assert "no record was written; the answers so far are kept" in told
    assert "nothing half-done" not in told
    shown = on_terminal(monkeypatch, "Trygghet.")
    assert run(small_city, "goal", continued=draft) == Exit.OK
    assert len(shown) == 1
    assert 'document: "no: 1"\n' in (small_city / "data/goals/mal-saker-valfard.yaml").read_text("utf-8")


def test_broken_off_before_the_first_answer_no_draft_is_written(
    small_city: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    on_terminal(monkeypatch, KeyboardInterrupt)
    assert run(small_city, "goal") == Exit.INTERRUPTED
    told = capsys.readouterr().err
    assert "no draft was written" in told
    assert "nothing half-done" not in told
    assert not (small_city / ".itgov/drafts").exists()


def test_text_in_answers_cannot_act_on_the_screen(small_city: Path, capsys: Capture) -> None:
    assert from_text(small_city, "goal", 'name: "a\\u001b[2J"\nokänd: 1\n') == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "\x1b" not in captured.out + captured.err


def test_a_key_answered_twice_is_told(small_city: Path, monkeypatch: Patch, capsys: Capture) -> None:
    answers = ["Test", "", "true", "", "Testare", "It", "2027", "1 000", "2027", "2028", "900", "", "700 kr"]
    on_terminal(monkeypatch, *answers)
    assert run(small_city, "competence") == Exit.OK
    assert "“2027” is answered already" in capsys.readouterr().out
    text = (small_city / "data/competences/pool-test.yaml").read_text("utf-8")
    assert "hours_per_year:\n  2027: 1 000\n  2028: 900\n" in text


def test_what_is_no_text_is_asked_for_again(small_city: Path, monkeypatch: Patch, capsys: Capture) -> None:
    on_terminal(monkeypatch, "\udce5", "Mål", "", "P", "D")
    assert run(small_city, "goal") == Exit.OK
    assert "what was typed is not UTF-8" in capsys.readouterr().out


def test_a_draft_whose_id_was_taken_since_is_asked_for_another(
    small_city: Path, monkeypatch: Patch, capsys: Capture
) -> None:
    draft = small_city / "draft.yaml"
    draft.write_text("id: mal-1\nname: Säker välfärd\ndocument: P\n", encoding="utf-8")
    shown = on_terminal(monkeypatch, "", "Trygghet.")
    assert run(small_city, "goal", continued=draft) == Exit.OK
    assert "mal-saker-valfard" in shown[0]
    assert "Beskrivning (description)" in capsys.readouterr().out


def test_a_question_inside_a_block_says_where_it_is(small_city: Path, monkeypatch: Patch, capsys: Capture) -> None:
    typed = ("Ny", "", "true", "", "Om", "hvo", "platform", "2026-10-01", "", "n", "Införande", KeyboardInterrupt)
    on_terminal(monkeypatch, *typed)
    run(small_city, "initiative")
    out = capsys.readouterr().out
    assert "Idé (stages.idea): " in out
    assert "Längd (phases.1.periods): " in out


def test_the_same_answers_given_twice_make_one_record(small_city: Path, capsys: Capture) -> None:
    answers = "name: Säker välfärd\ndocument: Program\ndescription: Text\n"
    assert from_text(small_city, "goal", answers) == Exit.OK
    capsys.readouterr()
    assert from_text(small_city, "goal", answers) == Exit.FINDINGS
    assert "there is a record with that name already: “mal-saker-valfard”" in capsys.readouterr().err
    assert not (small_city / "data/goals/mal-saker-valfard-2.yaml").exists()
