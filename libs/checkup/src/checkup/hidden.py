"""Accounts named only in scripts, comments or data: nobody can press them, but they keep us from blaming."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ahocorasick_rs import BytesAhoCorasick, MatchKind

from .platforms import read_account

_NETWORKS = (b"facebook", b"twitter", b"instagram", b"youtube", b"tiktok", b"linkedin", b"/x")
_LONGEST_NAME = max(map(len, _NETWORKS))
# Found at the speed of memory: a plain search for so few letters takes four times as long.
_ENDING = BytesAhoCorasick([b".com"], matchkind=MatchKind.LeftmostFirst)
_MOST = 300  # of one network on one page
_LONGEST = 300
_END = re.compile(r"[\s\"'<>()\[\]{}]|\\[^/]|&quot;|&#")


def hidden_accounts(text: bytes, known: Iterable[str] = ()) -> frozenset[str]:
    """Keys of accounts named anywhere in the source, but for addresses `known` already. The end of a domain
    is found first, its name behind it, and the address grown from there, so the cost is one pass whatever
    the page holds.
    """
    keys: set[str] = set()
    seen = {address.partition("//")[2].removeprefix("www.").strip("/") for address in known}
    counts = dict.fromkeys(_NETWORKS, 0)
    for _, here, _ in _ENDING.find_matches_as_indexes(text):
        end = text[max(0, here - _LONGEST_NAME) : here].lower()
        if end.endswith(_NETWORKS):
            network = next(name for name in _NETWORKS if end.endswith(name))
            counts[network] += 1
            if counts[network] <= _MOST:
                _grow(text, here - len(network), keys, seen)
    return frozenset(keys)


def _grow(text: bytes, start: int, keys: set[str], seen: set[str]) -> None:
    written = text[start : start + _LONGEST].decode("utf-8", "replace")
    end = _END.search(written)
    piece = (written[: end.start()] if end is not None else written).strip("/")
    if piece not in seen:
        seen.add(piece)
        account = read_account(piece)
        if account is not None:
            keys.add(account.key)
