// Pieces that several screens share.

import { drawing, h, icon } from "../page.js";
import { called } from "../words.js";

/** A button that does something: `what` is a name in acts.js, `of` what it is done to; `aside` is only heard. */
export const button = (what, words, { look = "soft", of, name, key, drawn, pressed, label, aside, type = "button", ...facts } = {}) => h("button", {
  type, class: look, id: `b-${what}-${key ?? of ?? ""}`, "data-do": what, "data-of": of, "data-name": name,
  "aria-pressed": pressed === undefined ? null : String(pressed), "aria-label": label, ...facts,
}, drawn && icon(drawn), words, aside && h("span", { class: "unseen" }, ` ${aside}`));

// Colour and shape of a kind of group, by its name in addresses; said by the pack.
let looks = new Map();
export const knowKinds = (kinds) => { looks = new Map(kinds.map(([slug, look, name]) => [slug, { look, name }])); };
export const lookOf = (kind) => looks.get(kind)?.look ?? "other";

/** A group by its name, with the colour and shape of its kind. */
export const groupOf = (one) => one.group && h("span", { class: "of-group" },
  h("span", { class: lookOf(one.kind) }, drawing(`s-${lookOf(one.kind)}`, "shape", looks.get(one.kind)?.name)), one.group);

export const badges = (one) => {
  const said = [
    one.leaving_early && ["win", "clock", "Leaving early"],
    one.first_time && ["news", "spark", "First time"],
    one.no_phone && ["plain", "", "No phone"],
    one.language && ["plain", "", `Speaks ${one.language}`],
    one.extra > 0 && ["plain", "", `+${one.extra} with them`],
    one.running && ["plain", "", "Running it"],
    one.booked === "waiting" && one.arrival === "expected" && ["plain", "", "Waiting list: welcome"],
  ].filter(Boolean);
  return said.length > 0 && h("span", { class: "marks" }, said.map(([look, drawn, words]) => h("span", { class: `mark-${look}` }, drawn && icon(drawn), words)));
};

export const wish = (one) => one.wants && h("span", { class: "wish" }, one.wants.length > 110 ? `${one.wants.slice(0, 105)}…` : one.wants);

/** Name, group, wish and badges, as every list says them. */
export const about = (one, { wishes = true, seat } = {}) => h("span", { class: "about" },
  h("b", {}, called(one)), groupOf(one), seat, wishes && wish(one), badges(one));

/** Chips to press: `[[value, words]…]`; `on` tells which are pressed. */
export const chips = (legend, what, name, choices, on, hint = "") => h("fieldset", { class: "field", "data-key": `f-${name}` },
  h("legend", {}, legend), hint && h("p", { class: "hint" }, hint),
  h("div", { class: "day-chips" }, choices.map(([value, words]) => button(what, [on(value) && icon("tick"), words], {
    look: "chip", of: value, name, key: `${name}-${value}`, pressed: on(value),
  }))));

export const field = (label, name, { area, value = "", hint, ...facts } = {}) => h("div", { class: "field", "data-key": `f-${name}` },
  h("label", { for: `d-${name}` }, label), hint && h("p", { class: "hint", id: `h-${name}` }, hint),
  h(area ? "textarea" : "input", {
    id: `d-${name}`, name, autocomplete: "off", "aria-describedby": hint ? `h-${name}` : null, ...(area ? {} : { value }), ...facts,
  }, area ? value : null));

export const empty = (words, ...more) => h("div", { class: "nobody" }, h("p", {}, words), ...more);

export const heading = (words, many) => h("h2", {}, words, many !== undefined && h("span", { class: "many" }, many));
