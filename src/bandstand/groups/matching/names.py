"""Names taken apart into the words that tell groups from one another."""

import re
import unicodedata
from dataclasses import dataclass
from sys import intern

from .vocabulary import listed

_APOSTROPHES = re.compile(r"['’‘ʼ`´]|(?<=[a-z])\?(?=s\b)")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")
_RUN_TOGETHER = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_TELEPHONE = re.compile(r"\(?\d{3,5}\)?[-\s.]*\d{3}[-\s.]*\d{3,4}")
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_BREAK = re.compile(r"\s[-–—]+\s|[,:;/|(\[\n]")
_WORD = re.compile(r"[a-z0-9]+")
_SAINT = re.compile(
    r"\b(?:st|saint)\W+(agnes|aidan|alban|andrew|ann|anne|anthony|augustine|barnabas|bartholomew|bede|benedict"
    r"|bernard|catherine|chad|clement|columba|cuthbert|david|dunstan|edmund|edward|francis|george|giles|gregory"
    r"|helen|hilda|hugh|james|john|joseph|jude|laurence|lawrence|leonard|luke|margaret|mark|martin|mary|matthew"
    r"|michael|nicholas|oswald|patrick|paul|peter|philip|stephen|swithun|teresa|thomas|vincent|wilfrid)s?\b"
    r"|\b(all (?:saints|souls)|holy (?:trinity|cross|family)|christ church)\b"
)
_LETTER = re.compile(r"\s([a-h])\W*$")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|s)?")
_UNDER = re.compile(r"u(\d{1,2})s?")

# Words that tell nothing: small ones, and what says only that a body is incorporated.
SILENT = frozenset(
    listed("""
    the of and for in at a an to on with by de la und y n ltd limited cio plc inc incorporated llc
    llp cic scio company reg registered
    """)
)
# What people shorten, and what is spelt in two ways: all of it to one spelling.
_SPELT_OUT = dict(
    pair.split("=")
    for pair in listed("""
    st=saint ste=saint ss=saint assoc=association assn=association asscn=association ass=association
    asso=association cttee=committee ctte=committee committe=committee comittee=committee utd=united
    jnr=junior jr=junior jun=junior snr=senior sr=senior ctr=centre cntr=centre center=centre
    cent=centre acad=academy dev=development devt=development soc=society grp=group gp=group
    org=organisation organization=organisation orgn=organisation sch=school schl=school
    comm=community cmty=community com=community commun=community dept=department intl=international
    natl=national nat=national ed=education edu=education educ=education educational=education
    mem=memorial meml=memorial rec=recreation recreational=recreation gdn=garden gdns=garden pk=park
    rd=road neighborhood=neighbourhood neighbor=neighbour nbhd=neighbourhood svc=service
    svcs=service serv=service lrng=learning learn=learning prog=programme program=programme
    inst=institute institution=institute fed=federation fdn=foundation found=foundation
    hosp=hospital univ=university col=college coll=college meth=methodist bapt=baptist cath=catholic
    par=parish vill=village res=resident tra=tra chdn=children child=child dist=district co=county
    gt=great gtr=greater lt=little nth=north sth=south mtn=mountain hse=house hs=house bros=brother
    vol=volunteer voluntary=volunteer ath=athletic athl=athletic ftbl=football crkt=cricket
    pre=pre preschool=preschool kindergarten=kindergarten labor=labour color=colour theater=theatre
    man=men woman=women ladie=lady gent=gentleman gentlemen=gentleman
    trustee=trust trst=trust char=charity charitable=charity mt=mount nr=near utd=united
    """)
)
# Short forms everybody knows, in full. What has several meanings (CC) is left for the other name to say.
_IN_FULL = {
    "fc": ("football", "club"),
    "afc": ("football", "club"),
    "jfc": ("junior", "football", "club"),
    "rfc": ("rugby", "club"),
    "rufc": ("rugby", "club"),
    "wi": ("women", "institute"),
    "pta": ("parent", "teacher", "association"),
    "pcc": ("parochial", "church", "council"),
    "u3a": ("university", "3", "age"),
    "rbl": ("royal", "british", "legion"),
}
_NUMBER_WORDS = dict(
    pair.split("=")
    for pair in listed("""
    first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 two=2
    three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 ii=2 iii=3
    """)
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is compared. `words` in their order, telling ones only; `core` are those before any
    bracket
    or dash, `asides` the words in brackets; `letters` all of it run together; `apart` its words in no
    order; `typed` every letter of it as it was typed, silent words too; `letter` the one
    at the end of “Team B”; `saints` whom it is called after.
    """

    words: tuple[str, ...]
    core: tuple[str, ...]
    asides: frozenset[str]
    numbers: frozenset[str]
    letters: str
    apart: frozenset[str]
    typed: str
    letter: str
    saints: tuple[str, ...]


def fold(text: str) -> str:
    """Return the text in small plain letters: no accents, no apostrophes, “&” as “and”."""
    flat = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("+", " and ").replace("ß", "ss"))
    bare = "".join(letter for letter in flat if not unicodedata.combining(letter)).casefold()
    return _APOSTROPHES.sub("", bare)


def take_apart(text: str) -> Name:
    flat = _TELEPHONE.sub(" ", fold(_RUN_TOGETHER.sub(" ", text)))
    flat = _INITIALS.sub(lambda found: found[0].replace(".", ""), flat)
    words = words_in(flat)
    core = words_in(_BREAK.split(flat.strip(" -–,"), maxsplit=1)[0]) or words
    asides = {word for found in _ASIDE.findall(flat) for part in found for word in words_in(part)}
    return Name(
        words=words,
        core=core,
        asides=frozenset(asides - set(words_in(_ASIDE.sub(" ", flat)))),
        numbers=frozenset(word for word in words if word.isdigit()),
        letters="".join(words),
        apart=frozenset(words),
        typed="".join(_SPELT_OUT.get(word, word) for word in _WORD.findall(flat)),
        saints=tuple(word for found in _SAINT.findall(flat) for word in found if word),
        letter=found[1] if (found := _LETTER.search(flat)) else "",
    )


def words_in(flat: str) -> tuple[str, ...]:
    """Return the telling words of folded text, each once, spelt in one way. Never empty if there is a
    word.
    """
    found = _WORD.findall(flat)
    telling = [
        spelt
        for word in found
        if word not in SILENT
        for spelt in (_IN_FULL.get(word) or (one_spelling(word),))
    ] or found
    return tuple(dict.fromkeys(intern(word) for word in telling if word))


def one_spelling(word: str) -> str:
    """Return the word as it is compared: spelt out, without a plural’s s, numbers as digits."""
    word = _SPELT_OUT.get(word, word)
    if number := _ORDINAL.fullmatch(word) or _UNDER.fullmatch(word):
        return number[1].lstrip("0") or "0"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
        word = _SPELT_OUT.get(word, word)
    return _NUMBER_WORDS.get(word, word)
