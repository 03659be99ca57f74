"""The numbers lexbor gives to the elements HTML knows, read off a page that has them all."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from selectolax.lexbor import LexborHTMLParser

_KNOWN = 1_000  # greater numbers are given page by page, to what HTML does not know
_HEAD = "base link meta noscript script style template title"
_BODY = """
    a abbr acronym address applet area article aside audio b bdi bdo big blink blockquote br button canvas
    center cite code data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure
    font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd label legend li main map
    mark marquee menu meter nav nobr object ol optgroup option output p param picture pre progress q rp rt
    ruby s samp search section select slot small source span strike strong sub summary sup table tbody td
    textarea tfoot th thead time tr track tt u ul var video wbr svg path g use circle rect line polygon
    polyline ellipse defs symbol math image text tspan lineargradient radialgradient stop mask clippath desc
    foreignobject filter
"""
# What is only known where it belongs.
_ONLY_INSIDE = (
    "<table><tbody><tr><td></td><th>", "<table><caption></caption><colgroup><col>", "<table><thead><tfoot>",
    "<frameset><frame>", "<svg><path></path><g></g><use></use><title></title>", "<!doctype html><!-- -->",
)  # fmt: skip


Done = TypeVar("Done")


class ByNumber(dict[int, Done]):
    """What is done about each element HTML knows, and about all others: every page numbers those anew, so
    they are not kept.
    """

    def __init__(self, known: dict[int, Done], others: Done) -> None:
        super().__init__(known)
        self._others = others

    def __missing__(self, number: int) -> Done:
        return self._others


@cache
def tag_numbers() -> dict[int, str]:
    numbers: dict[int, str] = {}
    for tag in (*_HEAD.split(), *_BODY.split()):
        _note(numbers, f"<{tag}></{tag}>")
    for inside in _ONLY_INSIDE:
        _note(numbers, inside)
    return numbers


def _note(numbers: dict[int, str], html: str) -> None:
    root = LexborHTMLParser(html).root
    for node in root.parent.traverse() if root is not None and root.parent is not None else ():
        if node.tag_id < _KNOWN:
            numbers[node.tag_id] = node.tag or ""
