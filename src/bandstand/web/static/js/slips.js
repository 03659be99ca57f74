// Says at once what the letters typed are read as, and puts whole names in their place when one goes on.
// Reads by the same rules as gatherings/handwriting.py; what counts is what the server reads. Works without, too.

const known = JSON.parse(document.getElementById("reads").textContent);
const NO_NAME = new Set(["?", "x", "no name", "someone", "somebody"]);
const BETWEEN = /(?:,|;|&|\+|\band\b)(?![^()]*\))/i;
const CODE = /^[2-9A-HJKMNP-Z]{5}$/;

const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").trim().replace(/\s+/g, " ");
const parts = (text, between) => text.split(between).map((part) => part.trim().replace(/\s+/g, " ")).filter(Boolean);
const either = (names) => {
  const few = names.length > 4 ? [...names.slice(0, 4), "others"] : names;
  return few.length > 1 ? `${few.slice(0, -1).join(", ")} or ${few.at(-1)}` : few[0];
};

// Each word typed begins a word of the name, in order.
const begins = (piece, label) => {
  const words = plain(label).split(/[\s(),’'-]+/);
  let at = -1;
  return piece.split(" ").every((part) => (at = words.findIndex((word, n) => n > at && word.startsWith(part))) >= 0);
};
const initials = (label) => plain(label.split("(")[0]).split(" ").map((word) => word[0]).join("");

const meant = (piece) => {
  const wanted = plain(piece);
  const whole = known.people.filter(([label]) => plain(label) === wanted);
  if (whole.length) return whole.map(([label]) => label);
  let found = known.people.filter(([label]) => begins(wanted, label));
  if (!found.length && wanted.length > 1) found = known.people.filter(([label]) => initials(label) === wanted.replaceAll(" ", ""));
  const here = found.filter(([, isHere]) => isHere);
  return (here.length === 1 ? here : found).map(([label]) => label);
};

const people = (text) => {
  const read = { whole: [], says: [], added: [], unclear: false };
  for (const piece of parts(text, BETWEEN)) {
    const found = NO_NAME.has(piece.toLowerCase()) ? ["?"] : meant(piece);
    if (found.length > 1) read.unclear = true;
    if (!found.length) read.added.push(piece);
    read.whole.push(found.length === 1 ? found[0] : piece);
    read.says.push(found.length > 1 ? `${either(found)}?` : !found.length ? `${piece}, new` : found[0] === "?" ? "somebody without a name" : found[0]);
  }
  return read;
};

const topics = (text) => {
  const read = { whole: [], says: [], added: [], unclear: false };
  for (const piece of parts(text, /[,;]/)) {
    const found = known.topics.filter((topic) => begins(plain(piece), topic));
    const exactly = found.filter((topic) => plain(topic) === plain(piece));
    const one = exactly.length ? exactly : found;
    if (one.length !== 1) read.unclear = true;
    read.whole.push(one.length === 1 ? one[0] : piece);
    read.says.push(one.length === 1 ? one[0] : one.length ? `${either(one)}?` : `Nothing begins with “${piece}”`);
  }
  return read;
};

const result = (text) => {
  const typed = plain(text);
  const exactly = known.results.filter(([letter]) => plain(letter) === typed);
  const found = exactly.length ? exactly : known.results.filter(([, words]) => typed && plain(words).startsWith(typed));
  if (!typed || found.length === 1) return { whole: found.map(([letter]) => letter), says: found.map(([, words]) => words), added: [], unclear: false };
  return { whole: [text], says: [known.results.map(([letter]) => letter).join(" ")], added: [], unclear: true };
};

const code = (text) => {
  const typed = text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  const read = { whole: [typed], says: [], added: [], unclear: true };
  if (typed.length < 5) return { ...read, unclear: false };
  if (known.slips[typed]) return { ...read, says: ["Typed in before. Take the next slip."] };
  if (typed in known.slips) return { ...read, says: ["A slip of ours"], unclear: false };
  return { ...read, says: [CODE.test(typed) ? "Not one of ours: look at the slip again." : "Codes have no 0, 1, I, L or O: look again."] };
};

const READERS = { people, topics, result, code };
const boxes = [...document.querySelectorAll("[data-reads]")];

const say = (box) => {
  const read = READERS[box.dataset.reads](box.value);
  const told = box.parentElement.querySelector(".reads-as");
  const words = read.says.join(", ");
  if (told.textContent !== words) told.textContent = words;
  told.classList.toggle("unclear", read.unclear);
  told.classList.toggle("new", !read.unclear && read.added.length > 0);
  return read;
};

for (const box of boxes) {
  box.addEventListener("input", () => {
    box.parentElement.querySelectorAll(".mend").forEach((mend) => mend.remove());
    say(box);
  });
  box.addEventListener("change", () => {
    const read = say(box);
    if (!read.unclear && read.whole.length) box.value = read.whole.join(", ");
  });
  if (box.value) say(box);
}

// New names were seen under the box: Enter means them.
document.querySelector(".slip-form")?.addEventListener("submit", () => {
  const added = boxes.filter((box) => box.dataset.reads === "people").flatMap((box) => people(box.value).added);
  document.getElementById("id_sure_of").value = [...new Set(added)].join("|");
});

// A form with something to put right opens at the first such box.
document.querySelector(".slip-box:has(.mend) input")?.focus();
