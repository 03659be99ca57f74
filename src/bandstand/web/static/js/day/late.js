// A table for somebody who comes late: the planner’s own rule (`planner.late`), word for word. Nobody who sits is moved.
// Pure; tests/web/test_late_rule.py holds it to the planner.

const [FRIENDS, SAME_GROUP, AGAIN, UNLIKE, ALIKE] = [6, -5, -2, 2, 1];
const both = (pairs) => new Set(pairs.flatMap(([one, other]) => [JSON.stringify([one, other]), JSON.stringify([other, one])]));
const has = (pairs, one, other) => pairs.has(JSON.stringify([one, other]));

// What it is worth that two share a table; `again` if they did so earlier on.
const worth = (people, known, friends) => (one, other, again) => {
  const [a, b] = [people[one], people[other]];
  if (has(friends, one, other)) return FRIENDS;
  if (a.group === b.group) return SAME_GROUP;
  if (again) return AGAIN;
  if (has(known, a.group, b.group)) return 0;
  return a.kind === b.kind ? ALIKE : UNLIKE;
};

/**
 * Return the table, from 0, for a person; -1 when every chair is taken. `room` is {chairs, tables: skills there, people:
 * [{group, kind, needs}], known: pairs of groups, together: pairs of people}; `tables` one list a round, -1 for none.
 */
export const late = ({ chairs, tables: skills, people, known = [], together = [] }, tables, person, round = 0) => {
  const value = worth(people, both(known), both(together));
  const met = (other) => tables.slice(0, round).some((at) => at[person] >= 0 && at[person] === at[other]);
  let best = { table: -1 };
  skills.forEach((shown, table) => {
    const sits = tables[round].flatMap((at, other) => (other !== person && at === table ? [other] : []));
    if (sits.length >= chairs) return;
    const helped = people[person].needs.filter((need) => shown.includes(need)).length;
    const faces = sits.reduce((sum, other) => sum + value(person, other, met(other)), 0);
    if (best.table < 0 || helped > best.helped || (helped === best.helped && faces > best.faces)) best = { table, helped, faces };
  });
  return best.table;
};
