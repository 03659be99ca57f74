"""What we ask about a Facebook page, and what the answers turn into."""

from __future__ import annotations

from datetime import date

import pytest
from leasow_facts import TODAY, at, mention, saw, website

from checkup import PLATFORMS, QUESTIONS, KnownPlaces, Outcome, Question, State, Told, questions_for
from checkup.looks.social_back import SOCIAL_BACK
from checkup.questions import ANSWERS

FB = "https://www.facebook.com/LeasowPark"
MARCH = date(2026, 3, 14)


def knowing(**told: Told) -> KnownPlaces:
    answers = {name.replace("_", "-"): answer for name, answer in told.items()}
    return KnownPlaces((("facebook", FB),), "Friends of Leasow Park", told=answers, today=TODAY)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
def test_every_question_when_it_is_asked(question: Question) -> None:
    assert question.asks.endswith("?")
    assert all((question.where, question.why, question.minutes > 0))
    assert question.how_to_fix[question.platforms[0]] == question.how_on("carrier pigeon")
    assert set(question.platforms) <= PLATFORMS.keys()
    assert set(question.says) == set(ANSWERS)
    assert question.kinds


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.id)
def test_every_question_when_it_is_answered(question: Question) -> None:
    yes, not_yet, unsure = (Told(yes=answer, on=MARCH) for answer in (True, False, None))

    assert question.state(yes) is State.GOOD
    assert question.state(not_yet) in (State.EASY_WIN, State.NEEDS_A_DECISION)
    assert question.state(unsure) is question.state(None) is State.COULD_NOT_CHECK
    assert question.sentence(yes) == question.says["yes"]
    assert question.sentence(not_yet) == question.says["not yet"]
    assert question.sentence(None) == question.asks


def test_questions_when_read_aloud() -> None:
    said = " ".join(
        " ".join((q.asks, q.where, q.why, *q.how_to_fix.values(), *q.says.values()))
        for q in QUESTIONS.values()
    ).lower()

    for word in ("url", "html", "fail", "error", "score", "user", "must", "audit", "register", "admin panel"):
        assert f" {word}" not in f" {said}", word


def test_questions_when_a_group_has_no_page() -> None:
    asked = questions_for(["facebook"], kind="group")

    assert len(asked) >= 8
    assert "contact-shown" not in [question.id for question in asked]
    assert questions_for(["mastodon"]) == ()
    assert [q.id for q in questions_for(["twitter"])] == [
        "website-shown", "says-what", "posted-lately", "picture-shown",
    ]  # fmt: skip


def test_questions_when_the_network_is_another_one() -> None:
    question = QUESTIONS["website-shown"]

    assert question.asks_on("facebook").startswith("Open your Facebook page")
    assert question.asks_on("instagram").startswith("Open your account")
    assert question.how_on("instagram").startswith("On Instagram")


def test_social_back_when_nobody_has_told_us_yet() -> None:
    finding = at(SOCIAL_BACK, saw(), known=knowing())

    assert finding.state is State.COULD_NOT_CHECK
    assert "let us look together" in finding.headline


def test_social_back_when_the_page_shows_it() -> None:
    told = Told(yes=True, on=MARCH, by="a helper at a surgery")
    finding = at(SOCIAL_BACK, saw(), known=knowing(website_shown=told))

    assert finding.state is State.GOOD
    assert [(e.url, e.where) for e in finding.evidence] == [
        (FB, "as we were told by a helper at a surgery on 14 March 2026")
    ]


def test_social_back_when_the_page_does_not_show_it_yet() -> None:
    finding = at(SOCIAL_BACK, saw(), known=knowing(website_shown=Told(yes=False, on=MARCH)))

    assert finding.state is State.EASY_WIN
    assert finding.headline == "Your Facebook page does not show your website yet."
    assert finding.effort_minutes == 5
    assert finding.advice.startswith("On Facebook, switch to your page")


def test_social_back_when_they_could_not_tell() -> None:
    finding = at(SOCIAL_BACK, saw(), known=knowing(website_shown=Told(yes=None, on=MARCH)))

    assert finding.state is State.COULD_NOT_CHECK


def test_social_back_when_the_website_shows_a_page_we_did_not_know() -> None:
    assert at(SOCIAL_BACK, saw(mentions=(mention(FB),))).state is State.COULD_NOT_CHECK


def test_social_back_when_they_are_on_instagram_only() -> None:
    known = KnownPlaces((("instagram", "@leasow.park"),), today=TODAY)
    finding = at(SOCIAL_BACK, saw(), known=known)

    assert finding.headline.startswith("Does your Instagram account show your website?")


def test_social_back_when_there_is_no_page() -> None:
    assert at(SOCIAL_BACK, saw()).state is State.DOES_NOT_APPLY


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.SOCIAL_ONLY, State.DOES_NOT_APPLY),
        (Outcome.NO_WEBSITE, State.DOES_NOT_APPLY),
        (Outcome.TOO_SLOW, State.COULD_NOT_CHECK),
    ],
)
def test_social_back_when_we_did_not_get_in(outcome: Outcome, state: State) -> None:
    assert SOCIAL_BACK.at(website(outcome=outcome, known=knowing())).state is state


def test_social_back_when_they_told_us_though_the_website_was_slow() -> None:
    known = knowing(website_shown=Told(yes=False, on=MARCH))

    assert SOCIAL_BACK.at(website(outcome=Outcome.TOO_SLOW, known=known)).state is State.EASY_WIN
