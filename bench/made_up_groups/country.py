"""Where made-up groups are: names, places and postcodes, and the people they are called after."""

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
PEOPLE = listed("""
    Ada Agnes Albert Amrit Beatrice Cyril Dilip Edith Ernest Farida George Harriet Ivy Jack Joan
    Kofi Leah Mabel Noor Olive Percy Rita Samuel Theo Una Violet Walter Yusuf
    """)
SURNAMES = listed("""
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
        self.places = _real_places(shared) if shared else made_up_places(chance)
        self.names = _real_names(shared) if shared else []
        self.outcodes = _real_postcodes(shared, chance) if shared else made_up_postcodes(chance)

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


def made_up_places(chance: random.Random) -> list[str]:
    plain = [f"{start}{end}" for start in _STARTS for end in _ENDS]
    longer = [f"{place} {chance.choice(_MORE)}" for place in plain for _ in range(2)]
    return sorted(set(plain + longer))


def made_up_postcodes(chance: random.Random) -> dict[str, list[str]]:
    areas = ["LV", "QX", "ZM", "VW", "QD", "XK", "ZH", "JR"]
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    return {
        f"{area}{number}": [
            f"{chance.randrange(10)}{chance.choice(letters)}{chance.choice(letters)}" for _ in range(300)
        ]
        for area in areas
        for number in range(1, 40)
    }


def shuffled(rows: list[Listed], chance: random.Random) -> list[Listed]:
    chance.shuffle(rows)
    return rows


def signs(name: str, _: random.Random) -> str:
    return name.replace("'", "").replace(".", "").replace(" and ", " & ").replace("-", " ")
