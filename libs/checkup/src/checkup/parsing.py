"""Reads pages in a child process: a page that brings it down is set aside and nothing else is lost."""

from __future__ import annotations

import sys
from typing import NamedTuple

from .facts import Page
from .page import read_page
from .worker import Pool


class PageToRead(NamedTuple):
    body: bytes
    url: str
    content_type: str
    cut_short: bool


class ParsePool(Pool):
    """Raises `WorkerDiedError` for the page that killed its worker; the next page gets a new one."""

    def __init__(self, *, size: int = 2, command: tuple[str, ...] = ()) -> None:
        super().__init__(command or (sys.executable, "-m", "checkup.child", "parse"), size=size)

    def read(self, page: PageToRead, *, seconds: float = 20.0) -> Page:
        answer = self.ask(page, seconds)
        if not isinstance(answer, Page):
            raise TypeError(f"not a page: {answer!r}")
        return answer


def answer(question: PageToRead) -> Page:
    return read_page(
        question.body, question.url, content_type=question.content_type, cut_short=question.cut_short
    )


SHARED = ParsePool()


def parse_in_worker(
    body: bytes, url: str, *, content_type: str = "", cut_short: bool = False, seconds: float = 20.0
) -> Page:
    """The facts of one page, read at a safe distance. `WorkerDiedError` when it killed the worker."""
    return SHARED.read(PageToRead(body, url, content_type, cut_short), seconds=seconds)
