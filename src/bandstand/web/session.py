"""Who is signed in: the person's id and stamp in the session, checked on every request."""

import time
from datetime import timedelta

from django.http import HttpRequest

from bandstand.people.models import Person, Role
from bandstand.people.queries import role_of

_PERSON = "person"
_STAMP = "stamp"
_AT = "at"


def begin(request: HttpRequest, person: Person) -> None:
    """Sign the person in under a new session id; whatever the old session held is gone."""
    request.session.flush()
    request.session[_PERSON] = person.pk
    request.session[_STAMP] = str(person.session_stamp)
    request.session[_AT] = time.time()


def is_fresh(request: HttpRequest, within: timedelta = timedelta(minutes=15)) -> bool:
    """Tell whether somebody signed in just now: asked before all about a person is taken away or removed."""
    return time.time() - float(request.session.get(_AT, 0)) < within.total_seconds()


def end(request: HttpRequest) -> None:
    request.session.flush()


def signed_in(request: HttpRequest) -> tuple[Person | None, Role | None]:
    """Return the person and the role in force. A role that ended, or a changed stamp, signs out at once."""
    person_id = request.session.get(_PERSON)
    if person_id is None:
        return None, None
    person = Person.objects.filter(pk=person_id).first()
    role = role_of(person) if person else None
    if person is None or role is None or request.session.get(_STAMP) != str(person.session_stamp):
        end(request)
        return None, None
    return person, role
