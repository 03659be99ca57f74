// Sending what was done and hearing what is new: one turn at a time, over and over while the page is open.
// The server keeps each entry once however often it comes, so whatever is in doubt is simply sent again.

const AT_ONCE = 100; // entries a turn
const PATIENCE = 20_000;

export class Gone extends Error {}
export class Stranger extends Error {}

const answered = async (response) => {
  if (response.status === 410) {
    const told = await response.json().catch(() => ({}));
    throw Object.assign(new Gone(), { why: told.why ?? "expired" });
  }
  if (response.status === 403) throw new Stranger();
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return response.json();
};

const ask = (address, key, more = {}) => fetch(address, {
  ...more,
  headers: { Authorization: `Bearer ${key}`, ...(more.body ? { "Content-Type": "application/json" } : {}) },
  credentials: "omit",
  cache: "no-store",
  signal: AbortSignal.timeout(PATIENCE),
}).then(answered);

export const fetchPack = (slug, key) => ask(`/day/${slug}/pack/`, key);

/** Send up to a hundred entries, in the order they were made; return the server's answer. */
export const send = (slug, key, version, waiting) => {
  const entries = waiting.slice(0, AT_ONCE).map(({ id, kind, about, at, said }) => ({ id, kind, about, at, said }));
  return ask(`/day/${slug}/send/`, key, { method: "POST", body: JSON.stringify({ clock: new Date().toISOString(), version, entries }) });
};

export const tellWiped = (slug, key) => ask(`/day/${slug}/wiped/`, key, { method: "POST" }).catch(() => null);

// So that it is told from others in the list at the desk; the desk adds whose it is.
const KINDS = [[/iPhone/, "iPhone"], [/iPad/, "iPad"], [/Android/, "Android phone"], [/Windows/, "Windows computer"], [/Macintosh/, "Mac"], [/CrOS/, "Chromebook"]];
const whatKind = () => KINDS.find(([looks]) => looks.test(navigator.userAgent))?.[1] ?? "phone or computer";

/** Ask for a key of this phone's own, as somebody signed in at the desk. Returns null where nobody is. */
export const askForKey = async (slug) => {
  const page = await fetch(`/day/${slug}/?fresh=1`, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  const token = new DOMParser().parseFromString(await page.text(), "text/html").body.dataset.forgery;
  if (!page.ok || page.redirected || !token) return null;
  const made = await fetch(`/day/${slug}/phone/`, {
    method: "POST",
    headers: { "X-CSRFToken": token },
    body: new URLSearchParams({ label: whatKind() }),
    signal: AbortSignal.timeout(PATIENCE),
  });
  return made.ok ? made.json() : null;
};
