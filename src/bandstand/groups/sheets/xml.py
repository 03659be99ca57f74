"""XML heard a piece at a time: no tree is built, nothing is fetched, and no document may declare anything."""

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.parsers import expat

from .manner import NotASheetError
from .packed import DAMAGED

# A tag of this many bytes is no tag: the parser would have to hold all of it in memory.
_LONGEST_TAG = 2 * 1024 * 1024
_DECLARES = (
    "That file carries instructions (a document type) that no spreadsheet program writes, so it was "
    "not read. Save the sheet as CSV and bring in that."
)


class Hearer(Protocol):
    """What is told of every tag and text; names come without their prefix."""

    def start(self, name: str, marks: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, words: str) -> None: ...


def hear(pieces: Iterable[bytes], hearer: Hearer) -> Iterator[None]:
    """Tell a hearer what is in the XML; pauses after each piece. Raises NotASheetError."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    names: dict[str, str] = {}

    def start(name: str, marks: dict[str, str]) -> None:
        hearer.start(names.get(name) or names.setdefault(name, name.rpartition(":")[2]), marks)

    def end(name: str) -> None:
        hearer.end(names[name])

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = hearer.text
    fed = 0
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            fed += len(piece)
            if fed - parser.CurrentByteIndex > _LONGEST_TAG:
                raise NotASheetError(DAMAGED)  # noqa: TRY301
            yield
        parser.Parse(b"", True)
    except NotASheetError:
        raise
    except (expat.ExpatError, ValueError, OverflowError) as trouble:  # or a figure that is none
        raise NotASheetError(DAMAGED) from trouble
    yield


def _refuse(*_: object) -> None:
    raise NotASheetError(_DECLARES)


class Tags:
    """Hears a small part whole: every tag in order with its marks."""

    def __init__(self) -> None:
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, marks: dict[str, str]) -> None:
        self.found.append((name, marks))
        if len(self.found) > 200_000:
            raise NotASheetError(DAMAGED)

    def end(self, name: str) -> None:
        pass

    def text(self, words: str) -> None:
        pass


def tags_of(pieces: Iterable[bytes]) -> list[tuple[str, dict[str, str]]]:
    """Return the tags of a small part, in order."""
    tags = Tags()
    for _ in hear(pieces, tags):
        pass
    return tags.found
