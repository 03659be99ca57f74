"""All public groups in one file: a sheet, a map, or plain JSON. Written as it is sent, however many."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, StreamingHttpResponse
from django.urls import path

from bandstand.groups.export import as_csv, as_geojson, as_json
from bandstand.groups.export.as_oruk import Publisher
from bandstand.groups.export.licences import LICENCES
from bandstand.groups.queries.feeds import every_entry
from bandstand.people.access import hub_scope
from bandstand.people.actions.links import site_address
from bandstand.people.models import Hub

from ..open_feed import open_feed

_A_FILE = 20  # as much work as so many ordinary answers
_AT_ONCE = 64 * 1024
Piece = TypeVar("Piece")


@open_feed(cost=_A_FILE)
def groups_csv(request: HttpRequest) -> HttpResponseBase:
    return _file(request, "groups.csv", "text/csv; charset=utf-8", lambda *_: as_csv.lines(every_entry()))


@open_feed(cost=_A_FILE)
def groups_geojson(request: HttpRequest) -> HttpResponseBase:
    return _file(
        request,
        "groups.geojson",
        "application/geo+json",
        lambda by, licence: as_geojson.pieces(by, every_entry(), licence),
    )


@open_feed(cost=_A_FILE)
def groups_json(request: HttpRequest) -> HttpResponseBase:
    return _file(
        request,
        "groups.json",
        "application/json",
        lambda by, licence: as_json.pieces(by, every_entry(), licence),
    )


def _file(
    request: HttpRequest, name: str, sort: str, written: Callable[[Publisher, str], Iterator[str]]
) -> HttpResponseBase:
    hub: Hub = request.hub  # type: ignore[attr-defined]
    by = Publisher(hub, site_address(hub))
    response: HttpResponseBase = HttpResponse(content_type=sort)
    if request.method != "HEAD":
        pieces = in_hub(hub, written(by, LICENCES[hub.licence]))
        response = StreamingHttpResponse(_in_blocks(pieces), content_type=sort)
    response["Content-Disposition"] = f'inline; filename="{hub.slug}-{name}"'
    return response


def in_hub(hub: Hub, pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Yield the pieces, each made with the hub in force: a stream is written when its request is over."""
    while True:
        with hub_scope(hub):
            piece = next(pieces, None)
        if piece is None:
            return
        yield piece


def _in_blocks(pieces: Iterator[str]) -> Iterator[bytes]:
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        kept.append(piece.encode("utf-8", "replace"))
        size += len(kept[-1])
        if size >= _AT_ONCE:
            yield b"".join(kept)
            kept, size = [], 0
    yield b"".join(kept)


urls = [
    path("api/v1/groups.csv", groups_csv, name="api-groups-csv"),
    path("api/v1/groups.geojson", groups_geojson, name="api-groups-geojson"),
    path("api/v1/groups.json", groups_json, name="api-groups-json"),
]
