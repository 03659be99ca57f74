// Making and mending what is on the screen. A view returns elements; `morph` changes what stands there into them, so
// that the keyboard's place, what is being typed and the scroll stay where they were.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: facts are attributes (false and null are left out), the rest goes inside. */
export const h = (tag, facts = {}, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(facts)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, String(value));
  }
  made.append(...inside.flat(9).filter((one) => one !== false && one != null && one !== ""));
  return made;
};

/** A drawing of the page's own sheet of icons (`i-…`) or shapes (`s-…`). */
export const drawing = (name, look = "icon", words = "") => {
  const made = document.createElementNS(SVG, "svg");
  made.setAttribute("class", look);
  if (words) {
    made.setAttribute("role", "img");
    made.setAttribute("aria-label", words);
  } else made.setAttribute("aria-hidden", "true");
  made.append(document.createElementNS(SVG, "use"));
  made.firstChild.setAttribute("href", `#${name}`);
  return made;
};
export const icon = (name, words) => drawing(`i-${name}`, "icon", words);

const keyOf = (node) => (node.nodeType === 1 ? node.id || node.getAttribute("data-key") || "" : "");

const sameFacts = (old, fresh) => {
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name) && name !== "open") old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
};

const patch = (old, fresh) => {
  if (old.nodeType === 3) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  sameFacts(old, fresh);
  if (!["INPUT", "TEXTAREA"].includes(old.nodeName)) sameChildren(old, fresh);
};

const sameChildren = (old, fresh) => {
  const wanted = [...fresh.childNodes];
  const keys = new Set(wanted.map(keyOf).filter(Boolean));
  for (const node of [...old.childNodes]) if (keyOf(node) && !keys.has(keyOf(node))) node.remove();
  const kept = new Map([...old.childNodes].filter(keyOf).map((node) => [keyOf(node), node]));
  let at = old.firstChild;
  for (const node of wanted) {
    const key = keyOf(node);
    const found = key ? kept.get(key) : at && !keyOf(at) && at;
    if (!found || found.nodeName !== node.nodeName) {
      old.insertBefore(node, at);
    } else {
      if (found === at) at = at.nextSibling;
      else old.insertBefore(found, at);
      patch(found, node);
    }
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
};

const neighbour = (node) => {
  const line = node?.closest?.("li");
  const beside = line?.nextElementSibling ?? line?.previousElementSibling;
  return beside?.querySelector("button")?.id;
};

/** Change what is inside `place` into `fresh`; when what had the keyboard is gone, its neighbour gets it. */
export const morph = (place, ...fresh) => {
  const had = document.activeElement;
  const next = place.contains(had) ? neighbour(had) : "";
  const frame = document.createElement(place.nodeName);
  frame.append(...fresh.flat(9).filter(Boolean));
  sameChildren(place, frame);
  if (!had || had === document.activeElement || had === document.body) return;
  const to = had.isConnected ? had : document.getElementById(had.id) ?? document.getElementById(next);
  to?.focus({ preventScroll: had.isConnected });
};
