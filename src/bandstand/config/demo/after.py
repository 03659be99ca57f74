"""What people of Leasow Vale added weeks later, who is still to be asked, what groups did together."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from bandstand.gatherings.actions.after import AFTER_HELP, plan_follow_ups
from bandstand.gatherings.actions.after_asking import plan_questions_to_groups
from bandstand.gatherings.models import FollowUp, Gathering
from bandstand.groups.models import ConnectionEvidence
from bandstand.people.actions.links import address_of, in_days, make_link
from bandstand.people.models import Hub, PrivateLink

from .history import Known

_MORE = {"yes": ["fine", "book", "fine"], "partly": ["card", "ring", "book"], "no": ["ring", "book"]}
_WORDS = {
    "yes": [
        "Forty-one new followers since, and two of them came to the work morning.",
        "Still going. I post on Fridays now.",
        "The committee can’t believe that it was me.",
    ],
    "partly": [
        "The page is fine, but the photographs come out sideways.",
        "I forget the password every time.",
    ],
    "no": ["The laptop gave up. Nobody’s fault."],
}
_TOGETHER = [
    "A litter-pick and a run on the same morning, and soup afterwards.",
    "They lend us the pavilion on wet Thursdays.",
    "A joint stall at the summer fair.",
]


def say_what_came_of_it(borough: Known, now: datetime) -> None:
    """Add the second taps and some words to what was answered, and ask whom it is time to ask."""
    chance = random.Random(1948)  # noqa: S311 (a story, not a secret)
    _second_taps(chance)
    _done_together(chance)
    _ask_groups(borough.hub, now)
    for gathering in Gathering.objects.filter(starts_at__gt=now - AFTER_HELP, state=Gathering.State.CLOSED):
        plan_follow_ups(gathering)


def asked_some_weeks_later() -> str:
    """Make the link of one question that was asked and not answered so far."""
    waits = FollowUp.objects.filter(state=FollowUp.State.ASKED, connection=None, note__topics__isnull=False)
    row = waits.select_related("hub").order_by("-due_on", "pk").first()
    if row is None:
        return ""
    return address_of(make_link(row.hub, PrivateLink.Purpose.FOLLOW_UP, row.uid, expires_at=in_days(60)))


def _second_taps(chance: random.Random) -> None:
    """Those who asked to be rung were, but for the latest few."""
    rows = list(FollowUp.objects.filter(state=FollowUp.State.ANSWERED, connection=None).order_by("due_on"))
    for row in rows:
        row.more = chance.choice(_MORE[row.says])
        row.words = chance.choice(_WORDS[row.says]) if chance.random() < 0.4 else ""
        if row.more == FollowUp.More.RING and row.answered_at:
            row.seen_to_at = row.answered_at + timedelta(days=2)
    for row in [row for row in rows if row.more == FollowUp.More.RING][-2:]:
        row.seen_to_at = None
    FollowUp.objects.bulk_update(rows, ["more", "words", "seen_to_at"])


def _done_together(chance: random.Random) -> None:
    for one in ConnectionEvidence.objects.filter(says=ConnectionEvidence.Says.DID):
        ConnectionEvidence.objects.filter(pk=one.pk).update(words=chance.choice(_TOGETHER))


def _ask_groups(hub: Hub, now: datetime) -> None:
    """Write down as asked, some days ago, the groups whose six weeks or six months are just over."""
    today = timezone.localdate(now)
    plan_questions_to_groups(hub, today)
    rows = list(FollowUp.objects.filter(note=None))
    for row in rows:
        row.state, row.asked_at = FollowUp.State.ASKED, now - (today - row.due_on)
    FollowUp.objects.bulk_update(rows, ["state", "asked_at"])
