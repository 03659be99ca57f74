// Work under way: <div data-refresh="address"> is replaced by what the address answers every two seconds, until an
// answer has none; with data-whole the rest of the page is then fetched anew too. Waits longer when the line is
// down, and rests while nobody is looking.

const SOON = 2000;
const LATEST = 30000;

const look = async (part, wait) => {
  if (document.hidden) return again(part, wait);
  try {
    const answer = await fetch(part.dataset.refresh, { headers: { "X-Fragment": "yes" }, credentials: "same-origin" });
    if (!answer.ok) throw new Error(answer.status);
    const sheet = new DOMParser().parseFromString(await answer.text(), "text/html");
    return swap(part, sheet.body.firstElementChild);
  } catch {
    return again(part, Math.min(wait * 2, LATEST));
  }
};

const swap = (part, fresh) => {
  if (!fresh) return again(part, SOON);
  // The words of a status region are changed in place, so that they are read out.
  const words = part.querySelector("[role=status]");
  const newWords = fresh.querySelector("[role=status]");
  if (words && newWords) {
    if (words.textContent !== newWords.textContent) words.textContent = newWords.textContent;
    newWords.replaceWith(words);
  }
  part.replaceWith(fresh);
  if (fresh.dataset.refresh) return again(fresh, SOON);
  if ("whole" in fresh.dataset) return location.reload();
  return fresh.dispatchEvent(new CustomEvent("refreshed", { bubbles: true }));
};

const again = (part, wait) => setTimeout(() => part.isConnected && look(part, wait), wait);

for (const part of document.querySelectorAll("[data-refresh]")) again(part, SOON);
