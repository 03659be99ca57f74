// The sheet at the door, a little quicker: a tap changes the page in place, and the list narrows while you type.
// Without this script every tap is a form and a fresh page, and nothing is missing.

const part = () => document.getElementById("day");

// What the server says goes where it says things; the sheet goes where the sheet is.
const show = (sheet, line) => {
  const fresh = sheet.getElementById("day");
  if (!fresh) return false;
  const find = document.getElementById("find")?.value ?? "";
  part().replaceWith(fresh);
  document.querySelectorAll(".notices").forEach((notices) => notices.remove());
  const notices = sheet.querySelector(".notices");
  if (notices) part().closest("main").prepend(notices);
  if (find) {
    document.getElementById("find").value = find;
    narrow(find);
  }
  document.getElementById(line)?.querySelector("button, a")?.focus({ preventScroll: true });
  return true;
};

const send = async (form, button) => {
  const sent = new FormData(form, button);
  const line = form.closest("[id^=a-]")?.id;
  button.disabled = true;
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, credentials: "same-origin" });
    if (answer.ok && show(new DOMParser().parseFromString(await answer.text(), "text/html"), line)) return;
    location.reload();
  } catch {
    // The form keeps its key, so tapping again is safe even if the first tap did arrive.
    button.disabled = false;
    delete form.dataset.sent;
    say("That tap is not saved so far: there is no signal. Tap again in a moment.");
  }
};

const say = (words) => {
  const notices = document.createElement("div");
  const notice = document.createElement("div");
  notices.className = "notices";
  notice.className = "notice careful";
  notice.setAttribute("role", "alert");
  notice.textContent = words;
  notices.append(notice);
  document.querySelectorAll(".notices").forEach((old) => old.remove());
  part().closest("main").prepend(notices);
};

const narrow = (words) => {
  const wanted = words.trim().toLowerCase();
  for (const line of part().querySelectorAll("[data-words]")) line.hidden = !line.dataset.words.includes(wanted);
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || !event.submitter || event.defaultPrevented) return;
  if (!form.closest("#day, .notices")) return;
  event.preventDefault();
  send(form, event.submitter);
});

document.addEventListener("input", (event) => {
  if (event.target.id === "find") narrow(event.target.value);
});
