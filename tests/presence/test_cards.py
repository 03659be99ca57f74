"""How-to cards: what they say, and which one a finding leads to."""

import re
from collections.abc import Iterator

import pytest

import checkup
from bandstand.people.access import hub_scope
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Hub
from bandstand.presence.cards import SECTIONS, CardToRead, our_cards
from bandstand.presence.cards.reading import read
from bandstand.presence.models import Card
from bandstand.presence.queries.cards import card_called, card_of_look, cards

NEVER = {
    "user", "users", "score", "scores", "failure", "error", "errors", "audit", "url", "urls", "html", "css",
    "must", "register", "kpi", "ticket", "client", "patient", "rsvp", "server", "domain", "dns", "metadata",
    "optimise", "optimize", "leverage", "utilise", "navigate", "functionality", "hyperlink", "backend",
}  # fmt: skip
EVERY = [pytest.param(card, id=slug) for slug, card in our_cards().items()]


def sentences(card: CardToRead) -> Iterator[str]:
    yield from (card.title, card.want, card.lead, *card.needs, *card.steps)
    yield from (step for way in card.ways for step in way.steps)
    yield from (words for one in card.troubles for words in (one.when, one.then))


def our_own_words(text: str) -> str:
    """Leave out what is quoted: “Users” is what WordPress calls its menu."""
    return re.sub(r"“[^”]*”", "", text)


@pytest.mark.parametrize("card", EVERY)
def test_a_card_is_in_plain_words(card: CardToRead) -> None:
    words = {word for text in sentences(card) for word in re.findall(r"[a-z]+", our_own_words(text).lower())}
    assert words & NEVER == set()


@pytest.mark.parametrize("card", EVERY)
def test_a_card_has_a_few_short_steps_and_a_way_out(card: CardToRead) -> None:
    for steps in (card.steps, *(way.steps for way in card.ways)):
        assert 3 <= len(steps) <= 7
        assert max(len(step.split()) for step in steps) <= 45
    assert card.needs
    assert 2 <= len(card.troubles) <= 3
    assert card.minutes is not None
    assert 5 <= card.minutes <= 180


@pytest.mark.parametrize("card", EVERY)
def test_a_card_s_words_are_typed_as_they_are_printed(card: CardToRead) -> None:
    """Curly quotes, a full stop at the end of a step, and nothing left undone."""
    for text in sentences(card):
        assert text == text.strip()
        assert not re.search(r"['\"]|\s{2}|TODO", text), text
    steps = [step for steps in (card.steps, *(way.steps for way in card.ways)) for step in steps]
    assert [step for step in steps if step[-1] not in ".?”" and not step.endswith("https://")] == []
    assert not card.want.endswith(".")
    assert card.want[0].islower()


def test_the_list_goes_section_by_section() -> None:
    sections = list(dict.fromkeys(card.section for card in our_cards().values()))
    assert sections == [name for name in SECTIONS if name != "own"]


def test_every_look_names_a_card_there_is() -> None:
    assert {look.card for look in checkup.LOOKS if look.card} <= our_cards().keys()
    assert [look.id for look in checkup.LOOKS if not look.card] == []


def test_a_card_with_a_section_nobody_knows_is_no_card() -> None:
    with pytest.raises(ValueError, match="not known"):
        read("odd", b'section = "odd"\n')


def test_a_finding_leads_to_its_card_with_the_steps_of_its_builder(hub: Hub) -> None:
    card = card_of_look("fb-link", "WordPress")
    assert card is not None
    assert (card.title, card.url) == (
        "Show your Facebook page on your website",
        "/how-to/link-your-accounts/?with=wordpress",
    )
    assert card.steps != our_cards()["link-your-accounts"].steps


def test_a_builder_without_steps_of_its_own_gets_those_for_any(hub: Hub) -> None:
    card = card_of_look("fb-link", "Joomla")
    assert card is not None
    assert (card.url, card.steps) == ("/how-to/link-your-accounts/", our_cards()["link-your-accounts"].steps)


def test_a_look_nobody_knows_leads_nowhere(hub: Hub) -> None:
    assert card_of_look("no-such-look") is None


def own(hub: Hub, slug: str, **said: object) -> Card:
    facts: dict[str, object] = {"title": "Ring Sheila", "steps": "Ring her.\n\nTell her.\nThank her."}
    return Card.objects.create(hub=hub, slug=slug, **(facts | said))


def test_a_card_of_the_hub_s_own_takes_the_place_of_ours(hub: Hub) -> None:
    own(hub, "link-your-accounts")
    card = card_called("link-your-accounts")
    assert card is not None
    assert (card.title, card.steps, card.is_ours) == (
        "Ring Sheila", ("Ring her.", "Tell her.", "Thank her."), False,
    )  # fmt: skip
    assert [one.title for one in cards() if one.slug == "link-your-accounts"] == ["Ring Sheila"]


def test_a_card_for_one_look_is_what_its_findings_lead_to(hub: Hub) -> None:
    own(hub, "ring-sheila", look="fb-link")
    card, other = card_of_look("fb-link"), card_of_look("social-links")
    assert (card and card.slug, other and other.slug) == ("ring-sheila", "link-your-accounts")


def test_a_hidden_card_is_nowhere_in_public(hub: Hub) -> None:
    own(hub, "link-your-accounts", shown=False)
    assert card_called("link-your-accounts") is None
    assert card_of_look("fb-link") is None
    assert "link-your-accounts" not in {card.slug for card in cards()}


def test_the_cards_of_one_hub_are_not_another_s(hub: Hub) -> None:
    own(hub, "ring-sheila", look="fb-link")
    with hub_scope(open_hub("Harrow Friends", slug="harrow", host="harrow.example")):
        assert card_called("ring-sheila") is None
        card = card_of_look("fb-link")
        assert card is not None
        assert card.is_ours
