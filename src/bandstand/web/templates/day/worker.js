// Keeps the app of the day on this phone, so that it opens without signal. It keeps no names: those lie in the
// phone's own store, locked, and are none of its business.

const VERSION = "day-{{ version }}";
const SHELL = "{{ shell }}";
const FILES = [{% for file in files %}
  "{{ file }}",{% endfor %}
];
const kept = new Set(FILES);

// All or nothing: a version that could not be fetched whole never takes over.
const install = async () => {
  const cache = await caches.open(VERSION);
  await cache.addAll([SHELL, ...FILES].map((address) => new Request(address, { cache: "reload", credentials: "omit" })));
  await self.skipWaiting();
};

const takeOver = async () => {
  for (const name of await caches.keys()) if (name.startsWith("day-") && name !== VERSION) await caches.delete(name);
  await self.clients.claim();
};

const fromPhone = async (address, request) => (await (await caches.open(VERSION)).match(address)) ?? fetch(request);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname, searchParams } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  const opens = request.mode === "navigate" && /^\/day\/(?:[-\w]+\/(?:helper\/)?)?$/.test(pathname) && !searchParams.has("fresh");
  if (opens) event.respondWith(fromPhone(SHELL, request));
  else if (kept.has(pathname)) event.respondWith(fromPhone(pathname, request));
});
