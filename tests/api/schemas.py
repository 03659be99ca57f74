"""What Open Referral UK 3.0 says of its things, as far as a feed like ours uses it; written down by us.

`bench/oruk_conformance.py` checks against the standard's own schemas, which are not ours to keep here.
"""

from typing import Any

from jsonschema.protocols import Validator

from .oruk_walk import Kind, validator

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
NUMBER: Schema = {"type": "number"}
UUID: Schema = {"type": "string", "format": "uuid"}
URI: Schema = {"type": "string", "format": "uri"}
EMAIL: Schema = {"type": "string", "format": "email"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
STATUS: Schema = {"enum": ["active", "inactive", "defunct", "temporarily closed"]}
SORT_OF_PLACE: Schema = {"enum": ["physical", "postal", "virtual"]}


def thing(*required: str, **properties: Schema) -> Schema:
    """Return the schema of something with an id. What is not named here may not be there."""
    return {
        "type": "object",
        "properties": {"id": UUID, **properties},
        "required": ["id", *required],
        "additionalProperties": False,
    }


def several(one: Schema) -> Schema:
    return {"type": "array", "items": one}


TERM = thing(
    "name", "description",
    name=TEXT, description=TEXT, parent_id=UUID, taxonomy=TEXT, taxonomy_id=UUID, term_uri=URI, term=TEXT,
)  # fmt: skip
TAXONOMY = thing(
    "name", "description", name=TEXT, description=TEXT, uri=URI, version=TEXT, taxonomy_terms=several(TERM)
)
ATTRIBUTE = thing("taxonomy_term_id", link_id=UUID, taxonomy_term_id=UUID, link_type=TEXT, taxonomy_term=TERM)
PHONE = thing("number", number=TEXT)
CONTACT = thing(service_id=UUID, name=TEXT, title=TEXT, email=EMAIL, phones=several(PHONE))
NUMBER_OF = thing(
    "identifier_type", "identifier",
    organization_id=UUID, identifier_scheme=TEXT, identifier_type=TEXT, identifier=TEXT,
)  # fmt: skip
# Of HSDS 3.1: Open Referral UK 3.0 has no place for accounts elsewhere.
ONLINE = thing("url", label=TEXT, url=URI)
ADDRESS = thing(
    "address_1", "city", "state_province", "postal_code", "country", "address_type",
    location_id=UUID, address_1=TEXT, city=TEXT, state_province=TEXT, postal_code=TEXT, country=TEXT,
    address_type=SORT_OF_PLACE,
)  # fmt: skip

_PLACE: dict[str, Schema] = {
    "location_type": SORT_OF_PLACE, "name": TEXT, "description": TEXT, "latitude": NUMBER, "longitude": NUMBER,
}  # fmt: skip
PLACE = thing("location_type", **_PLACE)
FULL_PLACE = thing("location_type", **_PLACE, addresses=several(ADDRESS))

_ORGANIZATION: dict[str, Schema] = {
    "name": TEXT, "description": TEXT, "email": EMAIL, "website": URI, "uri": URI,
    "parent_organization_id": UUID, "additional_websites": several(ONLINE),
}  # fmt: skip
_FULL = {"organization_identifiers": several(NUMBER_OF), "attributes": several(ATTRIBUTE)}
ORGANIZATION = thing("name", "description", **_ORGANIZATION)
FULL_ORGANIZATION = thing("name", "description", **_ORGANIZATION, **_FULL)

_SERVICE: dict[str, Schema] = {
    "organization_id": UUID, "name": TEXT, "description": TEXT, "url": URI, "email": EMAIL, "status": STATUS,
    "assured_date": DAY, "assurer_email": EMAIL, "last_modified": MOMENT,
}  # fmt: skip
_TOLD = {"contacts": several(CONTACT), "attributes": several(ATTRIBUTE), "organization": FULL_ORGANIZATION}
_NEEDS = ("organization_id", "name", "status", "organization")
SERVICE = thing(*_NEEDS, **_SERVICE, organization=ORGANIZATION)

_IDS = {"service_id": UUID, "location_id": UUID}
AT_PLACE = thing(*_IDS, "location", "service", **_IDS, location=PLACE, service=SERVICE)
_FULL_AT_PLACE = thing(*_IDS, "location", **_IDS, location=FULL_PLACE)
FULL_SERVICE = thing(*_NEEDS, **_SERVICE, **_TOLD, service_at_locations=several(_FULL_AT_PLACE))
FULL_AT_PLACE = thing(
    *_IDS, "location", "service", "name", "status",
    **_IDS, location=FULL_PLACE, name=TEXT, status=STATUS, last_modified=MOMENT,
    service=thing(*_NEEDS, **_SERVICE, **_TOLD),
)  # fmt: skip
WITH_SERVICES = thing("name", "description", **_ORGANIZATION, **_FULL, services=several(FULL_SERVICE))

ABOUT: Validator = validator(
    {
        "type": "object",
        "properties": {
            "version": {"const": "HSDS-UK-3.0"},
            "profile": URI,
            "openapi_url": URI,
            "licence": URI,
        },
        "required": ["version", "profile", "openapi_url", "licence"],
    }
)
KINDS = [
    Kind("/services", validator(SERVICE), validator(FULL_SERVICE)),
    Kind("/service_at_locations", validator(AT_PLACE), validator(FULL_AT_PLACE)),
    Kind("/taxonomies", validator(TAXONOMY), validator(TAXONOMY)),
    Kind("/taxonomy_terms", validator(TERM), validator(TERM)),
    Kind("/organizations", validator(FULL_ORGANIZATION), validator(WITH_SERVICES)),
]
