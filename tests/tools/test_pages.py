"""The web pages of the reports: every link leads somewhere, and no text of a record becomes markup."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from tools.pages import html_of, main


def test_links_between_pages_lead_to_their_html() -> None:
    page = html_of("# A\n\n[B](split/hvo.md#del-2) [ut](https://exempel.se/x.md)\n", Path("sv/index.md"))
    assert 'href="split/hvo.html#del-2"' in page
    assert 'href="https://exempel.se/x.md"' in page
    assert 'href="../en/index.html"' in page


def test_a_page_further_down_leads_up_to_the_start_and_across_to_the_other_language() -> None:
    page = html_of("# A\n", Path("en/split/hvo.md"))
    assert 'href="../index.html"' in page
    assert 'href="../../sv/split/hvo.html"' in page


def test_anchors_are_kept_and_all_other_html_is_text() -> None:
    page = html_of('# A\n\n<a id="leverans-a"></a>\n\n<script>x</script> <a id="x" onclick="y"></a>\n', Path("sv/a.md"))
    assert '<a id="leverans-a"></a>' in page
    assert "<script>" not in page
    assert "<a id=&quot;x&quot;" not in page
    assert "onclick=&quot;" in page


def test_the_title_is_the_first_heading_escaped() -> None:
    assert "<title>A &lt;b&gt; &amp; c</title>" in html_of("# A <b> & c\n", Path("sv/a.md"))


def test_tables_align_as_they_say() -> None:
    page = html_of("| a | b |\n| - | -: |\n| 1 | 2 |\n", Path("sv/a.md"))
    assert re.search(r'<td style="text-align:\s?right">2</td>', page)


def test_charts_are_published_beside_the_pages_that_show_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports, site = tmp_path / "reports", tmp_path / "site"
    (reports / "sv" / "split").mkdir(parents=True)
    (reports / "sv" / "split" / "hvo.md").write_text("# A\n\n![vad hvo betalar](hvo-years.svg)\n", encoding="utf-8")
    (reports / "sv" / "split" / "hvo-years.svg").write_text("<svg/>\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["pages", str(reports), str(site)])
    main()
    assert 'src="hvo-years.svg" alt="vad hvo betalar"' in (site / "sv" / "split" / "hvo.html").read_text("utf-8")
    assert (site / "sv" / "split" / "hvo-years.svg").read_text("utf-8") == "<svg/>\n"
