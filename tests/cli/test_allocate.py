"""`itgov allocate` as a finance chief's office runs it."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from itgov.allocate import allocate as split
from itgov.check.run import run
from itgov.cli.exits import Exit
from itgov.cli.main import main
from itgov.model.city import City
from itgov.model.delivery import Exclusion
from itgov.model.key import Bound
from itgov.model.serves import Serves
from itgov.model.settings import AllocationSetting
from itgov.model.system import SystemCost
from itgov.store.repository import load
from tests.city import ROOT, SMALL

YEARS = (2026, 2027, 2028)
AMOUNTS = st.integers(-(10**9), 10**12)
Capture = pytest.CaptureFixture[str]


def test_the_table_ends_with_what_went_in_and_out(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--language", "sv"]) == Exit.OK
    assert "1 020 000,01" in capsys.readouterr().out.replace("\u00a0", " ")


def test_the_json_is_of_its_documented_shape_and_adds_up(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--format", "json"]) == Exit.OK
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas/allocation-1.json").read_text("utf-8")))
    assert sum(cell["amount_ore"] for cell in data["cells"]) == 100_000_000 + 102_000_001


def test_the_csv_opens_in_a_swedish_spreadsheet(tmp_path: Path) -> None:
    file = tmp_path / "split.csv"
    arguments = ["allocate", "--root", str(SMALL), "--language", "sv", "--format", "csv"]
    assert main([*arguments, "-o", str(file)]) == Exit.OK
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [row[-1] for row in rows[1:]] == ["750000,00", "250000,00", "765000,01", "255000,00"]


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed('data/deliveries/leverans-a.yaml: {name: "=cmd|calc"}\n')
    assert main(["allocate", "--root", str(folder), "--format", "csv"]) == Exit.OK
    assert ";'=cmd|calc;" in capsys.readouterr().out


def test_markdown_sums_up(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--format", "md", "--language", "en"]) == Exit.OK
    assert "| Sum |" in capsys.readouterr().out


# A city may lower the rule that would refuse this; what it lets through is told all the same.
LATE = """
data/keys/nyckel-a.yaml: {valid_for: [2028]}
itgov.yaml: {rules: {KEY004: {severity: warning, reason: Nyckeln är på väg.}}}
"""
NEVER = "data/systems/sys-diarium.yaml: {key: nyckel-a}\n"


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_a_cost_that_is_not_split_is_counted_and_fails(
    form: str, changed: Callable[[str], Path], capsys: Capture
) -> None:
    arguments = ["allocate", "--root", str(changed(LATE)), "--language", "en", "--format", form]
    assert main(arguments) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "1 cost line is not split" in captured.err
    assert "valid only from 2028" in captured.out


def test_a_file_is_written_all_the_same(changed: Callable[[str], Path], tmp_path: Path) -> None:
    file = tmp_path / "split.csv"
    arguments = ["allocate", "--root", str(changed(LATE)), "--language", "en", "--format", "csv", "-o", str(file)]
    assert main(arguments) == Exit.FINDINGS
    rows = list(csv.reader(file.read_text("utf-8-sig").splitlines()))
    assert [(row[1], row[-1]) for row in rows[1:]] == [("", "1000000.00"), ("hvo", "765000.01"), ("it", "255000.00")]


def test_a_cost_that_is_not_on_record_is_counted_and_fails(changed: Callable[[str], Path], capsys: Capture) -> None:
    assert main(["allocate", "--root", str(changed(NEVER)), "--language", "en"]) == Exit.FINDINGS
    assert "1 cost is not on record" in capsys.readouterr().err


ASKED = (
    ("explain", "--change", "--administration", "hvo", "--year", "2028"),
    ("compare", "--from", "2027", "--to", "2028"),
    ("compare", "--cost", "leverans-a=+1 kr", "--year", "2027"),
    ("balance",),
)
LATER = "data/deliveries/leverans-a.yaml: {cost_parts: [{name: Drift, category: facilities, behaviour: variable, \
per_year: {2028: 5 kr}}, {name: Stöd, category: staff, behaviour: fixed, per_year: {2027: 5 kr, 2028: 5 kr}}]}\n"


@pytest.mark.parametrize("form", ["text", "json", "csv", "md"])
def test_a_year_without_an_amount_is_told_and_fails(form: str, changed: Callable[[str], Path], capsys: Capture) -> None:
    root = changed(LATER)
    arguments = ["allocate", "--root", str(root), "--language", "en", "--format", form]
    assert main([*arguments, "--year", "2027"]) == Exit.FINDINGS
    captured = capsys.readouterr()
    assert "1 cost is not on record" in captured.err
    assert "has no amount for 2027" in captured.out.replace("\\", "")
    assert main([*arguments, "--year", "2028"]) == Exit.OK


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
@pytest.mark.parametrize("form", ["text", "json", "md"])
def test_what_is_reckoned_from_a_split_with_a_year_without_amount_says_so(
    asked: tuple[str, ...], form: str, changed: Callable[[str], Path], capsys: Capture
) -> None:
    main(["allocate", *asked, "--root", str(changed(LATER)), "--language", "en", "--format", form])
    assert "has no amount for 2027" in capsys.readouterr().out.replace("\\", "")


@pytest.mark.parametrize("asked", ["transfer", "outcome", "balance"])
def test_a_table_for_a_spreadsheet_has_a_missing_amount_beside_and_an_answer_for_people_in_its_notes(
    asked: str, tmp_path: Path, capsys: Capture
) -> None:
    root = tmp_path / "city"
    root.mkdir()
    shutil.copytree(ROOT / "data", root / "data")
    shutil.copy(ROOT / "itgov.yaml", root)
    file = root / "data/deliveries/leverans-natverk.yaml"
    file.write_text(file.read_text("utf-8").replace("{2027: 10 400 tkr, 2028", "{2028"), encoding="utf-8")
    for form in ("csv", "text"):
        main(["allocate", asked, "--root", str(root), "--language", "en", "--format", form])
        captured = capsys.readouterr()
        told, quiet = (captured.err, captured.out) if form == "csv" else (captured.out, captured.err)
        assert "of “leverans-natverk” has no amount for 2027" in told
        assert "no amount" not in quiet


def test_a_whole_split_says_nothing_on_the_side(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--format", "csv"]) == Exit.OK
    assert capsys.readouterr().err == ""


@cache
def small() -> City:
    """The small city as it lies in the folder."""
    city = load(SMALL).city
    assert city is not None
    return city


AMOUNT_OF_KEY = st.fixed_dictionaries({"hvo": st.integers(0, 3)}, optional={"it": st.integers(0, 3)})
PARTS = st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(1)])
BOUNDS = st.lists(
    st.builds(
        Bound,
        administration=st.sampled_from(["hvo", "it"]),
        least=st.sampled_from([Fraction(0), Fraction(2, 3)]),
        most=st.sampled_from([Fraction(2, 3), Fraction(1)]),
        reason=st.just("Skäl."),
    ),
    max_size=2,
    unique_by=lambda one: one.administration,
).map(tuple)
NOBODY_S = st.sampled_from([Fraction(0), Fraction(1, 8)])
COUNTS = st.dictionaries(st.sampled_from(YEARS), st.integers(0, 3))
UNITS = st.dictionaries(st.sampled_from(YEARS), st.integers(0, 3), min_size=1)
BASES = st.one_of(
    st.fixed_dictionaries({"values": AMOUNT_OF_KEY, "bounds": BOUNDS}),
    st.fixed_dictionaries({"per_year": st.dictionaries(st.sampled_from(YEARS), AMOUNT_OF_KEY, min_size=1)}),
    st.fixed_dictionaries({"equal": st.just(True), "bounds": BOUNDS, "unassigned": NOBODY_S}),
    st.just({"shares": {"hvo": Fraction(3, 4), "it": Fraction(1, 4)}}),
    st.just({"equal": True, "shares": {"it": Fraction(1, 4)}}),
)
BEGINS = st.none() | st.sampled_from([date(2027, 1, 1), date(2027, 7, 1), date(2028, 12, 31)])
SERVES = st.lists(
    st.builds(Serves, delivery=st.just("leverans-b"), share=PARTS)
    | st.builds(
        Serves,
        delivery=st.just("leverans-b"),
        units=UNITS,
    ),
    max_size=2,
).map(tuple)
BACK = st.lists(st.builds(Serves, delivery=st.just("leverans-a"), share=PARTS), max_size=1).map(tuple)
METHODS = ["direct", "step_down", "reciprocal"]
ORDERS = st.lists(st.sampled_from(["leverans-a", "leverans-b"]), max_size=2).map(tuple)


@st.composite
def cities(draw: st.DrawFn) -> City:
    """The small city with another key, shared system and two deliveries that may serve each other, as models take."""
    valid_for = draw(st.sampled_from([YEARS, YEARS[1:], YEARS[:2], YEARS[2:]]))
    key = (
        small().keys["nyckel-a"].model_copy(update={"values": {}, "valid_for": valid_for, "total": None, **draw(BASES)})
    )
    delivery = small().deliveries["leverans-a"]
    part = delivery.cost_parts[0].model_copy(
        update={"per_year": draw(st.dictionaries(st.sampled_from(YEARS), AMOUNTS, min_size=1))}
    )
    out = [
        Exclusion(administration=one, reason="Egen lösning.", since=draw(BEGINS), until=draw(BEGINS))
        for one in draw(st.sampled_from(["", "hvo", "it", "hvo it"])).split()
    ]
    days = st.none() | st.dates(date(2026, 1, 1), date(2029, 12, 31))
    changes: dict[str, object] = {
        "cost_parts": (part,),
        "excluded": tuple(out),
        "starts_on": draw(days),
        "retires_on": draw(days),
    }
    changes |= {"serves": draw(SERVES), "volumes": draw(COUNTS), "capacity": draw(COUNTS)}
    cost = SystemCost(category="staff", amount=draw(AMOUNTS))
    shared = {"key": draw(st.sampled_from([None, "nyckel-a"])), "yearly_cost": (cost,), "illustrative": True}
    system = small().systems["sys-diarium"].model_copy(update=shared)
    other = delivery.model_copy(update={"id": "leverans-b", "serves": draw(BACK)})
    by_kind = {kind: {**records} for kind, records in small().by_kind.items()}
    for kind, record in (("key", key), ("delivery", delivery.model_copy(update=changes)), ("delivery", other)):
        by_kind[kind][record.id] = record
    by_kind["system"][system.id] = system
    allocation = AllocationSetting(method=draw(st.sampled_from(METHODS)), order=draw(ORDERS))
    settings = small().settings.model_copy(update={"allocation": allocation})
    return City(settings, by_kind, small().functions)


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.filter_too_much])
@given(cities())
def test_what_no_rule_objects_to_is_split_to_the_last_line(city: City) -> None:
    assume(not run(city, ()).count("error"))
    assert split(city, city.settings.plan.years).unsplit == ()


def text(capsys: Capture, *more: str, root: Path = SMALL) -> str:
    """What a call prints, in English."""
    assert main(["allocate", "--root", str(root), "--language", "en", *more]) == Exit.OK
    return capsys.readouterr().out


def test_one_administration_sees_what_it_pays_delivery_by_delivery(capsys: Capture) -> None:
    told = text(capsys, "--administration", "it", "--year", "2028")
    assert "what Stadskontoret pays of each delivery" in told
    assert "255,000.00" in told
    assert "765,000.01" not in told


OWN = """
data/systems/sys-diarium.yaml: {illustrative: true, yearly_cost: [{category: staff, amount: 7 kr}]}
data/systems/sys-eget.yaml: |
  id: sys-eget
  name: Eget
  illustrative: true
  object: objekt-dokument
  functions: [diarieforing]
  used_by: [hvo]
  yearly_cost: [{category: licences, amount: 5 kr}]
"""


@pytest.mark.parametrize("form", ["text", "md"])
def test_an_administration_sees_its_own_systems_and_those_without_a_key_beside(
    form: str, changed: Callable[[str], Path], capsys: Capture
) -> None:
    told = text(capsys, "--administration", "hvo", "--year", "2027", "--format", form, root=changed(OWN))
    assert "1 own system, directly" in told
    assert "750,005.00" in told
    assert "whole cost is 7.00 kr" in told.replace("\\", "")


@pytest.mark.parametrize("form", ["text", "md", "csv"])
def test_the_whole_split_says_what_is_paid_outside_it(
    form: str, changed: Callable[[str], Path], capsys: Capture
) -> None:
    told = text(capsys, "--year", "2027", "--format", form, root=changed(OWN))
    assert "own system, directly" in told
    assert "system without a key" in told


def test_what_is_paid_outside_is_in_no_sum(changed: Callable[[str], Path], capsys: Capture) -> None:
    told = text(capsys, "--year", "2027", root=changed(OWN))
    assert "in 1,000,000.00 kr = split 1,000,000.00 kr" in told


def test_the_change_is_against_the_year_before_that_was_not_asked_for(capsys: Capture) -> None:
    told = text(capsys, "--by", "administration", "--year", "2028")
    assert "2027: what" not in told
    assert next(line for line in told.splitlines() if "765,000.01" in line).split()[-2:] == ["+15,000.01", "2.0%"]


def test_unused_capacity_is_told_in_the_table_and_in_the_sum(changed: Callable[[str], Path], capsys: Capture) -> None:
    folder = changed("data/deliveries/leverans-a.yaml: {capacity: {2027: 500}}\n")
    told = text(capsys, "--year", "2027", root=folder)
    assert "Unused capacity" in told
    assert (
        "in 1,000,000.00 kr = split 800,000.00 kr + unused capacity 200,000.00 kr + unassigned 0.00 kr "
        "+ not split 0.00 kr; difference 0.00 kr"
    ) in told


def test_tiers_can_be_written_as_markdown(tmp_path: Path) -> None:
    file = tmp_path / "tiers.md"
    arguments = ["allocate", "--root", str(SMALL), "--language", "en", "--by", "tier", "--format", "md"]
    assert main([*arguments, "-o", str(file)]) == Exit.OK
    written = file.read_text("utf-8")
    assert written.startswith("## 2027: what each delivery is passed and passes on, kronor\n\n| Delivery")
    assert "| Arbetsplats | 1,000,000.00 | 0.00 | 0.00 | 1,000,000.00 |" in written


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--by", "part", "--format", "csv"], "are for text and Markdown, not for csv"),
        (["--by", "tier", "--administration", "it"], "no single administration's"),
        (["--administration", "hv"], "did you mean hvo?"),
        (["--administration", "nowhere"], "one of hvo, it"),
    ],
)
def test_a_cut_that_there_is_none_of_is_a_wrong_call(more: list[str], said: str, capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--language", "en", *more]) == Exit.USAGE
    assert said in capsys.readouterr().err


def test_a_year_outside_the_horizon_is_a_wrong_call(capsys: Capture) -> None:
    assert main(["allocate", "--root", str(SMALL), "--year", "2035", "--language", "en"]) == Exit.USAGE
    assert "2027–2028" in capsys.readouterr().err


def test_a_workbook_is_of_the_whole_split(tmp_path: Path, capsys: Capture) -> None:
    book = tmp_path / "split.xlsx"
    asked = ["allocate", "--root", str(SMALL), "--xlsx", str(book), "--administration", "hvo", "--language", "en"]
    assert main(asked) == Exit.USAGE
    assert "it does not go with --by or --administration" in capsys.readouterr().err
    assert not book.exists()
