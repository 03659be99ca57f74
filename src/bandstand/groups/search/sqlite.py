"""The index of groups in SQLite: an FTS5 table, and the triggers that keep it right whoever writes.

`groups_findable` says what each group is found by; `groups_found` keeps that, indexed. `groups_slip` holds
every word with each of its letters left out, so that a slip of the finger is looked up, not searched for.
"""

from .events import CHANGES, SAME_GROUP, WATCHED

FIELDS = "name, other, what, more, tags, lat, lon"

# Beginnings of up to six letters are kept: FTS5 gathers all groups that have a longer one before it looks at
# the first, and “friend” and “group” are in most.
TABLES = [
    "CREATE VIRTUAL TABLE groups_found USING fts5("
    "name, other, what, more, tags, lat UNINDEXED, lon UNINDEXED, "
    "tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4 5 6', detail = 'column')",
    "CREATE VIRTUAL TABLE groups_found_words USING fts5vocab(groups_found, 'col')",
    "CREATE TABLE groups_slip (letters text NOT NULL, word text NOT NULL, PRIMARY KEY (letters, word)) "
    "WITHOUT ROWID",
]
NO_TABLES = ["DROP TABLE groups_found_words", "DROP TABLE groups_found", "DROP TABLE groups_slip"]


def _flat(text: str) -> str:
    """Return SQL that drops apostrophes and spells “&” out, as `words.words_of` does."""
    for letter in ("''", "’", "‘", "ʼ", "`", "´"):
        text = f"replace({text}, '{letter}', '')"
    return f"replace(replace({text}, '&', ' and '), 'ß', 'ss')"


def _cell(level: str, a_degree: int) -> str:
    return (
        f"' c' || p.hub_id || '{level}' || CAST((p.lat + 90.0) * {a_degree} AS INTEGER) "
        f"|| 'x' || CAST((p.lon + 180.0) * {a_degree} AS INTEGER)"
    )


_OTHER_NAMES = (
    "(SELECT group_concat(value, ' ') FROM json_each(CASE WHEN json_valid(p.other_names) "
    "AND json_type(p.other_names) = 'array' THEN p.other_names ELSE '[]' END))"
)
# A group that does not show its place is not found by it either.
_PLACED = """
  SELECT g.id, g.hub_id, g.name, g.other_names, g.kind_id, g.about, g.address, g.postcode, g.place_shown,
    g.area_id, g.listed, g.left_at,
    CASE g.place_shown WHEN 'exact' THEN g.lat WHEN 'area' THEN (a.south + a.north) / 2 END AS lat,
    CASE g.place_shown WHEN 'exact' THEN g.lon WHEN 'area' THEN (a.west + a.east) / 2 END AS lon
  FROM groups_group g LEFT JOIN places_area a ON a.id = g.area_id"""
# One that shows its area only is in no smaller one, whatever its position says.
_AREAS = """
  SELECT x.id, x.name FROM places_area x WHERE p.place_shown <> 'none' AND x.id IN (
    SELECT area_id FROM groups_grouparea WHERE group_id = p.id AND p.place_shown = 'exact'
    UNION SELECT p.area_id) ORDER BY x.id"""
_INTERESTS = """
  SELECT x.id, x.name FROM groups_interest x JOIN groups_groupinterest s ON s.interest_id = x.id
  WHERE s.group_id = p.id AND s.state = 'said' AND NOT x.retired ORDER BY x.id"""

VIEW = f"""
CREATE VIEW groups_findable AS
SELECT p.id AS id,
  {_flat("p.name")} AS name,
  {_flat(f"coalesce({_OTHER_NAMES}, '')")} AS other,
  {
    _flat(f'''coalesce(k.name || ' ' || k.plural, '')
    || coalesce(' ' || (SELECT group_concat(name, ' ') FROM ({_AREAS})), '')
    || coalesce(' ' || (SELECT group_concat(name, ' ') FROM ({_INTERESTS})), '')''')
} AS what,
  {
    _flat('''substr(p.about, 1, 4000) || CASE p.place_shown WHEN 'exact' THEN
    ' ' || p.address || ' ' || p.postcode || ' ' || replace(p.postcode, ' ', '') ELSE '' END''')
} AS more,
  'd' || p.hub_id || CASE WHEN p.listed AND p.left_at IS NULL THEN ' h' || p.hub_id
    || ' k' || coalesce(p.kind_id, 0)
    || coalesce((SELECT group_concat(' a' || id, '') FROM ({_AREAS})), '')
    || coalesce((SELECT group_concat(' i' || id, '') FROM ({_INTERESTS})), '')
    || CASE WHEN p.lat IS NOT NULL AND p.lon IS NOT NULL THEN ' p' || p.hub_id
    || {_cell("f", 200)} || {_cell("e", 50)} || {_cell("t", 10)} || {_cell("w", 2)} ELSE '' END
    ELSE '' END AS tags,
  p.lat AS lat, p.lon AS lon
FROM ({_PLACED}) p LEFT JOIN groups_kind k ON k.id = p.kind_id"""

REFILL = [
    "DELETE FROM groups_found",
    f"INSERT INTO groups_found (rowid, {FIELDS}) SELECT id, {FIELDS} FROM groups_findable",
]
DIFFER = f"""
SELECT id FROM (SELECT id, {FIELDS} FROM groups_findable EXCEPT SELECT rowid, {FIELDS} FROM groups_found)
UNION SELECT rowid FROM (SELECT rowid, {FIELDS} FROM groups_found
  EXCEPT SELECT id, {FIELDS} FROM groups_findable)
"""


def again(which: str) -> list[str]:
    """Return SQL that indexes these groups again; `which` is SQL giving their ids."""
    return [
        f"DELETE FROM groups_found WHERE rowid IN ({which})",
        f"INSERT INTO groups_found (rowid, {FIELDS}) SELECT id, {FIELDS} FROM groups_findable "
        f"WHERE id IN ({which})",
    ]


def learn(words: str, where: str = "") -> str:
    """Return SQL that learns the words of a text: `words` is SQL for plain words with spaces between."""
    array = f"""'["' || replace({words}, ' ', '","') || '"]'"""
    numbers = ", ".join(str(number) for number in range(1, 26))
    return f"""
INSERT OR IGNORE INTO groups_slip (letters, word)
SELECT DISTINCT substr(w.value, 1, n.value - 1) || substr(w.value, n.value + 1), w.value
FROM {where} json_each(CASE WHEN json_valid({array}) THEN {array} ELSE '[]' END) w,
  json_each('[{numbers}]') n
WHERE length(w.value) BETWEEN 4 AND 24 AND w.value NOT GLOB '*[^a-z]*' AND n.value <= length(w.value) + 1
  AND NOT EXISTS (SELECT 1 FROM groups_slip s WHERE s.letters = w.value AND s.word = w.value)"""


LEARN_ALL = [
    "DELETE FROM groups_slip",
    learn("g.search", where="groups_group g,"),
    learn("replace(i.slug, '-', ' ')", where="groups_interest i,"),
]


def _trigger(name: str, when: str, doing: list[str]) -> str:
    return f"CREATE TRIGGER groups_find_{name} AFTER {when} BEGIN {'; '.join(doing)}; END"


_CHANGED = " OR ".join(f"old.{column} IS NOT new.{column}" for column in WATCHED)
HOOKS = [
    VIEW,
    _trigger("added", "INSERT ON groups_group", [*again("new.id"), learn("new.search")]),
    _trigger("changed", f"UPDATE OF {', '.join(WATCHED)} ON groups_group WHEN {_CHANGED}", again("new.id")),
    _trigger("gone", "DELETE ON groups_group", ["DELETE FROM groups_found WHERE rowid = old.id"]),
    _trigger(
        "reworded",
        "UPDATE OF search ON groups_group WHEN old.search IS NOT new.search",
        [learn("new.search")],
    ),
    _trigger("interest", "INSERT ON groups_interest", [learn("replace(new.slug, '-', ' ')")]),
    *(
        _trigger(name, f"UPDATE OF {columns} ON {table}", again(which.format(row="new")))
        for name, table, columns, which in CHANGES
    ),
    *(
        _trigger(f"{table}_{verb}".lower(), f"{verb} ON {table}", again(f"{row}.group_id"))
        for table in SAME_GROUP
        for verb, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
    ),
]
HOOKED = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'groups\\_find\\_%' ESCAPE '\\'"
