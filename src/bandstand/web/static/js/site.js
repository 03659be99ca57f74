// Small things on every page. Each adds to something that works without it.

const offer = (selector, act) => {
  for (const thing of document.querySelectorAll(selector)) {
    thing.hidden = false;
    thing.addEventListener("click", (event) => act(thing, event));
  }
};

offer("[data-print]", () => window.print());

// Copy what is in the box before the button.
offer("[data-copy]", async (button) => {
  const box = button.parentElement.querySelector("input, textarea");
  box.select();
  await navigator.clipboard?.writeText(box.value);
  say(button, "Copied");
});

const say = (button, words) => {
  const before = button.textContent;
  button.textContent = words;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => { button.textContent = before; }, 2500);
};

// Ask for a second tap.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-confirm]");
  if (!button || button.dataset.armed) return;
  event.preventDefault();
  const before = button.innerHTML;
  button.dataset.armed = "yes";
  button.setAttribute("aria-live", "assertive");
  button.textContent = button.dataset.confirm;
  setTimeout(() => { delete button.dataset.armed; button.innerHTML = before; }, 4000);
});

// Put a notice away.
for (const notice of document.querySelectorAll(".notices > .notice")) {
  const button = document.createElement("button");
  button.type = "button";
  button.setAttribute("aria-label", "Put this notice away");
  button.innerHTML = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="M6 6l12 12M18 6 6 18"/></svg>';
  button.addEventListener("click", () => notice.remove());
  notice.append(button);
}

// The desk's menu is folded on a phone.
for (const menu of document.querySelectorAll(".desk-menu")) {
  const narrow = matchMedia("(max-width: 59.99rem)");
  const fold = () => { menu.open = !narrow.matches; };
  narrow.addEventListener("change", fold);
  fold();
  menu.dataset.ready = "yes";
}

// A page that came as the answer to a form has an address of its own: loading it again is only looking.
for (const page of document.querySelectorAll("[data-own-address]")) {
  history.replaceState(null, "", page.dataset.ownAddress);
}

// A nervous double tap sends a form once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent && Date.now() - form.dataset.sent < 3000) event.preventDefault();
  else form.dataset.sent = Date.now();
});
