"""`itgov allocate --prices fixed`, and the explanation of an amount that follows an index."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from itgov.cli.exits import Exit
from itgov.cli.main import main
from tests.city import ROOT

Changed = Callable[[str], Path]
Capture = pytest.CaptureFixture[str]
INDEX = """
data/indices/index-pkv.yaml: |
  id: index-pkv
  name: PKV
  illustrative: true
  publisher: SKR
  published_on: 2026-08-20
  measures: Löner och priser, 2026 = 100
  values: {2026: 100, 2027: "103,1", 2028: "105,3"}
  forecast_from: 2028
itgov.yaml: {allocation: {price_index: index-pkv}}
data/deliveries/leverans-a.yaml:
  cost_parts: [{name: Licenser, category: licences, behaviour: fixed, per_year: {2027: 9 mnkr}, index: index-pkv}]
"""


def said(capsys: Capture, folder: Path, *arguments: str) -> str:
    assert main([*arguments, "--root", str(folder), "--language", "en"]) == Exit.OK
    return " ".join(capsys.readouterr().out.split())


def data_of(capsys: Capture, folder: Path, shape: str, *arguments: str) -> Any:
    data = json.loads(said(capsys, folder, *arguments, "--format", "json"))
    jsonschema.validate(data, json.loads((ROOT / "docs/schemas" / shape).read_text("utf-8")))
    return data


@pytest.mark.parametrize("cut", [[], ["--by", "delivery"], ["--format", "md"], ["--by", "part", "--format", "md"]])
def test_each_form_says_which_prices_it_is_in_and_how_far_from_the_books(
    changed: Changed, capsys: Capture, cut: list[str]
) -> None:
    out = said(capsys, changed(INDEX), "allocate", "--prices", "fixed", *cut).replace("\\", "")
    assert "For show, in the prices of 2026 by PKV (SKR, published on 2026-08-20)" in out
    assert (
        "2028: 9,192,046.56 kr in the books = 8,729,388.95 kr in the prices of 2026 + 462,657.61 kr of changed prices, "
        "by 105.3/100.0 (a forecast)" in out
    )


def test_the_csv_says_so_in_its_head(changed: Changed, capsys: Capture) -> None:
    out = said(capsys, changed(INDEX), "allocate", "--prices", "fixed", "--format", "csv")
    assert out.split("in the split,")[1].startswith('"amount, kr in the prices of 2026"')


def test_json_holds_the_books_with_fixed_prices_beside(changed: Changed, capsys: Capture) -> None:
    folder = changed(INDEX)
    data = data_of(capsys, folder, "allocation-1.json", "allocate", "--prices", "fixed")
    books = data_of(capsys, folder, "allocation-1.json", "allocate")
    fixed = data.pop("fixed_prices")
    assert data == books
    assert fixed["years"][0]["fixed_ore"] == sum(one["amount_ore"] for one in fixed["cells"] if one["year"] == 2027)
    assert [one["difference_ore"] for one in fixed["years"]] == [27_061_106, 46_265_761]
    assert data["lines"][1]["indexed"] == {
        "index": "index-pkv",
        "base_year": 2027,
        "base_ore": 900_000_000,
        "number": "1053/10",
        "base_number": "1031/10",
    }


def test_an_explanation_says_what_an_amount_is_reckoned_from(changed: Changed, capsys: Capture) -> None:
    folder = changed(INDEX)
    words = "costs 9,192,046.56 kr in 2028: 9,000,000.00 kr of 2027 by PKV 105.3/103.1"
    down = ("allocate", "explain", "--administration", "hvo", "--year", "2028")
    assert words in said(capsys, folder, *down)
    assert words in said(capsys, folder, "allocate", "explain", "leverans-a")
    assert data_of(capsys, folder, "allocation-explanation-1.json", *down)["lines"][0]["indexed"]["base_year"] == 2027
    flow = data_of(capsys, folder, "allocation-flow-1.json", "allocate", "explain", "leverans-a")
    assert ["indexed" in line for line in flow["lines"]] == [False, True]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--xlsx", "bok.xlsx"], "the workbook holds the books"),
        (["--agenda", "agenda-2026"], "what an agenda adds stands beside the books"),
    ],
)
def test_what_has_no_fixed_prices_says_so(changed: Changed, capsys: Capture, more: list[str], words: str) -> None:
    call = ["allocate", "--prices", "fixed", *more, "--root", str(changed(INDEX)), "--language", "en"]
    assert main(call) == Exit.USAGE
    assert words in capsys.readouterr().err


def test_without_a_price_index_it_is_said_where_to_name_one(changed: Changed, capsys: Capture) -> None:
    folder = changed("itgov.yaml: {price_year: 2026}\n")
    assert main(["allocate", "--prices", "fixed", "--root", str(folder), "--language", "en"]) == Exit.FINDINGS
    assert "the city has no price index" in capsys.readouterr().err
