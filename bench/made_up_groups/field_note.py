"""A list as the field note makes it: charity names put in other places, with slips and words lost."""

from __future__ import annotations

import random
import re
from pathlib import Path

from .country import PEOPLE, SURNAMES, Country, Listed, listed, parted, shuffled, signs

_CALLED = parted("""
{place} Village Hall|{place} Community Association|{place} Playgroup|Friends of {place} Park
{place} Cricket Club|1st {place} Scout Group|2nd {place} Scout Group
{place} Parent Teacher Association|{place} Parochial Church Council|{place} Allotment Society
{place} Bowling Club|{place} Women's Institute|{place} Good Neighbours|{place} Brass Band
{place} Amateur Dramatic Society|{place} Choral Society|{place} Youth Club
{place} Local History Society|{place} Recreation Ground|The {place} Almshouse Charity
{place} Relief in Need Charity|{place} Preschool|{place} Over 60s Club
{place} Junior Football Club|{place} Under Fives|St Mary's Church, {place}
{place} Library Friends|{place} Baptist Church|{place} Community Transport|Age Concern {place}
Citizens Advice {place}|{place} Foodbank|{place} Twinning Association|{place} Carers Support
{place} Horticultural Society|{place} Museum Trust|The {person} Memorial Trust
{person} Charitable Foundation|{person} School of Dance|{person} Music Fund
""")


def field_note(rows: int, seed: int, shared: Path | None = None) -> list[Listed]:
    """Return a list as the field note makes it: 5 % noisy copies, of which 35 % lose their postcode, 15 %
    have another.
    """
    chance = random.Random(seed)
    country = Country(chance, shared)
    names: dict[str, None] = {}
    while len(names) < round(rows / 1.05):
        names[_placed(country)] = None
    made = [Listed(number, name, country.postcode()) for number, name in enumerate(names)]
    copies = [
        Listed(one.group, _noisy(one.name, chance), _other_postcode(one.postcode, country))
        for one in chance.sample(made, rows - len(made))
    ]
    return shuffled(made + copies, chance)


def _placed(country: Country) -> str:
    """Return a name with a place put in: instead of one it had, or beside it."""
    chance = country.chance
    place = chance.choice(country.places)
    if not country.names:
        person = f"{chance.choice(PEOPLE)} {chance.choice(SURNAMES)}"
        return chance.choice(_CALLED).format(place=place, person=person)
    name = chance.choice(country.names)
    known = _words_of_places(country)
    words = name.split()
    for at, word in enumerate(words):
        if word.strip(",.()'").lower() in known:
            return " ".join([*words[:at], place, *words[at + 1 :]])
    return (
        f"{place} {name.removeprefix('The ').removeprefix('the ')}"
        if chance.random() < 0.5
        else f"{name}, {place}"
        if chance.random() < 0.3
        else f"{name} {place}"
    )


_SAID: dict[int, set[str]] = {}


def _words_of_places(country: Country) -> set[str]:
    if id(country.places) not in _SAID:
        _SAID.clear()
        ordinary = set(
            listed("""
    park hill green church st saint the of and central north south east west town abbey castle
    college
    """)
        )
        _SAID[id(country.places)] = {
            word.lower() for place in country.places for word in place.split() if len(word) > 3
        } - ordinary
    return _SAID[id(country.places)]


_SHORT = {
    "Association": "Assoc",
    "Society": "Soc",
    "Committee": "Cttee",
    "Saint": "St",
    "Community": "Comm",
    "Football Club": "FC",
    "Cricket Club": "CC",
    "and": "&",
    "Village": "Vill",
    "Charity": "Charitable Trust",
    "Limited": "Ltd",
    "Group": "Grp",
    "School": "Sch",
}


def _noisy(name: str, chance: random.Random) -> str:
    for _ in range(chance.choice([1, 1, 2])):
        name = chance.choice([_slip, _slip, _lose_word, _shorten, _swap, _add, signs, _case])(name, chance)
    return name


def _slip(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, max(2, len(name) - 1))
    letter = chance.choice("abcdefghilmnoprstuwy")
    return chance.choice(
        [
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[: at - 1] + name[at : at + 1] + name[at - 1 : at] + name[at + 1 :],
        ]
    )


def _lose_word(name: str, chance: random.Random) -> str:
    words = name.split()
    if len(words) > 2:
        words.pop(chance.randrange(len(words)))
    return " ".join(words)


def _shorten(name: str, chance: random.Random) -> str:
    fits = [long for long in _SHORT if re.search(rf"\b{long}\b", name)]
    return re.sub(rf"\b{long}\b", _SHORT[long], name) if fits and (long := chance.choice(fits)) else name


def _swap(name: str, chance: random.Random) -> str:
    words = name.split()
    at = chance.randrange(max(1, len(words) - 1))
    words[at : at + 2] = reversed(words[at : at + 2])
    return " ".join(words)


def _add(name: str, chance: random.Random) -> str:
    return (
        f"{name} {chance.choice(['Ltd', 'CIO', '(Charity)', 'Group', 'Trust', 'UK'])}"
        if chance.random() < 0.7
        else f"The {name}"
    )


def _case(name: str, chance: random.Random) -> str:
    return name.upper() if chance.random() < 0.5 else name.lower()


def _other_postcode(postcode: str, country: Country) -> str:
    lot = country.chance.random()
    if lot < 0.35:
        return ""
    if lot < 0.50:
        return country.postcode(postcode.partition(" ")[0] if country.chance.random() < 0.5 else "")
    return postcode
