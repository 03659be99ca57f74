// The day on this phone: what is known, what was done here, and what is still to be sent.
// Everything done is written to the phone first and shown after, so that a killed tab loses nothing that was tapped.

import { applied, standsNow } from "./state.js";
import { NOWHERE, Store } from "./store.js";
import { sentence } from "./words.js";
import * as sync from "./sync.js";

const openStore = (slug) => Store.of(slug).catch(() => NOWHERE);

const STALE = 10 * 60_000; // the pack is asked for anew after this

export class Day {
  phone = null; // {phone, key, may, expires}
  pack = null;
  base = null; // the server's latest state
  state = applied(null, []);
  entries = []; // of this phone, oldest first: {id, kind, about, at, said, words, before, with, made, state}
  line = { on: null, full: false, why: "" };
  closed = ""; // why the sheet is off this phone
  skew = 0; // the server's clock less ours, milliseconds
  store = null;

  constructor(slug, changed) {
    this.slug = slug;
    this.changed = changed;
    this.others = new BroadcastChannel(`day ${slug}`);
    this.others.onmessage = ({ data }) => this.#told(data);
  }

  // Another tab of this phone has written, or wiped the day.
  #told({ wiped }) {
    if (wiped) Object.assign(this, { pack: null, base: null, phone: null, closed: wiped, entries: [] });
    return wiped ? this.show() : this.read();
  }

  async open() {
    this.store = await openStore(this.slug);
    await this.read();
  }

  /** Read everything from the phone: at the start, and when another tab has written. */
  async read() {
    const [phone, pack, base, closed, entries] = await Promise.all([
      ...["phone", "pack", "state", "closed"].map((name) => this.store.page(name)), this.store.entries(),
    ]);
    if (this.store === NOWHERE) return this.show();
    const written = new Set(entries.map((one) => one.id));
    const unwritten = this.entries.filter((one) => one.memory && !written.has(one.id));
    Object.assign(this, { phone, pack, base: base ?? pack?.state ?? null, entries: [...entries, ...unwritten] });
    this.skew = pack?.skew ?? 0;
    this.closed ||= closed?.words ?? "";
    return this.show();
  }

  show() {
    const sent = this.entries.filter((one) => one.state === "sent");
    this.state = applied(this.base, this.waiting, sent.map((one) => ({ ...one, local: one.local })));
    this.changed();
  }

  get waiting() {
    return this.entries.filter((one) => one.state === "waiting");
  }

  get undone() {
    return new Set(this.entries.filter((one) => one.kind === "undo").map((one) => one.about));
  }

  now() {
    return Date.now() + this.skew;
  }

  /** Do these things, one tap: `[{kind, about, said, local, words}]`. Returns once they are kept. */
  async act(...things) {
    const tap = crypto.randomUUID();
    const at = new Date();
    const made = things.map(({ kind, about, said = {}, local, words }, n) => ({
      id: crypto.randomUUID(), kind, about, said, local, tap, memory: true, state: "waiting", made: at.getTime() + n / 100,
      at: new Date(at.getTime() + n).toISOString(), before: standsNow(this.state, kind, about),
    })).map((one, n) => ({ ...one, words: things[n].words ?? "" }));
    this.entries.push(...made);
    const shown = applied(this.base, this.waiting);
    for (const one of made) one.words ||= sentence(shown, one);
    await this.#keep({ entries: made });
    this.show();
    return made;
  }

  /** Take one tap back, all it did. */
  async undo(tap) {
    const done = this.entries.filter((one) => one.tap === tap && one.kind !== "undo" && !this.undone.has(one.id));
    if (!done.length) return [];
    return this.act(...done.toReversed().map((one) => ({ kind: "undo", about: one.id, words: `Undone: ${one.words}` })));
  }

  // A full phone keeps nothing more: what is done then lives in this page only, is sent all the same, and is said so.
  async #keep(what) {
    try {
      await this.store.write(what);
      for (const one of what.entries ?? []) Object.assign(one, { memory: false, stuck: false });
      this.line.full = this.entries.some((one) => one.stuck);
      this.others.postMessage({});
    } catch {
      for (const one of what.entries ?? []) Object.assign(one, { memory: true, stuck: true });
      this.line.full = true;
    }
  }

  page(name, page) {
    return this.#keep({ pages: { [name]: page } });
  }

  /** Hold a phone's key, as handed over by the server. */
  async hold(phone) {
    this.store = await openStore(this.slug); // with a new lock, if it was wiped
    this.phone = { ...this.phone, ...phone };
    await this.page("phone", this.phone);
  }

  /** Fetch the pack, where it is missing or old. */
  async refresh() {
    if (this.pack && Date.now() - this.pack.fetched < STALE) return;
    const pack = await sync.fetchPack(this.slug, this.phone.key);
    this.skew = Date.parse(pack.now) - Date.now();
    this.pack = { ...pack, fetched: Date.now(), skew: this.skew };
    const newer = !this.base || pack.state.version >= this.base.version;
    if (newer) this.base = pack.state;
    delete this.pack.state;
    await this.#keep({ pages: { pack: this.pack, state: this.base } });
    this.show();
  }

  /** Send once and take in the answer. Returns how many are still to be sent. */
  async send() {
    const version = this.base?.version ?? null;
    const answer = await sync.send(this.slug, this.phone.key, version, this.waiting);
    const seen = new Set(answer.seen);
    const refused = new Map((answer.refused ?? []).map((one) => [one.id, one.why]));
    const settled = this.entries.filter((one) => one.state === "waiting" && (seen.has(one.id) || refused.has(one.id)));
    for (const one of settled) Object.assign(one, refused.has(one.id) ? { state: "refused", why: refused.get(one.id) } : { state: "sent" });
    const news = !this.closed && Boolean(answer.state) && answer.version !== this.base?.version;
    if (!this.closed && answer.state) this.base = answer.state;
    if (answer.now) this.skew = Date.parse(answer.now) - Date.now();
    // In one go: were the tab killed between the two, people tapped here would be gone until the next answer.
    if (settled.length || news) await this.#keep({ entries: settled, ...(this.base ? { pages: { state: this.base } } : {}) });
    if (settled.length || news) this.show();
    return this.waiting.length;
  }

  get until() {
    return this.pack?.until ?? this.phone?.expires;
  }

  get over() {
    return Boolean(this.until) && this.now() > Date.parse(this.until);
  }

  /**
   * Wipe the sheet from this phone, and say why. What was not sent stays, as a list, with the key to send it by
   * (unless that is taken away), until it is sent or somebody says that it may go.
   */
  async wipe(words, { all = !this.waiting.length, forgotten = false } = {}) {
    const phone = this.phone;
    await this.store.wipe({ all });
    Object.assign(this, { pack: null, base: null, phone: null, closed: words, entries: all ? [] : this.entries });
    if (all && phone) sync.tellWiped(this.slug, phone.key);
    if (!all) {
      await this.page("closed", { words });
      if (!forgotten && phone) await this.hold(phone);
    }
    this.others.postMessage({ wiped: words });
    this.show();
  }
}
