// Help notes so far, and who may still need one.

import { h } from "../page.js";
import { columns } from "../room.js";
import { called, clock, listed } from "../words.js";
import { about, button, empty, heading } from "./parts.js";

const names = (app, uids) => listed((uids ?? []).map((uid) => called(app.day.state.people.find((one) => one.uid === uid))));

const written = (app) => (note) => {
  const result = app.results.find(([code]) => code === note.result)?.[1] ?? "";
  const topics = (note.topics ?? []).map((id) => app.topics.find(([each]) => each === id)?.[1]).filter(Boolean);
  return h("li", { class: "line", "data-key": note.uid }, button("note", [
    h("span", { class: "about" },
      h("b", {}, `${names(app, note.helpers) || "Somebody"} helped ${names(app, note.helped) || "somebody"}`),
      h("span", {}, [result, topics.join(", ")].filter(Boolean).join(": ")), note.words && h("span", { class: "wish" }, note.words)),
    h("small", {}, clock(note.at)),
  ], { look: "tap", of: note.uid, key: `n-${note.uid}` }));
};

const owed = (one) => h("li", { class: "line", "data-key": one.uid },
  button("note", about(one, { wishes: false }), { look: "tap", of: one.uid, key: `o-${one.uid}`, aside: ": write a help note" }));

// On a helper’s own phone the first tap is whom they helped.
const helped = (app, told) => {
  const people = columns(app.day.state).inside.filter((one) => one.looking && one.uid !== app.me && !told.has(one.uid));
  return people.length > 0 && h("section", { "data-key": "whom" }, heading("Whom did you help?"), h("ul", { class: "lines" }, people.map(owed)));
};

const me = (app) => app.helper && h("p", { class: "me", "data-key": "me" },
  app.me ? ["You are ", h("b", {}, called(app.day.state.people.find((one) => one.uid === app.me))), " "] : "Who are you? ",
  button("who", app.me ? "Somebody else" : "Tap your name", { look: "quiet-button" }));

export const notes = (app) => {
  const { state } = app.day;
  const told = new Set(state.notes.flatMap((one) => one.helped ?? []));
  const now = columns(state);
  const open = [...now.done, ...now.tables.flatMap((one) => one.helped)].filter((one) => !told.has(one.uid));
  const list = [...state.notes].sort((one, other) => String(other.at).localeCompare(String(one.at)));
  return [
    me(app),
    h("div", { class: "acts", "data-key": "acts" }, button("note", "Help note", { look: "go", drawn: "plus", of: "" })),
    app.helper ? helped(app, told) : open.length > 0 && h("section", { "data-key": "open" }, heading("No note so far", open.length), h("ul", { class: "lines" }, open.map(owed))),
    list.length > 0 && h("section", { "data-key": "list" }, heading("Written", list.length), h("ul", { class: "lines" }, list.map(written(app)))),
    !list.length && !open.length && !app.helper && empty("No help notes so far. Four taps and a sentence: who, with what, what came of it, save."),
  ];
};
