"""Makes a folder of web pages of the Markdown reports, for publishing them as Pages.

`python -m tools.pages REPORTS SITE`: every page and chart of every language, and an `index.html` that leads to them.
Nothing is fetched from anywhere when a page is read.
"""

from __future__ import annotations

import re
import shutil
import sys
from html import escape
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

_LANGUAGES = {"sv": "Svenska", "en": "English"}
# HTML in a report is shown as text, but for the anchors that its own links lead to.
_ANCHOR = re.compile(r"(?:<p>)?&lt;a id=&quot;([a-z0-9-]+)&quot;&gt;&lt;/a&gt;(?:</p>)?")
_STYLE = """
:root { color-scheme: light dark; --line: #8885; --accent: #8a1538; }
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
p, li, blockquote { max-width: 46rem; }
h1, h2, h3 { line-height: 1.25; }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
a { color: var(--accent); }
@media (prefers-color-scheme: dark) { :root { --accent: #f2a3b8; } }
nav { display: flex; gap: 1rem; margin-bottom: 1.5rem; }
blockquote { margin: 1rem 0; padding: .4rem 1rem; border-left: .25rem solid var(--accent); }
.wide { overflow-x: auto; }
img { max-width: 100%; height: auto; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { border-bottom-width: 2px; }
@media print { nav { display: none; } body { max-width: none; } table { font-size: .8rem; } }
"""


def main() -> None:
    """Writes the site; ends with 1 where there are no reports."""
    reports, site = map(Path, sys.argv[1:3])
    pages = sorted(reports.rglob("*.md"))
    if not pages:
        sys.exit(f"{reports} holds no Markdown page: run `make report` first")
    shutil.rmtree(site, ignore_errors=True)
    for page in pages:
        place = page.relative_to(reports)
        target = (site / place).with_suffix(".html")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(html_of(page.read_text("utf-8"), place), encoding="utf-8")
    for chart in sorted(reports.rglob("*.svg")):
        shutil.copyfile(chart, site / chart.relative_to(reports))
    (site / "index.html").write_text(_entrance(reports), encoding="utf-8")


def html_of(markdown: str, place: Path) -> str:
    """One page as HTML; `place` is its path below the reports, of which the first part is its language."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(markdown)
    for token in tokens:
        for child in token.children or ():
            _lead_to_html(child)
    body = _ANCHOR.sub(r'<a id="\1"></a>', reader.renderer.render(tokens, reader.options, {}))
    body = body.replace("<table>", '<div class="wide"><table>').replace("</table>", "</table></div>")
    title = next((token.content for token in tokens if token.type == "inline"), place.stem)
    language, up = place.parts[0], "../" * (len(place.parts) - 2)
    others = [
        f'<a href="{up}../{other}/{Path(*place.parts[1:]).with_suffix(".html").as_posix()}">{name}</a>'
        for other, name in _LANGUAGES.items()
        if other != language
    ]
    home = f'<a href="{up}index.html">{"Till början" if language == "sv" else "Home"}</a>'
    return _page(language, title, f"<nav>{home}{''.join(others)}</nav>\n<main>\n{body}</main>")


def _lead_to_html(token: Token) -> None:
    link = token.attrs.get("href")
    if isinstance(link, str) and "://" not in link:
        token.attrs["href"] = re.sub(r"\.md(?=#|$)", ".html", link)


def _entrance(reports: Path) -> str:
    there = [language for language in _LANGUAGES if (reports / language / "index.md").is_file()]
    links = "".join(f'<li><a href="{one}/index.html">{_LANGUAGES[one]}</a></li>' for one in there)
    return _page(there[0] if there else "sv", "itgov", f"<main><h1>itgov</h1><ul>{links}</ul></main>")


def _page(language: str, title: str, body: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


if __name__ == "__main__":
    main()
