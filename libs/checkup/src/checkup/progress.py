"""How far a long job has got: a bar on a terminal, now and then a plain line in a pipe. On standard error."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

_BAR = 30
_BETWEEN_DRAWINGS = 0.1  # seconds
_BETWEEN_LINES = 10.0


class Progress:
    """`total` is None where nobody knows how many there will be."""

    def __init__(self, total: int | None, of_what: str) -> None:
        self._total = total
        self._of_what = of_what
        self._done = 0
        self._out = sys.stderr
        self._bar = self._out.isatty()
        self._last = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._show(ending=True)

    def step(self) -> None:
        self._done += 1
        if time.monotonic() - self._last >= (_BETWEEN_DRAWINGS if self._bar else _BETWEEN_LINES):
            self._show()

    def _show(self, *, ending: bool = False) -> None:
        self._last = time.monotonic()
        of_all = f" of {self._total}" if self._total is not None else ""
        said = f"{self._done}{of_all} {self._of_what}"
        if not self._bar:
            self._write(said + "\n")
            return
        if self._total is None:
            self._write(f"\r{said}" + ("\n" if ending else ""))
            return
        filled = _BAR * self._done // max(1, self._total)
        bar = "█" * filled + "·" * (_BAR - filled)
        self._write(f"\r{bar} {said}" + ("\n" if ending else ""))

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()
