"""What the directory already knows about a group, so that a look can compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from .addresses import SocialAddress
from .others import Others
from .platforms import read_account, read_fediverse_account

# People write down a bare handle, "@LeasowPark", where the network goes without saying.
_HOMES = {
    "facebook": "https://www.facebook.com/{}",
    "twitter": "https://x.com/{}",
    "instagram": "https://www.instagram.com/{}",
    "youtube": "https://www.youtube.com/@{}",
    "tiktok": "https://www.tiktok.com/@{}",
    "threads": "https://www.threads.net/@{}",
    "whatsapp": "https://wa.me/{}",
    "bluesky": "https://bsky.app/profile/{}",
}
ALIASES = {"x": "twitter"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said they see, where we do not look ourselves: a Facebook page, say."""

    yes: bool | None  # None: they looked and could not tell
    on: date
    by: str = ""  # "the group itself", "a helper at a surgery": never a name


@dataclass(frozen=True, slots=True)
class KnownPlaces:
    """`accounts` are (platform, address) pairs in any spelling: ("facebook", "fb.com/LeasowPark").

    An address that cannot be read as an account is left out of every comparison, and never
    held against the group.
    """

    accounts: tuple[tuple[str, str], ...] = ()
    group_name: str = ""
    other_names: tuple[str, ...] = ()
    charity_number: str = ""  # "" where the group is not known to be registered
    sends_newsletter: bool | None = None
    meets_online: bool = False
    told: Mapping[str, Told] = field(default_factory=dict)  # by question: see QUESTIONS in `questions.py`
    # When the last look could not get in: the outcome's value, and when (aware). For "two tries a day apart".
    trouble_before: tuple[str, datetime] | None = None
    today: date | None = None  # the day to judge by; None for the real one
    others: Others | None = None  # groups this website may point to, itself among them; None: not asked
    own_key: str = ""  # which of them this is

    def readable(self) -> tuple[SocialAddress, ...]:
        found = (_read(platform.strip().lower(), address.strip()) for platform, address in self.accounts)
        return tuple(account for account in found if account is not None)


def _read(platform: str, address: str) -> SocialAddress | None:
    platform = ALIASES.get(platform, platform)
    if platform == "mastodon":
        return read_fediverse_account(address, said_so=True)
    account = read_account(address)
    if account is None and platform in _HOMES and "/" not in address and " " not in address:
        account = read_account(_HOMES[platform].format(address.lstrip("@")))
    return account
