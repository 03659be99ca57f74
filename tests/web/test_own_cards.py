"""How-to cards of a hub's own, written at the desk."""

import pytest
from django.test import Client

from bandstand.people.models import Deed, Hub
from bandstand.presence.cards import our_cards
from bandstand.presence.models import Card
from bandstand.presence.queries.cards import card_called, card_of_look

DESK = "/desk/checks/how-to/"
RING = {
    "title": "Ring Sheila",
    "lead": "She knows.",
    "steps": "Look her up.\n\n  Ring   her. \nThank her.",
    "minutes": "5",
    "look": "fb-link",
    "picture": "letter",
}


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def deed_address(officer: Client) -> str:
    """The form that puts the newest change back."""
    return text_of(officer.get(DESK)).split('action="/desk/checks/how-to/put-back/')[1].split('"')[0]


def put_back(officer: Client) -> str:
    return text_of(officer.post(f"{DESK}put-back/{deed_address(officer)}", follow=True))


def test_olive_writes_a_card_and_findings_lead_to_it(officer: Client, hub: Hub) -> None:
    officer.post(f"{DESK}add/", RING)
    card = card_of_look("fb-link")
    assert card is not None
    assert (card.url, card.steps, card.minutes) == (
        "/how-to/ring-sheila/", ("Look her up.", "Ring her.", "Thank her."), 5,
    )  # fmt: skip
    page = text_of(officer.get("/how-to/ring-sheila/"))
    assert "A hand brings a letter to a pillar box." in page
    assert Deed.objects.get(verb="changed a how-to card").words == "wrote the how-to card “Ring Sheila”"


def test_she_sees_it_first_and_nothing_is_kept(officer: Client, hub: Hub) -> None:
    page = text_of(officer.post(f"{DESK}add/", RING | {"preview": "yes"}))
    assert "As it would be" in page
    assert "how-to-number" not in page
    assert page.count("<li><span>") == 3
    assert Card.objects.count() == 0


def test_a_card_without_steps_is_asked_for_them(officer: Client, hub: Hub) -> None:
    answer = officer.post(f"{DESK}add/", RING | {"steps": " \n "})
    assert answer.status_code == 422
    assert "Type the steps, one a line." in text_of(answer)


def test_thirteen_steps_are_two_cards(officer: Client, hub: Hub) -> None:
    answer = officer.post(f"{DESK}add/", RING | {"steps": "Go on.\n" * 13})
    assert "Make it 12 steps at most, or write two cards." in text_of(answer)


@pytest.mark.parametrize("title", ["Ring Sheila", "All", "Add", "Padlock", "🎺"])
def test_every_card_has_an_address_of_its_own(officer: Client, hub: Hub, title: str) -> None:
    for _ in range(2):
        officer.post(f"{DESK}add/", RING | {"title": title})
    slugs = set(Card.objects.values_list("slug", flat=True))
    assert len(slugs) == 2
    assert slugs & {"all", "add", *our_cards()} == set()
    assert {officer.get(f"/how-to/{slug}/").status_code for slug in slugs} == {200}


def test_changing_one_of_ours_puts_theirs_in_its_place_until_they_go_back(officer: Client, hub: Hub) -> None:
    officer.post(f"{DESK}padlock/", RING | {"title": "Ask Gareth", "look": ""})
    card = card_called("padlock")
    assert card is not None
    assert (card.title, card.is_ours) == ("Ask Gareth", False)
    officer.post(f"{DESK}padlock/give-up/")
    card = card_called("padlock")
    assert card is not None
    assert (card.title, card.is_ours) == ("Get the padlock", True)
    assert "Put back as it was before." in put_back(officer)
    card = card_called("padlock")
    assert card is not None
    assert card.title == "Ask Gareth"


def test_saving_without_a_change_says_so(officer: Client, hub: Hub) -> None:
    officer.post(f"{DESK}padlock/", RING)
    page = text_of(officer.post(f"{DESK}padlock/", RING, follow=True))
    assert "Nothing was different, so nothing has changed." in page


def test_what_was_written_is_put_back_step_by_step(officer: Client, hub: Hub) -> None:
    officer.post(f"{DESK}add/", RING)
    officer.post(f"{DESK}ring-sheila/", RING | {"title": "Ring Sheila Bates"})
    first = deed_address(officer)
    put_back(officer)
    assert Card.objects.get().title == "Ring Sheila"
    stale = text_of(officer.post(f"{DESK}put-back/{first}", follow=True))
    assert "It was changed again since, so nothing was put back." in stale


def test_a_card_written_by_mistake_is_put_back_to_nothing(officer: Client, hub: Hub) -> None:
    officer.post(f"{DESK}add/", RING)
    put_back(officer)
    assert Card.objects.count() == 0


def test_hiding_one_of_ours_and_showing_it_again(officer: Client, hub: Hub) -> None:
    officer.post(f"{DESK}charity-number/shown/", {"shown": "no"})
    assert officer.get("/how-to/charity-number/").status_code == 404
    assert "Hidden" in text_of(officer.get(DESK))
    officer.post(f"{DESK}charity-number/shown/", {"shown": "yes"})
    assert officer.get("/how-to/charity-number/").status_code == 200


def test_a_card_there_is_not_is_not_found(officer: Client, hub: Hub) -> None:
    assert officer.get(f"{DESK}no-such-card/").status_code == 404
    assert officer.post(f"{DESK}no-such-card/shown/", {"shown": "no"}).status_code == 404
