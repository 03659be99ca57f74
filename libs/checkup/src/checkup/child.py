"""`python -m checkup.child parse`: the process that reads pages and may die doing so (see `worker.py`)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from .parsing import answer as parse
from .saved import answer as look_at_saved
from .warc import answer as look_at_kept
from .worker import serve

JOBS: dict[str, Callable[[Any], Any]] = {"parse": parse, "saved": look_at_saved, "warc": look_at_kept}

if __name__ == "__main__":
    serve(JOBS[sys.argv[1]])
