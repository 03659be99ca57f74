"""Background work about groups: thin, by id, safe to run twice."""

from django_tasks import task

from .actions import sheets
from .models import ImportBatch


@task()
def bring_in(batch_id: int) -> None:
    """Bring a sheet of groups in"""
    batch = ImportBatch.objects.filter(pk=batch_id).first()
    if batch is not None:  # it was thrown away meanwhile
        sheets.bring_in(batch)
