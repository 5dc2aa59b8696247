"""What each administration pays: shared costs split by their keys, exact to the öre.

`allocate(city)` gives the whole split; `views` sums it up, `driver` tests the keys,
`output` gives it as data for JSON, `table` as CSV and Markdown text.
"""

from itgov.allocate.shares import Allocation, BrokenSplit, allocate, reconcile

__all__ = ["Allocation", "BrokenSplit", "allocate", "reconcile"]
