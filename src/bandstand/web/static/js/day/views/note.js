// A help note: four taps and a sentence. Who is there already when they sat together; the rest can wait, for ever.

import { h, icon } from "../page.js";
import { columns, isIn } from "../room.js";
import { called, listed } from "../words.js";
import { button, chips, field } from "./parts.js";

const person = (app, uid) => app.day.state.people.find((one) => one.uid === uid);
const names = (app, uids) => listed(uids.map((uid) => called(person(app, uid))));

const choices = (app, role, draft) => {
  const { inside } = columns(app.day.state);
  const other = role === "helped" ? "looking" : "helping";
  const list = draft[`${role}All`] ? inside : inside.filter((one) => one[other] || draft[role].includes(one.uid));
  return list.map((one) => [one.uid, called(one)]);
};

const who = (app, draft, role, legend) => [
  chips(legend, "draft-choose", role, choices(app, role, draft), (uid) => draft[role].includes(uid)),
  !draft[`${role}All`] && app.day.state.people.filter(isIn).length > choices(app, role, draft).length && h("p", { "data-key": `all-${role}` }, button("draft-all", "Somebody else here", { look: "quiet-button", of: role })),
];

// Pre-filled, who is one line with a way to change it; else chips.
const people = (app, draft) => (draft.known && !draft.changeWho
  ? h("p", { class: "who-line", "data-key": "who" }, h("span", {}, h("b", {}, names(app, draft.helpers)), " helped ", h("b", {}, names(app, draft.helped))), button("draft-who", "Change", { look: "quiet-button" }))
  : [who(app, draft, "helped", "Who was helped?"), who(app, draft, "helpers", "Who helped?")]);

const wins = (app, draft) => {
  const found = draft.helped.flatMap((uid) => person(app, uid)?.wins ?? []);
  const once = [...new Map(found.map((win) => [win.id, win])).values()];
  return once.length > 0 && chips("Was it one of these easy wins?", "draft-choose", "findings", once.map((win) => [win.id, win.headline]), (id) => draft.findings.includes(id));
};

const quote = (app, draft) => [
  field("What they said, in their words", "quote", { area: true, value: draft.quote, rows: 2 }),
  draft.quote.trim() && draft.helped.length > 0 && chips("They said aloud that we may quote them", "draft-set", "quote_by", draft.helped.map((uid) => [uid, called(person(app, uid))]), (uid) => draft.quote_by === uid, "Nobody tapped, and it is kept for you only."),
];

const more = (app, draft) => h("details", { class: "more", "data-key": "more" }, h("summary", {}, "More, if there is any"),
  field("What next?", "next_step", { value: draft.next_step }),
  field("Who sees to it?", "next_who", { value: draft.next_who }), field("By when?", "next_by", { type: "date", value: draft.next_by }),
  app.barriers.length > 0 && chips("What was in the way?", "draft-choose", "barriers", app.barriers, (code) => draft.barriers.includes(code)),
  quote(app, draft),
  field("Anything unexpected?", "unexpected", { area: true, value: draft.unexpected, rows: 2 }),
  field("Address of what was made", "address", { value: draft.address, type: "url", inputmode: "url" }),
  field("Minutes, if you know", "minutes", { value: draft.minutes, type: "number", inputmode: "numeric", min: 0, max: 600 }));

export const note = (app, { draft }) => [
  h("h2", { id: "sheet-name", tabindex: "-1" }, "Help note"),
  h("form", { class: "sheet-form", "data-send": "note", novalidate: true },
    people(app, draft),
    chips("With what?", "draft-choose", "topics", app.topics, (id) => draft.topics.includes(id)),
    wins(app, draft),
    chips("What came of it?", "draft-set", "result", app.results, (code) => draft.result === code),
    draft.missing && h("p", { class: "mend", role: "alert", "data-key": "missing" }, icon("careful"), draft.missing),
    field("One sentence: what was done", "words", { area: true, value: draft.words, rows: 2 }),
    more(app, draft),
    h("div", { class: "acts sheet-end" }, button("save", "Save", { look: "go", type: "submit", key: "note", drawn: "tick" }))),
];
