"""Links: those people type, those only one person should have, and pages anybody can open: what leaks there."""

import re
import secrets
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from django.utils import timezone

from bandstand.gatherings.actions import booking, day, details, inviting
from bandstand.gatherings.actions.booking import Wish
from bandstand.gatherings.actions.day import Guest
from bandstand.gatherings.actions.notes import Telling, write_note
from bandstand.gatherings.models import Attendance, FollowUp, Gathering, HelperProfile, HelpNote
from bandstand.groups.actions.groups import NotALinkError, add_group, add_online_place
from bandstand.groups.models import Group, OnlinePlace
from bandstand.jobs.models import Job
from bandstand.people.actions.links import ADDRESSES, in_days, make_link, token_of
from bandstand.people.actions.roles import open_hub
from bandstand.people.models import Deed, Hub, Message, Person, PrivateLink
from tests.borough import make_gathering, make_group, make_venue
from tests.groups.sheets import bring, sheet
from tests.kit.test_logs_keep_links_private import line
from tests.web.test_booking import book, every_row, page_of

NO_WEBSITES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "javascript://example.org/%0aalert(1)", "java\tscript:alert(1)", "data:text/html,<script>",
    "data:text/html;base64,PHNjcmlwdD4=", "vbscript:msgbox(1)", "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/",
    "blob:https://example.org/1", "view-source:https://example.org", "https://user:pass@example.org/", "https://example.org@evil.test/",
    "http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://2130706433/", "http://0x7f.1/", "//", "https://",
    "\\\\evil.test\\share", "mailto:jo@example.org", "tel:01384555010", "https://evil.test:99999/", "http://[evil", "x" * 600,
]  # fmt: skip


@pytest.mark.parametrize("typed", NO_WEBSITES)
def test_what_is_no_public_website_becomes_no_link(
    hub: Hub, officer: Client, client: Client, typed: str
) -> None:
    group = make_group(hub, "Friends of Mill Green Park")
    for kind in OnlinePlace.Kind:
        with pytest.raises(NotALinkError):
            add_online_place(group, typed, by=None, kind=kind)
    bring(hub, sheet(["Leasow Harriers", "", "", typed, "", "", ""]))
    assert officer.post("/desk/groups/add/", {"name": "Chess", "website": typed}).status_code == 422
    assert OnlinePlace.objects.count() == 0
    assert "href=" in client.get("/groups/leasow-harriers/").text


def test_a_real_website_becomes_a_link_that_vouches_for_nothing(hub: Hub, client: Client) -> None:
    add_group(hub, by=None, name="Mill Green", links=("www.millgreen.example.org",))
    page = client.get("/groups/mill-green/").text
    assert '<a href="http://www.millgreen.example.org/" rel="nofollow ugc noopener">' in page


def test_a_link_wrapped_round_a_script_stays_a_web_address(hub: Hub) -> None:
    group = make_group(hub, "Friends of Mill Green Park")
    for typed in (
        "https://www.google.com/url?q=javascript:alert(1)",
        "https://l.facebook.com/l.php?u=http%3A%2F%2F127.0.0.1%2F",
        "https://www.google.com/url?q=http://user:x@evil.test/",
    ):
        add_online_place(group, typed, by=None)
    assert {url.partition(":")[0] for url in OnlinePlace.objects.values_list("url", flat=True)} == {"https"}


def test_a_name_in_foreign_letters_is_shown_as_it_is_asked_for(hub: Hub) -> None:
    """Letters that look like others cannot pass a website off as another: the plain spelling is kept."""
    place = add_online_place(make_group(hub, "Chess"), "https://аpple.example/", by=None)
    assert place.url == "https://xn--pple-43d.example/"
    assert place.match_key.startswith("xn--pple-43d")


# Private links


@pytest.fixture
def booked(hub: Hub, client: Client) -> str:
    """Meena's private page."""
    return page_of(book(client, make_gathering(hub), email="meena@mail.example", ease="needs a ramp"))


def guesses(token: str) -> list[str]:
    flipped = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    return [
        flipped, token[:-1], token + "A", token.lower(), token.upper(), token[::-1], f"{token}%00", f"{token}%20", "1", "0", "null",
        "..", "%2e%2e", "*", "%25", "' OR 1=1", token.replace(token[0], "_"), *(secrets.token_urlsafe(32) for _ in range(40)),
    ]  # fmt: skip


def test_no_guess_opens_a_booking(booked: str, client: Client) -> None:
    token = booked.split("/")[2]
    before = [row for row in every_row() if row[0] != "people_allowance"]
    for guess in guesses(token):
        for address in (f"/b/{guess}/", f"/b/{guess}/change/"):
            assert client.get(address).status_code in {404, 301}, address
        for deed in ("cancel", "again", "remove"):
            assert client.post(f"/b/{guess}/{deed}/").status_code in {404, 429}
    assert [row for row in every_row() if row[0] != "people_allowance"] == before
    assert client.get(booked).status_code == 200
    assert len(token) == 43


def test_a_link_of_one_purpose_opens_nothing_else(booked: str, client: Client) -> None:
    token = booked.split("/")[2]
    for address in (f"/sign-in/{token}/", f"/welcome/{token}/"):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert client.get("/desk/").status_code == 302


def test_scanners_that_open_a_private_link_change_nothing(booked: str, client: Client) -> None:
    before = every_row()
    for _ in range(3):
        assert client.get(booked).status_code == client.head(booked).status_code == 200
        assert client.get(f"{booked}change/").status_code == 200
    for deed in ("cancel", "again", "remove"):
        assert client.get(f"{booked}{deed}/").status_code == 405
    assert every_row() == before


def test_a_private_page_is_kept_by_no_cache_and_no_search_engine(booked: str, client: Client) -> None:
    for address in (booked, f"{booked}change/"):
        answer = client.get(address)
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
        loaded = re.findall(r'(?:src|href|action)="([^"]*)"', answer.text)
        assert [one for one in loaded if re.match(r"[a-z]+:|//", one)] == []
    assert "no-store" not in client.get("/whats-on/").headers["Cache-Control"]


def test_the_page_to_sign_in_by_a_link_is_kept_by_no_cache(hub: Hub, client: Client, olive: Person) -> None:
    client.post("/sign-in/", {"email": olive.email})
    token = token_of(PrivateLink.objects.latest("pk"))
    answer = client.get(f"/sign-in/{token}/")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_database_holds_no_token(booked: str, client: Client, olive: Person) -> None:
    client.post("/sign-in/", {"email": olive.email})
    tokens = [token_of(link) for link in PrivateLink.objects.all()]
    stored = repr(every_row())
    assert len(tokens) == 3
    assert [token for token in tokens if token in stored] == []
    kept = f"{list(Job.objects.values_list('args', 'kwargs'))}{list(Deed.objects.values())}"
    assert "meena@mail.example" not in kept


TOKEN = "ZXV53oCxZakAOspwLMykx2LAtz4PRGcoF2IzFc2YONw"


@pytest.mark.parametrize(
    "after", ["", "/", ".", ">", "?x=1", " ", '"', "/change", "%20", "/cancel/ HTTP/1.1"]
)
def test_a_link_cut_or_mended_by_a_mail_program_is_in_no_log(after: str) -> None:
    assert TOKEN not in line(f"Not Found: /b/{TOKEN}{after}")["says"]


def test_a_line_of_the_log_cannot_be_forged() -> None:
    said = line('Not Found: /x\n{"level": "error", "says": "forged"}\x1b[31m\u2028')["says"]
    assert said.startswith("Not Found: /x\n")


def test_rebooking_what_somebody_cancelled_gives_no_power_to_remove_them(hub: Hub) -> None:
    """Mallory knows Meena's name and address. Meena booked and cancelled; Mallory books over it in her name."""
    surgery = make_gathering(hub)
    first = booking.book(surgery, Wish(name="Meena Patel", email="meena@mail.example"))
    booking.cancel(first.attendance)
    mallory = booking.book(surgery, Wish(name="Meena Patel", email="meena@mail.example"))
    assert mallory.link is not None
    assert first.link is not None
    assert details.remove_details(mallory.attendance, mallory.link) is False
    assert Person.objects.get().email == "meena@mail.example"
    assert details.remove_details(first.attendance, first.link) is True
    assert Person.objects.get().email == ""


def test_a_booking_for_somebody_elses_address_shows_nothing_of_theirs(hub: Hub, client: Client) -> None:
    earlier = make_gathering(hub, "Earlier")
    booking.book(
        earlier,
        Wish("Meena Patel", "meena@mail.example", "07700 900123", wants="My cellar page", ease="A ramp"),
    )
    page = page_of(book(client, make_gathering(hub), name="Mallory", email="meena@mail.example"))
    for address in (page, f"{page}change/"):
        told = client.get(address).text
        assert [word for word in ("Patel", "07700", "cellar", "ramp", "meena@") if word in told] == []


def test_a_removed_booking_leaves_a_dead_link(booked: str, client: Client) -> None:
    assert client.post(f"{booked}remove/").status_code == 302
    assert client.get(booked).status_code == 404
    assert client.post(f"{booked}again/").status_code == 404
    assert Message.objects.count() == 0


def test_a_link_that_ran_out_is_like_one_that_never_was(booked: str, client: Client) -> None:
    PrivateLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    gone, never = client.get(booked), client.get(f"/b/{secrets.token_urlsafe(32)}/")
    assert (gone.status_code, gone.text) == (404, never.text)
    assert Attendance.objects.get().booking == "booked"


# Every purpose of a link


ELSEWHERE = {PrivateLink.Purpose.SIGN_IN, PrivateLink.Purpose.PAPERS}  # have tests of their own


def _is_there(pattern: str) -> bool:
    """Tell whether anything answers at this address: a purpose may be named before its page is built."""
    try:
        resolve(pattern.format(token="x"))
    except Resolver404:
        return False
    return True


PAGES = {of: where for of, where in ADDRESSES.items() if of not in ELSEWHERE and _is_there(where)}


@pytest.fixture
def opened(hub: Hub, olive: Person) -> dict[str, PrivateLink]:
    """One live link of every purpose that is a page, each to a thing that is there."""
    group = make_group(hub, "Friends of Mill Green Park", email="mill@green.example")
    surgery = make_gathering(hub, starts_at=timezone.now() - timedelta(minutes=10))
    seat = booking.book(surgery, Wish(name="Meena")).attendance
    helper = Person.objects.create(hub=hub, name="Arthur")
    HelperProfile.objects.create(hub=hub, person=helper)
    (invitation,) = inviting.choose(surgery, [group], wave=1, by=olive)
    note = HelpNote.objects.create(hub=hub, gathering=surgery, result="fixed")
    note.helped.add(seat)
    asked = FollowUp.objects.create(
        hub=hub, attendance=seat, note=note, due_on=timezone.localdate(), state="asked"
    )
    subjects = {
        "booking": seat.uid, "group": group.uid, "helper": helper.uid, "invite": invitation.uid,
        "follow-up": asked.uid, "day": surgery.uid, "console": olive.uid,
    }  # fmt: skip
    pages = {of: uid for of, uid in subjects.items() if of in PAGES}
    return {of: make_link(hub, of, uid, expires_at=in_days(1)) for of, uid in pages.items()}


def answers(client: Client, link: PrivateLink, purpose: str | None = None) -> int:
    pattern = PAGES[PrivateLink.Purpose(purpose or link.purpose)]
    return client.get(pattern.format(token=token_of(link))).status_code


def test_a_live_link_opens_its_own_page_and_no_other(opened: dict[str, PrivateLink], client: Client) -> None:
    got = {(of, page): answers(client, link, page) for of, link in opened.items() for page in PAGES}
    assert {pair: status for pair, status in got.items() if (status == 200) != (pair[0] == pair[1])} == {}


@pytest.mark.parametrize("spoilt", ["expired", "revoked", "used"])
def test_a_spoilt_link_is_like_one_that_never_was(
    opened: dict[str, PrivateLink], client: Client, spoilt: str
) -> None:
    now = timezone.now()
    PrivateLink.objects.update(
        **{"expired": {"expires_at": now}, "revoked": {"revoked_at": now}, "used": {"used_at": now}}[spoilt]
    )
    for of, link in opened.items():
        pattern = PAGES[PrivateLink.Purpose(of)]
        gone = client.get(pattern.format(token=token_of(link)))
        never = client.get(pattern.format(token=secrets.token_urlsafe(32)))
        assert (of, gone.status_code, gone.text) == (of, 404, never.text)
        assert "no longer works" in gone.text


def test_a_link_of_another_hub_opens_nothing_here(
    opened: dict[str, PrivateLink], client: Client, hub: Hub
) -> None:
    Hub.objects.filter(pk=hub.pk).update(host="leasow.example")
    open_hub("Harrow Edge Volunteer Centre", slug="harrow", host="harrow.example", place="Harrow Edge")
    for of, link in opened.items():
        address = PAGES[PrivateLink.Purpose(of)].format(token=token_of(link))
        here = client.get(address, headers={"host": "leasow.example"}).status_code
        there = client.get(address, headers={"host": "harrow.example"})
        assert (of, here, there.status_code) == (of, 200, 404)
        assert "no longer works" in there.text


def test_scanners_that_open_any_link_change_nothing(opened: dict[str, PrivateLink], client: Client) -> None:
    before = every_row()
    for link in opened.values():
        for _ in range(2):
            assert answers(client, link) == 200
            client.head(PAGES[PrivateLink.Purpose(link.purpose)].format(token=token_of(link)))
    assert every_row() == before


# What is public names nobody and shows no address


SECRET = {
    "email": "meena.private@mail.example", "phone": "07700 900123", "name": "Meena Private", "ease": "needs a hearing loop",
    "wants": "locked out of Facebook", "contact": "secretary@mill.example", "number": "01384 555999", "note": "owes us a key",
    "venue": "alarm code 1066", "words": "reset his password", "helper": "Gareth Private", "hidden": "Hidden Refuge",
}  # fmt: skip


@pytest.fixture
def private_things(hub: Hub, olive: Person) -> list[str]:
    """A hub full of what only the desk may see; returns every public address."""
    group = add_group(
        hub, by=olive, name="Friends of Mill Green Park", email=SECRET["contact"], phone=SECRET["number"]
    )
    Group.objects.filter(pk=group.pk).update(notes={"Remarks": SECRET["note"]})
    add_group(hub, by=olive, name=SECRET["hidden"])
    Group.objects.filter(name=SECRET["hidden"]).update(listed=False)
    venue = make_venue(hub, notes=SECRET["venue"])
    for title, days in [("Coming", 3), ("Been", -9)]:
        surgery = make_gathering(hub, title, venue=venue, starts_at=timezone.now() + timedelta(days=days))
        wish = Wish(
            SECRET["name"],
            SECRET["email"],
            SECRET["phone"],
            group=group,
            wants=SECRET["wants"],
            ease=SECRET["ease"],
        )
        if days > 0:
            booking.book(surgery, wish)
    person = Person.objects.get(name=SECRET["name"])
    here = Attendance.objects.create(hub=hub, gathering=surgery, person=person, arrival="here", looking=True)
    here.groups.add(group)
    helper = day.walk_in(
        surgery, Guest(name=SECRET["helper"], helping=True, looking=False), by=olive, form_key=uuid.uuid4()
    )
    assert helper.attendance is not None
    told = Telling("fixed", (here,), (helper.attendance,), words=SECRET["words"])
    write_note(surgery, told, by=olive, form_key=uuid.uuid4())
    Gathering.objects.filter(pk=surgery.pk).update(state="closed", write_up_public=True, write_up="We met.")
    return [
        "/", "/groups/", "/groups/?q=private", "/groups/suggest/?q=friends", "/groups/suggest/?q=refuge", f"/groups/{group.slug}/", "/whats-on/",
        *(f"/whats-on/{one.slug}/" for one in Gathering.objects.all()), "/whats-on/past/", "/whats-on.ics", "/whats-on.atom",
        *(f"/whats-on/{one.slug}/calendar.ics" for one in Gathering.objects.all()), "/what-changed/", "/api/v1/figures/",
        *(f"/what-changed/{code}/" for code in ("surgeries", "helpers", "people-helped", "attendances", "groups-helped", "fixed-after-help")),
        "/privacy/", "/accessibility/",
    ]  # fmt: skip


def test_nothing_anybody_can_open_names_or_reaches_a_person(
    private_things: list[str], client: Client
) -> None:
    told = {}
    for address in private_things:
        answer = client.get(address)
        told[address] = [what for what, words in SECRET.items() if words.lower() in answer.text.lower()]
        suggested = client.get(address, headers={"accept": "application/json"})
        told[address] += [what for what, words in SECRET.items() if words.lower() in suggested.text.lower()]
    assert {address: what for address, what in told.items() if what} == {}


def test_the_desk_does_see_them(private_things: list[str], owner: Client) -> None:
    group = Group.objects.get(name="Friends of Mill Green Park")
    coming = Gathering.objects.get(title="Coming")
    pages = owner.get(f"/desk/groups/{group.slug}/").text + owner.get(f"/desk/gatherings/{coming.slug}/").text
    assert [
        what for what in ("name", "wants", "contact", "number", "note") if SECRET[what] not in pages
    ] == []


def test_a_hidden_group_has_no_public_page(private_things: list[str], client: Client) -> None:
    hidden = Group.objects.get(name=SECRET["hidden"])
    assert client.get(f"/groups/{hidden.slug}/").status_code == 404
    assert client.get("/groups/suggest/?q=Hidden", headers={"accept": "application/json"}).json() == []
