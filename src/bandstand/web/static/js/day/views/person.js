// One person: what they are here for, badges, and what can be changed in one tap.

import { h } from "../page.js";
import { isIn } from "../room.js";
import { called, clock, listed } from "../words.js";
import { button, groupOf } from "./parts.js";
import { chooseSeat } from "./seats.js";

const where = (one) => {
  if (one.left_at) return `Gone home at ${clock(one.left_at)}`;
  if (one.arrival === "absent") return "Didn’t come";
  return one.arrival === "here" ? `Here${one.arrived_at ? ` since ${clock(one.arrived_at)}` : ""}` : "Not here so far";
};

const toggle = (what, name, words, one, said = one[name]) => button(what, words, { look: "chip", of: one.uid, name, key: `p-${name}`, pressed: Boolean(said), drawn: said ? "tick" : "" });

const facts = (one, topics) => {
  const shows = (one.can ?? []).map((id) => topics.find(([each]) => each === id)?.[1]).filter(Boolean);
  const rows = [
    [one.helping && !one.looking ? "Can help with" : "Would like to sort out", one.wants], ["Can show", listed(shows)],
    ["Easy wins", (one.wins ?? []).map((win) => h("p", {}, win.headline, win.minutes ? ` (about ${win.minutes} minutes)` : ""))],
  ].filter(([, said]) => said?.length);
  return rows.length > 0 && h("dl", { class: "facts" }, rows.map(([term, said]) => h("div", {}, h("dt", {}, term), h("dd", {}, said))));
};

export const person = (app, { uid }) => {
  const one = app.day.state.people.find((each) => each.uid === uid);
  if (!one) return [h("h2", { id: "sheet-name", tabindex: "-1" }, "Nobody here by that name any more")];
  return [
    h("h2", { id: "sheet-name", tabindex: "-1" }, called(one)),
    h("p", { class: "under" }, where(one), groupOf(one) && [" · ", groupOf(one)]),
    h("div", { class: "acts" },
      !isIn(one) && button("arrive", "Here now", { look: "go", of: uid, key: "p", drawn: "tick" }),
      isIn(one) && one.looking && button("note", "Help note", { look: "go", of: uid, key: "p" }),
      isIn(one) && one.looking && button("choose", "Sit with…", { of: uid, key: "p" }),
      isIn(one) && one.helping && !one.looking && button("note", "Help note", { look: "go", of: uid, key: "p" })),
    h("fieldset", { class: "field" }, h("legend", {}, "Today"), h("div", { class: "day-chips" },
      toggle("role", "looking", "Looking for help", one), toggle("role", "helping", one.looking ? "Also helping" : "Helping", one))),
    h("fieldset", { class: "field" }, h("legend", {}, "Good to know"), h("div", { class: "day-chips" },
      toggle("badge", "no_phone", "No phone", one), toggle("badge", "leaving_early", "Leaving early", one),
      one.name && toggle("named", "named", "Said we may name them", one))),
    isIn(one) && chooseSeat(app, one),
    facts(one, app.topics),
    h("div", { class: "acts" },
      isIn(one) && button("left", "Gone home", { of: uid, key: "p" }),
      !isIn(one) && one.arrival !== "absent" && !one.left_at && button("absent", "Didn’t come", { of: uid, key: "p" })),
  ];
};
