// Who met whom, and who should.

import { h } from "../page.js";
import { introductions } from "../room.js";
import { called, listed } from "../words.js";
import { button, empty, groupOf, heading } from "./parts.js";

const suggested = ({ pair: [one, other], reasons }) => h("li", { class: "seat pair", "data-key": `${one.uid}${other.uid}` },
  h("div", { class: "two-who" }, [one, other].map((each) => h("span", { class: "about" }, h("b", {}, called(each)), groupOf(each)))),
  h("p", { class: "why" }, `${reasons.join("; ")}.`.replace(/^./, (first) => first.toUpperCase())),
  h("div", { class: "acts" },
    button("they-met", "They met", { look: "soft main", of: `${one.uid} ${other.uid}`, aside: `: ${called(one)} and ${called(other)}` }),
    button("introduce", "Say more", { of: `${one.uid} ${other.uid}`, aside: `of ${called(one)} and ${called(other)}` })));

const written = (app) => (one) => {
  const names = listed(one.who.map((uid) => called(app.day.state.people.find((each) => each.uid === uid))));
  const how = app.hows.find(([code]) => code === one.how)?.[1] ?? "";
  return h("li", { class: "line still", "data-key": one.uid }, h("span", { class: "about" }, h("b", {}, names), h("span", {}, [how, one.words].filter(Boolean).join(": "))));
};

export const met = (app) => {
  const { state } = app.day;
  const pairs = introductions(state, app.topics, app.kindWords, app.pairs);
  return [
    h("div", { class: "acts", "data-key": "acts" }, button("introduce", "Who met whom?", { look: "go", drawn: "plus", of: "" })),
    pairs.length > 0 && h("section", { "data-key": "pairs" }, heading("These two should talk"), h("ul", { class: "seats" }, pairs.map(suggested))),
    state.met.length > 0 && h("section", { "data-key": "met" }, heading("Who met whom", state.met.length), h("ul", { class: "lines" }, state.met.map(written(app)))),
    !pairs.length && !state.met.length && empty("As people arrive, those who should talk to each other are named here: different kinds of group, not met before."),
  ];
};
