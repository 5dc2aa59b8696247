"""`itgov validate` as a person or a program runs it: exit codes, output, and input that nobody vouches for."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from itgov.cli import since
from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT, SMALL, change

Capture = pytest.CaptureFixture[str]
BROKEN = "data/goals/mal-1.yaml: |\n  id: mal-1\n  name: [Enklare\n"
MEGABYTES_ALLOWED = 200


def test_sound_records_end_with_0_and_a_count(capsys: Capture) -> None:
    assert main(["validate", "--root", str(SMALL), "--language", "en"]) == Exit.OK
    assert re.fullmatch(r"23 files read: 0 errors, 0 warnings, 0 notes; \d+ ms\n", capsys.readouterr().out)


def test_sound_records_are_no_line_at_all_where_each_line_is_a_finding(capsys: Capture) -> None:
    assert main(["validate", "--root", str(SMALL), "--format", "concise"]) == Exit.OK
    assert capsys.readouterr().out == ""


def test_broken_yaml_ends_with_1_and_names_file_line_and_column(
    changed: Callable[[str], Path], capsys: Capture
) -> None:
    assert main(["validate", "--root", str(changed(BROKEN)), "--language", "en"]) == Exit.FINDINGS
    assert "data/goals/mal-1.yaml:3:1" in capsys.readouterr().out


def test_a_broken_record_does_not_make_those_that_name_it_wrong(
    changed: Callable[[str], Path], capsys: Capture
) -> None:
    main(["validate", "--root", str(changed(BROKEN)), "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["code"] for finding in found] == ["FRM001"]


def test_all_findings_come_in_one_run(changed: Callable[[str], Path], capsys: Capture) -> None:
    fragment = BROKEN + "data/keys/nyckel-a.yaml: {total: 450}\ndata/initiatives/init-a.yaml: {summery: x}\n"
    main(["validate", "--root", str(changed(fragment)), "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {finding["code"] for finding in found} == {"FRM001", "FRM004", "KEY002"}


@pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on_says_which_findings_count(level: str, code: int, changed: Callable[[str], Path]) -> None:
    folder = changed("data/systems/sys-diarium.yaml: {incident_leader: }\n")
    assert main(["validate", "--root", str(folder), "--fail-on", level]) == code


def test_a_folder_that_nothing_reads_is_an_error(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("data/initativ/init-b.yaml: |\n  id: init-b\n")
    assert main(["validate", "--root", str(folder), "--language", "en"]) == Exit.FINDINGS
    out = capsys.readouterr().out
    assert "error[FRM011]: “initativ” is no kind of record, so nothing in it is read" in out
    assert "did you mean the folder “initiatives”?" in out


def test_a_rule_that_is_only_switched_off_is_told_how_to(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("itgov.yaml: {rules: {COO: 'off'}}\n")
    assert main(["validate", "--root", str(folder), "--language", "en"]) == Exit.FINDINGS
    assert "as in COO001: {severity: off, reason: …}" in capsys.readouterr().out


def test_an_error_does_not_count_where_nothing_shall(changed: Callable[[str], Path]) -> None:
    assert main(["validate", "--root", str(changed(BROKEN)), "--fail-on", "never"]) == Exit.OK


def test_a_rule_turned_off_with_a_reason_is_silent(changed: Callable[[str], Path]) -> None:
    folder = changed(
        "data/keys/nyckel-a.yaml: {total: 450}\n"
        "itgov.yaml: {rules: {KEY002: {severity: 'off', reason: Under utredning}}}\n"
    )
    assert main(["validate", "--root", str(folder)]) == Exit.OK


def test_a_rule_that_is_not_there_is_told(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("itgov.yaml: {rules: {KEY020: {severity: 'off', reason: Under utredning}}}\n")
    assert main(["validate", "--root", str(folder), "--language", "en"]) == Exit.FINDINGS
    assert "there is no rule KEY020" in capsys.readouterr().out


def test_the_root_is_found_from_any_folder_below(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SMALL / "data" / "goals")
    assert main(["validate"]) == Exit.OK


def test_without_a_root_the_exit_code_is_3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["validate", "--language", "en"]) == Exit.NO_ROOT
    assert "itgov.yaml" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["validate", "--fail-on", "x"], ["validat"], ["validate", "--nope"], []])
def test_a_wrong_call_ends_with_2(arguments: list[str]) -> None:
    assert main(arguments) == Exit.USAGE


def test_settings_that_cannot_be_read_are_a_finding(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("itgov.yaml: |\n  city: [\n")
    assert main(["validate", "--root", str(folder), "--format", "json"]) == Exit.FINDINGS
    assert [finding["path"] for finding in json.loads(capsys.readouterr().out)["findings"]] == ["itgov.yaml"]


def test_a_missing_data_folder_ends_with_3(tmp_path: Path) -> None:
    (tmp_path / "itgov.yaml").write_text("city: a\n", encoding="utf-8")
    assert main(["validate", "--root", str(tmp_path)]) == Exit.NO_ROOT


def test_links_and_pipes_are_told_and_never_opened(small_city: Path, capsys: Capture) -> None:
    (small_city / "data/goals/lank.yaml").symlink_to("/etc/hostname")
    os.mkfifo(small_city / "data/goals/ror.yaml")
    assert main(["validate", "--root", str(small_city), "--format", "json"]) == Exit.FINDINGS
    found = json.loads(capsys.readouterr().out)["findings"]
    assert main(["validate", "--root", str(small_city)]) == Exit.FINDINGS
    assert [(finding["code"], finding["path"]) for finding in found] == [
        ("FRM011", "data/goals/lank.yaml"),
        ("FRM011", "data/goals/ror.yaml"),
    ]


def test_no_value_can_act_on_the_screen(changed: Callable[[str], Path], capsys: Capture) -> None:
    evil = r'data/initiatives/init-a.yaml: {track: "x\e[31m\a\x9b2J\u202e[bold]y", name: "[red]\e[2J"}' + "\n"
    main(["validate", "--root", str(changed(evil))])
    out = capsys.readouterr().out
    assert "\\x1b" in out
    assert not any(char in out for char in "\x1b\a\x9b\u202e")


def test_the_json_is_of_its_documented_shape(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("data/keys/nyckel-a.yaml: {total: 450}\n")
    main(["validate", "--root", str(folder), "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    schema = json.loads((ROOT / "docs/schemas/findings-1.json").read_text("utf-8"))
    jsonschema.validate(data, schema)
    assert data["findings"]


def test_every_case_of_the_yaml_suite_is_a_record_or_a_finding_with_its_place(
    cases: Path, small_city: Path, capsys: Capture
) -> None:
    files = sorted((cases / "yaml").glob("*/*.yaml"))
    for file in files:
        (small_city / "data/goals" / f"x-{file.stem.lower().replace('_', '-').replace('.', '-')}.yaml").write_bytes(
            file.read_bytes()
        )
    assert main(["validate", "--root", str(small_city), "--format", "json"]) == Exit.FINDINGS
    found = json.loads(capsys.readouterr().out)["findings"]
    assert len({finding["path"] for finding in found}) == len(files) > 200
    assert all(finding["line"] >= 1 and finding["column"] >= 1 for finding in found)


def test_every_case_of_the_yaml_suite_together_stays_small(cases: Path, small_city: Path) -> None:
    for number, file in enumerate(sorted((cases / "yaml").glob("*/*.yaml"))):
        (small_city / f"data/goals/x-{number}.yaml").write_bytes(file.read_bytes())
    # The peak is read inside: seen from outside it would hold that of the forking test process.
    code = (
        "import sys; from itgov.cli.main import main; code = main(sys.argv[1:]); "
        "peak = next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')); "
        "print(code, peak, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "validate", "--root", str(small_city)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    exit_code, kilobytes = (int(word) for word in done.stderr.split())
    assert exit_code == Exit.FINDINGS
    assert kilobytes < MEGABYTES_ALLOWED * 1024


def test_a_fault_in_itgov_is_told_without_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("something")

    monkeypatch.delenv("ITGOV_DEBUG", raising=False)
    monkeypatch.setattr("itgov.cli.validation.review", fails)
    assert main(["validate", "--root", str(SMALL)]) == Exit.FAULT
    assert "Traceback" not in capsys.readouterr().err


def test_an_interrupted_run_ends_with_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("itgov.cli.validation.review", interrupted)
    assert main(["validate", "--root", str(SMALL)]) == Exit.INTERRUPTED


def test_a_reader_that_hangs_up_is_no_fault() -> None:
    done = subprocess.run(
        f"{sys.executable} -m itgov validate --root {SMALL} --format json | head -c 1",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""


def test_every_command_has_a_help_with_examples(capsys: Capture) -> None:
    for command in (["validate"], ["allocate"], ["agenda", "build"], ["report", "build"]):
        assert main([*command, "--help"]) == Exit.OK
        assert f"itgov {' '.join(command)}" in capsys.readouterr().out.split("Examples:")[1]


def test_a_full_disk_under_the_output_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "itgov", "validate", "--root", str(SMALL)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == Exit.USAGE
    assert b"No space left" in done.stderr


def test_a_terminal_that_cannot_show_swedish_still_gets_the_message(changed: Callable[[str], Path]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "itgov", "validate", "--root", str(changed(BROKEN))],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == Exit.FINDINGS
    assert b"FRM001" in done.stdout


def test_a_file_name_cannot_act_on_the_screen(small_city: Path, capsys: Capture) -> None:
    (small_city / "data/goals/a\x1b[31m.yaml").write_text("id: a\n", encoding="utf-8")
    assert main(["validate", "--root", str(small_city)]) == Exit.FINDINGS
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("place", ["nosuch", "docs/x.yaml", "/etc/hostname"])
def test_a_file_that_no_check_reads_is_a_wrong_call(
    place: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(SMALL)
    assert main(["validate", "--stdin-filename", place, "--language", "en"]) == Exit.USAGE
    assert capsys.readouterr().err.startswith(f"itgov: {place} is no")


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("data/goals", "data/goals is a folder"),
        ("data", "data is a folder"),
        ("data/goals/mal-1.yaml/x.yaml", "data/goals/mal-1.yaml is a file, not a folder"),
    ],
)
def test_a_folder_is_no_file_to_read_from_standard_input(
    place: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(SMALL)
    assert main(["validate", "--stdin-filename", place, "--language", "en"]) == Exit.USAGE
    assert capsys.readouterr().err.startswith(f"itgov: {told}")


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("data/keys/nyckel-a.yaml: {measured_on: 2026/03/01}\n", True),
        ("data/initiatives/init-b.yaml: {goals: [nagot-annat]}\n", False),
        ("data/systems/sys-diarium.yaml: {incident_leader: }\n", False),
    ],
)
def test_what_can_be_mended_by_itself_is_mentioned_last(
    fragment: str, *, told: bool, changed: Callable[[str], Path], capsys: Capture
) -> None:
    main(["validate", "--root", str(changed(fragment)), "--language", "en"])
    last = capsys.readouterr().out.splitlines()[-2]
    assert last.startswith("`itgov fix` shows what of this can be mended by itself") == told


def test_what_is_not_shown_is_not_offered_to_be_mended(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed(
        "data/initiatives/init-b.yaml: {goals: [mal-11]}\ndata/systems/sys-diarium.yaml: {incident_leader: }\n"
    )
    main(["validate", "--root", str(folder), "--language", "en", "--select", "SYS"])
    assert "itgov fix" not in capsys.readouterr().out


def test_a_rule_on_its_own_says_how_its_examples_are_read(capsys: Capture) -> None:
    assert main(["rule", "COO001", "--language", "en"]) == Exit.OK
    out = capsys.readouterr().out
    assert "An example with the fault, as a change to a small city:" in out
    named = re.findall(r"\b[a-z]+-[a-z]+\b", out[out.index("The small city has") :])
    assert len(named) > 8
    for one in {*named, "hvo", "it"} - {"objekt-dokument"}:
        assert list(SMALL.rglob(f"{one}.yaml")), one


def _git(folder: Path, *arguments: str) -> None:
    named = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", *named, *arguments], cwd=folder, check=True, capture_output=True)  # noqa: S607  git as the user has it


def test_what_was_found_at_a_revision_is_kept_and_changes_nothing(
    changed: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    folder = changed("data/keys/nyckel-a.yaml: {total: 450}\n")
    _git(folder, "init", "-q")
    _git(folder, "add", "-A")
    _git(folder, "commit", "-qm", "a")
    change(folder, "data/initiatives/init-b.yaml: {goals: [nagot-annat]}\n")
    call = ["validate", "--root", str(folder), "--changed-since", "HEAD", "--format", "json", "--as-of", "2026-11-02"]
    assert main(call) == Exit.FINDINGS
    first = capsys.readouterr().out
    assert [one["code"] for one in json.loads(first)["findings"]] == ["REF001"]
    monkeypatch.setattr(since, "_found_at", None)
    assert main(call) == Exit.FINDINGS
    assert capsys.readouterr().out == first


def test_outside_git_nothing_can_have_changed_since(small_city: Path, capsys: Capture) -> None:
    assert main(["validate", "--root", str(small_city), "--changed-since", "main", "--language", "en"]) == Exit.NO_ROOT
    err = capsys.readouterr().err
    assert f"{small_city} is not in a git repository" in err
    assert "shallow" not in err


@pytest.mark.parametrize(("make", "told"), [("mkdir", "is a folder"), ("link", "is a link that leads nowhere")])
def test_settings_that_are_no_file_are_told_as_what_they_are(
    make: str, told: str, small_city: Path, capsys: Capture
) -> None:
    settings = small_city / "itgov.yaml"
    settings.unlink()
    if make == "mkdir":
        settings.mkdir()
    else:
        settings.symlink_to("itgov.yaml")
    assert main(["validate", "--root", str(small_city), "--language", "en"]) == Exit.NO_ROOT
    assert told in capsys.readouterr().err


def test_a_rule_is_selected_by_its_name(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("data/keys/nyckel-a.yaml: {total: 450}\ndata/systems/sys-diarium.yaml: {incident_leader: }\n")
    main(["validate", "--root", str(folder), "--select", "no-incident-leader", "--format", "json"])
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["findings"]] == ["SYS002"]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("gov3", "did you mean GOV003?"),
        ("anchored", "anchored-on-no-leg, anchored-on-one-leg"),
        ("decided without decision", "did you mean decided-without-decision"),
        ("qqqq", "`itgov rule` lists them all"),
    ],
)
def test_a_rule_asked_for_almost_right_is_offered(asked: str, near: str, capsys: Capture) -> None:
    assert main(["rule", asked, "--language", "en"]) == Exit.USAGE
    assert near in capsys.readouterr().err
