"""What the directory already knows about a group, so that a look can compare."""

from __future__ import annotations

from dataclasses import dataclass

from .addresses import SocialAddress
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
class KnownPlaces:
    """`accounts` are (platform, address) pairs in any spelling: ("facebook", "fb.com/LeasowPark").

    An address that cannot be read as an account is left out of every comparison, and never
    held against the group.
    """

    accounts: tuple[tuple[str, str], ...] = ()
    group_name: str = ""

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
