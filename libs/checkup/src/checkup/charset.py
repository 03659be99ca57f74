"""The bytes of a page as UTF-8, whatever it is written in."""

from __future__ import annotations

import re

from w3lib.encoding import (
    html_body_declared_encoding,
    html_to_unicode,
    http_content_type_encoding,
    read_bom,
)

_NOT_TEXT = bytes(code for code in (*range(32), 127) if code not in b"\t\n\f\r")
_FIRST = 4_000
_NO_SUCH_LETTER = "\ufffd".encode()


# Python also knows ways of writing that no page is in, some of which take for ever to read.
_OF_THE_WEB = re.compile(
    r"utf_?(?:8|8_sig|16|16_?[lb]e)|(?:us_?)?ascii|(?:iso_?)?8859_\d{1,2}|iso_?8859_\d{1,2}(?:_[ei])?|latin_?\d{1,2}"
    r"|(?:windows_?|cp)(?:125\d|874|93[26]|949|950)|koi8_?[ru]|mac_?(?:roman|cyrillic)|gbk?|gb_?(?:2312|18030)|big5(?:_?hkscs)?"
    r"|s_?jis|shift_?jis|euc_?(?:jp|kr)|iso_?2022_?jp|tis_?620"
)


def is_of_the_web(name: str) -> bool:
    """Whether pages are written in this encoding at all."""
    return _OF_THE_WEB.fullmatch(name.strip().lower().replace("-", "_")) is not None


def as_utf8(body: bytes, content_type: str) -> bytes:
    """By the byte order mark, then the header, then what the page says of itself, else a guess."""
    if body.isascii() and b"\x1b" not in body[:_FIRST]:
        return body  # the same in every encoding pages are written in but those that shift
    name, mark = read_bom(body)
    declared = name or http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    if declared and not is_of_the_web(declared):
        return body.decode(_guess(body), "replace").encode()
    name = declared or _guess(body)
    if name == "utf-8" and _is_utf8(body):
        return body.removeprefix(mark or b"")
    _, text = html_to_unicode(content_type or None, body, auto_detect_fun=_guess)
    return text.encode("utf-8", "replace")


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _guess(body: bytes) -> str:
    # A page cut in the middle of a letter is still UTF-8.
    return "utf-8" if any(_is_utf8(body[: len(body) - cut]) for cut in range(4)) else "cp1252"


def looks_like_nonsense(text: bytes) -> bool:
    """Whether more than a twentieth of the beginning is not text: pictures and programs have a tenth."""
    start = text[:20_000]
    odd = len(start) - len(start.translate(None, _NOT_TEXT))
    odd += 0 if start.isascii() else start.count(_NO_SUCH_LETTER)
    return odd * 20 > len(start)
