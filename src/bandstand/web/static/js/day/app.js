// The app of the day: opens it, hears taps and keys, and keeps itself ready for no signal.

import { acts, sent } from "./acts.js";
import { h, morph } from "./page.js";
import { columns, finds } from "./room.js";
import { App } from "./screens.js";
import { slugs } from "./store.js";

const page = (id) => document.getElementById(id);
const slug = /^\/day\/([-\w]+)\/(?:helper\/)?$/.exec(location.pathname)?.[1] ?? "";
const app = new App(slug);

const ONCE = new Set(["arrive", "sit", "undo", "they-met"]);

const enter = () => {
  const fits = finds(app.find);
  const left = columns(app.day.state).toCome.filter((one) => fits(one.name, one.group));
  if (app.find && left.length === 1) acts.arrive(app, left[0].uid);
  else if (app.find && !left.length) acts.someone(app, app.find);
};

document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-do]");
  if (!pressed || pressed.type === "submit") return;
  // The list moves up under the finger: a nervous second tap must not take the next person.
  if (event.detail > 1 && ONCE.has(pressed.dataset.do)) return;
  acts[pressed.dataset.do]?.(app, pressed.dataset.of ?? "", pressed.dataset.name ?? "");
});
document.addEventListener("input", (event) => app.typed(event.target));
document.addEventListener("submit", (event) => {
  event.preventDefault();
  sent[event.target.dataset.send]?.(app, app.sheet.draft);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset?.type === "find") {
    event.preventDefault(); // or the same press would send the sheet it opens
    enter();
  }
  const typing = event.target.matches?.("input, textarea");
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing && app.last?.tap) app.undo(app.last.tap);
});
page("sheet").addEventListener("cancel", (event) => {
  event.preventDefault();
  app.shut();
});
addEventListener("popstate", () => app.sheet && app.shut());
addEventListener("online", () => app.soon(0));
addEventListener("offline", () => { app.day.line.on = false; app.show(); });
document.addEventListener("visibilitychange", () => !document.hidden && app.soon(0));

// A newer app takes over when nothing is being filled in; what was not sent lies in the phone and waits for it.
const keepReady = async () => {
  if (!navigator.serviceWorker) return;
  const had = navigator.serviceWorker.controller;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    const reload = () => (app.sheet ? setTimeout(reload, 2000) : location.reload());
    if (had) reload();
  });
  await navigator.serviceWorker.register("/day/worker.js", { scope: "/day/" });
  await navigator.storage?.persist?.();
};

// The app opened from the first screen of the phone: straight to its day, or which of them.
const chooseDay = async () => {
  const found = await slugs();
  if (found.length === 1) return location.replace(`/day/${found[0]}/`);
  return morph(page("here"), h("h1", {}, "On the day"), found.length
    ? h("ul", { class: "lines" }, found.map((one) => h("li", { class: "line" }, h("a", { class: "tap", href: `/day/${one}/` }, one))))
    : h("p", {}, "No day is on this phone. Open one from the desk, once, where there is signal."), h("p", {}, h("a", { class: "go", href: "/desk/" }, "To the desk")));
};

if (globalThis.crypto?.subtle && globalThis.indexedDB) {
  keepReady().catch(() => null);
  if (slug) app.start();
  else chooseDay();
} else {
  app.day.closed = "This browser cannot keep the day for when there is no signal. The desk’s sheet works here.";
  app.show();
}
