"""What an address of an account is made of, for the rules of every network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from .rooms import PLACEHOLDERS

_END_OF_NAME = re.compile(r"[&?#]")
_NOT_A_NAME = re.compile(r"[\s<>{}\[\]\"'|\\^`$*;,()=!]")


@dataclass(frozen=True, slots=True)
class SocialAddress:
    """`key` is the same for every spelling of one account; `name` is what to compare with other names.

    `kind`: page, group, person, channel, number or share code.
    """

    platform: str
    key: str
    url: str
    name: str
    kind: str = "page"


@dataclass(frozen=True, slots=True)
class Parts:
    path: tuple[str, ...]  # without empty segments
    query: Mapping[str, list[str]]

    @property
    def first(self) -> str:
        return self.path[0] if self.path else ""

    @property
    def second(self) -> str:
        return self.path[1] if len(self.path) > 1 else ""

    def asked(self, name: str) -> str:
        return self.query.get(name, [""])[0].strip()


def clean_name(text: str) -> str:
    """A handle as the network would read it, or "" when it cannot be one."""
    name = _END_OF_NAME.split(text, maxsplit=1)[0].strip().rstrip(".,:;/)\u200b\u200e")
    if not name or len(name) > 120 or _NOT_A_NAME.search(name) or name.lower().lstrip("@") in PLACEHOLDERS:
        return ""
    return name


def made(platform: str, identity: str, url: str, name: str, kind: str = "page") -> SocialAddress:
    return SocialAddress(platform, f"{platform}:{identity}", url, name, kind)
