"""`itgov agenda robust` as a person runs it: the same whatever the workers and interruptions, and how it fails."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from itgov.agenda.robust import Sample
from itgov.cli import robust_workers
from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.cli.robust_workers import Work
from tests.city import ROOT, change

Capture = pytest.CaptureFixture[str]
COUNT = 12


def command(root: Path, *more: str) -> list[str]:
    return ["agenda", "robust", "--root", str(root), "--samples", str(COUNT), *more]


@pytest.fixture
def uncertain_city(small_city: Path) -> Path:
    """The small city where the two initiatives want more of the frame than there is, and one is unsure."""
    change(
        small_city,
        "data/initiatives/init-a.yaml:\n"
        "  benefits:\n"
        "    - {name: Tid, category: reallocation, valued: true, receiver: hvo, owner: Områdeschef,\n"
        "       measure: {name: Tid, unit: timmar, baseline: '900', baseline_on: 2026-01-31, target: '600',\n"
        "                 target_on: 2028-06-30},\n"
        "       per_year: {low: 0 kr, likely: 400 000 kr, high: 800 000 kr}}\n",
    )
    return small_city


def asked(capsys: Capture, root: Path, *more: str) -> str:
    assert main(command(root, "--format", "json", *more)) == Exit.OK
    return capsys.readouterr().out


def test_what_leads_is_core_and_exterior_and_the_proof_comes_last(uncertain_city: Path, capsys: Capture) -> None:
    assert main(command(uncertain_city, "--language", "en", "--workers", "1")) == Exit.OK
    out = capsys.readouterr().out
    told = [
        "What the best plans of 12 samples hold",
        "init-a",
        "below zero: ",
        "Plans within",
        "Drawn, with the seed 1",
    ]
    told[3] = "No other plan was found" if "No other plan was found" in out else told[3]
    places = [out.index(one) for one in told]
    assert places == sorted(places)
    assert "core from 90 %, exterior up to 10 %" in out


def test_the_json_is_of_its_documented_shape(uncertain_city: Path, capsys: Capture) -> None:
    data = json.loads(asked(capsys, uncertain_city, "--workers", "1", "--epsilon", "90%"))
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/agenda-robust-1.json").read_text("utf-8")))
    assert [one["id"] for one in data["initiatives"]] == ["init-a", "init-b"]
    assert data["near"]
    assert 0 < len([one for one in data["initiatives"] if one["group"] == "borderline"]) <= 2


def test_one_worker_two_and_an_interrupted_run_give_the_same_bytes(
    uncertain_city: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = asked(capsys, uncertain_city, "--workers", "1", "--resume", str(tmp_path / "one"))
    two = asked(capsys, uncertain_city, "--workers", "2", "--resume", str(tmp_path / "two"))
    assert one == two
    whole = (tmp_path / "one").read_text("utf-8").splitlines()
    assert sorted(whole) == sorted((tmp_path / "two").read_text("utf-8").splitlines())

    def cut_short(work: Work, numbers: Sequence[int], workers: int) -> Iterator[Sample]:
        assert workers == 1
        # In another order than usual, too.
        for number in reversed(numbers[-5:]):
            yield work.sample(number)
        raise KeyboardInterrupt

    cut = tmp_path / "cut"
    with monkeypatch.context() as patch:
        patch.setattr(robust_workers, "samples", cut_short)
        arguments = command(uncertain_city, "--workers", "1", "--resume", str(cut), "--language", "en")
        assert main(arguments) == Exit.INTERRUPTED
    err = capsys.readouterr().err
    assert "interrupted; 5 of 12 samples are done, and kept" in err
    assert f"--resume {cut}" in err
    with cut.open("a", encoding="utf-8") as file:
        file.write('{"sample":0,"sta')
    assert asked(capsys, uncertain_city, "--workers", "1", "--resume", str(cut)) == one
    assert sorted(cut.read_text("utf-8").splitlines()) == sorted(whole)


def test_what_is_done_is_not_done_again_and_more_samples_go_on_from_it(
    uncertain_city: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = ["--workers", "1", "--resume", str(tmp_path / "kept")]
    first = asked(capsys, uncertain_city, *kept)
    wanted: list[int] = []
    real = robust_workers.samples

    def counted(work: Work, numbers: Sequence[int], workers: int) -> Iterator[Sample]:
        wanted.extend(numbers)
        return real(work, numbers, workers)

    monkeypatch.setattr(robust_workers, "samples", counted)
    assert asked(capsys, uncertain_city, *kept) == first
    assert wanted == []
    asked(capsys, uncertain_city, *kept, "--samples", "14")
    assert wanted == [12, 13]
    assert asked(capsys, uncertain_city, *kept) == first


def test_samples_are_kept_without_being_asked_to(uncertain_city: Path, capsys: Capture) -> None:
    asked(capsys, uncertain_city, "--workers", "1")
    (kept,) = (uncertain_city / ".itgov/cache").glob("robust-*.jsonl")
    assert len(kept.read_text("utf-8").splitlines()) == 1 + COUNT


def test_ctrl_c_ends_every_process_and_keeps_what_is_done(
    uncertain_city: Path, tmp_path: Path, capsys: Capture
) -> None:
    kept = tmp_path / "kept"
    arguments = command(uncertain_city, "--workers", "2", "--resume", str(kept), "--samples", "100000")
    running = subprocess.Popen(
        [sys.executable, "-m", "itgov", *arguments, "--language", "en"],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while not kept.exists() or kept.read_bytes().count(b"\n") < 5:
        assert running.poll() is None
        assert time.monotonic() < until
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    # The workers hold its stderr too: it ends only when they are gone.
    _, err = running.communicate(timeout=60)
    assert running.returncode == Exit.INTERRUPTED
    assert "of 100000 samples are done, and kept" in err
    assert "Traceback" not in err
    asked(capsys, uncertain_city, "--workers", "1", "--resume", str(kept))


@pytest.mark.parametrize("changes", [["--seed", "2"], ["--gap", "2%"], ["--nodes", "9"]])
def test_samples_of_another_run_are_refused(
    changes: list[str], uncertain_city: Path, tmp_path: Path, capsys: Capture
) -> None:
    kept = ["--workers", "1", "--resume", str(tmp_path / "kept")]
    asked(capsys, uncertain_city, *kept)
    before = (tmp_path / "kept").read_bytes()
    assert main(command(uncertain_city, *kept, *changes, "--language", "en")) == Exit.USAGE
    assert f"its “{changes[0][2:]}” differs" in capsys.readouterr().err
    assert (tmp_path / "kept").read_bytes() == before


def test_samples_of_other_records_are_refused(uncertain_city: Path, tmp_path: Path, capsys: Capture) -> None:
    kept = ["--workers", "1", "--resume", str(tmp_path / "kept"), "--language", "en"]
    asked(capsys, uncertain_city, *kept)
    change(uncertain_city, "data/initiatives/init-a.yaml: {estimate: {maturity: calculated, plus_minus: 21 %}}\n")
    assert main(command(uncertain_city, *kept)) == Exit.USAGE
    assert "its “draws” differs" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"value": 1}, "the plan of sample 0 is not worth what it says"),
        ({"choice": {"init-x": ["base", 0]}}, "not a sample of this agenda"),
        ({"choice": []}, "not a sample of this agenda"),
        ({"status": "fine"}, "not a sample of this agenda"),
        ({"bound": "much"}, "not a sample of this agenda"),
        ({"sample": None}, "not a sample of this agenda"),
    ],
)
def test_a_sample_edited_by_hand_is_refused(
    wrong: dict[str, Any], told: str, uncertain_city: Path, tmp_path: Path, capsys: Capture
) -> None:
    kept = tmp_path / "kept"
    options = ["--workers", "1", "--resume", str(kept)]
    asked(capsys, uncertain_city, *options)
    head, first, *rest = kept.read_text("utf-8").splitlines()
    kept.write_text("\n".join([head, json.dumps({**json.loads(first), **wrong}), *rest, ""]), encoding="utf-8")
    assert main(command(uncertain_city, *options, "--language", "en")) == Exit.USAGE
    assert told in capsys.readouterr().err


def test_an_agenda_for_other_years_is_refused(uncertain_city: Path, tmp_path: Path, capsys: Capture) -> None:
    file, root = str(tmp_path / "agenda.yaml"), ["--root", str(uncertain_city), "--language", "en"]
    assert main(["agenda", "build", "--years", "3", "-o", file, *root]) == Exit.OK
    capsys.readouterr()
    assert main(["agenda", "robust", "--agenda", file, *root]) == Exit.FINDINGS
    assert "is an agenda for a scenario, or for other years" in capsys.readouterr().err


def test_an_agenda_that_was_built_is_the_one_asked_about(uncertain_city: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "agenda.yaml"
    assert main(["agenda", "build", "--root", str(uncertain_city), "-o", str(file)]) == Exit.OK
    capsys.readouterr()
    anew = asked(capsys, uncertain_city, "--workers", "1")
    assert asked(capsys, uncertain_city, "--workers", "1", "--agenda", str(file)) == anew


@pytest.mark.parametrize("option", [["--samples", "0"], ["--seed", "-1"], ["--gap", "x"], ["--epsilon", "x"]])
def test_what_makes_no_sense_is_a_wrong_call(option: list[str], small_city: Path, capsys: Capture) -> None:
    assert main(command(small_city, *option)) == Exit.USAGE
    assert "Traceback" not in capsys.readouterr().err


def test_no_initiatives_are_no_trouble(small_city: Path, capsys: Capture) -> None:
    for file in [*(small_city / "data/initiatives").iterdir(), *(small_city / "data/decisions").iterdir()]:
        file.unlink()
    data = json.loads(asked(capsys, small_city, "--workers", "1"))
    assert (data["initiatives"], data["agenda"]["mean"], data["near"]) == ([], "0 kr", [])
