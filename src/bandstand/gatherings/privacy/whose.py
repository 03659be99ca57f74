"""Which rows, names and words are about one person."""

from django.db.models import Q, QuerySet

from bandstand.people.models import Person

from ..models import Attendance, Gathering, Invitation, PairLetter, SignUp

# Words of entries and of help notes, by the name of the field.
OF_A_LINE = ("name", "group_words", "wants")
IN_NOTES = ("words", "next_step", "next_who", "quote", "unexpected")
# What somebody typed to be on a list for two evenings.
SIGNED_UP = dict.fromkeys(("name", "email", "phone", "group_words", "wants", "why"), "")


def names_near(gathering: Gathering) -> list[str]:
    """Return the names of everybody who was at a gathering: a first name in its notes is one of theirs."""
    here = Attendance.objects.filter(gathering=gathering, person__isnull=False).select_related("person")
    return [one.called for one in here if one.person and one.person.anonymised_at is None]


def invitations_to(person: Person) -> QuerySet[Invitation]:
    """Return the invitations that went to somebody: by themselves, or to their address for their group."""
    theirs = Q(person=person)
    return Invitation.objects.filter(theirs | Q(to_address__iexact=person.email) if person.email else theirs)


def sign_ups_of(person: Person) -> QuerySet[SignUp]:
    """Return somebody's places on lists for two evenings: as a person, or by the address they left."""
    theirs = Q(person=person)
    return SignUp.objects.filter(theirs | Q(email__iexact=person.email) if person.email else theirs)


def pair_letters_to(person: Person) -> QuerySet[PairLetter]:
    """Return the letters that asked somebody about another group: as a person, or at their address."""
    theirs = Q(person=person)
    return PairLetter.objects.filter(theirs | Q(to_address__iexact=person.email) if person.email else theirs)
