// Who sits where, as the state tells it, and a table for somebody who comes in now: pure.

import { late } from "./late.js";
import { wanted } from "./room.js";

/** The round people sit in: the last that began, or else the first to come. */
export const roundNow = (state) => (state.rounds ?? []).filter((one) => one.began).at(-1) ?? state.rounds?.[0];

export const seatOf = (one, round) => (round && one.seats?.[round.number]) || 0;

// Whoever has a name and is not gone; whoever runs the session is on their feet.
const maySit = (one) => one.name && ["here", "expected"].includes(one.arrival) && !one.left_at && (one.looking || one.helping || !one.running);
const groupOf = (one) => one.group || one.uid;
const needs = (one, topics) => (one.looking ? one.needs ?? [...wanted(one, topics)] : []);
const shown = (people) => [...new Set(people.flatMap((one) => (one.helping ? one.can ?? [] : [])))];

export const atTable = (people, number, table) => people.filter((one) => one.seats?.[number] === table);
export const withoutTable = (state) => {
  const round = roundNow(state);
  return round ? state.people.filter((one) => maySit(one) && one.arrival === "here" && !seatOf(one, round)) : [];
};

// Rounds that began are history: who shared a table has met, and what somebody was shown they need no more.
const since = (people, rounds) => {
  const met = [];
  const seen = new Map();
  for (const { number, tables } of rounds) {
    for (const sits of tables.map((_, n) => atTable(people, number, n + 1))) {
      for (const one of sits) {
        const others = sits.filter((each) => each !== one);
        met.push(...others.map((each) => [groupOf(one), groupOf(each)]));
        seen.set(one.uid, [...(seen.get(one.uid) ?? []), ...shown(others)]);
      }
    }
  }
  return { met, seen };
};

const knownGroups = ({ met_groups: { names = [], pairs = [] } = {} }) => pairs.map(([one, other]) => [names[one], names[other]]);

/** The table, from 1, for somebody who is here now and has none; 0 where there is no plan, or they have one. */
export const tableFor = (state, me, topics) => {
  const round = roundNow(state);
  if (!round || !maySit(me) || seatOf(me, round)) return 0;
  const people = [...state.people.filter((one) => maySit(one) && one.uid !== me.uid), me];
  const tables = round.tables.map((_, n) => atTable(people, round.number, n + 1));
  const many = tables.map((sits) => sits.length);
  if (Math.min(...many) >= round.chairs) return many.indexOf(Math.min(...many)) + 1;
  const { met, seen } = since(people, state.rounds.filter((one) => one.number < round.number));
  const at = new Map(people.map((one, n) => [one.uid, n]));
  const room = {
    chairs: round.chairs, tables: tables.map(shown),
    people: people.map((one) => ({ group: groupOf(one), kind: one.kind, needs: needs(one, topics).filter((need) => !seen.get(one.uid)?.includes(need)) })),
    known: [...knownGroups(state), ...met.filter(([one, other]) => one !== other)],
    together: people.flatMap((one, n) => (one.beside ?? []).filter((uid) => at.has(uid)).map((uid) => [n, at.get(uid)])),
  };
  return late(room, [people.map((one) => seatOf(one, round) - 1)], people.length - 1) + 1;
};
