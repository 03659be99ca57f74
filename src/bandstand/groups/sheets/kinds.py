"""Guessing a group's kind from its name, or from the sheet it came in. A guess is shown as one."""

import re

from bandstand.groups.models import Kind
from bandstand.groups.words import plain, words_of

# Words of a name to the look of a kind, the most telling first. Two words must stand side by side.
_SIGNS = """
community: parents, parent, pta, school
friends: friends of, friends, conservation group, in bloom, nature reserve, wildlife, allotment, allotments
community: tenants, residents, neighbourhood, community association, community centre, village hall
sport: football, fc, afc, jfc, rfc, rufc, rugby, cricket, cc, tennis, bowls, bowling, netball, hockey
sport: basketball, swimming, athletics, harriers, runners, running, cycling, golf, squash, badminton
sport: judo, karate, boxing, gymnastics, rowing, sailing, lacrosse, angling, archery, martial arts
sport: sports club, parkrun, leisure, sports, sport, pitches
arts: choir, choral, singers, orchestra, band, operatic, drama, theatre, theatrical, players, art, arts
arts: music, dance, film, craft, history society, camera, photographic
health: health, dementia, alzheimers, mental, wellbeing, carers, cancer, stroke, diabetes, autism, deaf
health: blind, hospice, hospital, disability, disabled, walking group
sport: club
"""
_LOOKS = [(look, signs.split(", ")) for look, signs in re.findall(r"(\w+): (.*)", _SIGNS)]


class KindGuesser:
    """Knows one hub's kinds. `of` tells which one a group seems to be, and whether that is only a guess."""

    def __init__(self, kinds: list[Kind], file_name: str) -> None:
        self._by_words = {
            plain(words): kind for kind in kinds for words in (kind.name, kind.plural, kind.slug)
        }
        self._by_look: dict[str, Kind] = {}
        for kind in kinds:
            self._by_look.setdefault(kind.look, kind)
        self._of_file = self._by_signs(file_name.rpartition(".")[0].replace("_", " "))

    def named(self, words: str) -> Kind | None:
        """Return the kind a cell names outright."""
        return self._by_words.get(plain(words))

    def guess(self, name: str, words: str = "") -> Kind | None:
        """Return the kind suggested by a name, else by a kind column, else by the name of the sheet."""
        return self._by_signs(name) or self._by_signs(words) or self._of_file

    def _by_signs(self, text: str) -> Kind | None:
        flat = f" {' '.join(words_of(text))} "
        looks = (look for look, signs in _LOOKS if any(f" {sign} " in flat for sign in signs))
        return next((self._by_look[look] for look in looks if look in self._by_look), None)
