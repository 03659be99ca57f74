"""Letters: put in the outbox in the caller's transaction, sent by the runner afterwards."""

from email.utils import make_msgid

from django.core.mail import EmailMessage
from django.utils import timezone

from bandstand.kit.background import later

from ..models import Hub, Message, Person, PrivateLink
from .deeds import record
from .links import address_of, code_of

SEND = "bandstand.people.tasks.send_message"


def put_in_outbox(
    hub: Hub,
    *,
    to_address: str,
    subject: str,
    text: str,
    to_person: Person | None = None,
    link: PrivateLink | None = None,
    about: str = "",
) -> Message:
    """Queue one plain-text letter. `{link}` and `{code}` are filled in as the letter leaves."""
    message = Message.objects.create(
        hub=hub,
        to_person=to_person,
        to_address=to_address,
        subject=" ".join(subject.split())[:200],
        text=text,
        link=link,
        about=about,
    )
    later(SEND, message.pk, priority=50)
    return message


def unmarked(text: str) -> str:
    """Keep our own marks, such as `{link}`, out of other people's words."""
    return text.replace("{", "(").replace("}", ")")


def send(message: Message) -> None:
    """Hand a letter to the mail server once.

    The Message-ID is the row's own, so that a letter sent twice (the server took it and the answer was lost)
    is shown once by most mail programs. Raises what the mail server raises; the job is then tried again.
    """
    if message.state == Message.State.SENT:
        return
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENDING)
    email = EmailMessage(
        subject=message.subject,
        body=written_out(message),
        to=[message.to_address],
        headers={"Message-ID": _message_id(message), "Auto-Submitted": "auto-generated"},
    )
    email.send()
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, sent_at=timezone.now(), trouble="")


def written_out(message: Message) -> str:
    """Return the text as it leaves, private link and code included. Never store or show this."""
    if message.link is None:
        return message.text
    return message.text.replace("{link}", address_of(message.link)).replace("{code}", code_of(message.link))


def mark_stuck(message: Message, trouble: str) -> None:
    Message.objects.filter(pk=message.pk).update(state=Message.State.STUCK, trouble=trouble[:300])


def send_again(message: Message, *, by: Person) -> None:
    """Put a stuck letter back in the queue."""
    record(message.hub, "sent again", f"asked to send “{message.subject}” again", by=by, about=message)
    Message.objects.filter(pk=message.pk).update(state=Message.State.WAITING, trouble="")
    later(SEND, message.pk, priority=50)


def _message_id(message: Message) -> str:
    domain = make_msgid().rstrip(">").rpartition("@")[2]
    return f"<{message.uid}@{domain}>"
