"""Two evenings, one list, as people of Leasow Vale meet it."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from bandstand.gatherings.actions import drawing, planning
from bandstand.gatherings.models import Attendance, Gathering, SignUp, TwoEvenings
from bandstand.people.actions.forget import forget
from bandstand.people.actions.links import token_of
from bandstand.people.models import Message, Person, PrivateLink
from bandstand.people.papers import papers_of
from tests.borough import make_gathering, make_group
from tests.evenings import joins
from tests.web.test_booking import every_row
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database


def signs_up(client: Client, both: TwoEvenings, **typed: Any) -> Any:
    sent = {"name": "Meena Patel", "email": "meena@mail.example", "can": "either", "form_key": uuid.uuid4()}
    return client.post(f"/evenings/{both.slug}/", sent | typed)


def rows() -> list[tuple[str, object]]:
    return [row for row in every_row() if row[0] != "people_allowance"]


def test_the_two_lead_to_the_list_in_place_of_booking(client: Client, both: TwoEvenings) -> None:
    alone = make_gathering(both.hub, "Surgery alone")
    for page in ("/whats-on/", "/", f"/whats-on/{both.first.slug}/"):
        shown = client.get(page).text
        assert f"/evenings/{both.slug}/" in shown
        assert f'href="/whats-on/{both.first.slug}/book/"' not in shown
    assert f"/whats-on/{alone.slug}/book/" in client.get("/whats-on/").text
    for way in (client.get, client.post):
        assert way(f"/whats-on/{both.first.slug}/book/")["Location"] == f"/evenings/{both.slug}/"
    assert client.get(f"/whats-on/{both.first.slug}/help/").status_code == 200

    drawing.draw_lots(both, by=None)
    assert f"/whats-on/{both.first.slug}/book/" in client.get("/whats-on/").text
    assert "The lot has been drawn" in words(client.get(f"/evenings/{both.slug}/"))


def test_meena_signs_up_changes_her_mind_and_hears_of_her_evening(client: Client, both: TwoEvenings) -> None:
    runners = make_group(both.hub, "Mill Green Runners")
    page = words(client.get(f"/evenings/{both.slug}/"))
    assert "Half of those who sign up come on the other evening" in page
    answer = signs_up(client, both, group="mill green runners", wants="Meet a park")
    mine = answer["Location"]
    assert re.fullmatch(r"/e/[\w-]{43}/", mine)
    for said in ("You are on the list", "Mill Green Runners", "Meet a park", "keep both free"):
        assert said in words(client.get(mine)).replace("Keep", "keep")

    sent = {"can": "second", "why": "Shift work", "group": "Mill Green Runners"}
    assert client.post(f"{mine}change/", sent)["Location"] == f"{mine}?saved"
    assert "It is not drawn" in words(client.get(mine)).replace("it is", "It is")
    assert client.post(f"{mine}change/", {"can": "third"}).status_code == 422
    one = SignUp.objects.get()
    assert (one.group, one.can, one.why) == (runners, "second", "Shift work")

    drawing.draw_lots(both, by=None)
    shown = words(client.get(mine))
    assert "Your evening is" in shown
    assert both.second.title in shown
    assert "you stay counted where the lot put you" in shown
    assert client.get(f"{mine}change/").status_code == 302
    client.post(f"{mine}other/")
    assert both.first.title in words(client.get(mine))
    client.post(f"{mine}off/")
    assert "Your name is off the list" in words(client.get(mine))


def test_the_booking_page_knows_of_the_other_evening(client: Client, both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel")
    drawing.draw_lots(both, by=None)
    one.refresh_from_db()
    token = token_of(PrivateLink.objects.get(purpose="booking", pk__in=Message.objects.values("link")))

    assert "I can only come to the other evening" in words(client.get(f"/b/{token}/"))
    answer = client.post(f"/b/{token}/other-evening/")
    assert answer["Location"].startswith("/e/")
    assert "you come to the other" in words(client.get(answer["Location"]))
    assert Attendance.objects.get(booking="booked").gathering_id != one.attendance.gathering_id  # type: ignore[union-attr]


def test_whose_evening_is_called_off_after_the_draw_is_told_so(client: Client, both: TwoEvenings) -> None:
    mine = signs_up(client, both)["Location"]
    drawing.draw_lots(both, by=None)
    here = SignUp.objects.get().attendance
    assert here is not None
    planning.call_off(here.gathering, by=None)

    shown = words(client.get(mine))
    assert "Your evening is called off" in shown
    assert "I can only come to the other evening" not in shown
    assert "simply book the other" in words(client.get(f"/evenings/{both.slug}/"))
    Gathering.objects.update(state=Gathering.State.CANCELLED)
    assert "Neither can be booked any more." in words(client.get(f"/evenings/{both.slug}/"))


def test_called_off_before_the_draw_nobody_is_asked_to_keep_both_free(
    client: Client, both: TwoEvenings
) -> None:
    either = signs_up(client, both)["Location"]
    only = signs_up(client, both, name="Sid", email="sid@mail.example", can="first")["Location"]
    planning.call_off(both.first, by=None)

    for mine, says in [
        (either, "nobody is drawn any more."),
        (only, "The evening you could come to is called off, and we are sorry."),
    ]:
        shown = words(client.get(mine))
        assert f"{says} We write to you once it is settled who comes to the other." in shown
        assert "both free" not in shown
        assert "that one is yours" not in shown


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Type your name"),
        ({"email": ""}, "Leave an e-mail address or a number"),
        ({"email": "meena"}, "That is not an e-mail address"),
        ({"can": ""}, "Say which of the three."),
        ({"can": "both"}, "Say which of the three."),
        ({"more": "http://buy.example"}, "Leave the last box empty"),
        ({"why": "born 3/4/1980"}, "That looks like a date of birth"),
        ({"wants": "x" * 1001}, "1,000 letters at most"),
    ],
)
def test_what_cannot_be_taken_is_said(
    client: Client, both: TwoEvenings, typed: dict[str, str], says: str
) -> None:
    answer = signs_up(client, both, **typed)

    assert answer.status_code == 422
    assert says in words(answer)
    assert not SignUp.objects.exists()


def test_a_number_is_enough_and_nonsense_in_hidden_boxes_is_borne(client: Client, both: TwoEvenings) -> None:
    answer = signs_up(client, both, email="", phone="01632 960123", form_key="x", group_uid="' OR 1=1")

    assert answer.status_code == 302
    assert SignUp.objects.get().phone == "01632 960123"


def test_typing_anothers_address_shows_nothing_of_theirs(client: Client, both: TwoEvenings) -> None:
    signs_up(client, both, wants="A secret wish")
    answer = signs_up(client, both, name="Mallory")

    assert answer["Location"] == f"/evenings/{both.slug}/sent/"
    assert "Meena" not in client.get(answer["Location"]).text
    assert SignUp.objects.count() == 1


def test_sent_twice_is_one_place(client: Client, both: TwoEvenings) -> None:
    key = uuid.uuid4()
    for _ in range(3):
        assert signs_up(client, both, form_key=key)["Location"].startswith("/e/")

    assert SignUp.objects.count() == 1
    assert Message.objects.count() == 1


def test_looking_changes_nothing(client: Client, both: TwoEvenings) -> None:
    mine = signs_up(client, both)["Location"]
    before = rows()
    for way in (client.get, client.head):
        for page in (mine, f"{mine}change/", f"/evenings/{both.slug}/", f"/evenings/{both.slug}/sent/"):
            assert way(page).status_code == 200
        for act in ("off", "on", "other", "remove"):
            assert way(f"{mine}{act}/").status_code == 405

    assert rows() == before


def test_a_forged_or_borrowed_link_opens_nothing(client: Client, both: TwoEvenings) -> None:
    joins(both, "Meena Patel")
    drawing.draw_lots(both, by=None)
    booking = token_of(PrivateLink.objects.filter(purpose="booking").latest("pk"))
    signing = token_of(PrivateLink.objects.filter(purpose="sign-up").latest("pk"))
    before = rows()

    for token in ("x", booking, signing[::-1]):
        assert client.get(f"/e/{token}/").status_code == 404
        for act in ("change", "off", "on", "other", "remove"):
            assert client.post(f"/e/{token}/{act}/", {"can": "first"}).status_code == 404
    assert client.get(f"/b/{signing}/").status_code == 404
    assert client.post(f"/b/{signing}/other-evening/").status_code == 404
    assert client.post(f"/e/{signing}/nonsense/").status_code == 404
    assert rows() == before
    assert client.get(f"/e/{signing}/").headers["X-Robots-Tag"] == "noindex"


def test_nobody_fills_a_list_by_a_program(client: Client, both: TwoEvenings) -> None:
    answers = [signs_up(client, both, email=f"p{at}@mail.example").status_code for at in range(42)]

    assert (answers[0], answers[-1]) == (302, 429)


def test_off_and_on_again_and_removed(client: Client, both: TwoEvenings) -> None:
    mine = signs_up(client, both, wants="A secret wish", why="")["Location"]
    client.post(f"{mine}off/")
    assert "Put me back on" in words(client.get(mine))
    client.post(f"{mine}on/")
    assert "You are on the list" in words(client.get(mine))

    assert client.post(f"{mine}remove/")["Location"] == "/whats-on/details/removed/"
    assert client.get(mine).status_code == 404
    one = SignUp.objects.get()
    assert (one.name, one.email, one.wants, one.person, one.left_at is None) == ("", "", "", None, False)
    drawing.draw_lots(both, by=None)
    both.refresh_from_db()
    assert both.lots == []


def test_the_link_of_a_letter_removes_everything(client: Client, both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel")
    drawing.draw_lots(both, by=None)
    mailed = Message.objects.filter(link__purpose="sign-up").first()
    assert mailed is not None
    assert mailed.link is not None
    client.post(f"/e/{token_of(mailed.link)}/remove/")

    one.refresh_from_db()
    assert (one.name, one.email) == ("", "")
    assert not Person.objects.filter(email="meena.patel@mail.example").exists()
    both.refresh_from_db()
    assert [lot["heads"] for lot in both.lots] == [1]  # what was drawn stays


def test_what_is_held_is_handed_over_and_taken_out(both: TwoEvenings) -> None:
    one = joins(both, "Meena Patel", wants="Meet a park", why="Shift work", can="first")
    assert one.person is not None
    told = str([paper.__dict__ for paper in papers_of(one.person)])
    for said in ("Lists for two evenings you are on", "Meet a park", "Shift work", "Only the first"):
        assert said in told

    forget(one.person)
    one.refresh_from_db()
    assert (one.name, one.email, one.why, one.person_id, one.left_at is None) == ("", "", "", None, False)
