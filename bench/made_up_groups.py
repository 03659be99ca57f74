"""Lists of groups with duplicates whose answer is known, made anew from a seed.

Two makers with nothing in common but the shape of what they return, so that what was tuned on one can be
held against the other: `field_note` (real charity names where there are any, put in other places; slips and
words lost; postcodes removed and changed) and `by_hand` (composed names; what people do when they type the
same group twice: abbreviations, other order, a new name in part, another telephone).
"""

from __future__ import annotations

import csv
import gzip
import lzma
import random
import re
from dataclasses import dataclass
from pathlib import Path


def listed(words: str) -> list[str]:
    return words.split()


def parted(words: str) -> list[str]:
    """Return what stands between upright strokes or on lines of its own."""
    return [one for one in re.split(r"[|\n]", words) if one]


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
_STARTS = listed("""
    Al Ash Bar Beck Bram Brook Burn Cal Carl Chel Clay Crow Dal Den East El Fern Ford Gar Glen Hal
    Har Haw Hol Kel Kirk Lang Lin Mar Mel Mill Nor Oak Pen Quar Rad Red Ross San Sel Shel Stan Stoke
    Sut Thorn Tor Up Wal Wes Whit Wil Win Wood Wyn Yar
    """)
_ENDS = listed("""
    borne bourne bridge brook burn bury by church cliffe combe cote dale den don field fold ford
    gate ham hampton head hurst leigh ley low marsh mere mond more mouth ney over pool port shaw
    stead stock stoke ston thorpe ton wall ward well wick wood worth
    """)
_MORE = parted("""
Parva|Magna|Green|Heath|Common|on the Hill|St Mary|Regis|Bridge|Cross|End|Moor
""")
_PEOPLE = listed("""
    Ada Agnes Albert Amrit Beatrice Cyril Dilip Edith Ernest Farida George Harriet Ivy Jack Joan
    Kofi Leah Mabel Noor Olive Percy Rita Samuel Theo Una Violet Walter Yusuf
    """)
_SURNAMES = listed("""
    Abbott Ahmed Barker Bell Cartwright Chowdhury Dawson Ellis Fletcher Gill Hartley Iqbal Jagger
    Kaur Lister Mistry Naylor Okoro Pickles Quigley Rhodes Shah Thackray Unsworth Varley Walker
    Yates
    """)


@dataclass(frozen=True)
class Listed:
    """One row of such a list; rows of one `group` are the same group."""

    group: int
    name: str
    postcode: str = ""
    address: str = ""
    phone: str = ""


class Country:
    """Where names, places and postcodes come from: real ones where the data folder is there, else made up."""

    def __init__(self, chance: random.Random, shared: Path | None) -> None:
        self.chance = chance
        self.places = _real_places(shared) if shared else _made_up_places(chance)
        self.names = _real_names(shared) if shared else []
        self.outcodes = _real_postcodes(shared, chance) if shared else _made_up_postcodes(chance)

    def postcode(self, outcode: str = "") -> str:
        outcode = outcode if outcode in self.outcodes else self.chance.choice(list(self.outcodes))
        return f"{outcode} {self.chance.choice(self.outcodes[outcode])}"


def _real_places(shared: Path) -> list[str]:
    with gzip.open(shared / "wards_gb.csv.gz", "rt", encoding="utf-8") as file:
        wards = {
            part.strip()
            for row in csv.DictReader(file)
            for part in re.split(r" and |&|,| with ", row["ward_name"])
        }
    return sorted(
        ward
        for ward in wards
        if re.fullmatch(r"[A-Z][A-Za-z' -]{3,24}", ward)
        and ward.split()[-1] not in {"North", "South", "East", "West", "Central"}
    )


def _real_names(shared: Path) -> list[str]:
    names = set()
    with gzip.open(shared / "ukcat_charities_dev.csv.gz", "rt", encoding="utf-8") as file:
        names |= {row["name"].strip() for row in csv.DictReader(file)}
    with (shared / "trafford_charities.csv").open(encoding="utf-8", errors="replace") as file:
        names |= {row["charity_name"].strip() for row in csv.DictReader(file)}
    return sorted(name.title().replace("'S", "'s") if name.isupper() else name for name in names if name)


def _real_postcodes(shared: Path, chance: random.Random) -> dict[str, list[str]]:
    with lzma.open(shared / "gb_postcodes" / "incodes.txt.xz", "rt") as file:
        lines = [line.split() for line in file]
    return {line[0]: line[1:] for line in chance.sample([line for line in lines if len(line) > 100], 1_200)}


def _made_up_places(chance: random.Random) -> list[str]:
    plain = [f"{start}{end}" for start in _STARTS for end in _ENDS]
    longer = [f"{place} {chance.choice(_MORE)}" for place in plain for _ in range(2)]
    return sorted(set(plain + longer))


def _made_up_postcodes(chance: random.Random) -> dict[str, list[str]]:
    areas = ["LV", "QX", "ZM", "VW", "QD", "XK", "ZH", "JR"]
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return {
        f"{area}{number}": [
            f"{chance.randrange(10)}{chance.choice(letters)}{chance.choice(letters)}" for _ in range(300)
        ]
        for area in areas
        for number in range(1, 40)
    }


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
    return _shuffled(made + copies, chance)


def _placed(country: Country) -> str:
    """Return a name with a place put in: instead of one it had, or beside it."""
    chance = country.chance
    place = chance.choice(country.places)
    if not country.names:
        person = f"{chance.choice(_PEOPLE)} {chance.choice(_SURNAMES)}"
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
        name = chance.choice([_slip, _slip, _lose_word, _shorten, _swap, _add, _signs, _case])(name, chance)
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


def _signs(name: str, _: random.Random) -> str:
    return name.replace("'", "").replace(".", "").replace(" and ", " & ").replace("-", " ")


def _case(name: str, chance: random.Random) -> str:
    return name.upper() if chance.random() < 0.5 else name.lower()


def _other_postcode(postcode: str, country: Country) -> str:
    lot = country.chance.random()
    if lot < 0.35:
        return ""
    if lot < 0.50:
        return country.postcode(postcode.partition(" ")[0] if country.chance.random() < 0.5 else "")
    return postcode


def _shuffled(rows: list[Listed], chance: random.Random) -> list[Listed]:
    chance.shuffle(rows)
    return rows


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
    codes = _made_up_postcodes(chance)
    places = chance.sample(_made_up_places(chance), max(20, rows // 60))
    halls = [_whereabouts(chance, codes) for _ in range(max(4, rows // 40))]
    names: dict[str, None] = {}
    while len(names) < round(rows / 1.1):
        names[_composed(chance, places)] = None
    made: list[Listed] = []
    for number, name in enumerate(names):
        where = chance.choice(halls) if chance.random() < 0.15 else _whereabouts(chance, codes)
        made.append(_partly(Listed(number, name, *where), chance))
    copies = [_typed_again(chance.choice(made), chance, codes) for _ in range(rows - len(made))]
    return _shuffled(made + copies, chance)


def _composed(chance: random.Random, places: list[str]) -> str:
    place = chance.choice(places)
    return chance.choice(_BEGUN).format(
        place=place, park=f"{chance.choice(places)} {chance.choice(['Park', 'Woods', 'Meadow', 'Library'])}",
        sport=chance.choice(_SPORTS), art=chance.choice(_ARTS), saint=chance.choice(_SAINTS),
        number=chance.choice(["1st", "2nd", "3rd", "14th"]), age=chance.choice([8, 10, 12, 14]),
        person=f"{chance.choice(_PEOPLE)} {chance.choice(_SURNAMES)}",
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
        chance.choice([_brief, _turned, _with_more, _hasty, _signs, _called_by])(one.name, chance),
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
