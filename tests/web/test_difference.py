"""What difference it made: six sentences whose numbers open, and what nobody knows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bandstand.gatherings.models import Gathering, Programme
from bandstand.impact.measures import Scope
from bandstand.impact.queries import figures
from bandstand.impact.sentences import WORDS, paragraph, sentences
from bandstand.people.access import hub_scope
from bandstand.people.actions.consents import say
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from tests.borough import make_group, make_person
from tests.impact.stories import came, held, note
from tests.web.test_figures import story, text_of

PAGE = "/desk/figures/difference/"


def test_six_sentences_and_every_number_opens(officer: Client, hub: Hub) -> None:
    story(hub)
    page = text_of(officer.get(PAGE))
    six = re.search(r'<ol class="six">(.*?)</ol>', page)
    assert six
    assert six[1].count("<li>") == 6
    for code in WORDS:
        assert f'href="/desk/figures/{code}/"' in six[1]
        assert officer.get(f"/desk/figures/{code}/").status_code == 200


def test_the_paragraph_to_copy_is_the_sentences(officer: Client, hub: Hub) -> None:
    story(hub)
    words = paragraph(sentences(figures(Scope())))
    assert words.startswith("We held 1 surgery, 1 gathering of any kind in all. 2 people came,")
    assert words.replace("’", "&#x27;") in text_of(officer.get(PAGE)) or words in text_of(officer.get(PAGE))


def test_what_nobody_wrote_down_is_said(officer: Client, hub: Hub) -> None:
    held(hub)
    page = text_of(officer.get(PAGE))
    assert "We do not know how many people came" in page
    assert "At 1 gathering nobody wrote down who helped." in page


def test_before_anything_was_held_the_page_says_so(officer: Client, hub: Hub) -> None:
    assert "Nothing to tell yet" in text_of(officer.get(PAGE))


def test_words_are_quoted_only_with_a_yes_and_names_only_with_another(officer: Client, hub: Hub) -> None:
    surgery = held(hub)
    joan, sam = (came(surgery, make_person(hub, name)) for name in ("Joan Barrow", "Sam Ash"))
    group = make_group(hub, "Priory Singers")
    note(surgery, joan, groups=[group], quote="It took ten minutes!", quote_by=joan)
    note(surgery, sam, groups=[group], quote="I would never have dared.", quote_by=sam)
    assert "ten minutes" not in text_of(officer.get(PAGE))
    assert joan.person is not None
    yes = say(joan.person, "quote", yes=True, wording="Quote me.", how="door")
    type(yes).objects.filter(pk=yes.pk).update(given_at=surgery.starts_at + timedelta(hours=1))
    page = text_of(officer.get(PAGE))
    assert "“It took ten minutes!”" in page
    assert "Somebody, Priory Singers" in page
    assert "dared" not in page
    say(joan.person, "named", yes=True, wording="Name me.", how="door")
    assert "Joan Barrow, Priory Singers" in text_of(officer.get(PAGE))


def test_a_programme_narrows_it_and_says_so(officer: Client, hub: Hub) -> None:
    story(hub)
    parks = Programme.objects.create(hub=hub, name="Parks")
    page = text_of(officer.get(PAGE, {"programme": parks.pk}))
    assert "counted towards Parks" in page
    assert "do not add programmes up" in page
    Gathering.objects.get().programmes.add(parks)
    assert f'href="/desk/figures/helpers/?programme={parks.pk}"' in text_of(
        officer.get(PAGE, {"programme": parks.pk})
    )


@pytest.mark.parametrize("asked", [{"programme": "999"}, {"area": "x"}])
def test_a_programme_that_is_none_is_said_plainly(officer: Client, hub: Hub, asked: dict[str, str]) -> None:
    answer = officer.get(PAGE, asked)
    assert answer.status_code == 422
    assert "from the list." in answer.text


def test_three_surgeries_take_as_many_queries_as_one(officer: Client, hub: Hub) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            officer.get(PAGE)
        return len(captured)

    story(hub)
    one = queries()
    story(hub, "2026-02-14")
    story(hub, "2026-03-14")
    assert queries() == one
    assert one <= 60


def test_a_programme_or_an_area_of_another_hub_is_none_of_ours(officer: Client, hub: Hub) -> None:
    Hub.objects.filter(pk=hub.pk).update(host="testserver")
    other = open_hub("Voluntary Action Otherby", slug="otherby", host="otherby.example")
    with hub_scope(other):
        theirs = Programme.objects.create(hub=other, name="Zephyr money")
    for page in (PAGE, "/desk/figures/", "/desk/figures/figures.csv", "/desk/figures/freeze/"):
        answer = officer.get(page, {"programme": theirs.pk})
        assert answer.status_code in {302, 422}
        assert "Zephyr" not in answer.text
    assert officer.get("/api/v1/figures/", {"programme": theirs.pk}).status_code == 400
