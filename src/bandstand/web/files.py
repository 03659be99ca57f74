"""Answers to keep as a file."""

from django.http import HttpResponse

SHEET = "text/csv; charset=utf-8"


def attached(kept: str | bytes, content_type: str, name: str) -> HttpResponse:
    """Answer with a file that is kept under this name and not shown."""
    answer = HttpResponse(kept, content_type=content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
