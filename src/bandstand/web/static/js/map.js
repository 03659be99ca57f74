// The map beside a list: whatever is pointed at in the one is marked in the other. Asked to, it becomes a map that
// moves (Leaflet, fetched only then). The list stays, and says everything the map says.

const figure = document.querySelector("figure[data-map]");

const TOUCHING = 34; // pixels

const markOf = (address) => figure.querySelector(`a[href="${CSS.escape(address).replaceAll("\\/", "/")}"]`);

const point = (event) => {
  const line = event.target.closest?.("[data-on-map]");
  for (const mark of figure.querySelectorAll("a.pointed")) mark.classList.remove("pointed");
  if (line) markOf(line.dataset.onMap)?.classList.add("pointed");
};

const fetched = (tag, facts) => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement(tag), facts, { onload: done, onerror: failed }));
});

const shape = (path, look) => {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("viewBox", "-1 -1 18 18");
  picture.setAttribute("class", `dot ${look}`);
  picture.setAttribute("aria-hidden", "true");
  picture.append(document.createElementNS("http://www.w3.org/2000/svg", "path"));
  picture.firstChild.setAttribute("d", path);
  return picture;
};

// One group: a link with its name, as in the list.
const oneMark = ({ name, kind, look, url, roughly }, path) => {
  const link = document.createElement("a");
  link.href = url;
  link.title = [name, kind, roughly ? "somewhere near here" : ""].filter(Boolean).join(", ");
  link.setAttribute("aria-label", link.title);
  link.className = `${look}${roughly ? " roughly" : ""}`;
  link.append(shape(path, look));
  return link;
};

// Several groups too near each other to be pressed: a button that goes nearer.
const severalMark = (many, nearer) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "several";
  button.textContent = many;
  button.setAttribute("aria-label", `${many} groups: go nearer`);
  button.addEventListener("click", nearer);
  return button;
};

// Groups whose marks would touch share one, where the first of them is.
const gathered = (map, features) => {
  const heaps = [];
  for (const { geometry, properties } of features) {
    const at = map.project(geometry.coordinates.toReversed());
    const near = heaps.find((heap) => at.distanceTo(heap.at) < TOUCHING);
    if (near) near.told.push(properties); else heaps.push({ at, told: [properties] });
  }
  return heaps;
};

// What cannot be told apart by going nearer is set round the spot, each to be pressed.
const spread = (heap) => heap.told.map((told, number) => ({
  told: [told], at: heap.at.add([Math.cos(number * 2.4), Math.sin(number * 2.4)].map((side) => side * TOUCHING * Math.sqrt(number))),
}));

const markFor = (map, { at, told }, shapes) => {
  const spot = map.unproject(at);
  const html = told.length === 1
    ? oneMark(told[0], shapes[told[0].look])
    : severalMark(told.length, () => map.setView(spot, Math.min(map.getMaxZoom(), map.getZoom() + 2)));
  const icon = L.divIcon({ className: "on-map", iconSize: [28, 28], html });
  return L.marker(spot, { icon, keyboard: false, interactive: false });
};

const ground = (map, drawn) => {
  const [west, south, east, north] = figure.dataset.edges.split(",").map(Number);
  const copy = drawn.cloneNode(true);
  for (const mark of copy.querySelectorAll("a")) mark.remove();
  copy.setAttribute("aria-hidden", "true");
  copy.removeAttribute("role");
  copy.removeAttribute("aria-label");
  copy.setAttribute("preserveAspectRatio", "none");
  L.svgOverlay(copy, [[south, west], [north, east]], { className: "ground" }).addTo(map);
  return [[south, west], [north, east]];
};

const tiles = (map) => {
  map.attributionControl.setPrefix(false);
  if (!figure.dataset.tiles) return;
  // Tile servers turn those away who do not say where they come from; the rest of the site says nothing.
  L.tileLayer(figure.dataset.tiles, {
    attribution: figure.dataset.credit, maxZoom: 19, referrerPolicy: "strict-origin-when-cross-origin",
  }).addTo(map);
};

const begin = (place, drawn) => {
  const map = L.map(place, { maxZoom: 18, zoomSnap: 0.5, zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
  tiles(map);
  const edges = ground(map, drawn);
  const marks = L.layerGroup().addTo(map);
  let told = null;
  let asked = null;
  const draw = () => {
    marks.clearLayers();
    const nearest = map.getZoom() >= map.getMaxZoom();
    const heaps = gathered(map, told.features).flatMap((heap) => (nearest ? spread(heap) : [heap]));
    for (const heap of heaps) marks.addLayer(markFor(map, heap, told.shapes));
  };
  const look = async () => {
    if (told && !told.more) { draw(); return; } // all of them are here already
    asked?.abort();
    asked = new AbortController();
    const box = told ? map.getBounds().toBBoxString() : "-180,-90,180,90";
    const joint = figure.dataset.map.endsWith("?") ? "" : "&";
    try {
      const answer = await fetch(`${figure.dataset.map}${joint}box=${box}`, { signal: asked.signal });
      if (!answer.ok) return;
      told = await answer.json();
    } catch { return; } // no signal, or moved on: the marks stay as they are
    draw();
  };
  map.fitBounds(edges);
  look();
  map.on("moveend", look);
  return map;
};

const move = async (button) => {
  const drawn = figure.querySelector(":scope > svg");
  button.disabled = true;
  try {
    await Promise.all([
      fetched("link", { rel: "stylesheet", href: figure.dataset.leafletCss }),
      fetched("script", { src: figure.dataset.leaflet }),
    ]);
  } catch {
    button.textContent = "The map could not be fetched. Try again.";
    button.disabled = false;
    return;
  }
  const place = document.createElement("div");
  place.className = "moves";
  place.setAttribute("role", "region");
  place.setAttribute("aria-label", "Map that moves: arrow keys move it, plus and minus go nearer and further");
  drawn.before(place);
  begin(place, drawn);
  drawn.remove();
  button.remove();
  place.focus();
};

if (figure) {
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);
  const button = figure.querySelector("[data-move]");
  button.hidden = false;
  button.addEventListener("click", () => move(button));
}
