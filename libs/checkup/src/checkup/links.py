"""Every link of a page, once: what it says, where it says it leads, and whether it can be understood."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from .dating import DatesSeen, is_calendar
from .facts import Link, OddDoor, Place
from .heads import Attributes
from .hosts import PLAIN, Host, beginning_of, host_in, kind_of_host
from .mentions import Sightings, inside, scripted_address, spoken_name
from .odd_doors import OddDoorsSeen, closed_door, leads_nowhere, meant_network, mistyped_network
from .outward import OutwardSeen
from .pictures import PicturesSeen, is_described
from .platforms import hints_at_a_network
from .reaching import EmailsSeen, is_map, phone_of_link
from .wording import LONGEST_WORDS, Found, Leads, is_vague, leads_to

MOST_LINKS = 3_000
_MOST_VAGUE = 20
_MOST_NUMBERS = 20
_ELSEWHERE = ("mailto:", "tel:", "javascript:", "sms:", "whatsapp:", "data:")
_LONGEST_ADDRESS = 2_000
_LONGEST_NOWHERE = 9  # letters: "https://" and a space or so
_NOT_MET = ("#", "javascript:")  # alike in address, and each leads elsewhere
_PROTECTED = "/cdn-cgi/l/email-protection"
_made = tuple.__new__  # a page has hundreds of links, and the other way takes twice as long


class LinksSeen:
    def __init__(
        self, sightings: Sightings, pictures: PicturesSeen, dates: DatesSeen, url: str, host: str
    ) -> None:
        self._sightings = sightings
        self._pictures = pictures
        self._dates = dates
        self._own_host = host.removeprefix("www.")
        self._doors = OddDoorsSeen()
        self._beginning = "\n"  # of the last address met that names a host, up to its path: most follow suit
        self._host = ""
        self.outward = OutwardSeen(sightings, url)
        self._met: set[str] = set()
        self.all: list[Link] = []
        self.emails = EmailsSeen()
        self.phones: dict[str, None] = {}
        self.map = False
        self.silent = 0
        self.vague: list[Link] = []
        self.vague_count = 0
        self.found = {leads: Found() for leads in Leads}

    def see(self, node: LexborNode, attributes: Attributes) -> None:
        address = attributes.get("href")
        if address is None or address in self._met:
            if address in self.outward.addresses:
                self.outward.again(node, address, node.text_lexbor()[:200])
            return  # menus stand on a page twice, for wide and for narrow screens
        text = node.text_lexbor()[:200].strip()
        low = address[:_LONGEST_ADDRESS].lower()
        link = _made(Link, (address, text))
        if not text:
            self._silent(node, attributes, link, low)
        elif len(text) < LONGEST_WORDS:
            leads = leads_to(text.lower())
            if leads:
                self._hear(attributes, link, leads)
            if "contact" in low or "cysyllt" in low or "find-us" in low or "/email-pro" in low:
                self._address_says(link, low)
        first = low[:1]
        if first == "/" and low[1:2] != "/":
            self._keep(link, low)
        elif first in ("h", "/"):
            self._lead(node, link, low)
        else:
            self._odd(node, link, low.strip())

    def doors(self) -> tuple[OddDoor, ...]:
        return self._doors.doors()

    def _keep(self, link: Link, low: str) -> None:
        """A link of the website's own."""
        if link.text:
            self._met.add(link.address)
        if len(self.all) < MOST_LINKS:
            self.all.append(link)
        if "20" in low:
            self._dates.link(low, link.text)

    def _odd(self, node: LexborNode, link: Link, low: str) -> None:
        """A link that does not begin as most do."""
        hints = hints_at_a_network(low)
        if link.text and not hints and not low.startswith(_NOT_MET):
            self._met.add(link.address)
        if low.startswith("#") or leads_nowhere(low):
            self._nowhere(node, link)
        elif low.startswith(_ELSEWHERE):
            self._reach(node, link.address, low)
        elif hints or low.startswith(("http", "//")):
            self._lead(node, link, low)
        else:
            self._keep(link, low)

    def _lead(self, node: LexborNode, link: Link, low: str) -> None:
        """A link with a host in it."""
        if len(low) <= _LONGEST_NOWHERE and leads_nowhere(low):
            self._nowhere(node, link)
            return
        if not low.startswith(self._beginning):
            self._beginning, self._host = beginning_of(low)
        host = self._host
        kind = kind_of_host(host)
        if kind is not PLAIN or "." not in host or "/@" in low:
            self._lead_out(node, link, low, kind)
        elif link.text:
            self._met.add(link.address)
        if self._sightings.knows_servers:
            self._sightings.see_door(node, link.address)
        if not kind.social:
            self.outward.see(node, link.address, host, link.text)
        if len(self.all) < MOST_LINKS:
            self.all.append(link)
        if "20" in low and self._own_host in host:
            self._dates.link(low, link.text)

    def _lead_out(self, node: LexborNode, link: Link, low: str, kind: Host) -> None:
        hints = hints_at_a_network(low)
        if kind.social or hints:
            account = self._sightings.see_link(node, link.address)
            self._doors.social(link.address, account, link.text, lambda: self._sightings.around(node))
        if link.text and not hints:
            self._met.add(link.address)
        if kind.map and not self.map:
            self.map = is_map(low)
        if kind.list:
            self.found[Leads.NEWSLETTER].add(link)
        if kind.calendar and is_calendar(low):
            self._dates.calendar(link.text)
        if kind.closed:
            self._door(node, link, closed_door(low), "closed network")
        elif kind.mistyped:
            self._door(node, link, mistyped_network(host_in(low)), "mistyped")

    def _door(self, node: LexborNode, link: Link, network: str, problem: str) -> None:
        around = self._sightings.around(node)
        if problem == "closed network":
            self._doors.add(OddDoor(network, link.address[:300], link.text, around[0], problem))
        else:
            self._doors.open(
                network, problem, link.address, link.text or spoken_name(node, node.attributes), around
            )

    def _nowhere(self, node: LexborNode, link: Link) -> None:
        """A link into the page itself, or to nothing: odd only where its button is a network's."""
        if self._scripted(node, link.address):
            return
        if len(link.address) > 1 and link.address.startswith("#") and link.address != "#!":
            return
        if len(link.text) >= 40:
            return
        network = meant_network(
            link.text or spoken_name(node, node.attributes), "" if link.text else node.html or ""
        )
        if network:
            self._door(node, link, network, "nothing")

    def _scripted(self, node: LexborNode, address: str) -> bool:
        """Whether a script of the link itself leads to a network."""
        leads = scripted_address(node, address)
        if not leads or not hints_at_a_network(leads.lower()):
            return False
        self._sightings.see_link(node, leads)
        return True

    def _reach(self, node: LexborNode, address: str, low: str) -> None:
        if low.startswith("mailto:"):
            self.emails.link(address.strip(), self._sightings.place(node))
        elif low.startswith("javascript:"):
            self._scripted(node, address)
        elif low.startswith("tel:") and len(self.phones) < _MOST_NUMBERS:
            number = phone_of_link(address.strip())
            if number:
                self.phones[number] = None

    def _hear(self, attributes: Attributes, link: Link, leads: tuple[Leads, ...]) -> None:
        if leads[0] is Leads.NOWHERE_SAID:
            self._vague(attributes, link)
            return
        for one in leads:
            self.found[one].add(link)

    def _address_says(self, link: Link, low: str) -> None:
        if _PROTECTED in low:
            self.emails.hidden(Place.BODY)
        elif not low.startswith(_ELSEWHERE) and ("contact" in low or "cysyllt" in low or "find-us" in low):
            self.found[Leads.CONTACT].add(link)

    def _silent(self, node: LexborNode, attributes: Attributes, link: Link, low: str) -> None:
        name = spoken_name(node, attributes)
        if name:
            if len(name) < LONGEST_WORDS:
                for leads in leads_to(name.lower()):
                    self.found[leads].add(Link(link.address, name))
            self._address_says(Link(link.address, name), low)
            return
        self._address_says(link, low)
        if attributes.get("aria-hidden") == "true" or not link.address:
            return
        pictures = [attributes for tag, attributes in inside(node) if tag == "img"][:5]
        self._pictures.in_links += sum(not is_described(picture) for picture in pictures)
        if pictures or low != "#":
            self.silent += 1

    def _vague(self, attributes: Attributes, link: Link) -> None:
        label = attributes.get("aria-label") or ""
        if attributes.get("aria-labelledby") or (label and not is_vague(label.lower())):
            return
        self.vague_count += 1
        if len(self.vague) < _MOST_VAGUE:
            self.vague.append(link)
