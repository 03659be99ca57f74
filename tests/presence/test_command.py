"""`bandstand presence check` and `sweep`."""

import json

import pytest

from bandstand.config.command import main
from bandstand.groups.models import Group
from bandstand.jobs.models import Job
from bandstand.people.models import Hub
from bandstand.presence.models import CheckUp, Finding
from tests.borough import make_group
from tests.jobs.test_side_by_side import a_lane
from tests.presence.site import Site, serving


def test_check_all_looks_now_and_says_what_it_saw(friends: Group, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presence", "check", "--all"]) == 0
    said = capsys.readouterr().out.splitlines()
    [finding] = Finding.objects.all()
    assert said == [
        f"Friends of Leasow Park: {finding.headline}",
        "1 looked at, 0 of them could not be checked.",
    ]
    assert CheckUp.objects.get().state == CheckUp.State.DONE
    assert not Job.objects.filter(task__contains="presence").exists()


def test_what_could_not_be_checked_is_listed_and_told_by_the_exit_code(
    friends: Group, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as other:
        other.status = 500
        make_group(hub, "Priory Singers", website=other.url)
        assert main(["presence", "check", "--all", "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["group"]: line["state"] for line in lines} == {
        "friends-of-leasow-park": "done",
        "priory-singers": "not able",
    }
    assert all(set(line) == {"group", "url", "state", "says", "findings"} for line in lines)


@pytest.mark.parametrize("name", ["friends-of-leasow-park", "friends of leasow park"])
def test_one_group_is_found_by_name_or_address(friends: Group, hub: Hub, site: Site, name: str) -> None:
    make_group(hub, "Mill Green Runners", website=f"{site.url}elsewhere")
    assert main(["presence", "check", name]) == 0
    assert [check_up.group for check_up in CheckUp.objects.all()] == [friends]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Say which groups to check, or --all."),
        (["Nobody"], "There is no group called “Nobody”. Use its name as the directory has it."),
        (
            ["Priory Singers"],
            "None of these groups has a website of its own, so there is nothing to look at.",
        ),
    ],
)
def test_what_cannot_be_started_is_said_in_one_sentence(
    hub: Hub, words: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_group(hub, "Priory Singers")
    assert main(["presence", "check", *words]) == 2
    assert capsys.readouterr().err.strip() == says


def test_sweep_queues_the_lot(friends: Group, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["presence", "sweep", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"queued": 1}
    assert Job.objects.filter(task="bandstand.presence.tasks.look_at_group").count() == 1


@pytest.mark.django_db(transaction=True)
def test_sweep_waits_for_the_runners_and_shows_how_far_they_are(
    friends: Group, hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving() as other:
        other.status = 500
        make_group(hub, "Priory Singers", website=other.url)
        with a_lane():
            assert main(["presence", "sweep", "--wait", "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"looked_at": 1, "could_not_check": 1}


def test_looking_at_one_is_thorough_and_looking_at_all_is_not(
    friends: Group, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    site.on_any = asked.append
    site.html = site.html.replace("</body>", '<a href="/hall">The hall</a></body>')
    main(["presence", "check", "--all"])
    assert "/hall" not in asked
    main(["presence", "check", friends.slug])
    assert "/hall" in asked
