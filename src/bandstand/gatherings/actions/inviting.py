"""Asking groups and helpers to a gathering: chosen, read, sent in waves, and never the same twice."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from bandstand.groups.models import Group
from bandstand.kit.words import counted
from bandstand.people.actions.deeds import record
from bandstand.people.actions.links import make_link, revoke_links
from bandstand.people.actions.outbox import put_in_outbox
from bandstand.people.models import Person, PrivateLink

from .. import inviting_words
from ..models import Gathering, Invitation
from ..queries.asking_helpers import helpers_to_ask
from ..queries.inviting import (
    Reach,
    Worth,
    invitations_of,
    may_be_asked,
    not_to_be_asked,
    reach_of,
    weighed,
)
from ..reasons import Reason
from .letters import LINK_LIVES
from .places import hold

Route, State = Invitation.Route, Invitation.State


@dataclass(frozen=True)
class Sent:
    """How many left by each way; `held_back` asked in the meantime not to be asked, or left."""

    emails: int = 0
    letters: int = 0
    held_back: int = 0


@transaction.atomic
def choose(gathering: Gathering, groups: Iterable[Group], *, wave: int, by: Person) -> list[Invitation]:
    """Put groups on the list to be asked, with their reasons; nothing is sent.

    Those asked already, coming already, or not to be asked are left out.
    """
    held = hold(gathering)
    wanted = may_be_asked(held).filter(pk__in=[group.pk for group in groups])
    worth = weighed(held, wanted)
    reach = reach_of([one.group for one in worth])
    made = [_draft(held, one, reach[one.group.pk], wave, by) for one in worth]
    if made:
        words = f"chose {counted(len(made), 'group', 'groups')} to ask to {held.title}"
        record(held.hub, "chose whom to ask", words, by=by, about=held)
    return made


@transaction.atomic
def settle_second_wave(gathering: Gathering, groups: Iterable[Group], *, by: Person) -> tuple[int, int]:
    """Let the second wave be these groups: others come off the list; return how many came and how many went.

    What was sent stays as it is.
    """
    held, wanted = hold(gathering), list(groups)
    waiting = invitations_of(held).filter(wave=2, state=State.DRAFT, helping=False, group__isnull=False)
    gone = waiting.exclude(group__in=[group.pk for group in wanted])
    went = [take_back(one, by=by) for one in gone]
    made = choose(held, wanted, wave=2, by=by)
    return len(made), len(went)


@transaction.atomic
def choose_helpers(gathering: Gathering, people: Iterable[Person], *, wave: int, by: Person) -> int:
    """Put helpers on the list to be asked; return how many. Nobody is asked twice, or while they rest."""
    held = hold(gathering)
    ids = {person.pk for person in people}
    chosen = [one for one in helpers_to_ask(held, most=500) if one.profile.person_id in ids]
    for one in chosen:
        person = one.profile.person
        route = Route.EMAIL if person.email else Route.PHONE
        Invitation.objects.create(
            hub=held.hub, gathering=held, person=person, helping=True, route=route, wave=wave,
            to_name=person.name, to_address=person.email, reasons=_kept(one.reasons), made_by=by,
        )  # fmt: skip
    if chosen:
        words = f"chose {counted(len(chosen), 'helper', 'helpers')} to ask to {held.title}"
        record(held.hub, "chose whom to ask", words, by=by, about=held)
    return len(chosen)


@transaction.atomic
def send_wave(gathering: Gathering, *, wave: int, by: Person) -> Sent:
    """Send what is chosen for one wave: e-mails to the outbox, letters to be printed; calls wait.

    Sending twice sends nothing the second time. Of a draft nothing is sent: nobody may hear of it.
    """
    held = hold(gathering)
    if held.is_draft:
        return Sent()
    waiting = invitations_of(held).filter(wave=wave, state=State.DRAFT).exclude(route=Route.PHONE)
    alone = set(not_to_be_asked().values_list("group", flat=True))
    sent = [(one, _send(one, alone)) for one in waiting]
    done = Sent(
        emails=sum(left and one.route == Route.EMAIL for one, left in sent),
        letters=sum(left and one.route == Route.LETTER for one, left in sent),
        held_back=sum(not left for _, left in sent),
    )
    if done.emails or done.letters:
        words = (
            f"asked {counted(done.emails + done.letters, 'group or helper', 'groups and helpers')} to {held}"
        )
        record(held.hub, "invited", words, by=by, about=held)
    return done


@transaction.atomic
def change_invitation(invitation: Invitation, *, route: str, own_words: str, wave: int) -> None:
    """Change how and with what words one is asked, as long as it has not been sent."""
    drafts = Invitation.objects.filter(pk=invitation.pk, state=State.DRAFT)
    drafts.update(route=route, own_words=own_words, wave=wave)


@transaction.atomic
def take_back(invitation: Invitation, *, by: Person) -> None:
    """Take an invitation back: its link stops working, and the group may be chosen again."""
    left = Invitation.objects.filter(pk=invitation.pk).exclude(state=State.WITHDRAWN)
    if left.update(state=State.WITHDRAWN):
        revoke_links(invitation.uid, purpose=PrivateLink.Purpose.INVITE)
        words = f"took back an invitation to {invitation.gathering}"
        record(invitation.hub, "took back an invitation", words, by=by, about=invitation.gathering)


@transaction.atomic
def may_ask_again(group: Group, *, by: Person) -> None:
    """Write down that a group says we may ask it again."""
    said = not_to_be_asked().filter(group=group)
    if said.update(answer=Invitation.Answer.NOT_THIS_TIME):
        words = f"wrote down that {group.name} may be asked to gatherings again"
        record(group.hub, "may ask again", words, by=by, about=group)


def link_of(invitation: Invitation) -> PrivateLink:
    """Make a link to answer an invitation with; it works until sixty days after the gathering."""
    expires = max(invitation.gathering.ends_at, timezone.now()) + LINK_LIVES
    return make_link(invitation.hub, PrivateLink.Purpose.INVITE, invitation.uid, expires_at=expires)


def _draft(gathering: Gathering, one: Worth, reach: Reach, wave: int, by: Person) -> Invitation:
    return Invitation.objects.create(
        hub=gathering.hub, gathering=gathering, group=one.group, route=reach.route, wave=wave,
        to_name=reach.name, to_address=reach.email, reasons=_kept(one.reasons), made_by=by,
    )  # fmt: skip


def _kept(reasons: list[Reason]) -> list[dict[str, str]]:
    return [{"code": one.code, "words": one.says, "desk": one.words} for one in reasons[:2]]


def _send(invitation: Invitation, alone: set[int]) -> bool:
    """Send one; False when it may not be asked any more. `alone` are the groups that said so."""
    group = invitation.group
    if group is not None and (group.left_at is not None or group.pk in alone):
        Invitation.objects.filter(pk=invitation.pk).update(state=State.WITHDRAWN)
        return False
    link = link_of(invitation)
    invitation.state, invitation.sent_at = State.SENT, timezone.now()
    if invitation.route == Route.EMAIL:
        written = inviting_words.letter(invitation)
        invitation.message = put_in_outbox(
            invitation.hub,
            to_address=invitation.to_address,
            to_person=invitation.person,
            subject=written.subject,
            text=written.text,
            link=link,
            about=f"gatherings.Gathering:{invitation.gathering_id}",
        )
    invitation.save(update_fields=["state", "sent_at", "message"])
    return True
