// The door: type, tap, here. Whoever nobody expected comes in all the same.

import { h, icon } from "../page.js";
import { columns, finds, unnamed } from "../room.js";
import { called, clock, counted } from "../words.js";
import { about, button, empty, heading } from "./parts.js";
import { seat } from "./seats.js";

const expected = (one) => h("li", { class: "line", "data-key": one.uid },
  button("arrive", [h("span", { class: "tick" }, icon("tick")), about(one)], { look: "tap", of: one.uid, aside: "to come" }),
  button("person", icon("more"), { look: "dots", of: one.uid, label: `More about ${called(one)}` }));

const inside = (app) => (one) => h("li", { class: "line in", "data-key": one.uid },
  button("person", [h("span", { class: "tick on" }, icon("tick")), about(one, { wishes: false, seat: seat(app, one) }), h("small", {}, clock(one.arrived_at))], { look: "tap", of: one.uid, aside: "is here" }));

const gone = (one) => h("li", { class: "line gone", "data-key": one.uid },
  button("person", [about(one, { wishes: false }), h("small", {}, one.left_at ? `left ${clock(one.left_at)}` : "didn’t come")], { look: "tap", of: one.uid }));

const unnamedInside = (list) => {
  const many = list.filter(unnamed).length;
  return many > 0 && h("p", { class: "quiet" }, `${counted(list.length - many, "person", "people")} with a name, ${many} without.`);
};

const nobody = (app, found) => {
  if (app.find) {
    return !found && empty(`Nobody called “${app.find}” on the sheet.`, button("someone", `Add ${app.find}`, { look: "go", key: "found", of: app.find, drawn: "plus" }));
  }
  return !app.day.state.people.length && empty("Nobody has booked. That is usual: people turn up. Tap “Someone else” as they come in.");
};

export const door = (app) => {
  const columnsNow = columns(app.day.state);
  const fits = finds(app.find);
  const kept = (list) => list.filter((one) => fits(one.name, one.group));
  const [coming, here, away] = [columnsNow.toCome, columnsNow.inside, columnsNow.gone].map(kept);
  return [
    h("div", { class: "finder", "data-key": "finder" },
      h("label", { class: "unseen", for: "find" }, "Find a name or a group"),
      h("input", { id: "find", type: "search", placeholder: "Name or group", autocomplete: "off", enterkeyhint: "done", "data-type": "find" })),
    h("div", { class: "acts at-door", "data-key": "acts" },
      button("someone", "Someone else", { look: "go", drawn: "plus" }),
      button("tick", "+1", { of: "looking", aside: "without a name" }), button("tick", "+1 helper", { of: "helping", aside: "without a name" })),
    nobody(app, coming.length + here.length + away.length),
    coming.length > 0 && h("section", { "data-key": "coming" }, heading("To come", coming.length), h("ul", { class: "lines" }, coming.map(expected))),
    here.length > 0 && h("section", { "data-key": "inside" }, heading("Here", here.length), unnamedInside(here), h("ul", { class: "lines" }, here.map(inside(app)))),
    away.length > 0 && h("section", { "data-key": "gone" }, heading("Gone home, or didn’t come", away.length), h("ul", { class: "lines" }, away.map(gone))),
  ];
};
