"""Who knows whom as files other programs read: three sheets, GEXF 1.3 and GraphML.

To add one, copy a neighbour.
"""

import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from xml.etree import ElementTree as ET

from django.utils import timezone

from bandstand.groups.models import Group

from ..exports import sheet
from .ties import Tie, Together

_GEXF = "http://gexf.net/1.3"
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_OF_GROUPS = ("kind", "area")
_OF_TIES = ("since", "how", "where", "confirmed", "direction", "page", "sentence", "last_seen")
_OF_PAGES = (
    "from",
    "to",
    "how",
    "sentence",
    "page",
    "on every page",
    "first seen",
    "last seen",
    "day of the post",
)


def ties_sheet(shown: Together) -> str:
    rows = [[tie.one.name, tie.other.name, *_told(tie).values()] for tie in shown.ties]
    return sheet(["group", "other group", *_OF_TIES], rows)


def online_sheet(shown: Together) -> str:
    """One row for each place on a page where one group points to another."""
    rows = [
        [
            seen.source.name, seen.target.name, seen.get_how_display(), seen.sentence, seen.address,
            "yes" if seen.everywhere else "", _day(seen.first_seen_at), _day(seen.last_seen_at),
            seen.dated.isoformat() if seen.dated else "",
        ]
        for seen in shown.pages
    ]  # fmt: skip
    return sheet(_OF_PAGES, rows)


def groups_sheet(shown: Together) -> str:
    rows = [[_id(one), one.name, *_about(one).values()] for one in shown.groups]
    return sheet(["id", "name", *_OF_GROUPS], rows)


def gexf(shown: Together) -> bytes:
    ET.register_namespace("", _GEXF)
    top = ET.Element(f"{{{_GEXF}}}gexf", version="1.3")
    graph = ET.SubElement(top, f"{{{_GEXF}}}graph", defaultedgetype="directed", mode="static")
    for of, names in (("node", _OF_GROUPS), ("edge", _OF_TIES)):
        listed = ET.SubElement(graph, f"{{{_GEXF}}}attributes", {"class": of})
        for name in names:
            ET.SubElement(listed, f"{{{_GEXF}}}attribute", id=name, title=name, type="string")
    nodes = ET.SubElement(graph, f"{{{_GEXF}}}nodes")
    for group in shown.groups:
        node = ET.SubElement(nodes, f"{{{_GEXF}}}node", id=_id(group), label=_clean(group.name))
        _values(node, _about(group))
    edges = ET.SubElement(graph, f"{{{_GEXF}}}edges")
    for at, (tie, start, end) in enumerate(_edges(shown)):
        ends = {"id": str(at), "source": _id(start), "target": _id(end)}
        _values(ET.SubElement(edges, f"{{{_GEXF}}}edge", ends), _told(tie))
    return _written(top)


def graphml(shown: Together) -> bytes:
    ET.register_namespace("", _GRAPHML)
    top = ET.Element(f"{{{_GRAPHML}}}graphml")
    for of, names in (("node", ("name", *_OF_GROUPS)), ("edge", _OF_TIES)):
        for name in names:
            key = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": "string"}
            ET.SubElement(top, f"{{{_GRAPHML}}}key", key)
    graph = ET.SubElement(top, f"{{{_GRAPHML}}}graph", edgedefault="directed")
    for group in shown.groups:
        node = ET.SubElement(graph, f"{{{_GRAPHML}}}node", id=_id(group))
        _keys(node, "node", {"name": group.name, **_about(group)}.items())
    for tie, start, end in _edges(shown):
        edge = ET.SubElement(graph, f"{{{_GRAPHML}}}edge", source=_id(start), target=_id(end))
        _keys(edge, "edge", _told(tie).items())
    return _written(top)


def _id(group: Group) -> str:
    return str(group.uid)


def _about(group: Group) -> dict[str, str]:
    return {"kind": group.kind.name if group.kind else "", "area": group.area.name if group.area else ""}


def _told(tie: Tie) -> dict[str, str]:
    seen = tie.online
    return {
        "since": tie.since.isoformat(),
        "how": "; ".join(tie.hows),
        "where": tie.where,
        "confirmed": "yes" if tie.confirmed else "",
        "direction": tie.way or "met: both ways",
        "page": seen[0].address if seen else "",
        "sentence": seen[0].sentence if seen else "",
        "last_seen": max(_day(one.last_seen_at) for one in seen) if seen else "",
    }


def _edges(shown: Together) -> Iterator[tuple[Tie, Group, Group]]:
    """An edge each way, but where one only points to the other: programs read no file of mixed edges."""
    for tie in shown.ties:
        if tie.recorded or tie.one.pk in tie.pointing:
            yield tie, tie.one, tie.other
        if tie.recorded or tie.other.pk in tie.pointing:
            yield tie, tie.other, tie.one


def _day(moment: datetime) -> str:
    return timezone.localdate(moment).isoformat()


def _values(of: ET.Element, told: dict[str, str]) -> None:
    values = ET.SubElement(of, f"{{{_GEXF}}}attvalues")
    for name, value in told.items():
        ET.SubElement(values, f"{{{_GEXF}}}attvalue", {"for": name, "value": _clean(value)})


def _keys(of: ET.Element, kind: str, told: Iterable[tuple[str, str]]) -> None:
    for name, value in told:
        ET.SubElement(of, f"{{{_GRAPHML}}}data", key=f"{kind}-{name}").text = _clean(value)


def _clean(words: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(letter for letter in words if letter.isprintable())


def _written(top: ET.Element) -> bytes:
    out = io.BytesIO()
    ET.ElementTree(top).write(out, encoding="utf-8", xml_declaration=True)
    return out.getvalue()
