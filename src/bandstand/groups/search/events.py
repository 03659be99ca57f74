"""Which changes to which tables make a group be found by other words than before."""

# Columns of a group itself.
WATCHED = [
    "hub_id", "name", "other_names", "kind_id", "about", "address", "postcode", "lat", "lon", "place_shown",
    "area_id", "listed", "left_at",
]  # fmt: skip

# A name for the trigger, table, columns, and SQL for the ids of the groups told by such a row.
CHANGES = [
    ("kind", "groups_kind", "name, plural", "SELECT id FROM groups_group WHERE kind_id = {row}.id"),
    (
        "area",
        "places_area",
        "name, west, south, east, north",
        "SELECT id FROM groups_group WHERE area_id = {row}.id "
        "UNION SELECT group_id FROM groups_grouparea WHERE area_id = {row}.id",
    ),
    (
        "interest_named",
        "groups_interest",
        "name, retired",
        "SELECT group_id FROM groups_groupinterest WHERE interest_id = {row}.id",
    ),
]

# Tables whose every row tells something of one group.
SAME_GROUP = ["groups_grouparea", "groups_groupinterest"]
