"""The index of groups in PostgreSQL: a table with a text search vector, and the triggers that keep it right.

The same tables and meanings as in `sqlite`.
"""

from .events import CHANGES, SAME_GROUP, WATCHED

FIELDS = "name, other, what, more, tags, lat, lon"


def _vector(field: str, weight: str) -> str:
    return f"setweight(to_tsvector('simple', {field}), '{weight}')"


TABLES = [
    f"""CREATE TABLE groups_found (
  id bigint PRIMARY KEY, name text NOT NULL, other text NOT NULL, what text NOT NULL, more text NOT NULL,
  tags text NOT NULL, lat double precision, lon double precision,
  doc tsvector GENERATED ALWAYS AS ({_vector("name", "A")} || {_vector("other", "B")}
    || {_vector("what", "C")} || {_vector("more", "D")}) STORED,
  tagged text[] GENERATED ALWAYS AS (string_to_array(tags, ' ')) STORED)""",
    # Without the list of what is still to be sorted in: reading is then always as quick.
    "CREATE INDEX groups_found_index ON groups_found USING gin (doc, tagged) WITH (fastupdate = off)",
    # Always asked of the index, never row by row, whatever the planner thinks of words it does not know.
    """CREATE FUNCTION groups_fitting(asked tsquery, all_of text[], one_of text[], whose text, most integer)
  RETURNS SETOF bigint LANGUAGE plpgsql STABLE ROWS 100
  SET enable_seqscan = off SET enable_indexscan = off SET jit = off SET plan_cache_mode = force_custom_plan
  AS $$ BEGIN RETURN QUERY SELECT f.id FROM groups_found f
  WHERE (asked IS NULL OR f.doc @@ asked) AND (all_of IS NULL OR f.tagged @> all_of)
    AND (one_of IS NULL OR f.tagged && one_of) AND whose = ANY (f.tagged) LIMIT most; END $$""",
    "CREATE TABLE groups_slip (letters text NOT NULL, word text NOT NULL)",
    "CREATE INDEX groups_slip_letters ON groups_slip (letters, word)",
]
NO_TABLES = ["DROP FUNCTION groups_fitting", "DROP TABLE groups_found", "DROP TABLE groups_slip"]


def _flat(text: str) -> str:
    """Return SQL for plain words with spaces between: accents and apostrophes go, “&” is “and”."""
    spelt = f"replace(replace(translate({text}, '''’‘ʼ`´', ''), '&', ' and '), 'ß', 'ss')"
    bare = f"regexp_replace(lower(normalize({spelt}, NFKD)), '[\\u0300-\\u036f]', '', 'g')"
    return f"regexp_replace({bare}, '[^[:alnum:]]+', ' ', 'g')"


def _cell(level: str, a_degree: int) -> str:
    return (
        f"' c' || p.hub_id || '{level}' || floor((p.lat + 90.0) * {a_degree})::int "
        f"|| 'x' || floor((p.lon + 180.0) * {a_degree})::int"
    )


_OTHER_NAMES = (
    "(SELECT string_agg(value, ' ') FROM jsonb_array_elements_text("
    "CASE jsonb_typeof(p.other_names) WHEN 'array' THEN p.other_names ELSE '[]' END) value)"
)
_PLACED = """
  SELECT g.id, g.hub_id, g.name, g.other_names, g.kind_id, g.about, g.address, g.postcode, g.place_shown,
    g.area_id, g.listed, g.left_at,
    CASE g.place_shown WHEN 'exact' THEN g.lat WHEN 'area' THEN (a.south + a.north) / 2 END AS lat,
    CASE g.place_shown WHEN 'exact' THEN g.lon WHEN 'area' THEN (a.west + a.east) / 2 END AS lon
  FROM groups_group g LEFT JOIN places_area a ON a.id = g.area_id"""
# One that shows its area only is in no smaller one, whatever its position says.
_AREAS = """
  SELECT x.id, x.name FROM places_area x WHERE p.place_shown <> 'none' AND (x.id = p.area_id
    OR p.place_shown = 'exact' AND x.id IN (SELECT area_id FROM groups_grouparea WHERE group_id = p.id))"""
_INTERESTS = """
  SELECT x.id, x.name FROM groups_interest x JOIN groups_groupinterest s ON s.interest_id = x.id
  WHERE s.group_id = p.id AND s.state = 'said' AND NOT x.retired"""

VIEW = f"""
CREATE VIEW groups_findable AS
SELECT p.id AS id,
  {_flat("p.name")} AS name,
  {_flat(f"coalesce({_OTHER_NAMES}, '')")} AS other,
  {
    _flat(f'''coalesce(k.name || ' ' || k.plural, '')
    || coalesce(' ' || (SELECT string_agg(name, ' ' ORDER BY id) FROM ({_AREAS}) y), '')
    || coalesce(' ' || (SELECT string_agg(name, ' ' ORDER BY id) FROM ({_INTERESTS}) y), '')''')
} AS what,
  {
    _flat('''substr(p.about, 1, 4000) || CASE p.place_shown WHEN 'exact' THEN
    ' ' || p.address || ' ' || p.postcode || ' ' || replace(p.postcode, ' ', '') ELSE '' END''')
} AS more,
  'd' || p.hub_id || CASE WHEN p.listed AND p.left_at IS NULL THEN ' h' || p.hub_id
    || ' k' || coalesce(p.kind_id, 0)
    || coalesce((SELECT string_agg(' a' || id, '' ORDER BY id) FROM ({_AREAS}) y), '')
    || coalesce((SELECT string_agg(' i' || id, '' ORDER BY id) FROM ({_INTERESTS}) y), '')
    || CASE WHEN p.lat IS NOT NULL AND p.lon IS NOT NULL THEN ' p' || p.hub_id
    || {_cell("f", 200)} || {_cell("e", 50)} || {_cell("t", 10)} || {_cell("w", 2)} ELSE '' END
    ELSE '' END AS tags,
  p.lat AS lat, p.lon AS lon
FROM ({_PLACED}) p LEFT JOIN groups_kind k ON k.id = p.kind_id"""

REFILL = [
    "DELETE FROM groups_found",
    f"INSERT INTO groups_found (id, {FIELDS}) SELECT id, {FIELDS} FROM groups_findable",
]
DIFFER = f"""
SELECT id FROM (SELECT id, {FIELDS} FROM groups_findable EXCEPT SELECT id, {FIELDS} FROM groups_found) x
UNION SELECT id FROM (SELECT id, {FIELDS} FROM groups_found EXCEPT SELECT id, {FIELDS} FROM groups_findable) y
"""
_TAKE_OVER = ", ".join(f"{field} = excluded.{field}" for field in FIELDS.split(", "))


def again(which: str) -> list[str]:
    """Return SQL that indexes these groups again; `which` is SQL giving their ids."""
    return [
        # Whoever else is changing the group is waited for, so that what they wrote is read.
        f"PERFORM 1 FROM groups_group WHERE id IN ({which}) ORDER BY id FOR NO KEY UPDATE",
        f"INSERT INTO groups_found (id, {FIELDS}) SELECT id, {FIELDS} FROM groups_findable "
        f"WHERE id IN ({which}) ON CONFLICT (id) DO UPDATE SET {_TAKE_OVER}",
    ]


def learn(words: str, where: str = "") -> str:
    """Return SQL that learns the words of a text: `words` is SQL for plain words with spaces between."""
    return f"""
INSERT INTO groups_slip (letters, word)
SELECT DISTINCT substr(w, 1, n - 1) || substr(w, n + 1), w
FROM {where} regexp_split_to_table({words}, ' ') w, generate_series(1, 25) n
WHERE w ~ '^[a-z]{{4,24}}$' AND n <= length(w) + 1
  AND NOT EXISTS (SELECT 1 FROM groups_slip s WHERE s.letters = w AND s.word = w)"""


LEARN_ALL = [
    "DELETE FROM groups_slip",
    learn("g.search", where="groups_group g,"),
    learn("replace(i.slug, '-', ' ')", where="groups_interest i,"),
]


def _trigger(name: str, when: str, doing: list[str], each: str = "ROW") -> list[str]:
    event, _, condition = when.partition(" WHEN ")
    return [
        f"CREATE FUNCTION groups_find_{name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {'; '.join(doing)}; RETURN NULL; END $$",
        f"CREATE TRIGGER groups_find_{name} AFTER {event} FOR EACH {each} "
        f"{f'WHEN ({condition}) ' if condition else ''}EXECUTE FUNCTION groups_find_{name}()",
    ]


_CHANGED = " OR ".join(f"old.{column} IS DISTINCT FROM new.{column}" for column in WATCHED)
HOOKS = [
    VIEW,
    *_trigger("added", "INSERT ON groups_group", [*again("new.id"), learn("new.search")]),
    *_trigger("changed", f"UPDATE OF {', '.join(WATCHED)} ON groups_group WHEN {_CHANGED}", again("new.id")),
    *_trigger("gone", "DELETE ON groups_group", ["DELETE FROM groups_found WHERE id = old.id"]),
    *_trigger("emptied", "TRUNCATE ON groups_group", ["DELETE FROM groups_found"], each="STATEMENT"),
    *_trigger(
        "reworded",
        "UPDATE OF search ON groups_group WHEN old.search IS DISTINCT FROM new.search",
        [learn("new.search")],
    ),
    *_trigger("interest", "INSERT ON groups_interest", [learn("replace(new.slug, '-', ' ')")]),
    *(
        line
        for name, table, columns, which in CHANGES
        for line in _trigger(name, f"UPDATE OF {columns} ON {table}", again(which.format(row="new")))
    ),
    *(
        line
        for table in SAME_GROUP
        for verb, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old"))
        for line in _trigger(f"{table}_{verb}".lower(), f"{verb} ON {table}", again(f"{row}.group_id"))
    ),
]
HOOKED = "SELECT DISTINCT proname FROM pg_proc WHERE proname LIKE 'groups\\_find\\_%'"
