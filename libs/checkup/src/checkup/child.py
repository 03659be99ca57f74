"""`python -m checkup.child parse`: the process that reads pages and may die doing so (see `worker.py`)."""

from __future__ import annotations

import sys
from importlib import import_module

from .worker import serve

# Each is loaded only when it is this process's job: what reads pages needs nothing of the web.
JOBS = {"parse": "parsing", "saved": "saved", "warc": "warc"}

if __name__ == "__main__":
    serve(import_module(f"checkup.{JOBS[sys.argv[1]]}").answer)
