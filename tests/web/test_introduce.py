"""Introducing two groups: at the desk, by letter, and on the private page; nothing moves before both said yes."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bandstand.gatherings.actions.introducing import look_for_pairs
from bandstand.gatherings.actions.pair_letters import ask_both
from bandstand.gatherings.introducing.standing import standing
from bandstand.gatherings.models import FollowUp, PairLetter, SuggestedPair
from bandstand.groups.actions.contacts import Particulars, add_contact
from bandstand.groups.models import Connection, Group
from bandstand.people.actions.forget import forget
from bandstand.people.actions.links import token_of
from bandstand.people.models import Consent, Deed, Hub, Message, Person, PrivateLink
from bandstand.people.papers import papers_of
from tests.gatherings.test_introducing import near
from tests.web.test_whats_on import words

pytestmark = pytest.mark.database


@pytest.fixture
def pair(hub: Hub, olive: Person) -> SuggestedPair:
    """The runners, whom Meena answers for, and the Friends, who have an address of their own."""
    runners = near(hub, "Vale Runners", "sports-club", about="We run on Tuesdays.")
    add_contact(runners, Particulars("Meena Patel", email="meena@leasow.example"), by=olive)
    near(hub, "Netherby Friends", "friends-group", 400, email="friends@netherby.example")
    look_for_pairs(hub, by=olive)
    return SuggestedPair.objects.get()


@pytest.fixture
def asked(pair: SuggestedPair, olive: Person) -> SuggestedPair:
    ask_both(pair, by=olive)
    return SuggestedPair.objects.get()


def page(pair: SuggestedPair, group: str) -> str:
    letter = pair.letters.get(group__name=group)
    return f"/p/{token_of(PrivateLink.objects.get(subject=letter.uid))}/"


def press(client: Client, pair: SuggestedPair, group: str, says: str, name: str = "") -> None:
    client.post(f"{page(pair, group)}answer/", {"says": says, "name": name})
    pair.refresh_from_db()


def letters_to(address: str) -> list[str]:
    return list(Message.objects.filter(to_address=address).order_by("pk").values_list("text", flat=True))


def test_olive_looks_asks_both_and_sees_how_it_stands(officer: Client, pair: SuggestedPair) -> None:
    said = words(officer.get("/desk/introduce/"))
    assert "Both meet in Priory Park." in said
    assert "meena@leasow.example" not in said
    officer.post(f"/desk/introduce/{pair.uid}/ask/")

    assert "no answer so far" in words(officer.get("/desk/introduce/?show=asked"))
    (to_meena,), (to_friends,) = letters_to("meena@leasow.example"), letters_to("friends@netherby.example")
    assert "Both meet in Priory Park." in to_meena
    assert "friends@netherby.example" not in to_meena
    assert "Meena" not in to_friends
    assert "meena@" not in to_friends


def test_one_who_answers_for_both_is_not_asked_about_herself(
    officer: Client, pair: SuggestedPair, olive: Person
) -> None:
    add_contact(pair.other, Particulars("Meena Patel", email="Meena@leasow.example"), by=olive)
    said = words(officer.post(f"/desk/introduce/{pair.uid}/ask/", follow=True))

    assert "Both are reached at one address: whoever reads it knows both already." in said
    assert not Message.objects.exists()


def test_a_pair_put_aside_can_be_brought_back_at_once(officer: Client, pair: SuggestedPair) -> None:
    answer = officer.post(f"/desk/introduce/{pair.uid}/say/", {"say": "not"}, follow=True)
    assert "put aside, and not suggested again. Undo" in words(answer)
    officer.post("/desk/introduce/look/")
    assert "Vale Runners" in words(officer.get("/desk/introduce/?show=not"))

    officer.post(f"/desk/introduce/{pair.uid}/say/", {"say": "back"})
    pair.refresh_from_db()
    assert pair.state == "open"


def test_they_know_each_other_leads_to_what_was_written_down(officer: Client, pair: SuggestedPair) -> None:
    answer = officer.post(f"/desk/introduce/{pair.uid}/say/", {"say": "know"}, follow=True)

    assert "know each other: written down. See it, or take it back" in words(answer)
    assert Connection.objects.get().words == "They knew each other already."


def test_who_cannot_be_written_to_is_rung(officer: Client, pair: SuggestedPair) -> None:
    Group.objects.filter(email="friends@netherby.example").update(no_letters_at=timezone.now())
    said = words(officer.get("/desk/introduce/"))
    assert "Netherby Friends cannot be written to. Ring them; once the two know each other, press" in said

    officer.post(f"/desk/introduce/{pair.uid}/ask/")
    assert (Message.objects.count(), SuggestedPair.objects.get().state) == (0, "open")


def test_both_say_yes_and_only_then_each_gets_the_others_address(
    client: Client, asked: SuggestedPair
) -> None:
    press(client, asked, "Vale Runners", "yes")
    assert asked.state == "asked"
    assert all("meena@" not in text for text in letters_to("friends@netherby.example"))
    assert "your yes is kept" in words(client.get(page(asked, "Vale Runners")))
    assert "Vale Runners said" not in words(client.get(page(asked, "Netherby Friends")))

    press(client, asked, "Netherby Friends", "yes", "Jo Bell")
    assert asked.state == "agreed"
    assert "Jo Bell, Netherby Friends: friends@netherby.example" in letters_to("meena@leasow.example")[-1]
    assert "Meena Patel, Vale Runners: meena@leasow.example" in letters_to("friends@netherby.example")[-1]
    said = words(client.get(page(asked, "Vale Runners")))
    assert "You both said yes" in said
    assert "In six weeks, and once more in six months, we ask you how it went." in said
    assert standing(asked).endswith(f"introduced on {standing(asked).rpartition(' on ')[2]}")


def test_two_yeses_make_a_planned_connection_and_questions_for_later(
    client: Client, asked: SuggestedPair
) -> None:
    press(client, asked, "Vale Runners", "yes")
    press(client, asked, "Netherby Friends", "yes")
    press(client, asked, "Netherby Friends", "no")  # too late: it is done

    made = Connection.objects.get()
    assert (made.kind, made.planned, asked.connection, asked.state) == ("swapped", True, made, "agreed")
    due = {(row.group.name, row.due_on) for row in FollowUp.objects.all() if row.group}
    assert due == {(name, made.on + timedelta(weeks=weeks)) for name in NAMES for weeks in (6, 26)}
    yeses = Consent.objects.filter(purpose="in touch", given=True, withdrawn_at=None)
    assert {yes.wording.partition(",")[0] for yes in yeses} == {
        f"You may give my name and e-mail address to {name}" for name in NAMES
    }


NAMES = ("Vale Runners", "Netherby Friends")


def test_a_no_is_told_without_blame_and_once(client: Client, asked: SuggestedPair) -> None:
    press(client, asked, "Vale Runners", "yes")
    press(client, asked, "Netherby Friends", "no")
    press(client, asked, "Netherby Friends", "yes")
    assert asked.state == "agreed"


def test_the_one_that_waits_hears_that_it_does_not_fit(client: Client, asked: SuggestedPair) -> None:
    press(client, asked, "Vale Runners", "yes")
    for _ in range(2):
        press(client, asked, "Netherby Friends", "no")

    told = letters_to("meena@leasow.example")[1:]
    assert len(told) == 1
    assert "It does not fit just now" in told[0]
    assert "no, thank" not in told[0].lower()
    assert "It does not fit just now" in words(client.get(page(asked, "Vale Runners")))
    press(client, asked, "Vale Runners", "yes")
    assert asked.state == "refused"
    assert "refused" not in words(client.get(page(asked, "Vale Runners"))).lower()


def test_a_yes_can_be_taken_back_until_both_have_said_it(client: Client, asked: SuggestedPair) -> None:
    press(client, asked, "Vale Runners", "yes")
    press(client, asked, "Vale Runners", "no")
    assert not Consent.objects.filter(given=True, withdrawn_at=None).exists()
    press(client, asked, "Netherby Friends", "yes")

    assert asked.state == "refused"
    assert Message.objects.count() == 2


def test_a_yes_withdrawn_elsewhere_hands_nothing_over(client: Client, asked: SuggestedPair) -> None:
    press(client, asked, "Vale Runners", "yes")
    Consent.objects.update(withdrawn_at=timezone.now())
    press(client, asked, "Netherby Friends", "yes")

    assert (asked.state, Message.objects.count()) == ("asked", 2)


def test_looking_changes_nothing_and_dead_links_say_so(client: Client, asked: SuggestedPair) -> None:
    link = page(asked, "Vale Runners")
    before = list(PairLetter.objects.values())
    assert client.get(link).status_code == client.head(link).status_code == 200
    assert client.get(f"{link}answer/").status_code == 405
    assert list(PairLetter.objects.values()) == before

    assert client.get("/p/forged/").status_code == 404
    PrivateLink.objects.update(expires_at=timezone.now())
    assert "no longer works" in words(client.get(link))


def test_a_group_that_left_meanwhile_is_in_none_of_it(client: Client, asked: SuggestedPair) -> None:
    press(client, asked, "Vale Runners", "yes")
    Group.objects.filter(name="Netherby Friends").update(left_at=timezone.now())
    link = page(asked, "Netherby Friends")

    assert client.post(f"{link}answer/", {"says": "yes"}).status_code == 404
    assert SuggestedPair.objects.get().state == "asked"


def test_no_address_is_in_what_is_written_down(officer: Client, client: Client, asked: SuggestedPair) -> None:
    press(client, asked, "Vale Runners", "yes")
    press(client, asked, "Netherby Friends", "no")

    told = [f"{deed.words} {deed.detail}" for deed in Deed.objects.all()]
    told += [str(row) for row in SuggestedPair.objects.values()]
    told += [str(officer.get("/desk/together/who-knows-whom.ties.csv").content)]
    assert all("@" not in one for one in told)


def test_whose_details_go_are_out_of_the_letters(client: Client, asked: SuggestedPair) -> None:
    press(client, asked, "Vale Runners", "yes")
    meena = Person.objects.get(name="Meena Patel")
    told = {paper.title: paper.rows for paper in papers_of(meena)}
    assert told["Whether you would like to be introduced"][0]["Your answer"] == "Yes, please"
    link = page(asked, "Vale Runners")
    forget(meena)

    letter = PairLetter.objects.get(group__name="Vale Runners")
    assert (letter.person, letter.to_address) == (None, "")
    assert client.get(link).status_code == 404
    press(client, asked, "Netherby Friends", "yes")
    assert (asked.state, Connection.objects.count()) == ("asked", 0)


def test_a_name_typed_on_the_page_shows_and_takes_out_nothing_of_others(
    client: Client, asked: SuggestedPair, olive: Person
) -> None:
    told = Deed.objects.create(hub=asked.hub, verb="noted", words=f"{olive.name} rang Netherby Friends")
    press(client, asked, "Netherby Friends", "yes", olive.name)
    typed = Person.objects.get(email="friends@netherby.example")
    assert "rang Netherby" not in str([paper.rows for paper in papers_of(typed, at_desk=False)])
    Person.objects.filter(pk=typed.pk).update(name="Netherby Friends")  # what they are called who typed none
    forget(Person.objects.get(pk=typed.pk))

    told.refresh_from_db()
    assert told.words.endswith("rang Netherby Friends")


def test_two_that_met_meanwhile_are_asked_no_more(client: Client, asked: SuggestedPair) -> None:
    link = page(asked, "Vale Runners")
    SuggestedPair.objects.update(state="met")  # as it is noted on the day

    said = words(client.get(link))
    assert "You have met already" in said
    assert "Yes, please" not in said


def test_whoever_was_asked_reads_that_they_know_each_other(officer: Client, asked: SuggestedPair) -> None:
    link = page(asked, "Vale Runners")
    officer.post(f"/desk/introduce/{asked.uid}/say/", {"say": "know"})

    assert "You have met already" in words(officer.get(link))
    assert officer.post(f"{link}answer/", {"says": "yes"}).status_code == 302
    asked.refresh_from_db()
    assert (asked.state, asked.letters.filter(says="yes").count()) == ("met", 0)


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    officer: Client, pair: SuggestedPair, olive: Person
) -> None:
    def questions() -> int:
        with CaptureQueriesContext(database) as asked:
            officer.get("/desk/introduce/")
        return len(asked)

    once = questions()
    for number in range(3):
        near(pair.hub, f"Arts {number}", "arts-group", 100 * number)
    look_for_pairs(pair.hub, by=olive)
    assert SuggestedPair.objects.count() >= 3
    assert questions() == once
