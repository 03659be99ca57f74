"""Links of a page that lead to other people's websites, with the sentence round each and where it stands.

Whose websites these are is not asked here: a page is read once, and who the neighbours are may change.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from .clues import lead_in, sentence_around, wording_clues
from .facts import Clue, Outward, Place
from .hosts import host_in
from .mentions import Sightings
from .sentences import LONGEST, sentence_in

_MOST = 80
_MOST_EACH = 3  # once in the menu, again in the text
_NOT_THE_SITES = frozenset((Clue.COMMENT, Clue.CREDIT, Clue.SHARE))
# Met on most pages, and never a small group's own.
_NOBODYS = frozenset(
    """
    wordpress.org wordpress.com google.com google.co.uk maps.google.com maps.google.co.uk goo.gl
    bing.com apple.com maps.apple.com play.google.com apps.apple.com policies.google.com
    support.google.com drive.google.com docs.google.com microsoft.com adobe.com get.adobe.com
    mozilla.org wix.com weebly.com squarespace.com godaddy.com gravatar.com en.gravatar.com
    creativecommons.org w3.org ico.org.uk amazon.co.uk amazon.com paypal.com en.wikipedia.org
    wikipedia.org bbc.co.uk gov.uk pinterest.com reddit.com tumblr.com t.me flickr.com vimeo.com
    """.split()  # noqa: SIM905 (a list reads worse)
)


class OutwardSeen:
    def __init__(self, sightings: Sightings, url: str) -> None:
        self._around = sightings.around
        self._own = host_in(url.lower()).removeprefix("www.")
        self._found: list[tuple[LexborNode, str, str]] = []
        self.addresses: dict[str, int] = {}  # with how often each was met

    def see(self, node: LexborNode, address: str, host: str, text: str) -> None:
        """A link with a host in it, lower case; where it leads to, and what it says."""
        bare = host.removeprefix("www.")
        if bare != self._own and bare not in _NOBODYS and len(self._found) < _MOST:
            self.addresses[address] = 1
            self._found.append((node, address, text))

    def again(self, node: LexborNode, address: str, text: str) -> None:
        """The same address once more: what stands in the menu may stand in a sentence too."""
        times = self.addresses[address]
        if times < _MOST_EACH and len(self._found) < _MOST:
            self.addresses[address] = times + 1
            self._found.append((node, address, text))

    def links(self) -> tuple[Outward, ...]:
        return tuple(filter(None, (self._link(*found) for found in self._found)))

    def _link(self, node: LexborNode, address: str, text: str) -> Outward | None:
        place, clues = self._around(node)
        label = " ".join(text.split())
        if not clues.isdisjoint(_NOT_THE_SITES) or Clue.CREDIT in wording_clues(f"{lead_in(node)}{label}"):
            return None
        whole = sentence_around(node, "")
        place_in_it = max(0, whole.find(label))
        sentence = sentence_in(whole, place_in_it, place_in_it + len(label)) if whole else label
        return Outward(address[:2_000], sentence[:LONGEST], place is not Place.BODY)
