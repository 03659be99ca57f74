"""`bandstand figures`: what is counted, with the version of each rule."""

import argparse
import json
from datetime import date

from bandstand.config.trouble import CannotStartError
from bandstand.gatherings.models import Programme
from bandstand.impact.exports import as_json
from bandstand.impact.measures import Scope
from bandstand.impact.queries import Counted, figures, public_figures
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", type=_day, metavar="D", help="first day, like 2025-04-01")
    parser.add_argument("--to", dest="end", type=_day, metavar="D", help="last day, counted in")
    parser.add_argument(
        "--hub", default="", help="the hub's short name, where one installation serves several"
    )
    parser.add_argument("--programme", default="", help="only what counts towards the programme of this name")
    parser.add_argument(
        "--public", action="store_true", help="as anyone may see them: small numbers of people hidden"
    )
    parser.add_argument("--json", action="store_true", help="print the figures and their rules as JSON")


def run(options: argparse.Namespace) -> int:
    if options.start and options.end and options.end < options.start:
        raise CannotStartError("The last day comes before the first. Change --from or --to.")
    hub = chosen_hub(options.hub)
    with hub_scope(hub):
        period = Scope(options.start, options.end, programme=_programme(options.programme))
        counted = public_figures(period, hub) if options.public else figures(period)
    if options.json:
        print(json.dumps(as_json(counted, period), ensure_ascii=False))
        return 0
    _print(counted)
    return 0


def _print(counted: Counted) -> None:
    widest = max(len(figure.says) for _, figure in counted)
    for measure, figure in counted:
        rule = f"rule {measure.code} v{measure.version}"
        print(f"{figure.says:>{widest}}  {measure.title:<26} {rule}  {figure.remarks}".rstrip())


def _programme(name: str) -> Programme | None:
    found = Programme.objects.filter(name=name).first() if name else None
    if name and found is None:
        known = ", ".join(Programme.objects.values_list("name", flat=True)) or "there is none yet"
        raise CannotStartError(f"There is no programme called “{name}”: {known}.")
    return found


def chosen_hub(slug: str) -> Hub:
    """Return the hub of this short name, or the only one there is."""
    hubs = list(Hub.objects.filter(slug=slug) if slug else Hub.objects.all()[:2])
    if len(hubs) == 1:
        return hubs[0]
    if slug:
        raise CannotStartError(f"There is no hub called “{slug}”.")
    known = ", ".join(Hub.objects.order_by("slug").values_list("slug", flat=True))
    raise CannotStartError(
        f"Say which hub with --hub: {known}." if known else "There is no hub yet. Run “bandstand up” first."
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not a day like 2025-04-01") from None
