"""One of every kind of thing a hub has. The addresses that name them are in `named`."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from bandstand.gatherings.actions import day, evenings, meeting
from bandstand.gatherings.actions.booking import Booked, Wish, book
from bandstand.gatherings.actions.day import Guest
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.actions.phones import let_in, make_code
from bandstand.gatherings.models import (
    Attendance,
    DayEntry,
    FollowUp,
    Gathering,
    HelperProfile,
    HelpNote,
    Introduction,
    Invitation,
    KitItem,
    PairLetter,
    Phone,
    Programme,
    SeasonPlan,
    Series,
    SuggestedPair,
    Turn,
    TwoEvenings,
)
from bandstand.groups.actions.connections import Meeting, Said, add_connection, add_evidence
from bandstand.groups.actions.contacts import Particulars, add_contact
from bandstand.groups.actions.interests import add_interest
from bandstand.groups.actions.merging import merge
from bandstand.groups.actions.pages import page_link
from bandstand.groups.models import (
    Connection,
    ConnectionEvidence,
    Group,
    GroupContact,
    ImportBatch,
    Interest,
    Merge,
    OnlinePlace,
    PageAsk,
)
from bandstand.impact.freezing import Frozen, freeze
from bandstand.impact.measures import Scope
from bandstand.impact.models import FigureRun
from bandstand.jobs.models import Job
from bandstand.people.access import hub_scope
from bandstand.people.actions import complaints
from bandstand.people.actions.consents import say
from bandstand.people.actions.links import in_days, make_link, token_of
from bandstand.people.actions.roles import console_link, give_role, open_hub
from bandstand.people.actions.sign_in import ask_to_sign_in
from bandstand.people.models import (
    Complaint,
    Consent,
    Deed,
    Hub,
    Message,
    Person,
    PrivateLink,
    Role,
)
from bandstand.places.models import Venue
from bandstand.presence.models import AskedToStop, Card, Finding, LeftAlone, OnlineTie, Sweep
from tests import borough
from tests.conftest import sign_in
from tests.gatherings.test_notes import make_finding
from tests.groups.sheets import bring, sheet

# Every object of Leasow Vale carries this word, and nothing else in the world does.
MARK = "Zephyr"
LEASOW, HARROW = "leasow.example", "harrow.example"


@dataclass
class Things:
    """One of every kind of thing a hub has, and its owner's browser."""

    hub: Hub
    owner: Client
    group: Group
    twin: Group
    merge: Merge
    place: OnlinePlace
    gathering: Gathering
    guest: Attendance
    entry: DayEntry
    note: HelpNote
    introduced: Introduction
    phone: Phone
    finding: Finding
    mended: Finding
    tie: OnlineTie
    alone: LeftAlone
    asked_to_stop: AskedToStop
    sweep: Sweep
    venue: Venue
    series: Series
    programme: Programme
    item: KitItem
    batch: ImportBatch
    interest: Interest
    contact: GroupContact
    ask: PageAsk
    card: PrivateLink
    how_to: Card
    deed: Deed
    letter: Message
    job: Job
    role: Role
    complaint: Complaint
    frozen: FigureRun
    season: SeasonPlan
    consent: Consent
    booked: Booked
    helper: Person
    told: FollowUp
    met: Connection
    evidence: ConnectionEvidence
    invitation: Invitation
    evenings: TwoEvenings
    pair: SuggestedPair
    tokens: dict[str, str]


def stock(name: str, host: str, mark: str) -> Things:
    """Open a hub with one of everything, each named with the mark."""
    hub = open_hub(name, slug=host.partition(".")[0], host=host, place=mark)
    with hub_scope(hub):
        borough.make_kinds(hub)
        person = give_role(hub, name=f"{mark} Owner", email=f"owner@{host}", role="owner", by=None).person
        role = give_role(hub, name=f"{mark} Door", email=f"door@{host}", role="door", by=person)
        group = borough.make_group(
            hub,
            f"{mark} Meadow Friends",
            website=f"https://{mark}.example.org/",
            about=f"{mark} meadow",
            postcode="DY1 1AE",
        )
        twin = borough.make_group(hub, f"{mark} Meadow Freinds")
        merged = merge(twin, borough.make_group(hub, f"{mark} Mead"), {}, by=person)
        venue = borough.make_venue(hub, f"{mark} Hall")
        gathering = borough.make_gathering(
            hub,
            f"{mark} surgery",
            venue=venue,
            starts_at=timezone.now() - timedelta(minutes=20),
            welcome=f"{mark} door",
        )
        booked = book(
            gathering, Wish(name=f"{mark} Guest", email=f"guest@{host}", group=group, wants=f"{mark} wish")
        )
        guest = day.walk_in(
            gathering, Guest(name=f"{mark} Walker", group=group), by=person, form_key=uuid.uuid4()
        )
        assert guest.attendance is not None
        told = Telling(result="fixed", helped=(guest.attendance,), words=f"{mark} words")
        noted = write_note(gathering, told, by=person, form_key=uuid.uuid4())
        assert noted.note is not None
        both = meeting.Meeting((guest.attendance, booked.attendance), words=f"{mark} met")
        introduced = meeting.met(gathering, both, by=person)
        assert introduced is not None
        finding = make_finding(group, f"{mark} page is not linked")
        Finding.objects.filter(pk=finding.pk).update(look="fb-link")
        batch, _ = bring(hub, sheet([f"{mark} Chess", "Play", "", "", "", "", ""]), f"{mark}.csv")
        job = Job.objects.create(hub=hub, task=f"{mark}.task", about=f"{mark} work", state="dead")
        contact = add_contact(group, Particulars(f"{mark} Secretary"), by=person)
        card = page_link(group)
        told = complaints.Told(f"{mark} Colin", f"{mark} Lane 1", f"{mark} went wrong")
        complaint = complaints.take_in(hub, told)
        assert guest.attendance.person is not None
        consent = say(guest.attendance.person, "named", yes=True, wording=f"{mark} yes", how="door")
        met = add_connection(hub, [group, twin], Meeting(timezone.localdate(), where=mark), by=person)
        helper, followed_up = _helper(hub, mark), _asked(noted.note)
        asked = ask_to_sign_in(hub, f"owner@{host}")
        signing = PrivateLink.objects.get(subject=asked.uid)
        invitation = Invitation.objects.create(
            hub=hub, gathering=gathering, group=twin, route="letter", state="sent", to_name=f"{mark} Ron"
        )
        one_list, signed = _two_evenings(hub, mark, venue)
        pair, pair_letter = _pair(hub, group, twin)
        return Things(
            hub=hub,
            owner=browser_of(person, host),
            group=group,
            twin=twin,
            merge=merged,
            place=OnlinePlace.objects.get(group=group),
            gathering=gathering,
            guest=guest.attendance,
            entry=guest,
            note=noted.note,
            introduced=introduced,
            phone=let_in(gathering, by=person, label=f"{mark} phone").phone,
            finding=finding,
            mended=_mended(group),
            tie=OnlineTie.objects.create(
                hub=hub,
                source=group,
                target=twin,
                how="named",
                key="k",
                address="https://x.example/",
                sentence=f"{mark} sentence",
            ),
            alone=LeftAlone.objects.create(hub=hub, host=f"{mark.lower()}-alone.example"),
            asked_to_stop=AskedToStop.objects.create(hub=hub, host=f"{mark.lower()}-asks.example"),
            sweep=Sweep.objects.create(hub=hub, why="asked", finished_at=timezone.now()),
            venue=venue,
            series=_series(hub, mark, venue),
            item=KitItem.objects.create(hub=hub, name=f"{mark} lead"),
            programme=Programme.objects.create(hub=hub, name=f"{mark} Fund"),
            batch=batch,
            interest=add_interest(hub, f"{mark} knitting", by=person),
            contact=contact,
            ask=PageAsk.objects.create(hub=hub, group=group, email=f"asks@{host}", waits=True),
            card=card,
            how_to=Card.objects.create(
                hub=hub, slug=f"{mark.lower()}-card", title=f"{mark} card", steps="One."
            ),
            deed=Deed.objects.get(verb="added a contact"),
            letter=Message.objects.filter(to_address=f"guest@{host}").get(),
            job=job,
            role=role,
            complaint=complaint,
            season=_season(hub, venue, [group, twin], by=person),
            frozen=freeze(hub, Frozen(f"{mark} report", "ours", Scope()), by=person, form_key=uuid.uuid4()),
            consent=consent,
            booked=booked,
            helper=helper,
            told=followed_up,
            met=met,
            evidence=add_evidence(met, Said("did", timezone.localdate(), group), by=person),
            invitation=invitation,
            evenings=one_list,
            pair=pair,
            tokens={
                "e": signed,
                "d": token_of(make_code(gathering, by=person)),
                "p": token_of(make_link(hub, "pair", pair_letter.uid, expires_at=in_days(1))),
                "i": token_of(make_link(hub, "invite", invitation.uid, expires_at=in_days(1))),
                "b": token_of(make_link(hub, "booking", booked.attendance.uid, expires_at=in_days(1))),
                "g": token_of(card),
                "welcome": token_of(console_link(person)),
                "papers": token_of(make_link(hub, "papers", person.uid, expires_at=in_days(1))),
                "sign-in": token_of(signing),
                "h": token_of(make_link(hub, "helper", helper.uid, expires_at=in_days(1))),
                "a": token_of(make_link(hub, "follow-up", followed_up.uid, expires_at=in_days(1))),
            },
        )


def _two_evenings(hub: Hub, mark: str, venue: Venue) -> tuple[TwoEvenings, str]:
    """Make one list for two evenings, with somebody on it; return what opens their page, too."""
    soon = [timezone.now() + timedelta(days=days) for days in (20, 27)]
    two = [borough.make_gathering(hub, f"{mark} evening", venue=venue, starts_at=at) for at in soon]
    made = evenings.pair_up(hub, *two, by=None)
    joined = evenings.sign_up(made, evenings.Joining(f"{mark} Signer", why=f"{mark} shifts"))
    assert joined.link is not None
    return made, token_of(joined.link)


def _helper(hub: Hub, mark: str) -> Person:
    """Somebody who signed up to help."""
    person = borough.make_person(hub, f"{mark} Helper")
    HelperProfile.objects.create(hub=hub, person=person, confirmed_at=timezone.now())
    return person


def _pair(hub: Hub, one: Group, other: Group) -> tuple[SuggestedPair, PairLetter]:
    """Two groups that were asked whether to introduce them, and the letter to the first."""
    first, second = sorted((one, other), key=lambda group: group.pk)
    reasons = [{"code": "place", "words": f"Both meet at {one.name}."}]
    pair = SuggestedPair.objects.create(hub=hub, one=first, other=second, reasons=reasons, state="asked")
    sides = [PairLetter.objects.create(hub=hub, pair=pair, group=group) for group in (first, second)]
    return pair, sides[0]


def _asked(note: HelpNote) -> FollowUp:
    """Ask the one who was helped whether it stuck."""
    seat = note.helped.get()
    told = {"group": seat.groups.first(), "note": note, "state": "asked", "more": "ring"}
    return FollowUp.objects.create(hub=note.hub, attendance=seat, due_on=timezone.localdate(), **told)


def _series(hub: Hub, mark: str, venue: Venue) -> Series:
    now = timezone.localtime()
    series = Series.objects.create(hub=hub, title=f"{mark} evenings", begins=now.date(), starts=now.time())
    Turn.objects.create(hub=hub, series=series, venue=venue, position=0)
    return series


def _season(hub: Hub, venue: Venue, groups: list[Group], *, by: Person) -> SeasonPlan:
    """A season of one session, with these groups near its place."""
    names = [(group.pk, group.name) for group in groups] + [(-1, "Gone since"), (-2, "Gone since too")]
    near = [
        {"id": pk, "kinds": [f"kind {at % 2}"], "x": 0, "y": 10 * at, "name": name}
        for at, (pk, name) in enumerate(names)
    ]
    problem = {
        "format": "bandstand-season-1",
        "slots": ["evening"],
        "params": {"sessions": 1, "capacity": 12, "kind_weights": [["kind 0", "kind 1", 1]]},
        "groups": near,
        "venues": [{"id": venue.pk, "x": 0, "y": 0, "place": venue.name}],
    }
    begins = timezone.localdate() + timedelta(weeks=4)
    return SeasonPlan.objects.create(hub=hub, made_by=by, begins=begins, sessions=1, problem=problem)


def _mended(group: Group) -> Finding:
    """Something that was open two days ago, and mended since the gathering began."""
    mended = make_finding(group, f"{group.name} fits no phone")
    now, look = timezone.now(), mended.opened_by
    Finding.objects.filter(pk=mended.pk).update(
        look="phone-size",
        first_seen=now - timedelta(days=2),
        closed_at=now,
        closed_by=look,
        ending=Finding.Ending.MENDED,
    )
    return mended


def browser_of(person: Person, host: str) -> Client:
    return sign_in(Client(headers={"host": host}), person)
