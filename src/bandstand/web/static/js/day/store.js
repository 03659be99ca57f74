// What is kept on this phone, for each gathering: a key, pages (phone, pack, state, draft) and entries. All locked.
// The shape is meant to stay: a later version of the app must find what an earlier one left, unsent.

import { locked, newKey, opened } from "./lock.js";

const NAME = "bandstand-day";
const SHELVES = ["keys", "pages", "entries"];

const asked = (request) => new Promise((done, failed) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => failed(request.error);
});

const written = (transaction) => new Promise((done, failed) => {
  transaction.oncomplete = () => done();
  transaction.onabort = () => failed(transaction.error ?? new DOMException("", "AbortError"));
});

const open = () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    const file = request.result;
    file.createObjectStore("keys");
    file.createObjectStore("pages");
    file.createObjectStore("entries", { keyPath: "id" }).createIndex("of", "of");
  };
  return asked(request);
};

/** Stands in where a browser keeps nothing for us: what is done lives in the page, and is sent from there. */
export const NOWHERE = {
  page: async () => null,
  entries: async () => [],
  wipe: async () => {},
  write: async () => { throw new DOMException("", "InvalidStateError"); },
};

/** Return the slugs of the gatherings that are on this phone. */
export const slugs = async () => asked((await open()).transaction("keys").objectStore("keys").getAllKeys());

/** The store of one gathering. Its writes are on the phone's disk when they return. */
export class Store {
  static async of(slug) {
    const store = new Store();
    Object.assign(store, { slug, file: await open() });
    store.file.onversionchange = () => store.file.close();
    store.key = await store.#anyKey();
    return store;
  }

  // Two tabs that open at once must end with the same key: whoever added first is read back.
  async #anyKey() {
    const found = await asked(this.file.transaction("keys").objectStore("keys").get(this.slug));
    if (found) return found;
    const made = await newKey();
    const writing = this.file.transaction("keys", "readwrite");
    const shelf = writing.objectStore("keys");
    const first = await asked(shelf.get(this.slug));
    if (!first) shelf.put(made, this.slug);
    await written(writing);
    return first ?? made;
  }

  #at(name) {
    return `${this.slug}/${name}`;
  }

  async page(name) {
    return opened(this.key, await asked(this.file.transaction("pages").objectStore("pages").get(this.#at(name))));
  }

  /** Write pages and entries all at once, or none of them. An entry is `{id, state, …}`. */
  async write({ pages = {}, entries = [] }) {
    const closed = await Promise.all(Object.entries(pages).map(async ([name, page]) => [this.#at(name), await locked(this.key, page)]));
    const kept = await Promise.all(entries.map(async ({ memory, stuck, ...one }) => ({ id: one.id, of: this.slug, made: one.made, ...(await locked(this.key, one)) })));
    const writing = this.file.transaction(["pages", "entries"], "readwrite", { durability: "strict" });
    for (const [at, page] of closed) writing.objectStore("pages").put(page, at);
    for (const entry of kept) writing.objectStore("entries").put(entry);
    await written(writing);
  }

  async entries() {
    const kept = await asked(this.file.transaction("entries").objectStore("entries").index("of").getAll(this.slug));
    const read = await Promise.all(kept.map((one) => opened(this.key, one)));
    return read.filter(Boolean).sort((one, other) => one.made - other.made);
  }

  /** Throw away the pages, or with `all` the entries and the key too. */
  async wipe({ all }) {
    const writing = this.file.transaction(SHELVES, "readwrite");
    for (const name of ["phone", "pack", "state", "draft", "me", "closed"]) writing.objectStore("pages").delete(this.#at(name));
    if (all) {
      writing.objectStore("keys").delete(this.slug);
      const index = writing.objectStore("entries").index("of").openKeyCursor(IDBKeyRange.only(this.slug));
      index.onsuccess = () => {
        if (!index.result) return;
        writing.objectStore("entries").delete(index.result.primaryKey);
        index.result.continue();
      };
    }
    await written(writing);
  }
}
