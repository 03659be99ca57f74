"""What people tell us of places we never read: the newest answer counts, for a year."""

from datetime import timedelta

from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.people.models import Person
from bandstand.presence.actions.answers import answer
from bandstand.presence.models import Answer
from bandstand.presence.queries.answers import newest_answers, told_by


def test_the_newest_answer_counts(friends: Group, olive: Person) -> None:
    assert answer(friends, {"picture": "no", "reply": "unsure"}, how="group", by=None) == 2
    assert (
        answer(friends, {"picture": "yes"}, how="desk", by=olive, words="There is a photo of the pond") == 1
    )
    assert newest_answers(friends)["picture"].words == "There is a photo of the pond"
    told = told_by(friends)
    assert (told["picture"].yes, told["picture"].by) == (True, "somebody at the desk")
    assert (told["reply"].yes, told["reply"].by) == (None, "the group itself")


def test_the_same_again_the_same_day_is_one_answer(friends: Group) -> None:
    answer(friends, {"picture": "no"}, how="group", by=None)
    assert answer(friends, {"picture": "no"}, how="group", by=None) == 0
    assert Answer.objects.count() == 1


def test_words_that_come_later_the_same_day_are_kept_once(friends: Group) -> None:
    answer(friends, {"picture": "no"}, how="group", by=None)
    assert answer(friends, {"picture": "no"}, how="group", by=None, words="A grey shape") == 1
    assert answer(friends, {"picture": "no"}, how="group", by=None, words="A grey shape") == 0
    assert newest_answers(friends)["picture"].words == "A grey shape"


def test_what_was_seen_long_ago_no_longer_counts(friends: Group) -> None:
    answer(friends, {"picture": "no"}, how="group", by=None)
    Answer.objects.update(at=timezone.now() - timedelta(days=400))
    assert told_by(friends) == {}
