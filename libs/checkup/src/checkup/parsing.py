"""Reads pages in a child process: a page that brings it down is set aside and nothing else is lost."""

from __future__ import annotations

import copyreg
import sys
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from . import addresses, facts
from .facts import Link, Page
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


@cache
def pack_lightly() -> None:
    """From now on facts go over the pipe as what they are made of. By the book each is asked anew what fields
    it has, which takes twice as long.
    """
    _pack(Link, Link._fields)
    for kind in (*vars(facts).values(), *vars(addresses).values()):
        if isinstance(kind, type) and is_dataclass(kind):
            _pack(kind, tuple(field.name for field in fields(kind)))


def _pack(kind: type, names: tuple[str, ...]) -> None:
    held: Callable[[Any], Any] = attrgetter(*names)
    copyreg.pickle(kind, lambda fact: (kind, held(fact) if len(names) > 1 else (held(fact),)))


def answer(question: PageToRead) -> Page:
    pack_lightly()
    return read_page(
        question.body, question.url, content_type=question.content_type, cut_short=question.cut_short
    )


SHARED = ParsePool()


def parse_in_worker(
    body: bytes, url: str, *, content_type: str = "", cut_short: bool = False, seconds: float = 20.0
) -> Page:
    """The facts of one page, read at a safe distance. `WorkerDiedError` when it killed the worker."""
    return SHARED.read(PageToRead(body, url, content_type, cut_short), seconds=seconds)
