"""What people told us about places we never read: the newest answer to a question counts."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

import checkup
from bandstand.groups.models import Group

from ..models import Answer
from ..websites import known_accounts, platform_name

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
    return {question: _told(row) for question, row in newest_answers(group).items()}


def _told(row: Answer) -> checkup.Told:
    on = timezone.localdate(row.at)
    return checkup.Told(_YES[Answer.Says(row.says)], on, _BY[Answer.How(row.how)])


@dataclass(frozen=True)
class Heard:
    """One question, what was answered last if anything, and what that comes to."""

    question: checkup.Question
    answer: Answer | None
    how: str  # what to do where the answer is “not yet”, on the network they use

    @property
    def state(self) -> checkup.State:
        return self.question.state(_told(self.answer) if self.answer else None)

    @property
    def sentence(self) -> str:
        return self.question.sentence(_told(self.answer) if self.answer else None)

    @property
    def is_good(self) -> bool:
        return self.state == checkup.State.GOOD

    @property
    def would_help(self) -> bool:
        return self.state in {checkup.State.EASY_WIN, checkup.State.NEEDS_A_DECISION}


def asked_of(group: Group) -> list[Heard]:
    """Return the questions to ask about this group's pages, with what was answered; none without a page."""
    platforms = networks_of(group)
    answers = newest_answers(group) if platforms else {}
    return [
        Heard(question, answers.get(question.id), question.how_on(_where(question, platforms)))
        for question in checkup.questions_for(platforms)
    ]


def networks_of(group: Group) -> list[str]:
    """Return the networks the group has a page on, as the library calls them."""
    return sorted({platform for platform, _ in known_accounts(group.online_places.all())})


def network_names(group: Group) -> list[str]:
    """Return those we ask about, as people say them: "Facebook", "Instagram"."""
    asked = {platform for question in checkup.QUESTIONS.values() for platform in question.platforms}
    return [platform_name(platform) for platform in networks_of(group) if platform in asked]


def _where(question: checkup.Question, platforms: list[str]) -> str:
    return next((platform for platform in question.platforms if platform in platforms), "")
