// What is said: names, times, and one sentence for everything that can be done.

export const called = (one) => one?.name || (one?.helping && !one?.looking ? "A helper without a name" : "Someone without a name");

export const listed = (names) => (names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`);
export const counted = (many, one, several = `${one}s`) => `${many} ${many === 1 ? one : several}`;

// A topic within a sentence: names of companies keep their capital.
const NAMES = /^(Facebook|Instagram|WhatsApp|Google|YouTube|Zoom|Canva|Mailchimp|Microsoft|Twitter|TikTok|LinkedIn|Nextdoor)/;
export const within = (name) => (NAMES.test(name) ? name : name.replace(/^./u, (first) => first.toLowerCase()));

const hour = (moment) => {
  const minutes = moment.getMinutes();
  if (!minutes && moment.getHours() % 12 === 0) return moment.getHours() ? "noon" : "midnight";
  const at = moment.getHours() % 12 || 12;
  return `${at}${minutes ? `.${String(minutes).padStart(2, "0")}` : ""}${moment.getHours() < 12 ? "am" : "pm"}`;
};
export const clock = (iso) => (iso ? hour(new Date(iso)) : "");
export const dayAndClock = (iso) => {
  const moment = new Date(iso);
  return `${moment.toLocaleDateString("en-GB", { weekday: "long" })} ${hour(moment)}`;
};
export const day = (iso) => new Date(iso).toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long" });

const tableName = ({ rounds }, number, table) => `table ${[table, rounds?.find((one) => one.number === number)?.tables[table - 1]?.name].filter(Boolean).join(", ")}`;

const STANDING = { waiting: "is waiting again", done: "is done" };

/** One sentence of what an entry did, said so that it can stand on a list or be read out. */
export const sentence = (state, { kind, about, said }) => {
  const one = state.people.find((each) => each.uid === about);
  const names = (uids) => listed((uids ?? []).map((uid) => called(state.people.find((each) => each.uid === uid))));
  const who = called(one);
  switch (kind) {
    case "arrived": return `${who} is here.`;
    case "absent": return `${who} didn’t come.`;
    case "left": return `${who} has gone home.`;
    case "walked_in": return `${said.name || "Someone"} is here.`;
    case "ticked": return said.helping ? "One more helper, without a name." : "One more, without a name.";
    case "roles": return `${who}: ${listed([said.looking && "looking for help", said.helping && "helping"].filter(Boolean)) || "just visiting"}.`;
    case "badges": return `${who}: ${badges(said)}.`;
    case "standing": return `${who} ${STANDING[said.to] ?? "was moved"}.`;
    case "sat": return `${names(said.members)}: sitting together${said.table ? ` at ${said.table}` : ""}.`;
    case "seated": return `${who} sits at ${tableName(state, said.round, said.table)}.`;
    case "beside": return `${who} and ${names([said.friend])} ${said.yes === false ? "may sit apart" : "would like to sit together"}.`;
    case "parted": return "They got up from the table.";
    case "noted": return `Help note about ${names(said.helped) || "somebody"}.`;
    case "met": return `${names(said.who)} met.`;
    case "named": return said.yes ? `${who} may be named.` : `${who} will not be named.`;
    case "quoted": return `${who} may be quoted.`;
    default: return "Something was done.";
  }
};

const badges = (said) => listed([
  "no_phone" in said && (said.no_phone ? "has no phone" : "has a phone"),
  "leaving_early" in said && (said.leaving_early ? "is leaving early" : "has time"),
].filter(Boolean));
