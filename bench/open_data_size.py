"""What the open feeds cost at 2,000 and at 200,000 groups: CPU per request, their ratio, queries per request.

    python bench/open_data_size.py [--sizes 2000 200000] [--rounds 40] [--only sqlite] [--json]

The same made-up groups, databases and aims as `bench/directory_size.py`; pages of fifty. “Last page” is the
latest there is.
"""

import random
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent))

import directory_size


def addresses(_facts: dict[str, Any], dice: random.Random) -> dict[str, list[str]]:
    """Return addresses of the feeds by what they are."""
    from bandstand.api import pace
    from bandstand.groups.export import oruk_terms
    from bandstand.groups.export.as_oruk import SERVICE
    from bandstand.groups.export.ids import turned
    from bandstand.groups.models import Group, Interest, Kind
    from bandstand.groups.queries.feeds import main_places, open_groups
    from bandstand.people.models import Hub

    pace.A_MINUTE = 10**9  # how fast one may ask is not what is measured
    last, last_place = open_groups().count() // 50, main_places().count() // 50
    uids = list(Group.objects.values_list("uid", flat=True)[:20])
    hub = Hub.objects.get()
    terms = [str(oruk_terms.kind_id(hub, kind)) for kind in Kind.objects.all()]
    interests = [str(uid) for uid in Interest.objects.values_list("uid", flat=True)[:20]]
    postcodes = [f"QV{n // 10} {n % 10}AA" for n in range(10, 50)]

    def several(path: str, **asked: list[Any]) -> list[str]:
        return [
            f"/api/oruk/{path}?{urlencode({name: dice.choice(some) for name, some in asked.items()})}"
            for _ in range(20)
        ]

    return {
        "services, first pages": several("services", page=[1, 2, 3]),
        "services, last page": several("services", page=[last, last - 1]),
        "services at locations": several("service_at_locations", page=[1, 2, 3]),
        "services at locations, last": several("service_at_locations", page=[last_place]),
        "organisations": several("organizations", page=[1, 2, 3]),
        "of a kind": several("services", taxonomy_term_id=terms),
        "of an interest": several("services", taxonomy_term_id=interests),
        "search": several("services", search=directory_size.THINGS[:10]),
        "near, 500 metres": several("service_at_locations", postcode=postcodes, proximity=[500]),
        "changed since yesterday": several("services", modified_after=["2030-01-01"]),
        "one service": [f"/api/oruk/services/{turned(uid, SERVICE)}" for uid in uids],
        "one organisation": [f"/api/oruk/organizations/{uid}" for uid in uids],
    }


if __name__ == "__main__":
    directory_size.addresses = addresses
    directory_size.__file__ = __file__
    sys.exit(directory_size.main())
