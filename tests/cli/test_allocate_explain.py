"""`itgov allocate explain` and `compare` as a finance chief asks them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT, SMALL

Capture = pytest.CaptureFixture[str]
PAID = {2027: 750_000_00, 2028: 765_000_01}
"""What hvo pays of the small city's only delivery, öre."""


def answer(capsys: Capture, *arguments: str, shape: str, root: Path = SMALL) -> Any:
    """The JSON that a question is answered with, which is of its documented shape."""
    assert main(["allocate", *arguments, "--root", str(root), "--format", "json", "--language", "en"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / f"docs/schemas/{shape}-1.json").read_text("utf-8")))
    return data


def told(capsys: Capture, *arguments: str, root: Path = SMALL, language: str = "en") -> str:
    """What a question is answered with on the screen, spaces plain."""
    assert main(["allocate", *arguments, "--root", str(root), "--language", language]) == Exit.OK
    return capsys.readouterr().out.replace("\u00a0", " ")


def refused(capsys: Capture, *arguments: str, root: Path = SMALL) -> str:
    """What is said of a question that cannot be answered."""
    assert main(["allocate", *arguments, "--root", str(root), "--language", "en"]) in {Exit.USAGE, Exit.FINDINGS}
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


def test_an_amount_is_told_down_to_file_and_line(capsys: Capture) -> None:
    data = answer(capsys, "explain", "--administration", "hvo", "--year", "2028", shape="allocation-explanation")
    (line,) = data["lines"]
    assert (data["amount_ore"], data["difference_ore"]) == (PAID[2028], 0)
    path, _, number = line["place"].rpartition(":")
    assert "name:" in (SMALL / path).read_text("utf-8").split("\n")[int(number) - 1]


def test_share_and_rounding_give_the_amount(capsys: Capture) -> None:
    data = answer(capsys, "explain", "--administration", "hvo", "--year", "2028", shape="allocation-explanation")
    (line,) = data["lines"]
    assert Fraction(line["exact_ore"]) == line["cost_ore"] * Fraction(line["share"])
    assert int(Fraction(line["exact_ore"])) + line["largest_remainder_ore"] == PAID[2028]


def test_the_text_says_that_it_adds_up(capsys: Capture) -> None:
    text = told(capsys, "explain", "--administration", "hvo", "--delivery", "leverans-a")
    assert "difference 0.00 kr" in text
    assert "hvo has 300 of 400" in text


def test_a_cost_is_told_up_to_those_who_pay(capsys: Capture) -> None:
    data = answer(capsys, "explain", "leverans-a", shape="allocation-flow")
    paid = {line["year"]: {one["administration"]: one["amount_ore"] for one in line["to"]} for line in data["lines"]}
    assert {year: to["hvo"] for year, to in paid.items()} == PAID
    assert all(line["difference_ore"] == 0 for line in data["lines"])


def test_a_cost_that_passes_through_another_delivery_is_told_by_its_steps(
    changed: Callable[[str], Path], capsys: Capture
) -> None:
    text = told(capsys, "explain", "leverans-b", root=changed(SERVING), language="en")
    assert "Through which deliveries it goes" in text
    data = answer(capsys, "explain", "leverans-b", "--year", "2027", shape="allocation-flow", root=changed(SERVING))
    (line,) = data["lines"]
    assert [(step["to"], step["carried"]) for step in line["steps"]] == [("leverans-a", "1/4")]


SERVING = """
data/deliveries/leverans-b.yaml: |
  id: leverans-b
  name: Leverans B
  illustrative: true
  content: Drift
  provider: IT
  unit: server
  volumes: {2027: 10, 2028: 10}
  key: nyckel-a
  incident_leader: Driftledare
  agreed:
    - {body: beredande-niva, on: 2026-09-01}
    - {body: ekonomichefsgrupp, on: 2026-09-08}
  serves:
    - {delivery: leverans-a, share: 25 %}
  cost_parts:
    - {name: Personal, category: staff, behaviour: variable, per_year: {2027: 400 kr, 2028: 500 kr}}
"""


CARRIED = """
data/systems/sys-diarium.yaml:
  illustrative: true
  funded_by:
  in_delivery: leverans-a
  yearly_cost: [{category: licences, amount: 100 kr}, {category: staff, amount: 40 kr}]
data/contracts/avtal-diarium.yaml: {illustrative: true, cost_per_year: 120 kr}
"""


def test_a_system_that_a_delivery_carries_is_followed_to_those_who_pay(
    changed: Callable[[str], Path], capsys: Capture
) -> None:
    data = answer(capsys, "explain", "sys-diarium", "--year", "2027", shape="allocation-flow", root=changed(CARRIED))
    (one,) = data["portions"]
    assert (one["way"], one["via"], one["amount_ore"]) == ("delivery", "leverans-a", 140_00)
    assert {to["payer"]: to["amount_ore"] for to in one["to"]} == {"hvo": 105_00, "it": 35_00}


def test_a_contract_is_followed_and_what_is_in_no_split_is_told(
    changed: Callable[[str], Path], capsys: Capture
) -> None:
    folder = changed(CARRIED)
    data = answer(capsys, "explain", "avtal-diarium", "--year", "2027", shape="allocation-flow", root=folder)
    assert [(one["source"], one["way"], one["amount_ore"]) for one in data["portions"]] == [
        ("sys-diarium", "delivery", 100_00),
        ("avtal-diarium", "nowhere", 20_00),
    ]
    text = told(capsys, "explain", "avtal-diarium", root=folder)
    assert "20.00 kr a year (2027–2028) of it is in no split" in text
    assert "nobody known to pay 20.00 kr; difference 0.00 kr" in text
    assert "data/contracts/avtal-diarium.yaml:" in text


def test_a_share_that_rose_is_told_by_cause(capsys: Capture) -> None:
    data = answer(capsys, "explain", "--change", "--administration", "hvo", "--year", "2028", shape="allocation-change")
    assert data["change_ore"] == PAID[2028] - PAID[2027] == sum(data["why_ore"].values())
    assert data["difference_ore"] == 0


@pytest.mark.parametrize("form", [["--administration", "hvo"], ["leverans-a"], ["--change", "--administration", "hvo"]])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_explanation_is_markdown_too(capsys: Capture, form: list[str], language: str) -> None:
    assert "| ---" in told(capsys, "explain", *form, "--format", "md", language=language)


def test_an_explanation_is_written_to_a_file_whole(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "varfor.md"
    assert main(["allocate", "explain", "leverans-a", "--root", str(SMALL), "-o", str(file)]) == Exit.OK
    assert file.read_text("utf-8").count("|") > 10
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "name either an administration"),
        (["leverans-a", "--administration", "hvo"], "explain --administration hvo --delivery leverans-a"),
        (["sys-diarium", "--administration", "hvo"], "`itgov allocate explain sys-diarium` says who pays it"),
        (["--delivery", "leverans-a"], "explain leverans-a` says who pays it"),
        (["nyckel-a"], "itgov show nyckel-a"),
        (["--administration", "HVO"], "did you mean hvo?"),
        (["leverans-aa"], "did you mean leverans-a?"),
        (["avtal-diariet"], "did you mean avtal-diarium?"),
        (["avtal-diarium"], "has no cost on record"),
        (["avtal-diarium", "--part", "1"], "a contract has none"),
        (["hvo"], "explain --administration hvo"),
        (["sys-diarium"], "has no cost on record"),
        (["--administration", "hvoo"], "did you mean hvo?"),
        (["--administration", "okänd"], "there are hvo, it"),
        (["--administration", "hvo", "--delivery", "leverans-a", "--part", "9"], "numbered 1–1"),
        (["--administration", "hvo", "--part", "1"], "name it with --delivery"),
        (["--administration", "hvo", "--year", "2050"], "2027–2028"),
        (["--change", "--administration", "hvo", "--year", "2027"], "nothing to compare with"),
    ],
)
def test_what_cannot_be_explained_says_why(capsys: Capture, asked: list[str], said: str) -> None:
    assert said in refused(capsys, "explain", *asked)


# Comparing.


def sums(data: Any) -> dict[str, int]:
    """What each administration pays more in the only year compared."""
    (year,) = data["years"]
    assert year["difference_ore"] == 0
    return {row["administration"]: row["change_ore"] for row in year["administrations"]}


OTHER_KEY = """
data/keys/nyckel-b.yaml: |
  id: nyckel-b
  name: Lika
  definition: Lika delar
  driver: Ingen
  wanted_direction: neutral
  unit: förvaltning
  measured_on: 2026-01-01
  locked_on: 2026-06-01
  valid_for: [2027, 2028]
  agreed: [{body: ekonomichefsgrupp, on: 2026-06-01}]
  values: {hvo: 1, it: 1}
"""


def test_another_key_moves_cost_and_makes_none(changed: Callable[[str], Path], capsys: Capture) -> None:
    asked = ("compare", "--key", "leverans-a=nyckel-b")
    found = sums(answer(capsys, *asked, shape="allocation-comparison", root=changed(OTHER_KEY)))
    assert found == {"hvo": -250_000_00, "it": 250_000_00}


def test_a_key_is_replaced_wherever_it_splits(changed: Callable[[str], Path], capsys: Capture) -> None:
    asked = ("compare", "--key", "nyckel-a=nyckel-b")
    found = sums(answer(capsys, *asked, shape="allocation-comparison", root=changed(OTHER_KEY)))
    assert found == {"hvo": -250_000_00, "it": 250_000_00}


def test_a_dearer_delivery_is_told_per_administration(capsys: Capture) -> None:
    data = answer(capsys, "compare", "--cost", "leverans-a=+10%", shape="allocation-comparison")
    assert sums(data) == {"hvo": 75_000_00, "it": 25_000_00}


def test_two_years_are_compared(capsys: Capture) -> None:
    data = answer(capsys, "compare", "--from", "2027", "--to", "2028", shape="allocation-comparison")
    assert sums(data)["hvo"] == PAID[2028] - PAID[2027]


def test_a_retired_delivery_is_told_so(capsys: Capture) -> None:
    (year,) = answer(capsys, "compare", "--retire", "leverans-a", shape="allocation-comparison")["years"]
    assert [row["why_ore"] for row in year["sources"]] == [{"retired": -1_000_000_00}]


def test_a_new_delivery_is_read_from_a_file(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "leverans-b.yaml"
    text = SERVING.partition("|\n")[2].replace("\n  ", "\n").removeprefix("  ")
    file.write_text(text, encoding="utf-8")
    data = answer(capsys, "compare", "--with", str(file), shape="allocation-comparison")
    assert sums(data) == {"hvo": 300_00, "it": 100_00}


def test_units_handed_back_save_by_how_parts_behave(changed: Callable[[str], Path], capsys: Capture) -> None:
    asked = ("compare", "--volume", "leverans-b@hvo=-1")
    data = answer(capsys, *asked, shape="allocation-comparison", root=changed(SERVING))
    assert [(one["counted_before"], one["counted_after"], one["saved_ore"]) for one in data["units"]] == [
        (10, 9, 40_00)
    ]
    assert sum(sums(data).values()) == -40_00


def test_the_answer_to_units_handed_back_comes_before_all_tables_of_who_pays(
    changed: Callable[[str], Path], capsys: Capture
) -> None:
    text = told(capsys, "compare", "--volume", "leverans-b@hvo=-1", root=changed(SERVING))
    assert text.index("saved when a whole step falls away") < text.index("What each administration pays")
    assert "by price they make 40.00 kr in 2027, and the city saves 40.00 kr of it" in text


def test_who_hands_units_back_is_not_said_to_get_them(changed: Callable[[str], Path], capsys: Capture) -> None:
    text = told(capsys, "compare", "--volume", "leverans-b@hvo=-1", root=changed(SERVING), language="sv")
    assert " lämnar tillbaka 1 enheter av ”" in " ".join(text.split())
    assert "får 1 färre" not in text


def test_each_cause_is_told_in_plain_words_once(changed: Callable[[str], Path], capsys: Capture) -> None:
    text = told(capsys, "compare", "--key", "leverans-a=nyckel-b", root=changed(OTHER_KEY))
    assert text.count("another key, or other values in it") == 1
    data = answer(
        capsys, "compare", "--key", "leverans-a=nyckel-b", shape="allocation-comparison", root=changed(OTHER_KEY)
    )
    assert data["causes"] == {"key": "another key, or other values in it"}


def test_a_key_that_splits_it_already_is_one_sentence(capsys: Capture) -> None:
    text = told(capsys, "compare", "--key", "leverans-a=nyckel-a")
    assert "“leverans-a” is split by “nyckel-a” already" in text
    assert "Nothing changes in 2027: everybody pays the same." in text
    assert "before" not in text.partition("before and after")[2]


def test_a_key_of_other_years_says_which_years_it_holds(changed: Callable[[str], Path], capsys: Capture) -> None:
    early = changed(OTHER_KEY.replace("[2027, 2028]", "[2025, 2026]"))
    asked = ("compare", "--key", "leverans-a=nyckel-b")
    note = "the key “nyckel-b” is agreed for 2025–2026, and not for 2027"
    assert note in told(capsys, *asked, root=early)
    assert any(note in one for one in answer(capsys, *asked, shape="allocation-comparison", root=early)["notes"])


def test_the_order_in_which_keys_are_given_is_no_matter(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed(OTHER_KEY)
    keys = ["--key", "leverans-a=nyckel-b"], ["--key", "leverans-a:1=nyckel-a"]
    found = [
        sums(answer(capsys, "compare", *one, *other, shape="allocation-comparison", root=folder))
        for one, other in (keys, keys[::-1])
    ]
    assert found[0] == found[1] == {"hvo": 0, "it": 0}


def test_a_new_delivery_is_compared_in_the_first_year_when_it_costs(tmp_path: Path, capsys: Capture) -> None:
    file = draft(tmp_path, "{2028: 500 kr}")
    (year,) = answer(capsys, "compare", "--with", str(file), shape="allocation-comparison")["years"]
    assert year["year_after"] == 2028


def test_what_a_new_delivery_costs_stands_beside_whom_it_helps(tmp_path: Path, capsys: Capture) -> None:
    file = draft(tmp_path, "{2027: 400 kr, 2028: 500 kr}")
    text = told(capsys, "compare", "--with", str(file), "--benefit", "init-a")
    assert text.index("What it costs each in 2027, and whom it helps") < text.index("What each administration pays")
    assert "no initiative names leverans-b" in told(capsys, "compare", "--with", str(file))
    data = answer(capsys, "compare", "--with", str(file), "--benefit", "init-a", shape="allocation-comparison")
    assert {one["initiative"] for one in data["benefits"]} == {"init-a"}


def draft(folder: Path, per_year: str) -> Path:
    """A file with a new delivery that costs so much."""
    text = SERVING.partition("|\n")[2].replace("\n  ", "\n").removeprefix("  ")
    file = folder / "leverans-b.yaml"
    file.write_text(text.replace("{2027: 400 kr, 2028: 500 kr}", per_year), encoding="utf-8")
    return file


def test_an_initiative_in_a_file_promises_its_benefit(tmp_path: Path, capsys: Capture) -> None:
    text = (SMALL / "data/initiatives/init-a.yaml").read_text("utf-8")
    file = tmp_path / "init-nytt.yaml"
    file.write_text(text.replace("id: init-a", "id: init-nytt"), encoding="utf-8")
    asked = ("compare", "--with", str(draft(tmp_path, "{2027: 4 kr}")), "--with", str(file), "--benefit", "init-nytt")
    assert answer(capsys, *asked, shape="allocation-comparison")["benefits"][0]["initiative"] == "init-nytt"


def test_who_leaves_in_the_year_has_its_months_on_the_row(changed: Callable[[str], Path], capsys: Capture) -> None:
    left = "data/deliveries/leverans-a.yaml: {excluded: [{administration: it, reason: Delas upp, since: 2027-08-01}]}\n"
    text = told(capsys, "explain", "leverans-a", "--year", "2027", root=changed(left), language="sv")
    assert "Stadskontoret (2027: 7 av 12 månader)" in text
    data = answer(capsys, "explain", "leverans-a", "--year", "2027", shape="allocation-flow", root=changed(left))
    assert [to.get("months") for line in data["lines"] for to in line["to"]] == [None, 7]
    asked = ("compare", "--cost", "leverans-a=+10%")
    (year,) = answer(capsys, *asked, shape="allocation-comparison", root=changed(left))["years"]
    assert [line.get("months") for line in year["lines"]] == [None, 7]
    text = told(capsys, "compare", "--cost", "leverans-a=+10%", root=changed(left), language="sv")
    assert "Stadskontoret (7 av 12 månader)" in text


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("form", ["text", "md"])
def test_a_comparison_says_who_gains_and_that_it_adds_up(capsys: Capture, language: str, form: str) -> None:
    text = told(capsys, "compare", "--cost", "leverans-a=-1 tkr", "--format", form, language=language)
    assert {"sv": "skillnad 0,00 kr", "en": "difference 0.00 kr"}[language] in text


def test_nothing_is_written(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed(SERVING)
    before = {path: path.read_bytes() for path in folder.rglob("*.yaml")}
    told(capsys, "compare", "--cost", "leverans-a=+10%", "--volume", "leverans-b@hvo=-1", root=folder)
    assert {path: path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_what_nobody_would_pay_is_told_and_fails(changed: Callable[[str], Path], capsys: Capture) -> None:
    late = OTHER_KEY.replace("[2027, 2028]", "[2028]")
    arguments = [
        "allocate",
        "compare",
        "--key",
        "leverans-a=nyckel-b",
        "--language",
        "en",
        "--root",
        str(changed(late)),
    ]
    assert main(arguments) == Exit.FINDINGS
    assert "is not split for 2027" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ([], "nothing is to be otherwise"),
        (["--key", "leverans-a=nyckel-x"], "there are nyckel-a"),
        (["--key", "leverans-a"], "--key: “leverans-a” cannot be read"),
        (["--cost", "leverans-a=10"], "has no unit"),
        (["--cost", "leverans-a=10%"], "leverans-x=+10%"),
        (["--cost", "leverans-a=-200%"], "takes away more than all of the cost"),
        (["--cost", "leverans-a:7=+10%"], "numbered 1–1"),
        (["--retire", "leverans-x"], "did you mean leverans-a?"),
        (["--volume", "leverans-a=100"], "leverans-arbetsplats@asf=-100"),
        (["--volume", "leverans-a@nobody=-1"], "there are hvo, it"),
        (["--volume", "leverans-a@hvo=-999999"], "cannot be handed back"),
        (["--volume", "sys-diarium@hvo=-1"], "has no volume"),
        (["--agenda", "agenda-x"], "neither a file nor an adopted agenda"),
        (["--agenda", "agenda-x", "--retire", "leverans-a"], "only --year goes with it"),
        (["--agenda", "a", "--agenda", "b", "--agenda", "c"], "3 agendas cannot be compared"),
        (["--order", "leverans-a"], "add --method step_down"),
        (["--volume", "leverans-a@hvo=100"], "write + or − before the number"),
        (["--volume", "leverans-a@hvo=0"], "write + or − before the number"),
        (["--volume", "leverans-a@hvo=+99999999999999"], "too large a number of units"),
        (["--retire", "leverans-a", "--key", "leverans-a=nyckel-a"], "is retired in the same command"),
        (["--method", "step_down", "--order", "leverans-q"], "there is no delivery"),
        (["--from", "2027"], "go together"),
        (["--from", "2028", "--to", "2027"], "turn them round, as in --from 2027 --to 2028"),
        (["--from", "2027", "--to", "2027"], "name two years"),
        (["--key", "leverans-a=nyckel-a", "--key", "leverans-a=nyckel-b"], "two keys: nyckel-a and nyckel-b"),
        (["--key", "nyckel-a=nyckel-b", "--key", "nyckel-b=nyckel-c"], "in another's place"),
        (["--retire", "leverans-a", "--retire", "leverans-a"], "names “leverans-a” twice"),
        (["--retire", "leverans-a", "--benefit", "init-aa"], "did you mean init-a?"),
        (["--with", "nowhere.yaml"], "cannot be read"),
        (["--year", "2050", "--retire", "leverans-a"], "2027–2028"),
    ],
)
def test_what_cannot_be_compared_says_why(capsys: Capture, asked: list[str], said: str) -> None:
    assert said in refused(capsys, "compare", *asked)


def test_steps_need_a_place_for_each_that_serves_others(changed: Callable[[str], Path], capsys: Capture) -> None:
    root = changed(SERVING)
    said = refused(capsys, "compare", "--method", "step_down", root=root)
    assert "for each that serves others: leverans-b\n" in said
    assert "--order leverans-b" in said
    assert main(["allocate", "compare", "--method", "step_down", "--root", str(root)]) == Exit.USAGE
    asked = ("compare", "--method", "step_down", "--order", "leverans-b")
    (year,) = answer(capsys, *asked, shape="allocation-comparison", root=root)["years"]
    assert year["after"]["not_split_ore"] == 0


def test_the_records_at_a_commit_are_compared_with(capsys: Capture, small_city: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=test", "-c", "user.email=test@example.org")
        subprocess.run(["git", *who, *arguments], cwd=small_city, check=True, capture_output=True)  # noqa: S607

    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "Första")
    file = small_city / "data/deliveries/leverans-a.yaml"
    file.write_text(file.read_text("utf-8").replace("1 000 000 kr", "1 100 000 kr"), encoding="utf-8")
    data = answer(capsys, "compare", "--commit", "HEAD", shape="allocation-comparison", root=small_city)
    assert sums(data) == {"hvo": 75_000_00, "it": 25_000_00}
    assert "no commit" in refused(capsys, "compare", "--commit", "nowhere", root=small_city)
