"""How far long work of a command is."""

import sys
import time


class Progress:
    """How far long work is: a bar on a terminal, now and then a line in a pipe; always on standard error."""

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self._is_terminal = sys.stderr.isatty()
        self._next = time.monotonic() + 2

    def of(self, done: int, total: int) -> None:
        self._show(done / total if total else 1.0, f"{done:,} of {total:,} {self.noun}")

    def share(self, share: float, done: int) -> None:
        self._show(share, f"{done:,} {self.noun}")

    def _show(self, share: float, words: str) -> None:
        if self._is_terminal:
            filled = int(30 * min(share, 1.0))
            print(f"\r[{'#' * filled}{'.' * (30 - filled)}] {words} ", end="", file=sys.stderr, flush=True)
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + 5
            print(f"{share:.0%}: {words}", file=sys.stderr, flush=True)

    def end(self) -> None:
        if self._is_terminal:
            print(file=sys.stderr)
