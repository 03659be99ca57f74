"""Keeping what people tell us about a Facebook page, or another place we never read."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.actions.deeds import record
from bandstand.people.models import Person

from ..models import Answer
from ..queries.answers import newest_answers


@transaction.atomic
def answer(
    group: Group,
    answers: Mapping[str, str],
    *,
    how: str,
    by: Person | None,
    words: str = "",
) -> int:
    """Keep answers by question, each a row of its own; return how many told us something new.

    What was pasted (`words`) goes with the first of them. An answer given again the same day is one answer.
    """
    known = newest_answers(group)
    today = timezone.localdate()
    new = [
        Answer(hub_id=group.hub_id, group=group, question=question, says=says, how=how, by=by)
        for question, says in answers.items()
        if not _is_known(known.get(question), says, how, today)
    ]
    if words and answers and not new and not _are_known(known.values(), words):
        question, says = next(iter(answers.items()))
        new = [Answer(hub_id=group.hub_id, group=group, question=question, says=says, how=how, by=by)]
    if new and words:
        new[0].words = words[:300]
    Answer.objects.bulk_create(new)
    if new:
        who = "" if by else f"{group.name} "
        record(group.hub, "answered", f"{who}told us about their pages online", by=by, about=group)
    return len(new)


def _are_known(answers: Iterable[Answer], words: str) -> bool:
    return any(answer.words == words[:300] for answer in answers)


def _is_known(answer: Answer | None, says: str, how: str, today: object) -> bool:
    if answer is None or (answer.says, answer.how) != (says, how):
        return False
    return timezone.localdate(answer.at) == today
