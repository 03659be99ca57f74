// Type a few letters, pick from the list.
// data-pick names the address that answers ?q=letters with parts/options.html; the picked value goes into the hidden
// field named by data-fills, and typing on empties it. Without this script the server makes sense of the words.

const PAUSE = 180;
let made = 0;

const pick = (box) => {
  const name = `pick-${++made}`;
  const fills = document.getElementById(box.dataset.fills);
  const list = document.createElement("ul");
  const news = document.createElement("div");
  const frame = document.createElement("div");
  let timer, asked, at = -1;

  frame.className = "pick";
  news.className = "unseen";
  news.setAttribute("role", "status");
  Object.assign(list, { id: name, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.labels?.[0]?.textContent.trim() ?? "Suggestions");
  box.before(frame);
  frame.append(box, list, news);
  for (const [key, value] of Object.entries({
    role: "combobox", "aria-controls": name, "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off",
  })) box.setAttribute(key, value);

  const rows = () => [...list.children];
  const show = (yes) => {
    list.hidden = !yes;
    box.setAttribute("aria-expanded", String(yes));
    if (!yes) point(-1);
  };
  const point = (to) => {
    at = to;
    rows().forEach((row, n) => row.setAttribute("aria-selected", String(n === to)));
    if (to < 0) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", rows()[to].id);
    return rows()[to].scrollIntoView({ block: "nearest" });
  };
  const take = (row) => {
    box.value = row.dataset.label;
    if (fills) fills.value = row.dataset.value;
    show(false);
    news.textContent = `${row.dataset.label} picked.`;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const ask = async () => {
    const words = box.value.trim();
    if (words.length < 2) return show(false);
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(`${box.dataset.pick}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
      if (!answer.ok) return show(false);
      list.innerHTML = await answer.text();
    } catch {
      return undefined;
    }
    rows().forEach((row, n) => { row.id = `${name}-${n}`; row.setAttribute("aria-selected", "false"); });
    const many = rows().length;
    news.textContent = many ? `${many} to pick from. Use the up and down arrows.` : "None like that so far. What you typed will do.";
    at = -1;
    return show(many > 0 && document.activeElement === box);
  };

  box.addEventListener("input", () => {
    if (fills) fills.value = "";
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    const last = rows().length - 1;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) return void (last >= 0 ? show(true) : ask());
      const step = event.key === "ArrowDown" ? 1 : -1;
      const to = at + step;
      point(to > last ? 0 : to < 0 ? last : to);
    } else if (event.key === "Enter" && open && at >= 0) {
      event.preventDefault();
      take(rows()[at]);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      show(false);
    }
    return undefined;
  });
  box.addEventListener("blur", () => setTimeout(() => show(false), 150));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) take(row);
  });
};

document.querySelectorAll("[data-pick]").forEach(pick);
