"""How-to cards as anybody reads them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bandstand.people.models import Hub
from bandstand.presence.cards import our_cards
from bandstand.presence.models import Card


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def test_the_list_says_what_people_want(hub: Hub, client: Client) -> None:
    page = text_of(client.get("/how-to/"))
    assert '<a href="/how-to/be-reached/">let people get in touch with us</a>' in page
    assert page.count("<h2>") == 5


@pytest.mark.parametrize("slug", our_cards())
def test_every_card_opens_with_its_steps_and_its_picture(hub: Hub, client: Client, slug: str) -> None:
    answer = client.get(f"/how-to/{slug}/")
    page, card = text_of(answer), our_cards()[slug]
    assert card.drawing is not None
    assert answer.status_code == 200
    assert f'aria-label="{card.drawing.says}"' in page
    assert page.count("<li><span>") == len(card.steps)


def test_the_way_chosen_is_kept_from_page_to_page(hub: Hub, client: Client) -> None:
    """Arthur says once that the website is made with Wix, and reads on without saying it again."""
    page = text_of(client.get("/how-to/?with=wix"))
    assert 'href="/how-to/link-your-accounts/?with=wix"' in page
    card = text_of(client.get("/how-to/link-your-accounts/?with=wix"))
    assert "drag a Social Bar into the footer" in card
    assert '<a href="?with=wix#steps" aria-current="true">Wix</a>' in card
    assert 'href="/how-to/?with=wix"' in card
    assert 'href="/how-to/facebook-page/?with=wix"' in card


@pytest.mark.parametrize("asked", ["joomla", "<script>", "", "wix&with=x"])
def test_a_way_nobody_knows_is_no_way(hub: Hub, client: Client, asked: str) -> None:
    page = text_of(client.get("/how-to/link-your-accounts/", {"with": asked}))
    assert '<a href="/how-to/link-your-accounts/#steps" aria-current="true">Something else</a>' in page
    assert "<script>" not in page


def test_the_booklet_has_every_card_and_says_what_is_in_it(hub: Hub, client: Client) -> None:
    page = text_of(client.get("/how-to/all/"))
    for slug, card in our_cards().items():
        assert f'<a href="#card-{slug}">{card.title}</a>' in page
        assert f'id="card-{slug}"' in page


def test_a_hub_s_own_card_stands_in_the_list_under_its_own_heading(hub: Hub, client: Client) -> None:
    Card.objects.create(hub=hub, slug="ring-sheila", title="Ring <Sheila>", steps="Ring.\nTell.\nThank.")
    page = text_of(client.get("/how-to/"))
    assert "More from your local team" in page
    assert '<a href="/how-to/ring-sheila/">Ring &lt;Sheila&gt;</a>' in page
    assert text_of(client.get("/how-to/ring-sheila/")).count("<li><span>") == 3


def test_a_hidden_card_is_not_found(hub: Hub, client: Client) -> None:
    Card.objects.create(hub=hub, slug="padlock", title="Ours", steps="One.", shown=False)
    assert client.get("/how-to/padlock/").status_code == 404
    assert "/how-to/padlock/" not in text_of(client.get("/how-to/"))


def test_a_card_of_another_name_is_not_found(hub: Hub, client: Client) -> None:
    assert client.get("/how-to/no-such-card/").status_code == 404


@pytest.mark.parametrize("address", ["/how-to/", "/how-to/all/", "/how-to/padlock/"])
def test_the_cards_take_few_queries_however_many_there_are(hub: Hub, client: Client, address: str) -> None:
    for number in range(5):
        Card.objects.create(hub=hub, slug=f"own-{number}", title=f"Own {number}", steps="One.")
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) <= 4
