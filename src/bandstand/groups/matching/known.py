"""A card made ready to be compared, and how common each thing on it is."""

from collections import Counter
from dataclasses import dataclass
from math import log2

from .cards import Card
from .evidence import Street, digits_of, domain_of, postcode_parts, street_of
from .names import Name, take_apart
from .rarity import Rarity
from .vocabulary import listed


@dataclass(frozen=True, slots=True)
class Known:
    card: Card
    names: tuple[Name, ...]
    full: str
    out: str
    street: Street | None
    phone: str
    email: str
    domains: frozenset[str]
    marks: frozenset[str]

    @property
    def place(self) -> str:
        """Return where it is, as narrowly as known; "" if not at all."""
        return self.full or (self.street.key if self.street else "") or self.out

    def spellings(self) -> list[str]:
        """Return its names run together: the whole, in the order of the alphabet, and the beginning."""
        found = []
        for name in self.names:
            found += [f"letters {name.letters}", f"words {' '.join(sorted(name.words))}"]
            found += [f"start {name.letters[:8]}"]
        return found

    def things(self) -> list[str]:
        """Return what it may share with another that is worth looking up, each with its sort in front."""
        return [mark for mark in self.marks if not mark.startswith("house ")]


def _marks(card: Card, full: str, street: Street | None, phone: str, email: str) -> frozenset[str]:
    found = [f"number {number}" for number in card.numbers]
    found += [f"link {link}" for link in card.links]
    found += [f"domain {domain}" for domain in map(domain_of, card.links) if domain not in SHARED_HOSTS]
    found += [f"phone {phone[-7:]}"] if phone else []
    found += [f"email {email}"] if email else []
    found += [f"postcode {full}"] if full else []
    found += [f"street {street.key}"] if street and street.key else []
    found += [f"house {street.house}"] if street and street.house else []
    return frozenset(found)


# Sites where anybody may have a page: to be on one says nothing.
SHARED_HOSTS = frozenset(
    listed("""
    facebook.com x.com twitter.com instagram.com youtube.com youtu.be tiktok.com linkedin.com
    bsky.app threads.net linktr.ee meetup.com eventbrite.com eventbrite.co.uk nextdoor.com
    nextdoor.co.uk chat.whatsapp.com wa.me t.me discord.gg discord.com flickr.com pinterest.com
    pinterest.co.uk bit.ly tinyurl.com google.com sites.google.com docs.google.com forms.gle goo.gl
    wordpress.com blogspot.com blogspot.co.uk wixsite.com weebly.com btck.co.uk e-voice.org.uk
    hugofox.com pitchero.com teamapp.com spond.com clubbuzz.co.uk play-cricket.com justgiving.com
    gofundme.com virginmoneygiving.com localgiving.org crowdfunder.co.uk charitycommission.gov.uk
    register-of-charities.charitycommission.gov.uk gov.uk nhs.uk achurchnearyou.com onesuffolk.net
    """)
)


def make_ready(card: Card) -> Known:
    full, out = postcode_parts(card)
    spelt = dict.fromkeys([card.name, *card.other_names])
    domains = frozenset(map(domain_of, card.links)) - SHARED_HOSTS
    street, phone, email = street_of(card.address), digits_of(card.phone), card.email.strip().casefold()
    return Known(
        card=card,
        names=tuple(take_apart(name) for name in spelt if name.strip()) or (take_apart(card.name),),
        full=full,
        out=out,
        street=street,
        phone=phone,
        email=email,
        domains=domains,
        marks=_marks(card, full, street, phone, email),
    )


_SEVERAL, _MANY = 3, 4
# How many bits make a pair likely: a long list has more that look alike by chance.
_A_DOUBLING, _ROOM = 1.06, 6.75


class Commonness:
    """Counts how many cards have each thing: a telephone that forty groups share tells little.

    Of places by one name, and of names under one roof, only the first few are kept: more make no difference.
    """

    def __init__(self) -> None:
        self.cards = 0
        self.asked = 0.0
        self._often: Counter[str] = Counter()
        self._places: dict[str, tuple[str, ...]] = {}
        self._under_it: dict[str, tuple[str, ...]] = {}

    def add(self, known: Known, rarity: Rarity) -> None:
        self.cards += 1
        self.asked = _A_DOUBLING * log2(self.cards + 100) - _ROOM
        telling = max(known.names[0].words, key=rarity.bits, default="")
        things = known.things()
        for thing in things:
            _keep(self._under_it, thing, telling, _MANY)
        if known.place:
            for name in known.names:
                _keep(self._places, name.letters, known.place, _SEVERAL)
        self._often.update(things)
        self._often[f"out {known.out}"] += 1

    def often(self, thing: str) -> int:
        return self._often[thing]

    def is_repeated(self, known: Known) -> bool:
        """Tell whether its name is that of several groups in several places, as a food bank’s may be."""
        return any(len(self._places.get(name.letters, ())) >= _SEVERAL for name in known.names)

    def is_crowded(self, thing: str) -> bool:
        """Tell whether groups of many names share this, as they do under the roof of a hall."""
        return len(self._under_it.get(thing, ())) >= _MANY

    def bits(self, thing: str, most: float) -> float:
        """Return how much it tells to share this thing, at most `most`."""
        return min(most, max(0.5, log2((self.cards + 1_000) / max(1, self._often[thing] - 1))))


def _keep(kept: dict[str, tuple[str, ...]], of: str, one: str, most: int) -> None:
    held = kept.get(of, ())
    if len(held) < most and one not in held:
        kept[of] = (*held, one)
