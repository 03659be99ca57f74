"""What this app holds about people: to hand over, to take out, and to let go in time."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, Max, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, Replace
from django.utils import timezone

from .actions.complaints import empty_out
from .actions.forget import forget
from .erasing import erases, holds_words
from .keeping import HOLDS, TIES, holds, lets_go, ties
from .models import (
    Complaint,
    ComplaintNote,
    Consent,
    Deed,
    Message,
    Person,
    PrivateLink,
    Role,
    SignInRequest,
)
from .papers import Row, Teller, papers
from .queries import roles_in_force
from .traces import GONE, Traces

MOST_A_NIGHT = 500


# What we hold, to hand over


@papers("Who you are")
def _details(teller: Teller) -> Iterable[Row]:
    person = teller.person
    yield {
        "Name": person.name,
        "E-mail": person.email,
        "Phone": person.phone,
        "We first wrote you down": person.created_at,
        "How": person.created_via,
    }


@papers("What you said yes or no to")
def _consents(teller: Teller) -> Iterable[Row]:
    for one in Consent.objects.filter(person=teller.person).order_by("given_at", "pk"):
        yield {
            "To what": one.get_purpose_display(),
            "You said": "Yes" if one.given else "No",
            "In these words": teller.says(one.wording),
            "When": one.given_at,
            "How": one.how,
            "Taken back": one.withdrawn_at or "",
        }


@papers("What you may do at the desk")
def _roles(teller: Teller) -> Iterable[Row]:
    for one in Role.objects.filter(person=teller.person).order_by("since", "pk"):
        yield {"Role": str(one), "Since": one.since, "Until": one.until or "No end"}


@papers("Letters to you")
def _letters(teller: Teller) -> Iterable[Row]:
    for one in _letters_to(teller.person).order_by("made_at", "pk"):
        text = one.text.replace("{link}", "(your private link)").replace("{code}", "(a code)")
        yield {
            "When": one.sent_at or one.made_at,
            "To": one.to_address,
            "Subject": teller.says(one.subject),
            "Text": teller.says(text),
        }


@papers("Private links of yours")
def _links(teller: Teller) -> Iterable[Row]:
    for one in PrivateLink.objects.filter(subject=teller.person.uid).order_by("made_at", "pk"):
        yield {"For": one.purpose, "Made": one.made_at, "Ends": one.expires_at, "Used": one.used_at or ""}


@papers("When you asked to sign in")
def _sign_ins(teller: Teller) -> Iterable[Row]:
    for one in SignInRequest.objects.filter(person=teller.person).order_by("made_at", "pk"):
        yield {"When": one.made_at, "Signed in": one.used_at or ""}


@papers("What you did here")
def _deeds_by(teller: Teller) -> Iterable[Row]:
    for one in Deed.objects.filter(actor=teller.person).order_by("at", "pk"):
        yield {"When": one.at, "What": teller.says(one.words)}


@papers("What was done here about you")
def _deeds_about(teller: Teller) -> Iterable[Row]:
    about = {f"people.Person:{teller.person.pk}", *_roles_as_subjects(teller.person)}
    found = Deed.objects.filter(Q(about__in=about) | teller.worth_a_look("words")).exclude(
        actor=teller.person
    )
    for one in found.order_by("at", "pk"):
        if one.about not in about and not teller.is_named_in(one.words):
            continue
        yield {
            "When": one.at,
            "By": teller.who(one.actor, "Somebody at the desk"),
            "What": teller.says(one.words),
        }


@papers("Complaints of yours")
def _complaints(teller: Teller) -> Iterable[Row]:
    for one in complaints_of(teller.person):
        yield {
            "Number": one.number,
            "Received": one.received_at,
            "Your name": one.name,
            "Answer to": one.answer_to,
            "Your words": one.words,
            "State": one.state,
            "Answered": one.answered_at or "",
            "Our answer": one.answer,
        }


def complaints_of(person: Person) -> QuerySet[Complaint]:
    """Return the complaints made with this person's e-mail address, earliest first."""
    if not person.email:
        return Complaint.objects.none()
    return Complaint.objects.filter(answer_to__iexact=person.email).order_by("received_at", "pk")


def _letters_to(person: Person) -> QuerySet[Message]:
    theirs = Q(to_person=person)
    return Message.objects.filter(theirs | Q(to_address__iexact=person.email) if person.email else theirs)


def _roles_as_subjects(person: Person) -> list[str]:
    return [f"people.Role:{pk}" for pk in Role.objects.filter(person=person).values_list("pk", flat=True)]


# Taking somebody out


@erases
def _own_rows(person: Person, _: Traces) -> None:
    _letters_to(person).delete()
    SignInRequest.objects.filter(person=person).delete()
    PrivateLink.objects.filter(subject=person.uid).delete()
    Consent.objects.filter(person=person, withdrawn_at=None).update(withdrawn_at=timezone.now())
    # A first name alone is looked for only where it can be nobody else's.
    named = Deed.objects.filter(about__in=_roles_as_subjects(person))
    named.update(words=Replace(F("words"), Value(person.name), Value(GONE)))
    for complaint in complaints_of(person).exclude(answered_at=None):
        empty_out(complaint)


holds_words(Deed, "words", "detail")
holds_words(Message, "subject", "text", "trouble")
holds_words(Consent, "wording")
holds_words(Complaint, "words", "answer")
holds_words(ComplaintNote, "words")


# Letting go in time


@ties
def _role_ended() -> Subquery:
    return latest(Role.objects.filter(person=OuterRef("pk")), "person", "until")


@ties
def _said() -> Subquery:
    return latest(Consent.objects.filter(person=OuterRef("pk")), "person", "given_at")


@holds
def _works_here() -> Exists:
    return Exists(roles_in_force().filter(person=OuterRef("pk")))


@holds
def _complains() -> Exists:
    return Exists(Complaint.objects.filter(answer_to__iexact=OuterRef("email"), answered_at=None))


def latest(rows: QuerySet[Model], by: str, moment: str) -> Subquery:
    """Return the latest moment of these rows, which name an outer row by the field `by`."""
    return Subquery(rows.order_by().values(by).annotate(last=Max(moment)).values("last"))


def people_with_last_tie() -> QuerySet[Person]:
    """Return people whose name we hold, with `began`: when they last had to do with us."""
    known = Person.objects.filter(anonymised_at=None)
    for hold in HOLDS:
        known = known.exclude(hold())
    moments = [Coalesce(tie(), F("created_at")) for tie in TIES]
    return known.annotate(began=Greatest(F("created_at"), F("created_at"), *moments))


def _forget(rows: QuerySet[Model]) -> int:
    people = list(rows[:MOST_A_NIGHT])
    for person in people:
        with transaction.atomic():
            forget(person, at_their_wish=False, mailbox_shown=False)  # type: ignore[arg-type]  # a chore's rows are its model's
    return len(people)


def _delete(rows: QuerySet[Model]) -> int:
    found = rows.model._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True)[:20_000]))  # noqa: SLF001
    count = found.count()
    found.delete()
    return count


def _links_run_out() -> QuerySet[PrivateLink]:
    """The first link of a booking may remove more than later ones: links of one row go together."""
    alive = PrivateLink.objects.filter(subject=OuterRef("subject"), expires_at__gt=timezone.now())
    return PrivateLink.objects.filter(~Exists(alive)).annotate(began=F("expires_at"))


def _empty_letters(rows: QuerySet[Model]) -> int:
    """Empty letters whose links still work (they show that a link went to a mailbox); delete the others."""
    count = rows.count()
    ids = list(rows.values_list("pk", flat=True))
    alive = Message.objects.filter(pk__in=ids, link__expires_at__gt=timezone.now())
    alive.update(to_address="", subject="(an old letter)", text="", trouble="")
    Message.objects.filter(pk__in=ids).exclude(text="").delete()
    return count


def _empty_complaints(rows: QuerySet[Model]) -> int:
    return sum(empty_out(complaint) for complaint in rows)  # type: ignore[arg-type]  # as above


lets_go(Person, people_with_last_tie, _forget, one_by_one=True)
lets_go(Role, lambda: Role.objects.exclude(until=None).annotate(began=F("until")), _delete)
lets_go(Deed, lambda: Deed.objects.annotate(began=F("at")), _delete)
lets_go(PrivateLink, _links_run_out, _delete)
lets_go(SignInRequest, lambda: SignInRequest.objects.annotate(began=F("expires_at")), _delete)
lets_go(Message, lambda: Message.objects.exclude(text="").annotate(began=F("made_at")), _empty_letters)
lets_go(
    Complaint,
    lambda: Complaint.objects.filter(emptied_at=None, answered_at__isnull=False).annotate(
        began=F("answered_at")
    ),
    _empty_complaints,
)
