"""A sheet of our own that comes back: a cell as we would write it today says nothing new.

So whatever a field may hold, and however cells are read, bringing back what was written out changes nothing;
only what somebody changed in the sheet is looked at.
"""

import re
from collections.abc import Mapping, Sequence

from ..export import as_csv
from ..models import Group
from ..queries.feeds import entries
from ..sheets.cells import Facts

_UID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SAYS_WHICH = frozenset({"uid", "name"})  # needed to know the group, whether new or not
_AT_ONCE = 500

# Field to the cells we would write for it: in the public sheet, and in the whole one.
Written = Mapping[str, frozenset[str]]


def written_for(mapping: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Written]:
    """Return what we would write of the groups these rows name by our own number, by that number."""
    if "uid" not in mapping:
        return {}
    column = list(mapping).index("uid")
    named = {_tidy(cells[column]) for cells in rows if column < len(cells)}
    uids = sorted(uid for uid in named if _UID.fullmatch(uid))
    found: dict[str, Written] = {}
    for at in range(0, len(uids), _AT_ONCE):
        known = Group.objects.filter(uid__in=uids[at : at + _AT_ONCE])
        for entry in entries(list(known.values_list("pk", flat=True)), everyone=True):
            found[str(entry.group.uid)] = as_csv.cells_by_field(entry)
    return found


def of_row(mapping: Sequence[str], cells: Sequence[str], written: Mapping[str, Written]) -> Written:
    """Return what we would write in this row; nothing where it names no group of ours."""
    named = [_tidy(cell) for goes_to, cell in zip(mapping, cells, strict=False) if goes_to == "uid"]
    return written.get(named[0], {}) if named else {}


def what_is_new(mapping: Sequence[str], cells: Sequence[str], wrote: Written) -> list[str]:
    """Return the cells without those that say what we would say."""
    fields = [*mapping, *[""] * (len(cells) - len(mapping))]
    return [
        "" if goes_to not in _SAYS_WHICH and _is_ours(cell, wrote.get(goes_to)) else cell
        for goes_to, cell in zip(fields, cells, strict=False)
    ]


def keep_name(facts: Facts, mapping: Sequence[str], cells: Sequence[str], wrote: Written) -> None:
    """Take the name to the letter, where the sheet has it as we have."""
    held = wrote.get("name held")
    named = [cell for goes_to, cell in zip(mapping, cells, strict=False) if goes_to == "name"]
    if held and named and _is_ours(named[0], wrote.get("name")):
        facts.fields["name"] = next(iter(held))


def _is_ours(cell: str, wrote: frozenset[str] | None) -> bool:
    """Tell whether we would write this cell so. Programs that save sheets change line ends and spaces."""
    return bool(wrote) and _same(cell) in {_same(one) for one in wrote or ()}


def _same(cell: str) -> str:
    return "\n".join(line.rstrip() for line in cell.strip().splitlines())


def _tidy(cell: str) -> str:
    return cell.strip().lower()
