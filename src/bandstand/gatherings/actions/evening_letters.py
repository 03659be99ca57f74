"""Letters to people on a list for two evenings, each with a private link of its own."""

from datetime import timedelta

from django.utils import timezone

from bandstand.kit import dates
from bandstand.people.actions import limits
from bandstand.people.actions.links import make_link
from bandstand.people.actions.outbox import put_in_outbox, unmarked
from bandstand.people.models import Message, PrivateLink

from .. import evening_words, words
from ..models import Attendance, Gathering, SignUp
from ..queries.evenings import on_list_of
from .letters import LINK_LIVES


def private_page(one: SignUp) -> PrivateLink:
    """Make a link to somebody's page of the list; it works until sixty days after the second evening."""
    ends = max(one.evenings.second.ends_at, timezone.now())
    return make_link(one.hub, PrivateLink.Purpose.SIGN_UP, one.uid, expires_at=ends + LINK_LIVES)


def only_by_letter(one: SignUp, booked: Attendance) -> None:
    """End the links to these two that no letter brought, where the lot came upon a booking there was before.

    The address joins them, and anybody can type anybody's: whoever signed up need not be who had booked.
    """
    if not one.email:
        return
    links = PrivateLink.objects.filter(subject__in=[one.uid, booked.uid], revoked_at=None)
    mailed = Message.objects.filter(link__subject__in=[one.uid, booked.uid]).values("link")
    links.exclude(pk__in=mailed).update(revoked_at=timezone.now())


def answer_sign_up(one: SignUp, letter: words.Letter) -> bool:
    """Write as the answer to a form anyone can send: no mailbox can be filled with these."""
    mailbox = limits.plain_mailbox(one.email)
    if not one.email or not limits.allow("booking letter", mailbox, most=10, within=timedelta(hours=1)):
        return False
    which = one.evenings.both[one.only] if one.only is not None else None
    return _write(one, letter, which=which, last=words.NOT_YOU)


def tell_lists(gathering: Gathering, letter: words.Letter) -> int:
    """Write to everybody on an undrawn list that one of its evenings changed; return how many letters."""
    return sum(_write(one, letter, which=gathering) for one in on_list_of(gathering, drawn=False))


def tell_called_off(gathering: Gathering) -> int:
    """Write to everybody on an undrawn list that one evening is called off, each by what it was to them."""
    people = on_list_of(gathering, drawn=False)
    return sum(_write(one, _called_off(one, gathering), which=gathering) for one in people)


def tell_back_on(gathering: Gathering) -> int:
    """Write that an evening is on after all, to those on a list and to whom a draw left without it."""
    drawn = on_list_of(gathering, drawn=True)
    theirs = [one for one in drawn if one.attendance_id is None and one.their_evening == gathering]
    told = sum(_write(one, evening_words.YOURS_BACK_ON, which=gathering) for one in theirs)
    return told + tell_lists(gathering, evening_words.BACK_ON)


def tell_left_out(one: SignUp, theirs: Gathering) -> bool:
    """Write that the draw gave somebody no evening: their only one is called off or has been."""
    is_off = theirs.state == Gathering.State.CANCELLED
    return _write(one, evening_words.NONE_LEFT if is_off else evening_words.NONE_LEFT_OVER, which=theirs)


def _called_off(one: SignUp, gathering: Gathering) -> words.Letter:
    if not one.evenings.can_draw:
        return evening_words.CALLED_OFF_LAST
    return evening_words.CALLED_OFF_YOURS if one.their_evening == gathering else evening_words.CALLED_OFF


def _write(
    one: SignUp,
    letter: words.Letter,
    *,
    which: Gathering | None = None,
    last: str = evening_words.WRITTEN_ONCE,
) -> bool:
    if not one.email:
        return False
    evenings = one.evenings
    told = {
        "title": unmarked(evening_words.place_of(evenings.title)),
        "which": unmarked(_named(which)) if which else "",
    }
    said = {"why": letter.why.format(**told), "then": letter.then.format(**told), "last": last}
    put_in_outbox(
        one.hub,
        to_person=one.person,
        to_address=one.email,
        subject=letter.subject.format(**told),
        text=evening_words.SHAPE.format(
            first=unmarked(_in_full(evenings.first)),
            second=unmarked(_in_full(evenings.second)),
            hello=words.hello(one.name),
            **said,
        ),
        link=private_page(one),
        about=f"gatherings.TwoEvenings:{evenings.pk}",
    )
    return True


def _in_full(gathering: Gathering) -> str:
    called_off = " (called off)" if gathering.state == Gathering.State.CANCELLED else ""
    return f"{_named(gathering)}{called_off}"


def _named(gathering: Gathering) -> str:
    when = dates.when(gathering.starts_at, gathering.ends_at, today=timezone.localdate())
    return f"{when}, {gathering.venue.name}"
