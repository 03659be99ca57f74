"""Words of spam that somebody else put on a page: always "please look", never a verdict."""

from __future__ import annotations

import re

from .facts import Link

_MOST = 5
_FOREIGN = re.compile(r"[\u0400-\u04ff\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_LATIN = re.compile(r"[A-Za-zÀ-ÿŵŷ]")
# A group's own evening, or its own trade, is not spam.
_HARMLESS = re.compile(
    r"casino (?:night|evening|party|royale|themed?)|fun casino|charity casino|(?:our|the|local|your"
    r"|village|high street)"
    r" (?:online )?pharmac|chemist|nhs|prescription|health|club|museum|addict|gambl(?:ing|e) (?:aware"
    r"|anon|help|harm)|support"
)
_TITLES = re.compile(
    r"viagra|cialis\b|levitra|casino|slot (?:gacor|online)|situs (?:slot|judi)|judi (?:online|bola)"
    r"|togel|\bporn"
    r"|payday loan|essay writ|replica watch|online pokies|激安|通販|偽物|スーパーコピー"
)


def strange_words(title: str, links: tuple[Link, ...], start: str, own_subject: str) -> tuple[str, ...]:
    """`links` say something strange; `start` is the beginning of the page's own text; `own_subject` is what a
    page says of itself, lower case. A page about the very thing is no case of it.
    """
    found = {
        f"{_shown(link.text)} → {link.address[:60]}": None
        for link in links
        if not harmless(link.text.lower(), own_subject)
    }
    words = (
        list(found)
        if len(found) >= 2 or any(sign in w.lower() for w in found for sign in ("viagra", "porn", "slot "))
        else []
    )
    if (_TITLES.search(title.lower()) and not harmless(title.lower(), "")) or (
        _other_script(title) and not _other_script(start)
    ):
        words.insert(0, title[:120])
    return tuple(words[:_MOST])


def harmless(words: str, own_subject: str) -> bool:
    if _HARMLESS.search(words):
        return True
    return any(
        word in own_subject
        for word in re.findall(r"[a-z]{5,}", words)[:4]
        if word in ("casino", "essay", "writing", "pharmacy", "escort", "betting", "loans")
    )


def _shown(text: str) -> str:
    return " ".join(text.split())[:80]


def _other_script(text: str) -> bool:
    odd = len(_FOREIGN.findall(text[:400]))
    return odd >= 4 and odd > len(_LATIN.findall(text[:400]))
