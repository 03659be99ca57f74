// Choosing: who sits with whom, who met whom, and who one is.

import { h, icon } from "../page.js";
import { columns, helpersFor, isIn, sittingOf } from "../room.js";
import { called, listed } from "../words.js";
import { about, button, chips, field } from "./parts.js";

const row = (what, one, why, of, key) => h("li", { class: "line", "data-key": one.uid },
  button(what, [h("span", { class: "about" }, h("b", {}, called(one)), why && h("span", {}, why))], { look: "tap", of, name: one.uid, key }));

/** Helpers for these people, free ones first with the reason, the busy after. */
export const choose = (app, { uids, draft }) => {
  const { state } = app.day;
  const one = state.people.find((each) => each.uid === uids[0]);
  const free = one ? helpersFor(state, one, app.topics) : [];
  const busy = state.people.filter((each) => isIn(each) && each.helping && sittingOf(state, each.uid) && !uids.includes(each.uid));
  const others = columns(state).waiting.filter((each) => !uids.includes(each.uid));
  const with_ = (each) => listed(sittingOf(state, each.uid).members.filter((uid) => uid !== each.uid).map((uid) => called(state.people.find((p) => p.uid === uid))));
  return [
    h("h2", { id: "sheet-name", tabindex: "-1" }, `Who sits with ${listed(uids.map((uid) => called(state.people.find((p) => p.uid === uid))))}?`),
    h("form", { class: "sheet-form", "data-send": "none" }, field("Table, if they have names", "table", { value: draft.table, maxlength: 30 })),
    free.length > 0 && h("section", {}, h("h3", {}, "Free now"), h("ul", { class: "lines" }, free.map(({ helper, reasons }) => row("sit", helper, reasons.filter((why) => why !== "free now").join(", "), uids.join(" "), `c-${helper.uid}`)))),
    busy.length > 0 && h("section", {}, h("h3", {}, "Join a table"), h("ul", { class: "lines" }, busy.map((each) => row("join", each, `with ${with_(each)}`, uids.join(" "), `j-${each.uid}`)))),
    others.length > 0 && h("section", {}, h("h3", {}, "Sit together with"), h("ul", { class: "lines" }, others.map((each) => row("add-to-table", each, each.wants?.slice(0, 80), each.uid, `w-${each.uid}`)))),
    uids.length > 1 && h("div", { class: "acts" }, button("sit", "Together, no helper yet", { of: uids.join(" "), name: "", key: "alone" })),
    !free.length && !busy.length && !others.length && h("p", {}, "No helper is here so far. Is somebody here who could show it? Open their name and tap “Also helping”."),
  ];
};

export const introduce = (app, { draft }) => [
  h("h2", { id: "sheet-name", tabindex: "-1" }, "Who met whom?"),
  h("form", { class: "sheet-form", "data-send": "met", novalidate: true },
    chips("Tap everybody who was in it", "draft-choose", "who", app.day.state.people.filter((one) => isIn(one) && one.name).sort((a, b) => a.name.localeCompare(b.name)).map((one) => [one.uid, one.group ? `${one.name}, ${one.group}` : one.name]), (uid) => draft.who.includes(uid)),
    chips("What came of it?", "draft-set", "how", app.hows, (code) => draft.how === code),
    draft.missing && h("p", { class: "mend", role: "alert", "data-key": "missing" }, icon("careful"), draft.missing),
    field("A few words, if there are any", "words", { value: draft.words, maxlength: 300 }),
    h("div", { class: "acts sheet-end" }, button("save", "Save", { look: "go", type: "submit", key: "met", drawn: "tick" }))),
];

export const who = (app) => {
  const inside = columns(app.day.state).inside.filter((one) => one.name);
  const helpers = [...inside.filter((one) => one.helping), ...inside.filter((one) => !one.helping)];
  return [
    h("h2", { id: "sheet-name", tabindex: "-1" }, "Who are you?"),
    helpers.length ? h("ul", { class: "lines" }, helpers.map((one) => h("li", { class: "line", "data-key": one.uid }, button("i-am", about(one, { wishes: false }), { look: "tap", of: one.uid, key: `i-${one.uid}` }))))
      : h("p", {}, "Nobody is here on this sheet yet. Tell whoever is at the door that you came."),
  ];
};
