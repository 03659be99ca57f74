"""The sentence round something in a text, short enough to be shown as evidence."""

from __future__ import annotations

import re

from .parts import BORDER

LONGEST = 200  # letters
_BETWEEN_BLOCKS = re.compile(rf"{BORDER}[^\S\n{BORDER}]*\n\s*{BORDER}")
# Inside a sentence there is a space, or a mark, or a small letter after.
_NO_SPACE = re.compile(rf"(?<=[^\s{BORDER}]){BORDER}(?=[^\s{BORDER}a-z.,;:!?’'”)\]])")
_END = re.compile(r"(?<!\b(?:St|Dr|Mr|No))(?<!\bMrs)[.!?…][”’\")]* (?=[A-Z0-9“‘\"(])|\n")
_BEFORE_MARK = re.compile(r" (?=[,.!?;:’)])")
_LINE = "\n"


def in_lines(text: str) -> str:
    """A page's text, its spaces made one each; what stands in different blocks is on different lines."""
    marked = _NO_SPACE.sub("\x00", _BETWEEN_BLOCKS.sub("\x00", text.replace("\x00", "")))
    return _LINE.join(" ".join(line.split()) for line in marked.replace(BORDER, " ").split("\x00"))


def sentence_in(text: str, start: int, end: int) -> str:
    """The sentence round `text[start:end]`, at most `LONGEST` letters and that part always among them."""
    left = max((found.end() for found in _END.finditer(text, max(0, start - 400), start)), default=0)
    left = max(left, text.rfind(_LINE, 0, start) + 1, start - 400)
    stop = _END.search(text, end, end + 400)
    right = len(text) if stop is None else stop.end() - 1
    return tidy(_cut(text[left : min(right, end + 400)].rstrip(), start - left, end - left))


def tidy(words: str) -> str:
    """Without the spaces before a comma that stand where a link ended."""
    return _BEFORE_MARK.sub("", words)


def _cut(sentence: str, start: int, end: int) -> str:
    if len(sentence) <= LONGEST:
        return sentence.strip()
    room = max(0, LONGEST - 2 - (end - start)) // 2
    left = max(0, min(start - room, len(sentence) - LONGEST + 1))
    right = min(len(sentence), left + LONGEST - 2)
    said = sentence[left:right]
    if left:
        said = f"…{said.partition(' ')[2] if said.find(' ') < start - left else said}"
    if right < len(sentence):
        said = f"{said.rpartition(' ')[0] if said.rfind(' ') >= end - left else said}…"
    return said[:LONGEST].strip()
