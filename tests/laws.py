"""How many cases a law of the split is tried on: 200 in the suite, as many as `LAWS` says in the long run."""

from __future__ import annotations

import os

TRIES = int(os.environ.get("LAWS", "200"))
LONG = "LAWS" in os.environ
"""Whether this is the long run: laws that state no number of cases are tried on as many then."""
