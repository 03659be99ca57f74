"""The next surgery before the day: groups asked and what they said, bookings to look at, somebody waiting."""

from bandstand.gatherings.actions import answering
from bandstand.gatherings.actions.booking import Wish, book
from bandstand.gatherings.actions.inviting import choose, send_wave
from bandstand.gatherings.models import Gathering, Invitation
from bandstand.gatherings.queries.inviting import invitations_of, worth_asking
from bandstand.people.models import Person

Said = Invitation.Answer


def ask_people(gathering: Gathering, *, by: Person) -> None:
    """Ask nine groups in two waves; some have answered."""
    Gathering.objects.filter(pk=gathering.pk).update(helper_places=3)
    gathering.refresh_from_db()
    _book_some_to_look_at(gathering)
    groups = [one.group for one in worth_asking(gathering, most=9)]
    choose(gathering, groups[:6], wave=1, by=by)
    choose(gathering, groups[6:], wave=2, by=by)
    send_wave(gathering, wave=1, by=by)
    _answer(list(invitations_of(gathering).filter(wave=1)), by=by)


def _book_some_to_look_at(gathering: Gathering) -> None:
    """Three the directory does not know, one of whom brings two along, and a helper more than needed."""
    for name, group, want, extra in (
        ("Priscilla Vane", "Vane & Daughters Nail Bar", "More customers from Instagram", 0),
        ("Councillor Alban Thrupp", "Thrupp for Leasow Cross", "A page for my campaign", 0),
        ("Doreen Catchpole", "The Tuesday Knitters", "Sharing photos without losing them", 2),
    ):
        email = f"{name.split()[-1].lower()}@postbox.example"
        book(gathering, Wish(name, email=email, group_words=group, wants=want, extra=extra))
    book(gathering, Wish("Tobias Larkin", email="tobias.larkin@postbox.example", helping=True))


def _answer(sent: list[Invitation], *, by: Person) -> None:
    """One comes, one cannot, one would rather not be asked, one was rung; the rest have not answered."""
    waiting = iter(sent)
    first = next(waiting, None)
    if first is not None:
        name = first.to_name or "Winifred Oakes"
        email = first.to_address or "winifred.oakes@postbox.example"
        answering.come(first, Wish(name, email=email, group=first.group, form_key=first.uid))
    for one, said in zip(waiting, (Said.NOT_THIS_TIME, Said.NO_MORE), strict=False):
        answering.say(one, said)
    rung = next(waiting, None)
    if rung is not None:
        answering.log_call(rung, answer=Said.NONE, heard="Will ask the committee on Tuesday.", by=by)
