"""`bandstand hubs`: the organisations this installation serves, and a way back in for a locked-out owner."""

import argparse

from django.db import transaction
from django.utils.text import slugify

from bandstand.config.prepare import begin_hub
from bandstand.config.trouble import CannotStartError
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import address_of
from bandstand.people.actions.roles import console_link, give_role
from bandstand.people.models import Hub, Role
from bandstand.people.queries import officer_by_email


def add_arguments(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="list | add | host | link")
    what.add_parser("list", help="name them")
    add = what.add_parser("add", help="start one, with its owner")
    add.add_argument("name")
    add.add_argument("--host", required=True, help="its own host name, such as vale.example.org")
    add.add_argument("--owner", required=True, help="e-mail address of its owner")
    host = what.add_parser("host", help="give one its own host name")
    host.add_argument("hub", help="its short name, as in the list")
    host.add_argument("host")
    link = what.add_parser("link", help="print a one-time sign-in link for somebody who works there")
    link.add_argument("hub", help="its short name, as in the list")
    link.add_argument("email")


def run(options: argparse.Namespace) -> int:
    return {"list": _list, "add": _add, "host": _host, "link": _link}[options.what](options)


def _list(_: argparse.Namespace) -> int:
    for hub in Hub.objects.order_by("name"):
        print(f"{hub.slug:<24} {hub.host or '(any host name)':<32} {hub.name}")
    return 0


@transaction.atomic
def _add(options: argparse.Namespace) -> int:
    slug = slugify(options.name)[:50]
    if not slug or Hub.objects.filter(slug=slug).exists() or Hub.objects.filter(host=options.host).exists():
        raise CannotStartError("There is a hub of that name or host name already. Choose another.")
    if Hub.objects.filter(host="").exists():
        raise CannotStartError(
            "The first hub answers to any host name, so a second could not be told from it. "
            "Give it one of its own first: bandstand hubs host NAME HOST"
        )
    hub = begin_hub(options.name, slug=slug, host=options.host.lower())
    with hub_scope(hub):
        owner = give_role(hub, name="Owner", email=options.owner, role=Role.Name.OWNER, by=None)
        print(
            f"{hub.name} is at {hub.host}. Its owner comes in once: {address_of(console_link(owner.person))}"
        )
    return 0


def _host(options: argparse.Namespace) -> int:
    hub = _called(options.hub)
    if Hub.objects.filter(host=options.host.lower()).exclude(pk=hub.pk).exists():
        raise CannotStartError(f"Another hub is at {options.host} already.")
    hub.host = options.host.lower()
    hub.save(update_fields=["host"])
    print(f"{hub.name} is at {hub.host} from now on. Name it in BANDSTAND_HOSTS too.")
    return 0


def _called(slug: str) -> Hub:
    hub = Hub.objects.filter(slug=slug).first()
    if hub is None:
        raise CannotStartError(f"There is no hub “{slug}”. “bandstand hubs list” names them.")
    return hub


def _link(options: argparse.Namespace) -> int:
    hub = _called(options.hub)
    with hub_scope(hub):
        person = officer_by_email(options.email)
        if person is None:
            raise CannotStartError(f"Nobody with a role at {hub.name} has the address {options.email}.")
        print(address_of(console_link(person)))
    return 0
