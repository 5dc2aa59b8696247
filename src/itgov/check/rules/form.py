"""Form: what is found while a file is read, before any record is compared with another."""

from __future__ import annotations

from itgov.check.rule import Rule
from itgov.message import msg

_WHY_UNREAD = msg("A file that cannot be read is a record that nobody sees: whatever rests on it would be wrong.")
_WHY_BENT = msg("A value that is read as something else than was meant makes every sum and date after it wrong.")
_GOAL = (
    "data/goals/mal-a.yaml: |\n  id: mal-a\n  name: Ett mål\n  document: Program\n"
    "  description: Text\n  valid_until: 2026\n"
)
"""A whole record that nothing else needs to point to: its goal no longer holds."""

FORM_RULES: tuple[Rule, ...] = (
    Rule(
        "FRM001",
        "not-yaml",
        "error",
        "D41",
        _WHY_UNREAD,
        msg("Mend the line that is pointed at, or the one before it."),
        bad="data/goals/mal-a.yaml: |\n  id: mal-a\n  name: [Ett mål\n",
        good=_GOAL,
    ),
    Rule(
        "FRM002",
        "not-utf-8",
        "error",
        "D41",
        _WHY_UNREAD,
        msg("Save the file as UTF-8; delete characters that are not text."),
        bad='data/goals/mal-a.yaml: "id: mal-a\\x01"\n',
        good=_GOAL,
    ),
    Rule(
        "FRM003",
        "key-written-twice",
        "error",
        "D41",
        msg("Of two values for the same key, nothing tells which one was meant."),
        msg("Keep one of the two."),
        bad=_GOAL + "  name: Två\n",
        good=_GOAL,
    ),
    Rule(
        "FRM004",
        "unknown-key",
        "error",
        "D41",
        msg("A misspelt key is a value that is silently missing."),
        msg("Use the nearest known key, or remove it; docs/data-model.md lists them."),
        bad="data/initiatives/init-a.yaml: {summery: Text}\n",
        good="data/initiatives/init-a.yaml: {summary: Text}\n",
    ),
    Rule(
        "FRM005",
        "missing-key",
        "error",
        "D41",
        msg("The record cannot be used without it."),
        msg("Add the key; docs/data-model.md says what it means."),
        bad="data/goals/mal-a.yaml: |\n  id: mal-a\n  name: Ett mål\n",
        good=_GOAL,
    ),
    Rule(
        "FRM006",
        "wrong-value",
        "error",
        "D42",
        _WHY_BENT,
        msg("Write the value in the form that the message shows."),
        bad="data/initiatives/init-a.yaml: {window: {latest_end: 2027-13}}\n",
        good="data/initiatives/init-a.yaml: {window: {latest_end: 2027-Q4}}\n",
    ),
    Rule(
        "FRM007",
        "file-name-is-not-id",
        "error",
        "D41",
        msg("Who looks for a record opens the file with its name."),
        msg("Rename the file, or mend the id."),
        bad=_GOAL.replace("mal-a.yaml", "mal-b.yaml"),
        good=_GOAL,
    ),
    Rule(
        "FRM008",
        "too-large",
        "error",
        "D44",
        msg("A file past the bounds is broken or hostile; reading on could take down the machine that checks it."),
        msg("Split it, or write aliases out: one record a file."),
        bad="data/goals/mal-a.yaml: '" + "[" * 40 + "'\n",
        good=_GOAL,
    ),
    Rule(
        "FRM009",
        "not-plain-data",
        "error",
        "D44",
        msg("Tags and merge keys hide what a reviewer sees; records are plain text, lists and blocks."),
        msg("Write the value itself."),
        bad="data/goals/mal-a.yaml: |\n  id: !!str mal-a\n",
        good=_GOAL,
    ),
    Rule(
        "FRM010",
        "id-taken",
        "error",
        "D41",
        msg("An id names one record for ever: two with the same one cannot be told apart in decisions and reports."),
        msg("Give the newer record another id."),
        bad=_GOAL.replace("mal-a", "hvo"),
        good=_GOAL,
    ),
    Rule(
        "FRM011",
        "file-not-read",
        "error",
        "D41",
        msg("A file that lies where nothing reads it looks like a record and is none."),
        msg("Move it to the folder of its kind, with the ending .yaml."),
        bad="data/initativ/init-b.yaml: |\n  id: init-b\n",
        good="data/README.md: |\n  Om mappen.\n",
    ),
    Rule(
        "FRM015",
        "records-gone",
        "error",
        "D41",
        msg("Where a whole folder or list is gone, every reference to it is wrong, and none of them is the fault."),
        msg("Bring it back from git, or write its records anew."),
        bad="data/functions.yaml: |\n  functions: {}\n",
        good=(
            "data/functions.yaml:\n"
            "  functions: {diarieforing: {name: Diarieföring}, integration-diarium: {name: Integration mot diariet},"
            " identitet: {name: Identitet}}\n"
        ),
    ),
    Rule(
        "FRM013",
        "text-read-as-other",
        "warning",
        "D44",
        msg("A text that a spreadsheet or another tool takes for a number, a date or a flag comes back as another."),
        msg("Put the text in quotes."),
        bad=(
            "data/initiatives/init-e.yaml: |\n  id: init-e\n  name: 1.10\n  summary: Ny version\n  proposed_by: it\n"
            "  track: platform\n  goals: [mal-1]\n  stages: {idea: 2026-10-01}\n  phases: [{name: Bygge, periods: 1}]\n"
        ),
        good=(
            "data/initiatives/init-e.yaml: |\n  id: init-e\n  name: '1.10'\n  summary: Ny version\n  proposed_by: it\n"
            "  track: platform\n  goals: [mal-1]\n  stages: {idea: 2026-10-01}\n  phases: [{name: Bygge, periods: 1}]\n"
        ),
    ),
    Rule(
        "FRM014",
        "tab-in-indentation",
        "error",
        "D41",
        msg("A tab is as wide as each editor pleases: what belongs under what cannot be told from it."),
        msg("Indent with spaces."),
        bad='data/goals/mal-a.yaml: "id: mal-a\\n\\tname: Ett mål\\n"\n',
        good=_GOAL,
    ),
)
