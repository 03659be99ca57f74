"""Every link of a page, once: what it says, where it says it leads, and whether it can be understood."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from .dating import DatesSeen, is_calendar
from .facts import Link, OddDoor, Place
from .mentions import Sightings, scripted_address, spoken_name
from .odd_doors import OddDoorsSeen, closed_door, leads_nowhere, meant_network, mistyped_network
from .pictures import PicturesSeen, is_described
from .reaching import EmailsSeen, is_map, phone_of_link
from .wording import LONGEST_WORDS, Found, Leads, is_list_service, is_vague, leads_to

MOST_LINKS = 3_000
_MOST_VAGUE = 20
_MOST_NUMBERS = 20
_ELSEWHERE = ("mailto:", "tel:", "javascript:", "sms:", "whatsapp:", "data:")
_CONTACT_ADDRESSES = ("contact", "cysyllt", "get-in-touch", "find-us", "getintouch", "findus")
_EVENT_ADDRESSES = ("whats-on", "what-s-on", "/events", "/diary", "/fixtures", "/calendar", "digwyddiadau")
_PROTECTED = "/cdn-cgi/l/email-protection"


class LinksSeen:
    def __init__(self, sightings: Sightings, pictures: PicturesSeen, dates: DatesSeen, host: str) -> None:
        self._sightings = sightings
        self._pictures = pictures
        self._dates = dates
        self._own_host = host.removeprefix("www.")
        self._doors = OddDoorsSeen()
        self.all: list[Link] = []
        self.emails = EmailsSeen()
        self.phones: dict[str, None] = {}
        self.map = False
        self.silent = 0
        self.vague: list[Link] = []
        self.vague_count = 0
        self.found = {leads: Found() for leads in Leads}

    def see(self, node: LexborNode) -> None:
        address = node.attrs.get("href")
        if address is None:
            return
        text = node.text(deep=True)[:200].strip()
        link = Link(address, text)
        low = address[:300].lower().strip()
        if not text or len(text) < LONGEST_WORDS:
            self._hear(node, link, low, text.lower())
        if leads_nowhere(low) or low.startswith("#"):
            self._nowhere(node, link)
            return
        if low.startswith(_ELSEWHERE):
            self._reach(node, address, low)
            return
        self._lead(node, link, low)

    def doors(self) -> tuple[OddDoor, ...]:
        return self._doors.doors()

    def _lead(self, node: LexborNode, link: Link, low: str) -> None:
        """A link that leads to a page."""
        social, account = self._sightings.see_link(node, link.address)
        if social:
            self._doors.social(link.address, account, link.text, lambda: self._sightings.around(node))
        elif low.startswith(("http", "//")):
            self._outside(node, link, low)
        if len(self.all) < MOST_LINKS:
            self.all.append(link)
        if "20" in low and (self._own_host in low[:80] or not low.startswith(("http", "//"))):
            self._dates.link(low, link.text)

    def _outside(self, node: LexborNode, link: Link, low: str) -> None:
        if not self.map and is_map(low):
            self.map = True
        if is_list_service(low):
            self.found[Leads.NEWSLETTER].add(link)
        elif is_calendar(low):
            self._dates.calendar(link.text)
        network = closed_door(low)
        if network:
            self._door(node, link, network, "closed network")
            return
        network = mistyped_network(low.split("//", maxsplit=1)[-1].split("/", maxsplit=1)[0])
        if network:
            self._door(node, link, network, "mistyped")

    def _door(self, node: LexborNode, link: Link, network: str, problem: str) -> None:
        around = self._sightings.around(node)
        if problem == "closed network":
            self._doors.add(OddDoor(network, link.address[:300], link.text, around[0], problem))
        else:
            self._doors.open(network, problem, link.address, link.text or spoken_name(node), around)

    def _nowhere(self, node: LexborNode, link: Link) -> None:
        """A link into the page itself, or to nothing: odd only where its button is a network's."""
        if self._scripted(node, link.address):
            return
        if len(link.address) > 1 and link.address.startswith("#") and link.address != "#!":
            return
        if len(link.text) >= 40:
            return
        network = meant_network(link.text or spoken_name(node), "" if link.text else node.html or "")
        if network:
            self._door(node, link, network, "nothing")

    def _scripted(self, node: LexborNode, address: str) -> bool:
        """Whether a script of the link itself leads to a network."""
        leads = scripted_address(node, address)
        return bool(leads) and self._sightings.see_link(node, leads)[0]

    def _reach(self, node: LexborNode, address: str, low: str) -> None:
        if low.startswith("mailto:"):
            self.emails.link(address.strip(), self._sightings.place(node))
        elif low.startswith("javascript:"):
            self._scripted(node, address)
        elif low.startswith("tel:") and len(self.phones) < _MOST_NUMBERS:
            number = phone_of_link(address.strip())
            if number:
                self.phones[number] = None

    def _hear(self, node: LexborNode, link: Link, low: str, words: str) -> None:
        if not words:
            self._silent(node, link, low)
            return
        if is_vague(words):
            self._vague(node, link)
            return
        for leads in leads_to(words):
            self.found[leads].add(link)
        self._address_says(link, low)

    def _address_says(self, link: Link, low: str) -> None:
        if _PROTECTED in low:
            self.emails.hidden(Place.BODY)
        elif low.startswith(("mailto:", "tel:", "javascript:")):
            return
        elif "contact" in low or "cysyllt" in low or "find-us" in low or "get-in-touch" in low:
            self.found[Leads.CONTACT].add(link)

    def _silent(self, node: LexborNode, link: Link, low: str) -> None:
        name = spoken_name(node)
        if name:
            if len(name) < LONGEST_WORDS:
                for leads in leads_to(name.lower()):
                    self.found[leads].add(Link(link.address, name))
            self._address_says(Link(link.address, name), low)
            return
        self._address_says(link, low)
        attributes = node.attributes
        if attributes.get("aria-hidden") == "true" or not link.address:
            return
        pictures = [picture.attributes for picture in node.css("img")[:5]]
        self._pictures.in_links += sum(not is_described(picture) for picture in pictures)
        if pictures or low != "#":
            self.silent += 1

    def _vague(self, node: LexborNode, link: Link) -> None:
        attributes = node.attributes
        label = attributes.get("aria-label") or ""
        if attributes.get("aria-labelledby") or (label and not is_vague(label.lower())):
            return
        self.vague_count += 1
        if len(self.vague) < _MOST_VAGUE:
            self.vague.append(link)
