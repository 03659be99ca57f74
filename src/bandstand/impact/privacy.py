"""What frozen figures hold about people: who froze them."""

from collections.abc import Iterable

from bandstand.people.erasing import holds_words
from bandstand.people.papers import Row, Teller, papers

from .models import FigureRun


@papers("Figures you froze")
def _froze(teller: Teller) -> Iterable[Row]:
    for one in FigureRun.objects.filter(made_by=teller.person).order_by("made_at", "pk"):
        yield {"When": one.made_at, "What": teller.says(one.title)}


holds_words(FigureRun, "title")
