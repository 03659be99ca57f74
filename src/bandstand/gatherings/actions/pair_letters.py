"""Asking both groups of a pair, and what they answer. Nothing is handed over before both have said yes."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Connection, Group
from bandstand.groups.queries.contacts import contacts_of
from bandstand.people.actions.consents import say
from bandstand.people.actions.deeds import record
from bandstand.people.actions.links import make_link
from bandstand.people.actions.outbox import put_in_outbox, unmarked
from bandstand.people.models import Consent, Message, Person, PrivateLink

from ..introducing import letters as words
from ..introducing.facts import of_ids
from ..introducing.pairs import ANSWER_WITHIN, told
from ..introducing.reasons import for_the_groups
from ..models import FollowUp, PairLetter, SuggestedPair
from ..words import hello
from .after_asking import WHEN_GROUPS_MET
from .in_touch import write_to_both
from .introducing import close

State, Says = SuggestedPair.State, PairLetter.Says


class CannotAskError(Exception):
    """Not both can be written to; the words say why."""


@transaction.atomic
def ask_both(pair: SuggestedPair, *, by: Person) -> None:
    """Write to both groups. Raises CannotAskError."""
    row = _held(pair)
    if row.state != State.OPEN:
        raise CannotAskError("They were asked already, or it is settled.")
    if of_ids((row.one_id, row.other_id)).count() < 2:
        raise CannotAskError("One of them has asked to be left in peace.")
    (one,) = told([row])
    for group in one.without_address:
        raise CannotAskError(f"{group} has no e-mail address we may write to. Ring them instead.")
    if len({reach.email.lower() for _, reach, _ in one.sides}) < 2:
        raise CannotAskError("Both are reached at one address: whoever reads it knows both already.")
    for (group, reach, _), other in zip(one.sides, (row.other, row.one), strict=True):
        _ask(row, group, other, reach.email)
    SuggestedPair.objects.filter(pk=row.pk).update(state=State.ASKED, asked_at=timezone.now())
    record(row.hub, "asked both", f"asked {row} whether to introduce them", by=by, about=row)


def _ask(pair: SuggestedPair, group: Group, other: Group, address: str) -> None:
    known = contacts_of([group]).filter(person__email=address).first()
    letter = PairLetter.objects.create(
        hub=pair.hub, pair=pair, group=group, person=known.person if known else None, to_address=address
    )
    until = timezone.now() + ANSWER_WITHIN
    link = make_link(pair.hub, PrivateLink.Purpose.PAIR, letter.uid, expires_at=until)
    reasons = "\n".join(f"- {reason}" for reason in for_the_groups(pair.reasons))
    letter.message = _write(letter, words.SUBJECT, words.ASK, other, reasons=reasons, link=link)
    letter.save(update_fields=["message"])


@transaction.atomic
def answer(letter: PairLetter, *, yes: bool, name: str = "") -> bool:
    """Keep what a group says; False where it is settled. It may be changed until both have said yes."""
    pair = _held(letter.pair)
    mine, theirs = _sides(pair, letter)
    if pair.state == State.REFUSED and mine.says != Says.NO:
        return False
    if pair.state not in {State.ASKED, State.REFUSED} or of_ids((pair.one_id, pair.other_id)).count() < 2:
        return False
    _keep(mine, theirs.group, yes=yes, name=name)
    if yes and _stands(theirs):
        _agree(pair, mine, theirs)
    elif yes and theirs.says != Says.NO:
        SuggestedPair.objects.filter(pk=pair.pk).update(state=State.ASKED, closed_at=None)
    elif not yes:
        SuggestedPair.objects.filter(pk=pair.pk).update(state=State.REFUSED, closed_at=timezone.now())
        _say_not_now(theirs, mine.group)
    return True


def _stands(theirs: PairLetter) -> bool:
    """Tell whether their yes holds: they said so, and have neither taken it back since nor gone."""
    if theirs.says != Says.YES or theirs.person is None or not theirs.person.email:
        return False
    yes = Consent.objects.filter(
        person=theirs.person, purpose=Consent.Purpose.PUT_IN_TOUCH, about=about(theirs.pair)
    )
    return yes.filter(given=True, withdrawn_at=None).exists()


def _keep(mine: PairLetter, other: Group, *, yes: bool, name: str) -> None:
    if yes and mine.person is None:
        mine.person = _somebody(mine, name)
    said_yes = mine.says == Says.YES
    mine.says, mine.answered_at = Says.YES if yes else Says.NO, timezone.now()
    mine.save(update_fields=["person", "says", "answered_at"])
    if mine.person is not None and (yes or said_yes):
        say(
            mine.person,
            Consent.Purpose.PUT_IN_TOUCH,
            yes=yes,
            wording=words.YES.format(other=other.name),
            how="web",
            about=about(mine.pair),
        )
    said = "would like to be introduced" if yes else "would rather not be introduced just now"
    record(mine.hub, "answered", f"{mine.group} {said}", by=None, about=mine.pair)


def _somebody(letter: PairLetter, name: str) -> Person:
    """Return who answers at the group's own address: somebody we know by it, else as they call themselves."""
    known = Person.objects.filter(email__iexact=letter.to_address, anonymised_at=None).first()
    return known or Person.objects.create(
        hub=letter.hub,
        name=name or letter.group.name[:120],
        email=letter.to_address,
        created_via="introduction",
    )


def _agree(pair: SuggestedPair, mine: PairLetter, theirs: PairLetter) -> None:
    """Both said yes: each gets the other's name and address, and they are asked later what came of it."""
    today = timezone.localdate()
    made = Connection.objects.create(
        hub=pair.hub, kind=Connection.Kind.SWAPPED, on=today, planned=True, words="We introduced them."
    )
    made.groups.set([pair.one, pair.other])
    people = {letter.group: letter.person for letter in (mine, theirs) if letter.person}
    write_to_both(made, people)
    close(pair, State.AGREED, made)
    FollowUp.objects.bulk_create(
        _question(made, group, after) for group in people for after in WHEN_GROUPS_MET
    )
    record(pair.hub, "introduced", f"introduced {pair}: both had said yes", by=None, about=made)


def _question(made: Connection, group: Group, after: timedelta) -> FollowUp:
    return FollowUp(hub=made.hub, connection=made, group=group, due_on=made.on + after)


def _say_not_now(theirs: PairLetter, other: Group) -> None:
    """Tell the one that waits, once; not who said what."""
    if theirs.says != Says.YES or theirs.told_not_now_at is not None:
        return
    link = theirs.message.link if theirs.message else None
    _write(theirs, words.NOT_NOW_SUBJECT, words.NOT_NOW, other, link=link)
    PairLetter.objects.filter(pk=theirs.pk).update(told_not_now_at=timezone.now())


def _write(
    letter: PairLetter,
    subject: str,
    text: str,
    other: Group,
    *,
    link: PrivateLink | None,
    reasons: str = "",
) -> Message:
    named = {"group": letter.group.name, "other": other.name, "hub": letter.hub.name, "reasons": reasons}
    plain = {key: unmarked(value) for key, value in named.items()}
    person = letter.person
    return put_in_outbox(
        letter.hub,
        to_person=person,
        to_address=letter.to_address,
        subject=subject.format(other=other.name),
        text=text.format(hello=hello(person.name) if person else "Hello,", **plain),
        link=link,
        about=about(letter.pair),
    )


def about(pair: SuggestedPair) -> str:
    return f"gatherings.SuggestedPair:{pair.pk}"


def _held(pair: SuggestedPair) -> SuggestedPair:
    rows = SuggestedPair.objects.select_for_update(of=("self",))
    return rows.select_related("hub", "one", "other").get(pk=pair.pk)


def _sides(pair: SuggestedPair, letter: PairLetter) -> tuple[PairLetter, PairLetter]:
    both = {one.pk: one for one in pair.letters.select_related("hub", "group", "person", "message__link")}
    for one in both.values():
        one.pair = pair
    mine = both.pop(letter.pk)
    (theirs,) = both.values()
    return mine, theirs
