"""Sheets that came in, and what became of their rows."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ..models import ImportBatch, ImportRow

State = ImportRow.State
_WAITS = Q(done_at=None) & (
    Q(state=State.FIX) | Q(state=State.MAYBE, decision__in=["", ImportRow.Decision.LATER])
)


def batches() -> QuerySet[ImportBatch]:
    """Return the sheets, latest first, each with how many rows are in each pile (`n_new`, `n_maybe`…) and how
    many wait for somebody (`n_waiting`).
    """
    counts = {f"n_{state.name.lower()}": Count("rows", filter=Q(rows__state=state)) for state in State}
    waits = Q(rows__done_at=None, rows__state__in=[State.FIX, State.MAYBE])
    found = ImportBatch.objects.select_related("made_by").annotate(
        **counts, n_waiting=Count("rows", filter=waits)
    )
    return found.order_by("-made_at", "-pk")


def unfinished() -> QuerySet[ImportBatch]:
    """Return the sheets something is still to be done about: not brought in, or with rows that wait."""
    return batches().filter(~Q(state=ImportBatch.State.DONE) | Q(n_waiting__gt=0))


def piles(batch: ImportBatch) -> dict[str, int]:
    """Return how many rows of a batch are in each state; the numbers add up to its rows."""
    found = batch.rows.order_by().values_list("state").annotate(many=Count("pk"))
    return {**dict.fromkeys(State.values, 0), **dict(found)}


def open_piles(batch: ImportBatch) -> dict[str, int]:
    """The same of the rows that are not in yet."""
    found = batch.rows.filter(done_at=None).order_by().values_list("state").annotate(many=Count("pk"))
    return {**dict.fromkeys(State.values, 0), **dict(found)}


def ready(batch: ImportBatch) -> int:
    """Return how many rows would come in now: new and changed ones, and those that may be duplicates (they
    come in flagged). Rows that are the same change nothing.
    """
    return batch.rows.filter(done_at=None, state__in=[State.NEW, State.CHANGED, State.MAYBE]).count()


def waiting(batch: ImportBatch) -> int:
    """Return how many rows wait for somebody: to be put right, or decided."""
    return batch.rows.filter(_WAITS).count()


def rows(batch: ImportBatch, state: str = "", words: str = "") -> QuerySet[ImportRow]:
    """Return the rows of a pile (all without one) in their order; with words, those that have all of them."""
    found = batch.rows.select_related("group", "decided").defer(
        "group__search", "group__notes", "decided__search", "decided__notes"
    )
    found = found.filter(state=state) if state else found
    for word in words.split():
        found = found.filter(_has(word))
    return found.order_by("number")


def _has(word: str) -> Q:
    return Q(cells__icontains=word) | Q(group__name__icontains=word)


@dataclass(frozen=True)
class Correction:
    """A sort of thing we put right on the way, in one column: `code` takes it back, in one row or in all."""

    code: str
    column: str
    words: str
    rows: int
    taken_back: int
    before: str = ""
    after: str = ""


def corrections(batch: ImportBatch) -> list[Correction]:
    """Return what was put right in rows that are not in yet, the most frequent first, with one example."""
    counts: Counter[tuple[str, str]] = Counter()
    back: Counter[str] = Counter()
    example: dict[tuple[str, str], dict[str, str]] = {}
    found = batch.rows.filter(done_at=None).exclude(says=[], put_back=[]).order_by("number")
    for says, put_back in found.values_list("says", "put_back").iterator(chunk_size=1000):
        back.update(put_back)
        for say in says:
            if say.get("code") and say.get("reversible", True) and (say["before"] or say["after"]):
                counts[say["code"], say["column"]] += 1
                example.setdefault((say["code"], say["column"]), say)
    for code in back:
        if not any(known == code for known, _ in counts):
            counts[code, ""] = 0
    return [
        Correction(
            code, column, say.get("words", ""), many, back[code], say.get("before", ""), say.get("after", "")
        )
        for (code, column), many in counts.most_common()
        for say in [example.get((code, column), {})]
    ]


def progress(batch: ImportBatch) -> tuple[int, int]:
    """Return how far the work under way is: rows sorted, or brought in, of about how many."""
    if batch.state in {ImportBatch.State.READ, ImportBatch.State.SORTING}:
        done = batch.rows.exclude(state=State.NOT_YET).count()
        return done, max(batch.rows_in, done)
    return batch.rows.exclude(done_at=None).count(), batch.rows_in
