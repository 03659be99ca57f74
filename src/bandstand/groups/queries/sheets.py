"""Sheets that came in, and what became of their rows."""

from django.db.models import Count, Q, QuerySet

from ..models import ImportBatch, ImportRow


def batches() -> QuerySet[ImportBatch]:
    counts = {
        f"n_{state.name.lower()}": Count("rows", filter=Q(rows__state=state))
        for state in (ImportRow.State.NEW, ImportRow.State.CHANGED, ImportRow.State.SAME, ImportRow.State.FIX)
    }
    return ImportBatch.objects.select_related("made_by").annotate(**counts).order_by("-made_at", "-pk")


def piles(batch: ImportBatch) -> dict[str, int]:
    """Return how many rows of a batch are in each state; the numbers add up to its rows."""
    found = batch.rows.order_by().values_list("state").annotate(many=Count("pk"))
    return {**dict.fromkeys(ImportRow.State.values, 0), **dict(found)}


def rows(batch: ImportBatch, state: str = "") -> QuerySet[ImportRow]:
    found = batch.rows.select_related("group").defer("group__search", "group__notes")
    return found.filter(state=state) if state else found
