"""What groups' pages were like last time, so that asking again costs their servers next to nothing."""

import hashlib
from datetime import timedelta

from django.utils import timezone

from checkup.memory import Notebook, Remembered

from .models import CheckUp, PageMemory

READ_ANEW_AFTER = timedelta(days=90)
"""So old, a page is fetched whole again even where it has not changed: names of groups that came into the
directory since were not looked for in it, and its words are not kept.
"""
LONGEST = 200_000
"""Letters of facts worth keeping of one page; reading a bigger one anew is the lesser evil."""


def recall(group_id: int) -> Notebook:
    """Return what is remembered of a group's pages."""
    rows = PageMemory.objects.filter(group=group_id, read_at__gt=timezone.now() - READ_ANEW_AFTER)
    return Notebook({row.url: Remembered(row.etag, row.last_modified, row.facts, row.rules) for row in rows})


def remember(check_up: CheckUp, notebook: Notebook) -> None:
    """Keep what a visit learnt, in the caller's transaction."""
    now = timezone.now()
    PageMemory.objects.bulk_create(
        [
            PageMemory(
                hub_id=check_up.hub_id,
                group_id=check_up.group_id,
                url=url,
                url_key=_key(url),
                etag=page.etag,
                last_modified=page.last_modified,
                facts=page.facts,
                rules=page.rules,
                seen_at=now,
                read_at=now,
            )
            for url, page in notebook.fresh.items()
            if len(page.facts) <= LONGEST and len(url) <= 2000
        ],
        update_conflicts=True,
        unique_fields=["group", "url_key"],
        update_fields=["etag", "last_modified", "facts", "rules", "seen_at", "read_at"],
    )
    if notebook.unchanged:
        keys = [_key(url) for url in notebook.unchanged]
        PageMemory.objects.filter(group=check_up.group_id, url_key__in=keys).update(seen_at=now)


def _key(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()
