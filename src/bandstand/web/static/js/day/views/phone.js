// This phone: what is on it and until when, everything done here with an undo, and the end of the day.

import { h } from "../page.js";
import { clock, counted, dayAndClock } from "../words.js";
import { button, empty, heading } from "./parts.js";
import { savedWords } from "./frame.js";

export const readyWords = ({ day }) => {
  const groups = day.pack?.groups?.length ?? 0;
  const parts = [counted(day.state.people.length, "person", "people"), groups && counted(groups, "group")].filter(Boolean);
  return `On this phone until ${dayAndClock(day.until)}: ${parts.join(", ")}.`;
};

const STATE = { waiting: "waiting to send", sent: "", refused: "could not be kept" };

const doneHere = (day) => {
  const taps = new Map();
  for (const one of day.entries) if (one.kind !== "undo") taps.set(one.tap, [...(taps.get(one.tap) ?? []), one]);
  return [...taps.entries()].reverse();
};

const line = (day) => ([tap, made]) => {
  const undone = made.every((one) => day.undone.has(one.id));
  const state = undone ? "undone" : STATE[made[0].state];
  const words = made[0].words;
  return h("li", { class: `line still${undone ? " gone" : ""}`, "data-key": tap },
    h("span", { class: "about" }, h("span", {}, words), h("small", {}, [clock(made[0].at), state, made[0].why].filter(Boolean).join(", "))),
    !undone && made[0].state !== "refused" && button("undo", "Undo", { look: "soft small", of: tap, label: `Undo: ${words}` }));
};

export const phone = (app) => {
  const { day } = app;
  const done = doneHere(day);
  return [
    h("section", { class: "ready", "data-key": "ready" },
      heading("This phone"), h("p", {}, h("b", {}, readyWords(app))),
      h("p", {}, "It works without signal. What you tap is kept here first, and sent when there is some."),
      h("p", {}, `${savedWords(app)}.`),
      h("div", { class: "acts" }, button("send", "Send now"),
        app.helper ? null : h("a", { class: "soft", href: `/desk/gatherings/${day.slug}/day/` }, "The desk’s sheet"))),
    h("section", { "data-key": "done" }, heading("What was done on this phone", done.length),
      done.length ? h("ul", { class: "lines" }, done.map(line(day))) : empty("Nothing so far.")),
    h("section", { class: "finish", "data-key": "finish" }, heading("When everybody has gone"),
      h("p", {}, day.waiting.length ? "First everything is sent. Then names and groups are wiped from this phone." : "Everything is sent. Names and groups are then wiped from this phone; the desk keeps them."),
      button("finish-day", app.armed === "finish-day" ? "Tap again: wipe this phone" : "Finish the day on this phone", { look: "danger" })),
  ];
};

/** The day is off this phone: over, finished or told to forget. What was never sent is shown like a sheet of paper. */
export const closed = (app) => {
  const { day } = app;
  const left = day.waiting.filter((one) => one.kind !== "undo" && !day.undone.has(one.id));
  return [
    h("h1", { "data-key": "closed", tabindex: "-1" }, left.length ? `${counted(left.length, "thing")} not sent` : day.never ? "The day is not on this phone yet" : "This day is off your phone"),
    h("p", {}, day.closed),
    left.length > 0 && h("p", {}, "Show this list to whoever runs the session, so that it is typed in. It stays here until you say it may go."),
    left.length > 0 && h("ol", { class: "paper" }, left.map((one) => h("li", {}, h("b", {}, clock(one.at)), ` ${one.words}`, one.said?.words ? ` “${one.said.words}”` : ""))),
    h("div", { class: "acts" },
      left.length > 0 && button("send", "Try to send them"),
      left.length > 0 && button("print", "Print it"),
      left.length > 0 && button("let-go", app.armed === "let-go" ? "Tap again: wipe the list" : "It is written down: wipe it", { look: "danger" }),
      !left.length && !location.search.includes("helper") && h("a", { class: "go", href: `/sign-in/?next=/day/${day.slug}/` }, day.never ? "Sign in" : "Open it on this phone again")),
  ];
};
