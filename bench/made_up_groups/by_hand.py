"""A list as several hands typed it: abbreviations, other order, a new name in part, another telephone."""

from __future__ import annotations

import random

from .country import (
    PEOPLE,
    SURNAMES,
    Listed,
    listed,
    made_up_places,
    made_up_postcodes,
    parted,
    shuffled,
    signs,
)

_BEGUN = parted("""
{place} {sport} Club|Friends of {park}|{place} {art}|{place} Residents' Association
{place} Community Centre|{place} Parent Teacher Association|{place} Women's Institute
{number} {place} Scout Group|{place} Food Bank|Royal British Legion {place} Branch
{place} University of the Third Age|{place} Under {age}s {sport} Club|{place} Boys {sport} Club
{place} Girls {sport} Club|{saint} Church, {place}|{saint} Toddler Group|{person} Dance School
{place} Men's Shed|{place} Gardening Society|Breathe Easy {place}|{place} Carers Group
""")
_SPORTS = listed("""
    Cricket Football Netball Tennis Bowling Athletic Rugby Swimming Badminton Hockey
    """)
_ARTS = parted("""
Choir|Brass Band|Amateur Dramatic Society|Camera Club|Orchestra|Art Group|Folk Club|Writers
""")
_SAINTS = parted("""
St Mary's|St John's|All Saints|St Peter's|Holy Trinity|St Cuthbert's|St Anne's
""")
_STREETS = parted("""
High Street|Church Lane|Station Road|Mill Road|Park Avenue|The Green|Victoria Road|Chapel Street
""")
_BRIEFLY = {
    "Parent Teacher Association": "PTA", "Women's Institute": "WI", "University of the Third Age": "U3A",
    "Amateur Dramatic Society": "AmDram Soc.", "Residents' Association": "Residents Assoc",
    "Football Club": "FC", "Cricket Club": "CC", "Rugby Club": "RFC", "Community Centre": "Comm. Centre",
    "Royal British Legion": "RBL", "Gardening Society": "Gdng Society", "Scout Group": "Scouts",
}  # fmt: skip


def by_hand(rows: int, seed: int) -> list[Listed]:
    """Return a list of one borough as several hands typed it: a twelfth of the groups are there twice or
    thrice.

    Half have a house number and street, half a telephone, two in three a postcode. A hall has several
    groups at
    one address and telephone; branches have one name in many places; sides of a club differ by one word.
    """
    chance = random.Random(seed)
    codes = made_up_postcodes(chance)
    places = chance.sample(made_up_places(chance), max(20, rows // 60))
    halls = [_whereabouts(chance, codes) for _ in range(max(4, rows // 40))]
    names: dict[str, None] = {}
    while len(names) < round(rows / 1.1):
        names[_composed(chance, places)] = None
    made: list[Listed] = []
    for number, name in enumerate(names):
        where = chance.choice(halls) if chance.random() < 0.15 else _whereabouts(chance, codes)
        made.append(_partly(Listed(number, name, *where), chance))
    copies = [_typed_again(chance.choice(made), chance, codes) for _ in range(rows - len(made))]
    return shuffled(made + copies, chance)


def _composed(chance: random.Random, places: list[str]) -> str:
    place = chance.choice(places)
    return chance.choice(_BEGUN).format(
        place=place, park=f"{chance.choice(places)} {chance.choice(['Park', 'Woods', 'Meadow', 'Library'])}",
        sport=chance.choice(_SPORTS), art=chance.choice(_ARTS), saint=chance.choice(_SAINTS),
        number=chance.choice(["1st", "2nd", "3rd", "14th"]), age=chance.choice([8, 10, 12, 14]),
        person=f"{chance.choice(PEOPLE)} {chance.choice(SURNAMES)}",
    )  # fmt: skip


def _whereabouts(chance: random.Random, codes: dict[str, list[str]]) -> tuple[str, str, str]:
    outcode = chance.choice([code for code in codes if code.startswith("LV")])
    postcode = f"{outcode} {chance.choice(codes[outcode])}"
    address = f"{chance.randrange(1, 240)} {chance.choice(_STREETS)}"
    return postcode, address, f"01632 {chance.randrange(100_000, 999_999)}"


def _partly(one: Listed, chance: random.Random) -> Listed:
    """Return the row with only some of what could be in it: nobody fills everything in."""
    keeps = [chance.random() < share for share in (0.67, 0.5, 0.5)]
    told = [
        cell if kept else "" for cell, kept in zip((one.postcode, one.address, one.phone), keeps, strict=True)
    ]
    return Listed(one.group, one.name, *told)


def _typed_again(one: Listed, chance: random.Random, codes: dict[str, list[str]]) -> Listed:
    """Return the same group as another hand typed it: it may have moved, or have another telephone."""
    postcode, address, phone = _whereabouts(chance, codes)
    moved, rung = chance.random() < 0.12, chance.random() < 0.2
    again = Listed(
        one.group,
        chance.choice([_brief, _turned, _with_more, _hasty, signs, _called_by])(one.name, chance),
        postcode if moved else one.postcode,
        address if moved else one.address.replace("Street", "St").replace("Road", "Rd."),
        phone if rung else one.phone.replace("01632 ", "+44 1632 "),
    )
    return _partly(again, chance)


def _brief(name: str, _: random.Random) -> str:
    for long, short in _BRIEFLY.items():
        name = name.replace(long, short)
    return name


def _turned(name: str, _: random.Random) -> str:
    first, _, rest = name.partition(" ")
    return f"{rest}, {first}" if rest and not name.startswith(("Friends", "St ", "Royal")) else name


def _with_more(name: str, chance: random.Random) -> str:
    more = ["(new)", "- Leasow Vale", "(Reg. Charity)", "CIO", "Leasow", "(see notes)"]
    return f"{name} {chance.choice(more)}"


def _hasty(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name) - 1)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _called_by(name: str, chance: random.Random) -> str:
    """Return the name with its last word lost, or another word for the same thing."""
    swapped = {
        "Club": "Society",
        "Group": "Club",
        "Society": "Association",
        "Centre": "Hall",
        "School": "Academy",
    }
    first, _, last = name.rpartition(" ")
    return f"{first} {swapped[last]}" if last in swapped and chance.random() < 0.5 else first or name
