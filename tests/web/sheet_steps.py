"""What an officer does to bring a sheet in, step by step."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from bandstand.groups.models import ImportBatch, ImportRow
from tests.groups.sheets import CHOIR

SHEETS = "/desk/groups/sheets/"
HELD = ["name", "about", "postcode", "website", "x", "phone", "note"]
NAMELESS = ["", *CHOIR[1:]]


def upload(client: Client, content: bytes, name: str = "groups.csv") -> Any:
    return client.post(SHEETS, {"sheet": SimpleUploadedFile(name, content)})


def columns(**chosen: str) -> dict[str, str]:
    return {f"column-{number}": chosen.get(f"c{number}", holds) for number, holds in enumerate(HELD)}


def look_over(client: Client, content: bytes, name: str = "groups.csv") -> ImportBatch:
    """Take a sheet as far as its piles, as an officer would."""
    upload(client, content, name)
    batch = ImportBatch.objects.latest("pk")
    client.post(f"{SHEETS}{batch.pk}/columns/", columns())
    batch.refresh_from_db()
    return batch


def pile(client: Client, batch: ImportBatch, name: str) -> Any:
    return client.get(f"{SHEETS}{batch.pk}/over/?pile={name}")


def piles(client: Client, batch: ImportBatch) -> dict[str, int]:
    page = client.get(f"{SHEETS}{batch.pk}/over/")
    return {one.code: one.many for one in page.context["counts"].piles if one.many}


def row_of(batch: ImportBatch, number: int) -> ImportRow:
    return ImportRow.objects.get(batch=batch, number=number)
