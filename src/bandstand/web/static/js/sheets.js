// Bringing in a sheet, a little quicker: files may be dropped and cells pasted anywhere on the page, and a row put
// right or decided on is dealt with where it stands. Without this script every press is a form and a fresh page.

const LARGEST = 60 * 1024 * 1024;

// Choosing: a file let go anywhere on the page is the one chosen.
const choosing = document.querySelector("form[data-drop]");

const size = (bytes) => (bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} KB` : `${(bytes / 1e6).toFixed(1)} MB`);

const chosen = () => {
  const file = choosing.querySelector("input[type=file]").files[0];
  const told = choosing.querySelector("[data-chosen]");
  if (!file) told.textContent = "";
  else if (file.size > LARGEST) told.textContent = `${file.name} is ${size(file.size)}: that is more than can be read at once. Split it first.`;
  else told.textContent = `${file.name}, ${size(file.size)}. Press “Read it” to go on.`;
};

if (choosing) {
  const box = choosing.querySelector("input[type=file]");
  const cells = choosing.querySelector("textarea");
  const lit = (yes) => document.body.classList.toggle("dropping", yes);
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  let deep = 0;
  box.addEventListener("change", chosen);
  document.addEventListener("dragenter", (event) => holdsFiles(event) && lit(Boolean(++deep)));
  document.addEventListener("dragleave", (event) => holdsFiles(event) && lit(Boolean(--deep)));
  document.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    deep = 0;
    lit(false);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    box.files = event.dataTransfer.files;
    chosen();
    choosing.querySelector("button.go").focus();
  });
  document.addEventListener("paste", (event) => {
    const words = event.clipboardData?.getData("text/plain") ?? "";
    if (event.target.closest("input, textarea") || !words.trim()) return;
    event.preventDefault();
    cells.closest("details").open = true;
    cells.value = words;
    cells.focus();
  });
}

// A button that starts something long says so.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.defaultPrevented || !button?.dataset.busy) return;
  setTimeout(() => {
    button.textContent = button.dataset.busy;
    button.setAttribute("aria-disabled", "true");
  });
});
window.addEventListener("pageshow", (event) => event.persisted && location.reload());

// Rows: send the form, then put what the answer says in place of what stands here. Rows somebody is still typing
// in stay as they are.
const rows = () => document.querySelector("[data-rows]");

const renew = (name, sheet) => {
  const here = document.querySelector(`[data-part="${name}"]`);
  const fresh = sheet.querySelector(`[data-part="${name}"]`);
  if (here && fresh) here.replaceWith(fresh);
  return fresh;
};

const show = (sheet, row) => {
  const list = sheet.querySelector("[data-rows]");
  for (const name of ["counts", "ready", "all"]) renew(name, sheet);
  document.querySelectorAll(".notices").forEach((notices) => notices.remove());
  const notices = sheet.querySelector(".notices");
  if (notices) document.querySelector("main").prepend(notices);
  if (!list || !rows()) return location.reload();
  const fresh = row && list.querySelector(`#${row.id}`);
  const next = row?.nextElementSibling ?? row?.previousElementSibling;
  if (fresh) row.replaceWith(fresh);
  else row?.remove();
  if (!rows().children.length) rows().replaceWith(list);
  const to = fresh ?? next;
  // Not a button: Enter pressed once too often would decide about a row nobody has read.
  const heading = to?.querySelector("h3");
  if (heading) heading.tabIndex = -1;
  (to?.querySelector("input:not([type=hidden]), textarea") ?? heading ?? rows().closest("section")?.querySelector("h2"))?.focus({ preventScroll: Boolean(fresh) });
  tell(notices?.textContent.trim().replace(/\s+/g, " "));
  return undefined;
};

const tell = (words) => {
  const told = document.querySelector("[data-told]");
  if (told && words) told.textContent = words;
};

const send = async (form, button) => {
  const row = button?.closest("[data-rows] > li") ?? form.closest("[data-rows] > li");
  const sent = button ? new FormData(form, button) : new FormData(form);
  const address = button?.hasAttribute("formaction") ? button.formAction : form.action;
  row?.classList.add("busy");
  try {
    const answer = await fetch(address, { method: "POST", body: sent, credentials: "same-origin" });
    if (!answer.ok && answer.status !== 422) throw new Error(answer.status);
    show(new DOMParser().parseFromString(await answer.text(), "text/html"), row);
  } catch {
    tell("That did not arrive: the line may be down. Press it again in a moment.");
  } finally {
    row?.classList.remove("busy");
    delete form.dataset.sent;
  }
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || !form.closest("[data-rows]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

// A tick is kept as soon as it is made; the button to keep ticks is for pages without script.
const hide = () => document.querySelectorAll("[data-ticks] [data-keep]").forEach((button) => { button.hidden = true; });
document.addEventListener("change", (event) => {
  const form = event.target.closest("[data-ticks]");
  if (form && event.target.type === "checkbox") send(form, null);
});
new MutationObserver(hide).observe(document.body, { childList: true, subtree: true });
hide();
