// Somebody nobody expected: only the name is asked, and even that may be a tick.

import { h, icon } from "../page.js";
import { finds } from "../room.js";
import { button, chips, field, groupOf } from "./parts.js";

const MOST = 6;

// A list to pick from under a box: works with the arrow keys too (acts.js moves along it).
const options = (name, found) => found.length > 0 && h("ul", { class: "options", "data-key": `o-${name}`, "aria-label": "Known already" },
  found.map(([value, words, more]) => h("li", {}, button("pick", [h("b", {}, words), more && h("span", {}, more)], { look: "option", of: value, name, key: `o-${value}` }))));

const known = (app, draft) => {
  if (draft.name.trim().length < 2 || draft.person) return [];
  const fits = finds(draft.name);
  const here = new Set(app.day.state.people.map((one) => one.name));
  return (app.day.pack?.known ?? []).filter(([, name]) => fits(name) && !here.has(name)).slice(0, 4);
};

const groups = (app, draft) => {
  if (draft.group.trim().length < 2 || draft.groupUid) return [];
  const fits = finds(draft.group);
  const found = (app.day.pack?.groups ?? []).filter(([, name]) => fits(name)).slice(0, MOST);
  return found.map(([uid, name, kind]) => [uid, groupOf({ group: name, kind })]);
};

// Somebody of the very same name who is still to come: one tap and nobody is on the sheet twice.
const expected = (app, draft) => app.day.state.people.filter((one) => one.arrival === "expected" && one.name && one.name.toLowerCase() === draft.name.trim().toLowerCase());

export const someone = (app, { draft }) => [
  h("h2", { id: "sheet-name", tabindex: "-1" }, "Someone else"),
  h("form", { class: "sheet-form", "data-send": "walk-in", novalidate: true },
    field("Name", "name", { value: draft.name, autocapitalize: "words", "data-first": true, "aria-describedby": draft.missing ? "d-missing" : null, "aria-invalid": draft.missing ? "true" : null }),
    draft.missing && h("p", { class: "mend", id: "d-missing", "data-key": "missing" }, icon("careful"), "A name, please. Without one, close this and tap +1."),
    expected(app, draft).map((one) => h("p", { class: "hint-card", "data-key": one.uid }, `${one.name} is on the sheet. `, button("arrive", `${one.name} is here`, { of: one.uid, key: "s", look: "soft main" }))),
    options("person", known(app, draft)),
    field("Group", "group", { value: draft.group }), draft.groupUid && h("p", { class: "picked", "data-key": "picked" }, icon("tick"), "A group we know"),
    options("group", groups(app, draft)),
    field("What would they like to sort out?", "wants", { area: true, value: draft.wants, rows: 2 }),
    chips("They are", "draft-toggle", "roles", [["looking", "Looking for help"], ["helping", "Helping"]], (role) => draft[role]),
    h("div", { class: "acts sheet-end" }, button("save", "They are here", { look: "go", type: "submit", key: "walk-in", drawn: "tick" }))),
];
