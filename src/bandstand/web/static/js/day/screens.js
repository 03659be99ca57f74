// The screens of the day: shows what is on this phone, and keeps sending while the page is open.

import { Day } from "./day.js";
import { h, icon, morph } from "./page.js";
import { askForKey, Gone, Stranger } from "./sync.js";
import { button, knowKinds } from "./views/parts.js";
import { choose, introduce, who } from "./views/choose.js";
import { door } from "./views/door.js";
import { bar, last, places, saved, title } from "./views/frame.js";
import { met } from "./views/met.js";
import { note } from "./views/note.js";
import { notes } from "./views/notes.js";
import { person } from "./views/person.js";
import { closed, phone, readyWords } from "./views/phone.js";
import { friend } from "./views/seats.js";
import { someone } from "./views/someone.js";
import { tables } from "./views/tables.js";

const PLACES = { door, tables, met, notes, phone };
const SHEETS = { person, someone, note, choose, introduce, who, friend };
const EVERY = 3000; // milliseconds between two turns on line
const LATEST = 15_000; // and when nobody answers
const SENT = "Everything was sent, and the names are wiped from this phone. Thank you.";
const OVER = "The day is over, and its time on this phone is up.";
const page = (id) => document.getElementById(id);

/** What is on the screen, and the turns of sending and hearing behind it. */
export class App {
  place = "door";
  find = "";
  sheet = null;
  last = null;
  armed = "";
  me = "";
  #timer = 0;
  #busy = false;
  #wait = EVERY;

  constructor(slug) {
    this.day = new Day(slug, () => this.show());
  }

  get topics() { return this.day.pack?.topics ?? []; }
  get results() { return this.day.pack?.results ?? []; }
  get barriers() { return this.day.pack?.barriers ?? []; }
  get hows() { return this.day.pack?.hows ?? []; }
  get pairs() { return this.day.pack?.pairs ?? []; }
  get helper() { return (this.day.pack?.may ?? this.day.phone?.may) === "helper"; }
  get kinds() { return this.day.pack?.kinds ?? []; }
  kindWords = (kind) => {
    const name = this.kinds.find(([slug]) => slug === kind)?.[2] ?? "group of another kind";
    return `${/^[aeiou]/i.test(name) ? "an" : "a"} ${name}`;
  };

  async start() {
    await this.day.open();
    await this.#takeKeyFromAddress();
    this.me = (await this.day.store.page("me"))?.uid ?? "";
    if (this.helper) this.place = "notes";
    const draft = await this.day.store.page("draft");
    if (draft?.sheet && this.day.pack) this.open(draft.sheet);
    this.show();
    await this.turn();
  }

  // A helper’s own phone is handed its key in the part of the address that is never sent anywhere.
  async #takeKeyFromAddress() {
    const given = new URLSearchParams(location.hash.slice(1));
    if (!given.get("key")) return;
    // A phone that holds the whole sheet does not give it up for a helper’s.
    if (this.day.phone?.may !== "door") await this.day.hold({ phone: given.get("phone"), key: given.get("key"), expires: given.get("expires"), may: given.get("may") ?? "helper" });
    history.replaceState(null, "", location.pathname);
  }

  // --- what is shown -----------------------------------------------------------------------------------------------

  show() {
    const { day } = this;
    const shut = this.day.closed || (!day.pack && this.waitingForPack);
    document.body.classList.toggle("shut", Boolean(shut));
    if (shut) {
      morph(page("room"), day.pack || !this.day.closed ? null : saved(this));
      morph(page("here"), this.day.closed ? closed(this) : h("p", { class: "first" }, this.waitingForPack));
      morph(page("places"), null);
      return;
    }
    if (!day.pack || day.over) return; // past its time nothing of it is read, not even for a moment
    knowKinds(this.kinds);
    document.title = `On the day: ${day.pack.gathering.title}`;
    morph(page("room"), title(this), this.helper ? null : bar(this), saved(this));
    morph(page("here"), PLACES[this.place](this));
    morph(page("last"), last(this) || null);
    morph(page("places"), places(this));
    this.#showSheet();
  }

  #showSheet() {
    const dialog = page("sheet");
    if (!this.sheet) return void (dialog.open && dialog.close());
    morph(dialog, button("close", icon("cross"), { look: "shut-sheet", label: "Close" }), SHEETS[this.sheet.name](this, this.sheet));
    if (dialog.open) return;
    dialog.showModal();
    (dialog.querySelector("[data-first]") ?? page("sheet-name"))?.focus();
  }

  /** Say what was done, with its undo; and to those who listen rather than look. */
  say(words, tap = "") {
    this.last = words ? { words, tap } : null;
    page("heard").textContent = "";
    if (words) requestAnimationFrame(() => { page("heard").textContent = words; });
    this.show();
  }

  goTo(place) {
    this.place = place;
    this.find = "";
    if (page("find")) page("find").value = "";
    this.show();
    scrollTo(0, 0);
    page("here").focus({ preventScroll: true });
  }

  /** What was looked for is found: the box is empty for the next. */
  found() {
    this.find = "";
    if (page("find")) page("find").value = "";
  }

  // --- sheets --------------------------------------------------------------------------------------------------------

  open(sheet) {
    if (!this.sheet) history.pushState({ sheet: true }, "");
    else page("sheet").replaceChildren();
    this.sheet = sheet;
    this.show();
    page("sheet").scrollTo(0, 0);
  }

  change(how, focus) {
    if (!this.sheet) return;
    how(this.sheet);
    this.show();
    this.#keepDraft();
    if (focus) page(focus)?.focus();
  }

  // A note half written is still there after the phone put the page away.
  #keepDraft() {
    if (["note", "someone", "introduce"].includes(this.sheet?.name)) this.day.page("draft", { sheet: this.sheet });
  }

  async shut() {
    if (!this.sheet) return;
    const kept = this.sheet.draft;
    this.sheet = null;
    this.show();
    page("sheet").replaceChildren();
    if (history.state?.sheet) history.back();
    if (kept) await this.day.page("draft", {});
  }

  typed(box) {
    if (box.dataset.type === "find") {
      this.find = box.value.trim();
      return this.show();
    }
    const draft = this.sheet?.draft;
    if (!draft || !box.name) return undefined;
    draft[box.name] = box.value;
    if (box.name === "group") draft.groupUid = "";
    if (box.name === "name") Object.assign(draft, { person: "", missing: false });
    return this.change(() => {});
  }

  // --- deeds ---------------------------------------------------------------------------------------------------------

  async undo(tap) {
    const made = await this.day.undo(tap);
    if (made.length) this.say(made[0].words);
    this.soon();
  }

  async iAm(uid) {
    this.me = uid;
    await this.day.page("me", { uid });
    await this.shut();
    this.show();
  }

  /** Ask for a second tap. */
  sure(what, act) {
    if (this.armed === what) {
      this.armed = "";
      return act();
    }
    this.armed = what;
    setTimeout(() => { this.armed = ""; this.show(); }, 5000);
    return this.show();
  }

  /** Send what is left and wipe, when no other turn of this phone is under way. */
  finish() {
    return this.#alone(async () => {
      await this.day.send().catch(() => null);
      await this.#wiped(this.day.waiting.length ? "The names are wiped. Some of what was done could not be sent so far." : SENT);
      page("here").focus();
    });
  }

  letGo() {
    return this.#alone(() => this.#wiped("Everything is wiped from this phone.", { all: true }));
  }

  // --- turns -----------------------------------------------------------------------------------------------------------

  soon(wait = 150) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.turn(), wait);
  }

  #alone(act, more = {}) {
    return navigator.locks.request(`turn ${this.day.slug}`, more, act);
  }

  /** One turn: a key if there is none, the pack if it is old, then send and hear. */
  async turn() {
    if (this.#busy) return this.soon(400);
    this.#busy = true;
    clearTimeout(this.#timer);
    await this.#alone(async (mine) => mine && this.#take().catch((trouble) => this.#trouble(trouble)), { ifAvailable: true });
    this.#busy = false;
    return this.soon(document.hidden ? LATEST : this.#wait);
  }

  async #take() {
    const { day } = this;
    if (day.closed) return void (await this.#sendTheRest());
    if (!day.phone && !(await this.#getKey())) return;
    const first = !day.pack;
    if (day.over) return void (await this.#close(OVER));
    await day.refresh();
    if (first) this.say(readyWords(this));
    const left = await day.send();
    this.#heard(true);
    if (left) this.soon(0);
  }

  async #sendTheRest() {
    const { day } = this;
    if (!day.phone || !day.waiting.length) return;
    const left = await day.send();
    this.#heard(true);
    if (!left) await this.#wiped(SENT, { all: true });
  }

  async #getKey() {
    const made = await askForKey(this.day.slug);
    if (made) {
      await this.day.hold({ phone: made.phone, key: made.key, expires: made.expires, may: "door" });
      return true;
    }
    if (this.day.pack) return false;
    this.day.never = true;
    this.day.closed = location.search.includes("helper") ? "Point this phone’s camera at the code on the table, and tap the button." : "To open it, sign in once where there is signal. After that it works without.";
    this.show();
    return false;
  }

  #heard(yes) {
    this.#wait = yes ? EVERY : Math.min(this.#wait * 1.5, LATEST);
    this.waitingForPack = yes || this.day.closed ? "" : "This day is not on this phone so far. Open it once where there is signal.";
    if (this.day.line.on === yes && this.day.pack) return;
    this.day.line.on = yes;
    this.show();
  }

  async #trouble(trouble) {
    if (trouble instanceof Gone) {
      const forgotten = trouble.why === "forget";
      return this.#close(forgotten ? "This phone was asked to forget this day, and has wiped the names." : OVER, { forgotten });
    }
    if (trouble instanceof Stranger && this.day.phone) {
      this.day.phone = null; // asked for anew in the next turn, by whoever is signed in
      return this.#heard(false);
    }
    return this.#heard(false);
  }

  // Over, or told to forget: what is unsent goes first, where it still may; then the names go.
  async #close(words, how) {
    const { day } = this;
    if (day.waiting.length && day.phone && !how?.forgotten) await day.send().catch(() => null);
    await this.#wiped(words, how);
  }

  // Said only once it is so.
  async #wiped(words, how) {
    this.sheet = null;
    this.#showSheet();
    await this.day.wipe(words, how);
  }
}
