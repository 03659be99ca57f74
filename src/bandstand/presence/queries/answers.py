"""What people told us about places we never read: the newest answer to a question counts."""

from datetime import timedelta

from django.utils import timezone

import checkup
from bandstand.groups.models import Group

from ..models import Answer

# What somebody saw long ago says little about a page that changes every week.
COUNTS_FOR = timedelta(days=365)
_YES = {Answer.Says.YES: True, Answer.Says.NO: False, Answer.Says.UNSURE: None}
_BY = {
    Answer.How.GROUP: "the group itself",
    Answer.How.DESK: "somebody at the desk",
    Answer.How.SURGERY: "a helper at a surgery",
}


def newest_answers(group: Group) -> dict[str, Answer]:
    """Return the newest answer to each question that was answered within a year."""
    since = timezone.now() - COUNTS_FOR
    rows = Answer.objects.filter(group=group, at__gt=since).order_by("at", "pk")
    return {row.question: row for row in rows}


def told_by(group: Group) -> dict[str, checkup.Told]:
    """Return what the library may take as told, by question."""
    return {
        question: checkup.Told(
            _YES[Answer.Says(row.says)], timezone.localdate(row.at), _BY[Answer.How(row.how)]
        )
        for question, row in newest_answers(group).items()
    }
