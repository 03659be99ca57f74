"""Guessing a group's kind from its name, or from the sheet it came in. A guess is shown as one."""

from bandstand.groups.models import Kind
from bandstand.groups.words import plain, words_of

# Words of a name to the look of a kind, the most telling first. Two words must stand side by side.
_SIGNS: list[tuple[str, str]] = [
    ("parents", "community"),
    ("parent", "community"),
    ("pta", "community"),
    ("school", "community"),
    ("friends of", "friends"), ("friends", "friends"), ("conservation group", "friends"), ("in bloom", "friends"),
    ("nature reserve", "friends"), ("wildlife", "friends"), ("allotment", "friends"), ("allotments", "friends"),
    ("tenants", "community"), ("residents", "community"), ("neighbourhood", "community"),
    ("community association", "community"), ("community centre", "community"), ("village hall", "community"),
    ("football", "sport"), ("fc", "sport"), ("afc", "sport"), ("jfc", "sport"), ("rfc", "sport"), ("rufc", "sport"),
    ("rugby", "sport"), ("cricket", "sport"), ("cc", "sport"), ("tennis", "sport"), ("bowls", "sport"),
    ("bowling", "sport"), ("netball", "sport"), ("hockey", "sport"), ("basketball", "sport"), ("swimming", "sport"),
    ("athletics", "sport"), ("harriers", "sport"), ("runners", "sport"), ("running", "sport"), ("cycling", "sport"),
    ("golf", "sport"), ("squash", "sport"), ("badminton", "sport"), ("judo", "sport"), ("karate", "sport"),
    ("boxing", "sport"), ("gymnastics", "sport"), ("rowing", "sport"), ("sailing", "sport"), ("lacrosse", "sport"),
    ("angling", "sport"), ("archery", "sport"), ("martial arts", "sport"), ("sports club", "sport"),
    ("parkrun", "sport"), ("leisure", "sport"), ("sports", "sport"), ("sport", "sport"), ("pitches", "sport"),
    ("choir", "arts"), ("choral", "arts"), ("singers", "arts"), ("orchestra", "arts"), ("band", "arts"),
    ("operatic", "arts"), ("drama", "arts"), ("theatre", "arts"), ("theatrical", "arts"), ("players", "arts"),
    ("art", "arts"), ("arts", "arts"), ("music", "arts"), ("dance", "arts"), ("film", "arts"), ("craft", "arts"),
    ("history society", "arts"), ("camera", "arts"), ("photographic", "arts"),
    ("health", "health"), ("dementia", "health"), ("alzheimers", "health"), ("mental", "health"),
    ("wellbeing", "health"), ("carers", "health"), ("cancer", "health"), ("stroke", "health"), ("diabetes", "health"),
    ("autism", "health"), ("deaf", "health"), ("blind", "health"), ("hospice", "health"), ("hospital", "health"),
    ("disability", "health"), ("disabled", "health"), ("walking group", "health"),
    ("club", "sport"),
]  # fmt: skip


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
        """Return the kind a name, the words of a kind column, or the sheet's own name suggest; in that order."""
        return self._by_signs(name) or self._by_signs(words) or self._of_file

    def _by_signs(self, text: str) -> Kind | None:
        flat = f" {' '.join(words_of(text))} "
        looks = (look for sign, look in _SIGNS if f" {sign} " in flat)
        return next((self._by_look[look] for look in looks if look in self._by_look), None)
