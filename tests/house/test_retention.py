"""Every table that holds something about people says how long, and what it says is what is done and shown."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from bandstand.people.erasing import WORDY
from bandstand.people.keeping import CHORES, HOLDS, TIES, Keep, Stays, declared, how_long
from bandstand.people.models import Hub, Person
from bandstand.people.papers import WRITERS
from tests.web.test_booking import words

OURS = [model for model in apps.get_models() if model.__module__.startswith("bandstand.")]
DOCUMENT = Path(__file__).parents[2] / "docs/decisions/0011-keeping.md"

# A field called so, or ending so, may hold something about somebody.
PERSONAL = re.compile(
    r"(^|_)(name|names|email|phone|address|contact|notes?|words|wants|ease|says|text|subject|answer|answer_to|cells|"
    r"fixed|plan|before|after|snapshot|report|detail|wording|write_up|about|told|by|said_by|trouble)$"
)
# Whose name it is, when it is nobody's.
NOT_PEOPLE = {
    "groups.Kind": {"name"},
    "groups.Interest": {"name"},
    "people.Topic": {"name"},
    "places.Area": {"name"},
    "places.Venue": {"name", "address", "notes"},
    "jobs.Job": {"about", "trouble"},
}


def personal_fields(model: type[models.Model]) -> set[str]:
    """Return the fields that hold a person, an address, or words in which somebody may be named."""
    found = set()
    for field in model._meta.get_fields():
        if field.auto_created or not isinstance(field, models.Field):
            continue
        points = field.related_model is Person
        typed = isinstance(
            field, models.EmailField | models.TextField | models.JSONField | models.BinaryField
        )
        called = isinstance(field, models.CharField) and not field.choices and PERSONAL.search(field.name)
        if points or typed or called:
            found.add(field.name)
    return found


# Texts that are rules or settings of ours, and numbers and ids: nothing anybody typed about anybody.
SETTINGS = {
    "groups.Interest": {"pattern", "unless"},
    "groups.SheetMemory": {"mapping"},
    "places.Area": {"geometry", "outline"},
    "jobs.Job": {"args", "kwargs", "result", "about", "trouble"},
}


def without_time(*, of: list[type[models.Model]]) -> list[str]:
    return [
        f"{model._meta.label}: {', '.join(sorted(fields))}"
        for model in of
        if (
            fields := personal_fields(model)
            - NOT_PEOPLE.get(model._meta.label, set())
            - SETTINGS.get(model._meta.label, set())
        )
        and not isinstance(getattr(model, "retention", None), Keep | Stays)
    ]


def test_every_model_with_something_about_people_says_how_long_it_is_kept() -> None:
    assert without_time(of=OURS) == []


def test_a_model_that_says_nothing_is_found() -> None:
    class Guestbook(models.Model):
        signed_by = models.ForeignKey(Person, on_delete=models.CASCADE)
        mail = models.EmailField()
        greeting = models.TextField()

        class Meta:
            app_label = "people"
            managed = False

    try:
        assert without_time(of=[Guestbook]) == ["people.Guestbook: greeting, mail, signed_by"]
    finally:
        del apps.all_models["people"]["guestbook"]
        apps.clear_cache()


def test_every_time_is_kept_to_by_a_chore() -> None:
    timed = {of for of, kept in declared() if isinstance(kept, Keep)}

    assert timed == {chore.of for chore in CHORES}
    assert len(CHORES) == len(timed)


@pytest.mark.parametrize("chore", CHORES, ids=lambda chore: chore.of)
def test_times_are_sensible(chore: object) -> None:
    keep: Keep = chore.keep  # type: ignore[attr-defined]
    assert bool(keep.months) != bool(keep.days)
    assert not keep.can_change or keep.least <= keep.months <= keep.most


def test_words_about_anybody_are_looked_through_when_somebody_is_removed() -> None:
    """Every text and JSON of a personal table is among the words searched, or says why not."""
    searched = {
        f"{wordy.model._meta.label}.{name}" for wordy in WORDY for name in (*wordy.fields, *wordy.contacts)
    }
    texts = {
        f"{model._meta.label}.{field.name}"
        for model in OURS
        for field in model._meta.fields
        if isinstance(field, models.TextField | models.JSONField | models.EmailField)
    }

    assert (
        texts - searched
        == {
            "gatherings.SeasonPlan.held",  # ids of venues
            "gatherings.SeasonPlan.problem",  # groups and places, no people
            "gatherings.SeasonPlan.refused",
            "gatherings.SeasonPlan.times",
            "gatherings.SeasonPlan.weights",  # words of ours
            "gatherings.SeasonPlan.worked_out",  # groups and places
            "gatherings.SuggestedPair.reasons",  # sentences of ours about groups
            "gatherings.TableRound.tables",  # numbers of lines of the sheet
            "gatherings.TwoEvenings.lots",  # groups, as drawn
            "gatherings.TwoEvenings.rooms",  # how many places there were
            "gatherings.Attendance.before_day",  # yes, no and times
            "gatherings.Attendance.seats",  # numbers of tables
            "gatherings.HelpNote.barriers",  # codes of ours
            "impact.FigureRun.kept",  # numbers and rules
            "groups.Group.search",  # made anew from the others
            "groups.GroupContact.shows",  # which parts, not what they are
            "groups.ImportBatch.mapping",
            "groups.ImportRow.put_back",
            "gatherings.Series.skipped",  # days
            "groups.Interest.pattern",
            "groups.Interest.unless",
            "groups.PageAsk.email",  # the whole row goes
            "groups.SheetMemory.mapping",
            "people.Hub.about",  # the organisation itself
            "people.Hub.email",
            "people.Message.to_address",  # the whole letter goes
            "people.Person.email",  # the person's own row is emptied
            "people.Removal.marks",
            "places.Area.geometry",
        }
        & texts
    )


def test_the_public_page_says_what_is_declared(hub: Hub, client: Client) -> None:
    page = words(client.get("/privacy/"))

    for _, kept in declared():
        if isinstance(kept, Keep):
            assert f"{kept.what} {how_long(kept)} after {kept.after} {kept.then}" in page
        else:
            assert f"{kept.what} {kept.why}" in page


def test_the_document_says_what_is_declared() -> None:
    told = DOCUMENT.read_text()

    missing = [
        f"| `{of}` | {kept.what} | {how_long(kept)} after {kept.after} | {kept.then} | {_bounds(kept)} |"
        for of, kept in declared()
        if isinstance(kept, Keep)
    ] + [f"| `{of}` | {kept.what} | {kept.why} |" for of, kept in declared() if isinstance(kept, Stays)]
    assert [line for line in missing if line not in told] == []


def _bounds(keep: Keep) -> str:
    return f"{keep.least} to {keep.most} months" if keep.can_change else "fixed"


def test_every_app_with_people_in_it_tells_what_it_holds() -> None:
    tellers = {writer.__module__.split(".")[1] for _, writer in WRITERS}

    assert tellers >= {"people", "groups", "presence", "gatherings"}
    assert (len(TIES), len(HOLDS)) >= (3, 3)
