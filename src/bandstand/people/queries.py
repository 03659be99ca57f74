"""Reads about people used more than once."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Complaint, Consent, Deed, Hub, Message, Person, Role, Topic

# A person with several roles works at the desk with the widest.
_WIDEST_FIRST = [Role.Name.OWNER, Role.Name.OFFICER, Role.Name.MANAGER, Role.Name.READER, Role.Name.DOOR]


# As SQL, for it is asked by every request, and Django would take ten times as long to write it.
_FOR_HOST = """
    SELECT * FROM people_hub WHERE host = %s OR (host = '' AND (SELECT COUNT(*) FROM people_hub) = 1)
    ORDER BY host DESC LIMIT 1
"""


def hub_for_host(host: str) -> Hub | None:
    """Return the hub of this host name; the only hub there is, when it has no host name of its own."""
    return next(iter(Hub.objects.raw(_FOR_HOST, [host])), None)


def roles_in_force() -> QuerySet[Role]:
    now = timezone.now()
    return Role.objects.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


def role_of(person: Person) -> Role | None:
    roles = roles_in_force().filter(person=person)
    return min(roles, key=lambda role: _WIDEST_FIRST.index(Role.Name(role.name)), default=None)


def officer_by_email(email: str) -> Person | None:
    """Return the person with a role in force who has this address."""
    return Person.objects.filter(email__iexact=email.strip(), roles__in=roles_in_force()).distinct().first()


def topics() -> QuerySet[Topic]:
    return Topic.objects.filter(retired=False)


def deeds() -> QuerySet[Deed]:
    return Deed.objects.select_related("actor").order_by("-at", "-pk")


def letters(state: str = "") -> QuerySet[Message]:
    """Return letters, newest first; of one state when it is named."""
    found = Message.objects.select_related("to_person").order_by("-made_at", "-pk")
    return found.filter(state=state) if state in Message.State.values else found


def who_works_here() -> QuerySet[Role]:
    return roles_in_force().select_related("person", "given_by", "hub").order_by("person__name", "pk")


def somebody_elses_email(email: str, *, person: Person) -> bool:
    return Person.objects.filter(email__iexact=email).exclude(pk=person.pk).exists()


def may_be_named(person_ids: set[int]) -> set[int]:
    """Return which of these people have said yes to being named, and not taken it back."""
    return set(
        Consent.objects.filter(
            person_id__in=person_ids, purpose=Consent.Purpose.NAMED, given=True, withdrawn_at=None
        ).values_list("person_id", flat=True)
    )


def consents_of(person: Person) -> QuerySet[Consent]:
    """Return everything somebody said yes or no to, newest first; what was taken back too."""
    return Consent.objects.filter(person=person).select_related("recorded_by").order_by("-given_at", "-pk")


def people_called(words: str) -> QuerySet[Person]:
    """Return people we hold details of whose name, address or number has these words in it."""
    known = Person.objects.filter(anonymised_at=None).order_by("name", "pk")
    if not words:
        return known
    return known.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(phone__icontains=words))


def complaints(state: str = "") -> QuerySet[Complaint]:
    """Return complaints, newest first; only the open or only the answered ones when it is said."""
    found = Complaint.objects.order_by("-received_at", "-pk")
    if state == "open":
        return found.filter(answered_at=None)
    return found.exclude(answered_at=None) if state == "answered" else found
