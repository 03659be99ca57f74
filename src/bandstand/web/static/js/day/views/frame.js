// What is always there: how full the room is, what is still to be sent, the last thing done with its undo, where to go.

import { h, icon } from "../page.js";
import { counts } from "../room.js";
import { counted } from "../words.js";
import { button } from "./parts.js";

export const PLACES = [["door", "Door", "door"], ["tables", "Tables", "people"], ["met", "Who met", "link"], ["notes", "Notes", "list"], ["phone", "Phone", "phone"]];
export const HELPER_PLACES = [["notes", "Notes", "list"], ["phone", "Phone", "phone"]];

export const savedWords = ({ day }) => {
  const many = day.waiting.length;
  if (day.line.full && many) return `This phone is full. ${counted(many, "thing")} kept only while this page stays open: sending`;
  if (many) return `Saved on this phone: ${many} waiting to send`;
  return day.line.on === false ? "Saved on this phone. No signal, and that’s fine" : "Everything is sent";
};

export const saved = (app) => {
  const { day } = app;
  const look = day.line.full && day.waiting.length ? "full" : day.waiting.length ? "to-send" : day.line.on === false ? "apart" : "sent";
  return h("p", { class: `saved ${look}`, id: "saved" }, icon(look === "sent" ? "tick" : look === "full" ? "careful" : "phone"), h("span", {}, savedWords(app)));
};

export const bar = (app) => {
  const room = counts(app.day.state);
  const figures = [["here", "here", "door"], ["waiting", "waiting", "tables"], ["with", "with a helper", "tables"], ["free", "free helpers", "tables"]];
  return h("dl", { class: "room-bar", "data-key": "bar" }, figures.map(([of, words]) => h("div", { class: `is-${of}` }, h("dt", {}, words), h("dd", {}, room[of]))));
};

export const title = (app) => h("h1", {}, app.day.pack?.gathering.title ?? "On the day");

export const places = (app) => h("nav", { class: "places", "aria-label": "Parts of the day" }, h("ul", {}, (app.helper ? HELPER_PLACES : PLACES).map(([of, words, drawn]) => h("li", {},
  button("go", [icon(drawn), h("span", {}, words)], { look: "place", of, "aria-current": app.place === of ? "page" : null })))));

/** The last thing done, and its undo: stays until the next one, or until it is put away. */
export const last = (app) => app.last && h("div", { class: "last", "data-key": "last" },
  h("p", {}, app.last.words), app.last.tap && button("undo", "Undo", { of: app.last.tap, key: "last", look: "undo", drawn: "undo", label: `Undo: ${app.last.words}` }),
  button("put-away", icon("cross"), { look: "away", label: "Put this away" }));
