"""The documents the two levels meet over: records, plan and split as Markdown pages, in both languages.

`build` gives every page; `audience` decides what its readers may see. Nothing here
writes files: the command line does.
"""

from itgov.report.page import Page
from itgov.report.reports import REPORTS, build

__all__ = ["REPORTS", "Page", "build"]
