"""Does the website open, is it still the group's, and does the padlock show? Also where we did not get in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from leasow_facts import FRONT, TODAY, found, saw

from checkup import Arrival, Finding, KnownPlaces, Outcome, State
from checkup.facts import Reading

YESTERDAY = datetime(2026, 6, 13, 9, tzinfo=UTC)
FRIENDS = KnownPlaces(group_name="Friends of Leasow Park")
GAVE_ADDRESS = Arrival(address=FRONT)


def said(finding: Finding) -> tuple[str, str]:
    assert "{" not in finding.headline
    assert all(e.url and e.where and len(e.snippet) <= 200 for e in finding.evidence)
    return finding.state.value, finding.says


def before(outcome: Outcome, when: datetime) -> KnownPlaces:
    return KnownPlaces(trouble_before=(outcome.value, when), today=TODAY)


# site-opens


def test_website_when_it_opens() -> None:
    answer = found("site-opens")

    assert said(answer) == ("good", "opens")
    assert [e.snippet for e in answer.evidence] == ["Friends of Leasow Park"]


@pytest.mark.parametrize("outcome", [Outcome.NO_SUCH_NAME, Outcome.REFUSED, Outcome.NOT_FOUND])
def test_website_when_it_does_not_open_for_the_first_time(outcome: Outcome) -> None:
    answer = found("site-opens", outcome=outcome)

    assert answer.state is State.COULD_NOT_CHECK
    assert answer.headline.endswith("We will try again another day.") == (answer.says != "not tried")


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome.NO_SUCH_NAME, "not found again"),
        (Outcome.REFUSED, "shut again"),
        (Outcome.NOT_FOUND, "no page again"),
    ],
)
def test_website_when_it_does_not_open_a_day_later(outcome: Outcome, says: str) -> None:
    known = before(outcome, YESTERDAY)
    answer = found("site-opens", outcome=outcome, known=known, arrival=GAVE_ADDRESS)

    assert said(answer) == ("needs a decision", says)
    assert "try it yourself" in answer.advice
    assert [e.url for e in answer.evidence] == [FRONT]


def test_website_when_it_is_tried_twice_within_a_day() -> None:
    now = datetime.now(UTC)
    known = KnownPlaces(trouble_before=(Outcome.NO_SUCH_NAME.value, now), today=now.date())
    answer = found("site-opens", outcome=Outcome.NO_SUCH_NAME, known=known)

    assert said(answer) == ("could not check", "not found")


def test_website_when_the_trouble_before_was_another() -> None:
    known = before(Outcome.TOO_SLOW, YESTERDAY)

    assert said(found("site-opens", outcome=Outcome.REFUSED, known=known)) == (
        "could not check",
        "shut",
    )


@pytest.mark.parametrize(
    ("outcome", "says"),
    [
        (Outcome.TURNED_AWAY, "turned away"),
        (Outcome.ASKED_NOT_TO, "asked not to"),
        (Outcome.SIGN_IN_ONLY, "sign in"),
        (Outcome.TOO_SLOW, "busy"),
        (Outcome.SITE_ERROR, "busy"),
        (Outcome.BROKE_OFF, "busy"),
        (Outcome.BAD_PADLOCK, "could not look"),
        (Outcome.SCRIPT_ONLY, "could not look"),
        (Outcome.PARKED, "could not look"),
    ],
)
def test_website_when_it_is_guarded_or_busy_even_twice(outcome: Outcome, says: str) -> None:
    answer = found("site-opens", outcome=outcome, known=before(outcome, YESTERDAY))

    assert said(answer) == ("could not check", says)


@pytest.mark.parametrize("outcome", [Outcome.BAD_ADDRESS, Outcome.NOT_PUBLIC])
def test_website_when_its_address_is_mistyped(outcome: Outcome) -> None:
    assert said(found("site-opens", outcome=outcome)) == ("needs a decision", "odd address")


@pytest.mark.parametrize(
    ("outcome", "says"), [(Outcome.NO_WEBSITE, "no website"), (Outcome.SOCIAL_ONLY, "social page")]
)
def test_website_when_the_group_has_none(outcome: Outcome, says: str) -> None:
    assert said(found("site-opens", outcome=outcome)) == ("does not apply", says)


def test_website_when_it_says_it_is_being_built() -> None:
    known = before(Outcome.BEING_BUILT, YESTERDAY)
    page = saw(title="Leasow Chess: our new website is coming soon", being_built=True, words=12)

    assert said(found("site-opens", outcome=Outcome.BEING_BUILT)) == ("could not check", "being worked on")
    assert said(found("site-opens", outcome=Outcome.BEING_BUILT, known=known)) == (
        "needs a decision",
        "being built",
    )
    assert said(found("site-opens", page)) == ("needs a decision", "being built")


@pytest.mark.parametrize(("differs", "says"), [("bare", "only with www"), ("www", "only without www")])
def test_website_when_one_spelling_does_not_work(differs: str, says: str) -> None:
    answer = found("site-opens", saw(builder="Wix"), arrival=Arrival(FRONT, FRONT, www_differs=differs))

    assert said(answer) == ("easy win", says)
    assert answer.advice.startswith("In Wix, open Settings, then Domains")


# site-none


def test_own_website_when_there_is_one() -> None:
    assert said(found("site-none")) == ("good", "has one")


def test_own_website_when_the_address_is_a_facebook_page() -> None:
    arrival = Arrival(address="https://www.facebook.com/LeasowPark")
    answer = found("site-none", outcome=Outcome.SOCIAL_ONLY, arrival=arrival)

    assert said(answer) == ("needs a decision", "social page")
    assert "which is fine" in answer.headline
    assert answer.advice.startswith("Only if you would like one")
    assert said(found("site-none", outcome=Outcome.SOCIAL_ONLY)) == ("needs a decision", "social page")


def test_own_website_when_only_accounts_are_known() -> None:
    known = KnownPlaces((("facebook", "fb.com/LeasowPark"), ("x", "@LeasowPark")))
    answer = found("site-none", outcome=Outcome.NO_WEBSITE, known=known)

    assert said(answer) == ("needs a decision", "accounts")
    assert answer.headline.startswith("You are on Facebook and X (Twitter) and have no website")


def test_own_website_when_nothing_is_known_of_the_group_online() -> None:
    assert said(found("site-none", outcome=Outcome.NO_WEBSITE)) == ("does not apply", "none known")


def test_own_website_when_we_did_not_get_in() -> None:
    assert said(found("site-none", outcome=Outcome.TURNED_AWAY)) == ("could not check", "not in")


# site-parked


def test_address_when_it_leads_to_the_group() -> None:
    assert said(found("site-parked")) == ("good", "yours")


def test_address_when_it_shows_adverts() -> None:
    answer = found("site-parked", outcome=Outcome.PARKED, arrival=GAVE_ADDRESS)

    assert said(answer) == ("needs a decision", "adverts")
    assert "holding page of a new website" in answer.advice
    assert said(found("site-parked", outcome=Outcome.PARKED))[0] == "needs a decision"


def test_address_when_it_leads_to_somebody_else() -> None:
    page = saw("https://bestkettles.example/", title="Best kettles compared")
    arrival = Arrival("leasowpark.example", "https://www.bestkettles.example/")
    answer = found("site-parked", page, known=FRIENDS, arrival=arrival)

    assert said(answer) == ("needs a decision", "leads elsewhere")
    assert "bestkettles.example" in answer.headline


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("Friends of Leasow Park", ""),
        ("Welcome", "Friends of Leasow Park look after the park."),
        ("FOLP", ""),
        ("Leasow Park: who we are", ""),
    ],
)
def test_address_when_it_leads_to_the_groups_new_home(title: str, opening: str) -> None:
    page = saw("https://parks.example/leasow", title=title, reading=Reading(opening=opening))
    arrival = Arrival("https://leasowpark.example", "https://parks.example/leasow")

    assert said(found("site-parked", page, known=FRIENDS, arrival=arrival)) == ("good", "yours")


@pytest.mark.parametrize(
    "ended", ["https://www.leasowpark.example/", "https://blog.leasowpark.example/", "", "http://["]
)
def test_address_when_it_stays_at_home(ended: str) -> None:
    arrival = Arrival("leasowpark.example", ended)

    assert said(found("site-parked", saw(title="Hello"), known=FRIENDS, arrival=arrival))[0] == "good"


def test_address_when_there_is_none_or_we_did_not_get_in() -> None:
    assert said(found("site-parked", outcome=Outcome.NO_WEBSITE)) == ("does not apply", "no website")
    assert said(found("site-parked", outcome=Outcome.TOO_SLOW)) == ("could not check", "not in")


# site-hacked


def test_words_on_the_page_when_they_are_the_groups_own() -> None:
    assert said(found("site-hacked")) == ("good", "nothing strange")


def test_words_on_the_page_when_strangers_put_some_there() -> None:
    page = saw(strange_words=("cheap viagra online no prescription",))
    answer = found("site-hacked", page)

    assert said(answer) == ("needs a decision", "strange words")
    assert "hacked" not in f"{answer.headline} {answer.advice}".lower()
    assert [e.snippet for e in answer.evidence] == ["cheap viagra online no prescription"]


@pytest.mark.parametrize(
    "words",
    [
        "Book now for our Casino Night in the hall",
        "ask your chemist about viagra",
        "Five minutes from the casino → /where-we-are",
    ],
)
def test_words_on_the_page_when_they_only_sound_strange(words: str) -> None:
    assert said(found("site-hacked", saw(strange_words=(words,))))[0] == "good"


def test_words_on_the_page_when_it_was_too_long_to_read() -> None:
    assert said(found("site-hacked", saw(cut_short=True))) == ("could not check", "in part")


# https


def locked(**facts: object) -> Arrival:
    return Arrival(FRONT, FRONT, **{"padlock": True, "padlock_days": 60, "plain_moves_on": True, **facts})


def test_padlock_when_it_shows() -> None:
    assert said(found("https", arrival=locked())) == ("good", "shows")
    assert said(found("https", arrival=locked(padlock_days=None, plain_moves_on=None))) == ("good", "shows")


@pytest.mark.parametrize(
    ("problem", "says"), [("expired", "ran out"), ("another name", "another name"), ("", "none")]
)
def test_padlock_when_it_is_plainly_not_right(problem: str, says: str) -> None:
    arrival = locked(padlock=False, padlock_problem=problem)
    answer = found("https", saw(builder="WordPress"), arrival=arrival)

    assert said(answer) == ("easy win", says)
    assert "Site Health" in answer.advice


@pytest.mark.parametrize("problem", ["not trusted", "other"])
def test_padlock_when_browsers_may_see_it_otherwise(problem: str) -> None:
    arrival = Arrival(FRONT, padlock=False, padlock_problem=problem)
    answer = found("https", outcome=Outcome.BAD_PADLOCK, arrival=arrival)

    assert said(answer) == ("needs a decision", "odd")


def test_padlock_when_we_did_not_get_in_for_it() -> None:
    assert said(found("https", outcome=Outcome.BAD_PADLOCK)) == ("needs a decision", "odd")
    expired = Arrival(FRONT, padlock=False, padlock_problem="expired")
    answer = found("https", outcome=Outcome.BAD_PADLOCK, arrival=expired)
    assert said(answer) == ("easy win", "ran out")
    assert answer.advice.startswith("Sign in where the website lives")


@pytest.mark.parametrize(("days", "when"), [(0, "today"), (1, "tomorrow"), (9, "in 9 days")])
def test_padlock_when_it_runs_out_soon(days: int, when: str) -> None:
    answer = found("https", arrival=locked(padlock_days=days))

    assert said(answer) == ("needs a decision", "soon")
    assert answer.headline == f"The padlock of your website runs out {when}, unless it renews itself."


def test_padlock_when_visitors_are_not_led_to_it() -> None:
    assert said(found("https", arrival=locked(plain_moves_on=False))) == ("easy win", "not moved on")


def test_padlock_when_nobody_tried_it() -> None:
    assert said(found("https")) == ("could not check", "saved")
    assert said(found("https", arrival=GAVE_ADDRESS)) == ("could not check", "not tried")
    assert said(found("https", outcome=Outcome.TOO_SLOW)) == ("could not check", "not tried")
    assert said(found("https", outcome=Outcome.NO_WEBSITE)) == ("does not apply", "no website")


# mixed


def test_parts_of_the_page_when_all_have_the_padlock() -> None:
    assert said(found("mixed")) == ("good", "all")


def test_parts_of_the_page_when_some_have_none() -> None:
    bowls, dance = "http://leasowpark.example/bowls.jpg", "http://leasowpark.example/dance.jpg"
    answer = found("mixed", saw(insecure_parts=(bowls, dance)))

    assert said(answer) == ("easy win", "some")
    assert answer.headline.startswith("2 parts of your pages")
    assert [e.snippet for e in answer.evidence] == [bowls, dance]
    assert said(found("mixed", saw(insecure_parts=(bowls,)))) == ("easy win", "one")


def test_parts_of_the_page_when_it_has_no_padlock_itself() -> None:
    page = saw("http://leasowpark.example/", insecure_parts=("http://leasowpark.example/bowls.jpg",))

    assert said(found("mixed", page)) == ("does not apply", "no padlock")
    assert said(found("mixed", arrival=Arrival(FRONT, padlock=False)))[0] == "does not apply"


def test_parts_of_the_page_when_its_address_is_not_known() -> None:
    assert said(found("mixed", saw("leasow/index.html"))) == ("could not check", "no address")


def test_parts_of_the_page_when_it_was_too_long_to_read() -> None:
    assert said(found("mixed", saw(cut_short=True))) == ("could not check", "in part")
