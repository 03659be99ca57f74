"""Accounts named only in scripts, comments or data: nobody can press them, but they keep us from blaming."""

from __future__ import annotations

import re

from .platforms import read_account

_NETWORKS = (b"facebook", b"twitter", b"instagram", b"youtube", b"tiktok", b"linkedin")
_DOMAINS = (*(name + b".com" for name in _NETWORKS), b"/x.com")
_MOST = 300  # of one network on one page
_LONGEST = 300
_END = re.compile(r"[\s\"'<>()\[\]{}]|\\[^/]|&quot;|&#")


def hidden_accounts(text: bytes) -> frozenset[str]:
    """Keys of accounts named anywhere in the source. The domain is found first and the address grown from it,
    so the cost is one pass a network whatever the page holds.
    """
    keys: set[str] = set()
    seen: set[str] = set()
    for domain in _DOMAINS:
        keys |= _named(text, domain, seen)
    return frozenset(keys)


def _named(text: bytes, domain: bytes, seen: set[str]) -> set[str]:
    keys: set[str] = set()
    start = text.find(domain)
    for _ in range(_MOST):
        if start < 0:
            break
        piece = _END.split(text[start : start + _LONGEST].decode("utf-8", "replace"), maxsplit=1)[0].strip(
            "/"
        )
        if piece not in seen:
            seen.add(piece)
            account = read_account(piece)
            if account is not None:
                keys.add(account.key)
        start = text.find(domain, start + len(domain))
    return keys
