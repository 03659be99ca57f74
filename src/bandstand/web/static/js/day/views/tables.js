// The tables: waiting, with a helper, done. A helper is suggested with the reason, and may always be another.

import { h } from "../page.js";
import { columns, helpersFor, together } from "../room.js";
import { called, clock, listed, within } from "../words.js";
import { about, button, empty, groupOf, heading } from "./parts.js";
import { seat, seats } from "./seats.js";

const since = (one) => one.arrived_at && h("small", { class: "since" }, `since ${clock(one.arrived_at)}`);

const suggestion = (app, one) => {
  const [best] = helpersFor(app.day.state, one, app.topics);
  if (!best) return h("p", { class: "why" }, "Every helper is busy just now.");
  return h("p", { class: "why" }, h("b", {}, called(best.helper)), `: ${best.reasons.slice(0, 3).join(", ")}.`);
};

const waiting = (app) => (one) => {
  const [best] = helpersFor(app.day.state, one, app.topics);
  return h("li", { class: "seat", "data-key": one.uid },
    h("div", { class: "seat-head" }, about(one, { seat: seat(app, one) }), since(one)), suggestion(app, one),
    h("div", { class: "acts" },
      best && button("sit", `Sit with ${called(best.helper)}`, { look: "soft main", of: one.uid, name: best.helper.uid, key: one.uid }),
      button("choose", best ? "Somebody else" : "Choose who helps", { of: one.uid, aside: `for ${called(one)}` }),
      button("person", "More", { of: one.uid, key: `t-${one.uid}`, look: "quiet-button", aside: `about ${called(one)}` })));
};

const atTable = (one) => {
  const helped = listed(one.helped.map(called));
  return h("li", { class: "seat with", "data-key": one.uid },
    h("div", { class: "seat-head" }, h("span", { class: "about" },
      h("b", {}, `${listed(one.helpers.map(called)) || "Nobody so far"} with ${helped || "nobody"}`),
      [...new Map(one.helped.map((each) => [each.group, each])).values()].map(groupOf)),
    h("small", { class: "since" }, [one.table, `since ${clock(one.began)}`].filter(Boolean).join(", "))),
    h("div", { class: "acts" },
      button("note", "Help note", { look: "soft main", of: one.uid, aside: `about ${helped}` }),
      button("finish-table", "Done", { of: one.uid, aside: `: ${helped}` }), button("part", "Got up", { of: one.uid, look: "quiet-button", aside: `: ${helped}, waiting again` })));
};

const done = (one) => h("li", { class: "line", "data-key": one.uid },
  button("person", about(one, { wishes: false }), { look: "tap", of: one.uid, key: `d-${one.uid}` }),
  button("wait", "Back to waiting", { look: "soft small", of: one.uid, aside: `: ${called(one)}` }));

const heap = ({ id, name, people }) => h("li", { class: "hint-card", "data-key": `h-${id}` },
  h("p", {}, h("b", {}, `${listed(people.map(called))} ${people.length > 2 ? "all" : "both"} want the same: ${within(name)}.`), " Sit them together with one helper."),
  button("choose", "Sit them together", { look: "soft main", of: people.map((one) => one.uid).join(" "), key: `h-${id}` }));

export const tables = (app) => {
  const now = columns(app.day.state);
  const heaps = together(app.day.state, app.topics);
  const nothing = !now.waiting.length && !now.tables.length && !now.done.length;
  return [
    ...seats(app),
    nothing && empty("Nobody is looking for help so far. People appear here as they arrive."),
    heaps.length > 0 && h("ul", { class: "seats", "data-key": "heaps" }, heaps.map(heap)),
    now.waiting.length > 0 && h("section", { "data-key": "waiting" }, heading("Waiting", now.waiting.length), h("ul", { class: "seats" }, now.waiting.map(waiting(app)))),
    now.tables.length > 0 && h("section", { "data-key": "with" }, heading("With a helper", now.tables.length), h("ul", { class: "seats" }, now.tables.map(atTable))),
    now.done.length > 0 && h("section", { "data-key": "done" }, heading("Done", now.done.length), h("ul", { class: "lines" }, now.done.map(done))),
    now.free.length > 0 && h("section", { "data-key": "free" }, heading("Free helpers", now.free.length), h("ul", { class: "lines" }, now.free.map((one) => h("li", { class: "line", "data-key": one.uid }, button("person", about(one, { wishes: false }), { look: "tap", of: one.uid, key: `f-${one.uid}` }))))),
  ];
};
