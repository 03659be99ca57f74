// Who is in the room and who might sit with whom: pure reckonings over a state, each suggestion with its reason.

import { helpedAt } from "./state.js";
import { within } from "./words.js";

export const isIn = (one) => one.arrival === "here" && !one.left_at;
export const toCome = (one) => one.arrival === "expected";
export const unnamed = (one) => !one.name;

export const sitting = (state) => state.sittings.filter((one) => !one.ended);
export const byUid = (state) => new Map(state.people.map((one) => [one.uid, one]));

/** The sitting somebody is at this minute, or nothing. */
export const sittingOf = (state, uid) => sitting(state).find((one) => one.members.includes(uid));

/** Who sits at a table, those helped and those helping apart. */
export const table = (state, one) => {
  const people = byUid(state);
  const helped = helpedAt(state, one.members);
  const helpers = one.members.map((uid) => people.get(uid)).filter((each) => each && !helped.includes(each));
  return { ...one, helped, helpers };
};

const byName = (one, other) => (unnamed(one) - unnamed(other)) || one.name.localeCompare(other.name);
const byArrival = (one, other) => String(one.arrived_at).localeCompare(String(other.arrived_at));

/** Everybody by where they are: the columns of the sheet. */
export const columns = (state) => {
  const inside = state.people.filter(isIn);
  const seated = new Set(sitting(state).flatMap((one) => one.members));
  const waiting = inside.filter((one) => one.looking && (one.standing === "waiting" || !one.standing) && !seated.has(one.uid));
  return {
    toCome: state.people.filter(toCome).sort(byName),
    inside: inside.sort(byName),
    gone: state.people.filter((one) => !isIn(one) && !toCome(one)).sort(byName),
    waiting: waiting.sort((one, other) => (other.leaving_early - one.leaving_early) || byArrival(one, other)),
    tables: sitting(state).map((one) => table(state, one)),
    done: inside.filter((one) => one.looking && one.standing === "done" && !seated.has(one.uid)),
    free: inside.filter((one) => one.helping && !seated.has(one.uid)).sort(byName),
  };
};

export const counts = (state) => {
  const { inside, waiting, tables, free } = columns(state);
  const helped = tables.flatMap((one) => one.helped);
  return { here: inside.length, waiting: waiting.length, with: helped.length, free: free.length };
};

// What somebody would like sorted out: topics they ticked, and those their own words name.
const SHORT = 4;
export const wanted = (one, topics) => {
  const words = (one.wants ?? "").toLowerCase();
  const named = topics.filter(([, name]) => {
    const first = name.toLowerCase().split(/[^\p{L}]+/u).filter((word) => word.length >= SHORT);
    return first.some((word) => words.includes(word.replace(/s$/, "")));
  });
  return new Set([...(one.topics ?? []), ...named.map(([id]) => id)]);
};

const met = (state, uid, other) => state.met_before.some((pair) => pair.includes(uid) && pair.includes(other));
const list = (spoken) => (Array.isArray(spoken) ? spoken : String(spoken || "").split(/[,;/]/)).map((one) => one.trim().toLowerCase()).filter(Boolean);
const speaks = (helper, one) => Boolean(one.language) && list(helper.speaks ?? helper.language).includes(one.language.trim().toLowerCase());
const times = (state, uid) => state.sittings.filter((one) => one.members.includes(uid)).length;

const match = (state, one, helper, topics) => {
  const shared = [...wanted(one, topics)].filter((id) => (helper.can ?? []).includes(id));
  const before = met(state, one.uid, helper.uid);
  const spoken = speaks(helper, one);
  const reasons = [
    shared.length > 0 && `can show ${within(topics.find(([id]) => id === shared[0])?.[1] ?? "this")}`,
    spoken && `speaks ${one.language}`,
    !before && one.name && helper.name && "not met before",
    "free now",
  ].filter(Boolean);
  return { helper, reasons, worth: shared.length * 4 + spoken * 6 + !before - times(state, helper.uid) * 1.5 };
};

/** Free helpers for somebody waiting, best first, each with the reasons to say. */
export const helpersFor = (state, one, topics) => {
  const free = columns(state).free.filter((helper) => helper.uid !== one.uid);
  return free.map((helper) => match(state, one, helper, topics)).sort((a, b) => b.worth - a.worth);
};

const A_TABLE = 4; // people one helper can sit with

/** Those waiting who want the same, where there are more of them than free helpers. */
export const together = (state, topics) => {
  const { waiting, free } = columns(state);
  if (waiting.length < 2 || waiting.length <= free.length) return [];
  const heaps = topics.map(([id, name]) => ({ id, name, people: waiting.filter((one) => wanted(one, topics).has(id)).slice(0, A_TABLE) }));
  const large = heaps.filter((one) => one.people.length > 1).sort((a, b) => b.people.length - a.people.length);
  const used = new Set();
  return large.filter(({ people }) => !people.some((one) => used.has(one.uid)) && people.forEach((one) => used.add(one.uid)) === undefined).slice(0, 2);
};

const pairReasons = (one, other, topics, kinds) => {
  const shared = [...wanted(one, topics)].filter((id) => wanted(other, topics).has(id));
  const unlike = Boolean(one.kind && other.kind && one.kind !== other.kind);
  const reasons = [
    shared.length > 0 && `both asked about ${within(topics.find(([id]) => id === shared[0])[1])}`,
    unlike && `${kinds(one.kind)} and ${kinds(other.kind)}`,
    "they have not met before",
  ].filter(Boolean);
  return { worth: shared.length * 2 + unlike * 3, reasons };
};

const A_PERSON = 2; // suggestions at most
const cameFrom = (one) => [one.group, ...one.group.split(", ")];
const isPair = (one, other) => ([a, b]) => [[one, other], [other, one]].some(([x, y]) => cameFrom(x).includes(a) && cameFrom(y).includes(b));

const FIRST = 10000; // before any that the phone itself thinks of
const whyTalk = (state, pairs, one, other, topics, kinds) => {
  if ((state.apart ?? []).some(isPair(one, other))) return { worth: 0, reasons: [] };
  const at = pairs.findIndex(isPair(one, other));
  if (at < 0) return pairReasons(one, other, topics, kinds);
  return { worth: FIRST - at, reasons: [pairs[at][2].replace(/\.$/, "")] };
};

/**
 * People who should talk: their groups are a suggested pair; else unlike kinds of group, not met before,
 * something in common. A pair put aside at the desk is never named, and nobody is named more than twice.
 * `told` is what the pack took along, for whoever walks in from a group that is not on the sheet.
 */
export const introductions = (state, topics, kinds, told = [], most = 6) => {
  const suggested = [...(state.pairs ?? []), ...told];
  const inside = state.people.filter((one) => isIn(one) && one.name && one.group && !one.running);
  const spoken = new Set(state.met.flatMap((one) => one.who.flatMap((a) => one.who.map((b) => `${a} ${b}`))));
  const pairs = [];
  inside.forEach((one, n) => inside.slice(n + 1).forEach((other) => {
    if (one.group === other.group || met(state, one.uid, other.uid) || spoken.has(`${one.uid} ${other.uid}`)) return;
    const { worth, reasons } = whyTalk(state, suggested, one, other, topics, kinds);
    if (worth >= 3) pairs.push({ pair: [one, other], worth, reasons });
  }));
  const many = new Map();
  return pairs.sort((a, b) => b.worth - a.worth).filter(({ pair }) => {
    if (pair.some((one) => (many.get(one.uid) ?? 0) >= A_PERSON)) return false;
    pair.forEach((one) => many.set(one.uid, (many.get(one.uid) ?? 0) + 1));
    return true;
  }).slice(0, most);
};

const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether every word typed begins a word of the name or the group. */
export const finds = (typed) => {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  return (...texts) => {
    const text = ` ${plain(texts.join(" "))}`;
    return words.every((word) => text.includes(` ${word}`) || (word.length > 2 && text.includes(word)));
  };
};
