"""Wording at the desk: ours beside theirs, with blanks that have to stay."""

import pytest
from django.test import Client

from bandstand.people.actions.roles import give_role
from bandstand.people.models import Hub, Role
from bandstand.presence.models import Wording
from bandstand.presence.queries.wording import worded_look
from bandstand.web.forms.wording import trouble_with
from tests.conftest import sign_in

ADDRESS = "/desk/checks/wording/social-links/"


def text_of(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def box(part: str) -> str:
    look = worded_look("social-links")
    assert look is not None
    return f"part-{[one.part for one in look.sentences].index(part)}"


def test_looks_are_listed_in_plain_words_and_found(officer: Client) -> None:
    page = text_of(officer.get("/desk/checks/wording/"))
    assert f'<a href="{ADDRESS}">Your website shows your other accounts</a>' in page
    found = text_of(officer.get("/desk/checks/wording/", {"q": "besides Facebook"}))
    assert (ADDRESS in found, "/wording/phone-size/" in found) == (True, False)
    assert "Nothing we say has “zebra” in it." in text_of(
        officer.get("/desk/checks/wording/", {"q": "zebra"})
    )


def test_ours_stands_beside_a_box_for_theirs_with_its_blanks_explained(officer: Client, hub: Hub) -> None:
    page = text_of(officer.get(ADDRESS))
    assert "<p>Your website does not show your {networks} yet.</p>" in page
    assert "<code>{networks}</code>" in page
    assert "the networks it is about, as in “Facebook and Instagram”" in page


def test_olive_says_it_her_way_and_goes_back(officer: Client, hub: Hub) -> None:
    officer.post(ADDRESS, {box("says:missing"): "Shall we add { networks }? <b>Yes</b>"})
    assert Wording.objects.get().words == "Shall we add {networks}? <b>Yes</b>"
    page = text_of(officer.get(ADDRESS))
    assert "Shall we add {networks}? &lt;b&gt;Yes&lt;/b&gt;</textarea>" in page
    officer.post(f"{ADDRESS}ours/")
    assert Wording.objects.count() == 0
    page = text_of(officer.get(ADDRESS))
    assert "Olive Shah went back to Bandstand’s own words in “Your website shows your other accounts”" in page


def test_a_change_is_put_back_from_the_list_below(officer: Client, hub: Hub) -> None:
    officer.post(ADDRESS, {box("why"): "It helps."})
    page = text_of(officer.get(ADDRESS))
    address = page.split('action="')[-1].split('"')[0]
    assert "put-back" in address
    assert text_of(officer.post(address, follow=True)).count("Put back as it was before.") == 1
    assert Wording.objects.count() == 0
    assert "It was worded again since" in text_of(officer.post(address, follow=True))


def test_our_own_words_typed_again_are_no_words_of_theirs(officer: Client, hub: Hub) -> None:
    officer.post(ADDRESS, {box("says:missing"): "Your website does not show your {networks} yet."})
    assert Wording.objects.count() == 0


def test_a_blank_left_out_is_asked_for_in_a_sentence(officer: Client, hub: Hub) -> None:
    answer = officer.post(ADDRESS, {box("says:missing"): "You lack a button."})
    assert answer.status_code == 422
    assert "Put {networks} in: Bandstand writes there what it saw." in text_of(answer)
    assert "You lack a button." in text_of(answer)
    assert Wording.objects.count() == 0


@pytest.mark.parametrize(
    ("words", "blanks", "trouble"),
    [
        ("No {networks} yet.", ["networks"], ""),
        ("No {networks} {yet", ["networks"], ""),
        ("No {} } { here", [], ""),
        ("", ["networks"], ""),
        ("No {network} yet.", [], "Write {network} out in words: this sentence has no blanks to fill."),
        (
            "No {networks} of {group} yet.",
            ["networks"],
            "Write {group} out in words: only {networks} can be filled in here.",
        ),
        (
            "None.",
            ["pictures", "total"],
            "Put {pictures} and {total} in: Bandstand writes there what it saw.",
        ),
    ],
)
def test_what_is_wrong_with_blanks(words: str, blanks: list[str], trouble: str) -> None:
    assert trouble_with(words, blanks) == trouble


def test_a_look_there_is_not_is_not_found(officer: Client) -> None:
    assert officer.get("/desk/checks/wording/no-such-look/").status_code == 404


def test_a_reader_words_nothing(hub: Hub, client: Client) -> None:
    ravi = give_role(hub, name="Ravi Bose", email="ravi@leasow.example", role=Role.Name.READER, by=None)
    reader = sign_in(client, ravi.person)
    assert reader.post(ADDRESS, {"part-0": "Mine"}).status_code == 403
    assert Wording.objects.count() == 0
