// What every tap does. A button names one of these in data-do; data-of and data-name say to whom.

import { sittingOf, table } from "./room.js";
import { roundNow, tableFor } from "./seating.js";
import { sheets } from "./sheets.js";

const uuid = () => crypto.randomUUID();
const split = (of) => of.split(" ").filter(Boolean);
const person = (app, uid) => app.day.state.people.find((one) => one.uid === uid);
const opened = (app, uid) => app.day.state.sittings.find((one) => one.uid === uid);

// Do it, say it with its undo, and send soon.
const act = async (app, ...things) => {
  const made = await app.day.act(...things);
  app.say(made.length ? made[0].words : "", made[0]?.tap);
  app.soon();
  return made;
};

// A table for somebody who has none, in the same tap: nobody who sits is moved.
const tableToo = (app, one) => {
  const table = tableFor(app.day.state, one, app.topics);
  return table ? [{ kind: "seated", about: one.uid, said: { round: roundNow(app.day.state).number, table, late: true } }] : [];
};
const tableWords = (app, [seated], before) => {
  const name = seated && roundNow(app.day.state).tables[seated.said.table - 1].name;
  return seated && { words: `${before} Table ${seated.said.table}, ${name}.` };
};
const newcomer = ({ about, said, local }) => ({
  uid: about, arrival: "here", left_at: null, topics: [], can: [], beside: [], ...said,
  group: local?.group || said.group_words || "", kind: local?.kind ?? "",
});

const chosen = (list, value) => (list.includes(value) ? list.filter((one) => one !== value) : [...list, value]);
// Topics and easy wins are numbers in the pack; a button's value is always text.
const like = (choices, text) => choices.find((one) => String(one) === text) ?? text;

const sitDown = async (app, uids, helper) => {
  const members = helper ? [...uids, helper] : uids;
  const words = app.sheet?.draft?.table ?? "";
  await app.shut();
  await act(app, { kind: "sat", about: uuid(), said: { members, table: words.trim() } });
};

export const acts = {
  go: (app, of) => app.goTo(of),
  async arrive(app, of) {
    if (app.sheet) await app.shut();
    app.found();
    const one = person(app, of);
    const seated = one ? tableToo(app, { ...one, arrival: "here", left_at: null }) : [];
    await act(app, { kind: "arrived", about: of, ...tableWords(app, seated, `${one?.name} is here.`) }, ...seated);
  },
  tick: (app, of) => act(app, { kind: "ticked", about: uuid(), said: { helping: of === "helping" } }),
  absent: (app, of) => app.shut().then(() => act(app, { kind: "absent", about: of })),
  left: (app, of) => app.shut().then(() => act(app, { kind: "left", about: of })),
  role(app, of, name) {
    const { looking, helping } = person(app, of);
    const now = { looking, helping };
    return act(app, { kind: "roles", about: of, said: { ...now, [name]: !now[name] } });
  },
  badge: (app, of, name) => act(app, { kind: "badges", about: of, said: { [name]: !person(app, of)[name] } }),
  named: (app, of) => act(app, { kind: "named", about: of, said: { yes: !person(app, of).named } }),

  sit: (app, of, name) => sitDown(app, split(of), name),
  join(app, of, name) {
    const sitting = sittingOf(app.day.state, name);
    const words = app.sheet?.draft?.table?.trim() || sitting.table;
    return app.shut().then(() => act(app, { kind: "sat", about: sitting.uid, said: { members: [...sitting.members, ...split(of)], table: words } }));
  },
  "add-to-table": (app, of) => app.change((sheet) => { sheet.uids = [...sheet.uids, of]; }),
  part: (app, of) => act(app, { kind: "parted", about: of }),
  "finish-table"(app, of) {
    const { helped } = table(app.day.state, opened(app, of));
    return act(app, ...helped.map((one) => ({ kind: "standing", about: one.uid, said: { to: "done" } })));
  },
  seat: (app, of, name) => act(app, { kind: "seated", about: of, said: { round: roundNow(app.day.state).number, table: Number(name) } }),
  "give-table": (app, of) => act(app, ...tableToo(app, person(app, of))),
  beside(app, of, name) {
    const yes = !person(app, of)?.beside?.includes(name);
    return app.shut().then(() => act(app, { kind: "beside", about: of, said: { friend: name, yes } }));
  },
  friend: (app, of) => app.open({ name: "friend", uid: of }),
  wait: (app, of) => act(app, { kind: "standing", about: of, said: { to: "waiting" } }),
  "they-met": (app, of) => act(app, { kind: "met", about: uuid(), said: { who: split(of), how: app.hows[0]?.[0] ?? "met", words: "", suggested: true } }),

  person: (app, of) => app.open({ name: "person", uid: of }),
  someone: (app, of) => app.open({ name: "someone", draft: sheets.someone.blank(of || app.find) }),
  choose: (app, of) => app.open({ name: "choose", uids: split(of), draft: { table: "" } }),
  introduce: (app, of) => app.open({ name: "introduce", draft: sheets.introduce.blank(split(of), app) }),
  note: (app, of) => app.open({ name: "note", draft: sheets.note.blank(of, app) }),
  who: (app) => app.open({ name: "who" }),
  close: (app) => app.shut(),

  "draft-choose": (app, of, name) => app.change(({ draft }) => { draft[name] = chosen(draft[name], name === "topics" || name === "findings" ? like(numbers(app, name), of) : of); }),
  "draft-set": (app, of, name) => app.change(({ draft }) => { draft[name] = draft[name] === of ? "" : of; }),
  "draft-toggle": (app, of) => app.change(({ draft }) => { draft[of] = !draft[of]; }),
  "draft-all": (app, of) => app.change(({ draft }) => { draft[`${of}All`] = true; }),
  "draft-who": (app) => app.change(({ draft }) => { draft.changeWho = true; }),
  pick: (app, of, name) => app.change(({ draft }) => sheets.someone.pick(app, draft, name, of)),

  "i-am": (app, of) => app.iAm(of),
  undo: (app, of) => app.undo(of),
  "put-away": (app) => app.say(""),
  send: (app) => app.soon(0),
  "finish-day": (app) => app.sure("finish-day", () => app.finish()),
  "let-go": (app) => app.sure("let-go", () => app.letGo()),
  print: () => window.print(),
};

const numbers = (app, name) => (name === "topics" ? app.topics.map(([id]) => id) : app.day.state.people.flatMap((one) => (one.wins ?? []).map((win) => win.id)));

/** What a filled-in sheet does when it is sent. */
export const sent = {
  none: () => {},
  async "walk-in"(app, draft) {
    if (!draft.name.trim()) return app.change(({ draft: mine }) => { mine.missing = true; }, "d-name");
    await app.shut();
    app.found();
    const came = sheets.someone.entry(app, draft, uuid());
    const seated = tableToo(app, newcomer(came));
    return act(app, { ...came, ...tableWords(app, seated, `${came.said.name} is here.`) }, ...seated);
  },
  async note(app, draft) {
    const missing = sheets.note.missing(draft);
    if (missing) return app.change(({ draft: mine }) => { mine.missing = missing; });
    await app.shut();
    return act(app, ...sheets.note.entries(draft, draft.uid ?? uuid()));
  },
  async met(app, draft) {
    if (draft.who.length < 2) return app.change(({ draft: mine }) => { mine.missing = "Tap at least two people."; });
    await app.shut();
    const { who, how, words, suggested } = draft;
    return act(app, { kind: "met", about: uuid(), said: { who, how: how || app.hows[0]?.[0] || "met", words: words.trim(), suggested } });
  },
};
