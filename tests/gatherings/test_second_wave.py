"""The second wave is chosen to go with those who said yes to the first; Olive decides."""

import pytest
from django.test import Client

from bandstand.gatherings.actions.answering import log_call
from bandstand.gatherings.actions.drafts import announce_draft
from bandstand.gatherings.actions.inviting import send_wave, settle_second_wave
from bandstand.gatherings.actions.seasons import Wishes, make_drafts, plan_season
from bandstand.gatherings.models import Gathering, Invitation
from bandstand.gatherings.queries.inviting import invitations_of
from bandstand.gatherings.seasons.second_wave import SecondWave, odds_of_kinds, second_wave_of
from bandstand.groups.models import Group
from bandstand.people.models import Hub, Person
from bandstand.places.models import Venue
from tests.borough import make_group, make_venue
from tests.gatherings.test_seasons import KINDS, SOON, WHARF
from tests.web.test_whats_on import words

State, Answer = Invitation.State, Invitation.Answer


@pytest.fixture
def session(hub: Hub, olive: Person) -> Gathering:
    """A session at Wharf Hall for eight groups, twenty of four kinds near by; its first wave is out."""
    lat, lon = WHARF
    for at in range(20):
        kind = KINDS[at % 4]
        make_group(
            hub, f"Wharf {kind} {at}", kind=kind, lat=lat + at * 0.0003, lon=lon, email=f"g{at}@wharf.example"
        )
    make_venue(hub, "Wharf Hall", lat=lat, lon=lon)
    plan = plan_season(hub, Wishes(begins=SOON, sessions=1, room=8), by=olive)
    (made,) = make_drafts(plan, by=olive)
    announced = announce_draft(made, by=olive)
    send_wave(announced, wave=1, by=olive)
    return announced


def proposed(gathering: Gathering) -> SecondWave:
    found = second_wave_of(gathering, list(invitations_of(gathering)))
    assert found is not None
    return found


def asked(gathering: Gathering, wave: int) -> list[Group]:
    rows = invitations_of(gathering).filter(wave=wave)
    return [one.group for one in rows if one.group]


def test_before_anything_went_out_there_is_nothing_to_propose(
    hub: Hub, olive: Person, session: Gathering
) -> None:
    Invitation.objects.update(state=State.DRAFT)
    assert second_wave_of(session, list(invitations_of(session))) is None


def test_nobody_is_proposed_who_was_asked_or_said_no(olive: Person, session: Gathering) -> None:
    first = list(invitations_of(session).filter(wave=1))
    log_call(first[0], answer=Answer.NOT_THIS_TIME, heard="", by=olive)

    names = {group.name for group, _ in proposed(session).proposed}
    assert names
    assert not names & {one.group.name for one in first if one.group}


def test_with_everybody_coming_the_room_is_full(olive: Person, session: Gathering) -> None:
    for one in invitations_of(session).filter(wave=1):
        log_call(one, answer=Answer.COMING, heard="", by=olive)

    full = proposed(session)
    assert len(full.yes) == len(asked(session, 1)) > 1
    assert full.proposed == [] or full.expected[1] <= 4


def test_with_nobody_coming_more_are_proposed(olive: Person, session: Gathering) -> None:
    before = len(proposed(session).proposed)
    for one in invitations_of(session).filter(wave=1):
        log_call(one, answer=Answer.NOT_THIS_TIME, heard="", by=olive)

    after = proposed(session)
    assert (after.yes, after.silent) == ([], 0)
    assert len(after.proposed) > before


def test_olive_settles_it_and_what_was_sent_stays(olive: Person, session: Gathering) -> None:
    first = asked(session, 1)
    wanted = [group for group, _ in proposed(session).proposed][:2]

    settle_second_wave(session, wanted, by=olive)
    assert {group.pk for group in asked(session, 2)} == {group.pk for group in wanted}
    assert asked(session, 1) == first
    assert settle_second_wave(session, wanted, by=olive) == (0, 0)


def test_moved_to_another_hall_nothing_is_proposed(hub: Hub, session: Gathering) -> None:
    Gathering.objects.update(venue=make_venue(hub, "Meadow Hall"))
    session.refresh_from_db()
    assert second_wave_of(session, list(invitations_of(session))) is None


def test_the_screen_proposes_and_says_what_we_reckon_with(officer: Client, session: Gathering) -> None:
    page = officer.get(f"/desk/gatherings/{session.slug}/invitations/")

    assert "Whom to ask next" in words(page)
    assert "Nobody has said yes so far." in words(page)
    assert "about 1 in 3 comes, as is usual for free evenings open to all" in words(page)
    uids = [str(group.uid) for group, _ in proposed(session).proposed][:1]
    said = officer.post(f"/desk/gatherings/{session.slug}/invitations/second/", {"ask": uids}, follow=True)
    assert "The second wave is as you ticked it" in words(said)
    assert len(asked(session, 2)) == 1


def test_odds_are_told_kind_by_kind_with_how_many_were_asked(olive: Person, session: Gathering) -> None:
    Gathering.objects.update(state="closed")

    told = odds_of_kinds(list(invitations_of(session)))
    assert {one.kind.slug for one in told} <= set(KINDS)
    assert sum(one.odds.asked for one in told if one.odds) == len(asked(session, 1))
    assert Venue.objects.count() == 1
