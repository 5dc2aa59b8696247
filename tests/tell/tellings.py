"""A few findings, or many, ready to be told."""

from __future__ import annotations

from hypothesis import strategies as st

from itgov.check.rule import Rule
from itgov.finding import SEVERITIES, Severity, Spot
from itgov.message import msg, msg_n
from itgov.tell.frame import Frame
from itgov.tell.told import Beside, Telling, Told

LINE = 'needs: [mobil-inloggning, "e-arkiv"]  # behov'

RULE = Rule(
    code="REF001",
    name="unknown-reference",
    severity="error",
    demand="D12",
    why=msg("a name that leads nowhere hides what the initiative needs"),
    remedy=msg("write the id of a record that exists"),
    bad="data/initiatives/a.yaml:\n  needs: [finns-ej]\n",
    good="data/initiatives/a.yaml:\n  needs: [e-arkiv]  # ```\n",
)
FRAME = Frame(version="1.2.3", rules=(RULE,))


def line_at(spot: Spot) -> str | None:
    """The same line everywhere, but nowhere in the settings."""
    return None if spot.path == "itgov.yaml" else LINE


def told(
    number: int = 1,
    *,
    severity: Severity = "error",
    code: str = "REF001",
    path: str | None = None,
    text: str | None = None,
    line: int | None = None,
) -> Told:
    """A finding about the record `initiativ-NUMBER`."""
    record = f"initiativ-{number:03d}"
    said = msg("“{id}” names “{other}”", id=record, other="mobil-inloggning")
    return Told(
        code=code,
        name="unknown-reference",
        severity=severity,
        spot=Spot(path or f"data/initiatives/{record}.yaml", number if line is None else line, 9, 16),
        record=record,
        message=said if text is None else msg("{text}", text=text),
        remedy=msg("did you mean “{close}”?", close="mobil-inlogg") if text is None else msg("{text}", text=text),
        beside=(Beside(Spot("itgov.yaml", 3, 1, 4), msg_n("{n} error", "{n} errors", n=2)),),
        fingerprint=f"{number:016x}",
    )


NONE = Telling((), files=12)
ONE = Telling((told(),), files=12, milliseconds=812)
SOME = Telling(
    (
        told(1),
        told(1, severity="warning", code="TIM002", line=4),
        told(2, severity="info", code="FRM003"),
        told(3),
    ),
    files=12,
    unseen=1,
    waived=2,
    known=30,
    skipped=4,
    milliseconds=1650,
)
MANY = Telling(
    tuple(told(number, severity=("error", "warning", "info")[number % 3]) for number in range(1, 501)), files=500
)
SIZES = {0: NONE, 1: ONE, 500: MANY}

HOSTILE = (
    "\x1b[31mred\x07",
    "\u202egnp.exe",
    "a\r\n::error file=x::gone",
    "::set-output name=x::y",
    "##[add-mask]x ##vso[task.setvariable]y",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[bold red]markup[/] [click](javascript:alert(1)) ![x](http://a.example/b.png)",
    "a | b `c` *d* _e_ ~~f~~ $g$ https://a.example www.a.example x@y.example",
    "]]> &amp; &#58; \x00 \ufffe \ud800 {0} {x}",
    "50 % %0A %25 a:b, c=d",
    "  leading ",
    "| --- |",
    "# heading",
    "1. list",
)


def texts() -> st.SearchStrategy[str]:
    """Any text, and texts that are made to act."""
    signs = st.sampled_from([*HOSTILE, "::", "##[", "%", "\n", "\r", ":", ",", "|", "`", "[", "](", "<", "&", "\\"])
    return st.one_of(st.text(max_size=40), st.lists(st.one_of(signs, st.text(max_size=5)), max_size=6).map("".join))


@st.composite
def tellings(draw: st.DrawFn) -> Telling:
    """Findings whose paths and messages may hold anything."""
    made = draw(st.lists(st.tuples(texts(), texts(), st.sampled_from(SEVERITIES)), max_size=4))
    found = tuple(
        told(number, path=path or "x", text=text, severity=severity)
        for number, (path, text, severity) in enumerate(made, start=1)
    )
    return Telling(found, files=len(found))
