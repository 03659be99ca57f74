// Who sits where in this round: as it was suggested, and as anybody changed it. A name, then a table: two taps.

import { h } from "../page.js";
import { isIn } from "../room.js";
import { atTable, roundNow, seatOf, withoutTable } from "../seating.js";
import { called, counted } from "../words.js";
import { button, empty, groupOf, heading } from "./parts.js";

/** Somebody’s table, for the lists; nothing where there are none. */
export const seat = (app, one) => {
  const round = roundNow(app.day.state);
  const table = seatOf(one, round);
  return table > 0 && h("span", { class: "at-table" }, `${table} ${round.tables[table - 1]?.name ?? ""}`);
};

const table = (app, round) => ({ name, why }, n) => {
  const sits = atTable(app.day.state.people.filter((one) => !one.left_at && one.arrival !== "absent"), round.number, n + 1);
  const free = round.chairs - sits.length;
  return h("li", { class: "seat table", "data-key": `table-${n}` },
    h("div", { class: "seat-head" }, h("span", { class: "about" }, h("b", {}, `${n + 1} ${name}`)),
      h("small", { class: "since" }, free > 0 ? counted(free, "free chair") : free < 0 ? `needs ${counted(-free, "chair")}` : "full")),
    (why ?? []).slice(0, 2).map((words) => h("p", { class: "why" }, words)),
    h("div", { class: "day-chips" }, sits.map((one) => button("person", [called(one), one.helping && !one.looking ? " (helping)" : "", !isIn(one) && " (to come)"], { look: "chip", of: one.uid, key: `s-${one.uid}` }))));
};

export const seats = (app) => {
  const { state } = app.day;
  const round = roundNow(state);
  if (!round) return [];
  const standing = withoutTable(state);
  return [
    h("section", { "data-key": "round" }, heading(`Round ${round.number}${round.began ? "" : ", as suggested"}`),
      standing.map((one) => h("p", { class: "hint-card", "data-key": `n-${one.uid}` }, `${called(one)} has no table. `, button("give-table", "Give them one", { look: "soft main", of: one.uid, key: "n", aside: `: ${called(one)}` }))),
      h("ul", { class: "seats" }, round.tables.map(table(app, round)))),
  ];
};

/** On somebody’s own sheet: which table, and beside whom. */
export const chooseSeat = (app, one) => {
  const round = roundNow(app.day.state);
  return round && one.name && h("fieldset", { class: "field" }, h("legend", {}, `Table in round ${round.number}`),
    h("div", { class: "day-chips" }, round.tables.map(({ name }, n) => button("seat", `${n + 1} ${name}`, { look: "chip", of: one.uid, name: String(n + 1), key: `p-${n}`, pressed: seatOf(one, round) === n + 1 })),
      button("friend", "Sit with a friend…", { of: one.uid, key: "p" })));
};

export const friend = (app, { uid }) => {
  const me = app.day.state.people.find((one) => one.uid === uid);
  const others = app.day.state.people.filter((one) => one.uid !== uid && one.name && one.arrival !== "absent" && !one.left_at);
  return [
    h("h2", { id: "sheet-name", tabindex: "-1" }, `Who would ${called(me)} like to sit with?`),
    h("p", {}, "The next suggestion seats them together. Nobody who sits is moved."),
    others.length ? h("ul", { class: "lines" }, others.map((one) => {
      const yes = Boolean(me?.beside?.includes(one.uid));
      return h("li", { class: "line", "data-key": one.uid }, button("beside", h("span", { class: "about" }, h("b", {}, called(one)), groupOf(one), yes && h("span", {}, "Together: tap and they may sit apart")), { look: "tap", of: uid, name: one.uid, key: one.uid, pressed: yes }));
    })) : empty("Nobody else is on the sheet so far."),
  ];
};
