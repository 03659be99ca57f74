"""`bandstand figures`: what is counted, with the version of each rule."""

import argparse
import json
from datetime import date

from bandstand.config.trouble import CannotStartError
from bandstand.impact.exports import as_json
from bandstand.impact.measures import Period
from bandstand.impact.queries import figures
from bandstand.people.access import hub_scope
from bandstand.people.models import Hub


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="start", type=_day, metavar="D", help="first day, like 2025-04-01")
    parser.add_argument("--to", dest="end", type=_day, metavar="D", help="last day, counted in")
    parser.add_argument(
        "--hub", default="", help="the hub's short name, where one installation serves several"
    )
    parser.add_argument("--json", action="store_true", help="print the figures and their rules as JSON")


def run(options: argparse.Namespace) -> int:
    period = Period(options.start, options.end)
    if period.start and period.end and period.end < period.start:
        raise CannotStartError("The last day comes before the first. Change --from or --to.")
    with hub_scope(chosen_hub(options.hub)):
        counted = figures(period)
    if options.json:
        print(json.dumps(as_json(counted, period), ensure_ascii=False))
        return 0
    for measure, figure in counted:
        value = "not known" if figure.value is None else f"{figure.value:,}"
        print(
            f"{value:>9}  {measure.title:<26} rule {measure.code} v{measure.version}  {figure.words}".rstrip()
        )
    return 0


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
