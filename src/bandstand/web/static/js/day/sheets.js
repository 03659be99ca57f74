// Sheets that are filled in: what a blank one holds, and what a filled one says.

import { helpedAt } from "./state.js";
import { isIn, sitting, sittingOf } from "./room.js";

const someone = {
  blank: (name = "") => ({ name, person: "", group: "", groupUid: "", wants: "", looking: true, helping: false, missing: false }),
  pick(app, draft, name, of) {
    if (name === "person") {
      const [uid, called, group] = app.day.pack.known.find(([each]) => each === of);
      const known = app.day.pack.groups.find(([, each]) => each === group);
      Object.assign(draft, { person: uid, name: called, group: draft.group || group || "", groupUid: draft.groupUid || known?.[0] || "" });
    } else {
      const [uid, group] = app.day.pack.groups.find(([each]) => each === of);
      Object.assign(draft, { groupUid: uid, group });
    }
  },
  entry(app, draft, about) {
    const group = app.day.pack?.groups?.find(([uid]) => uid === draft.groupUid);
    const { name, wants, looking, helping, person } = draft;
    const words = group ? { group: draft.groupUid } : draft.group.trim() ? { group_words: draft.group.trim() } : {};
    const said = { name: name.trim(), looking, helping, wants: wants.trim(), ...words, ...(person ? { person } : {}) };
    return { kind: "walked_in", about, said, local: group && { group: group[1], kind: group[2] } };
  },
};

const LISTS = ["helped", "helpers", "topics", "barriers", "findings"];
const TEXTS = ["result", "words", "next_step", "next_who", "next_by", "quote", "quote_by", "unexpected", "address", "minutes"];
const emptyNote = () => Object.fromEntries([...LISTS.map((name) => [name, []]), ...TEXTS.map((name) => [name, ""])]);

const table = (state, one) => {
  const helped = helpedAt(state, one.members).map((each) => each.uid);
  return { helped, helpers: one.members.filter((uid) => !helped.includes(uid)) };
};

// Of a table, of a person, of a note to change, or of nothing: whatever is known is filled in.
const whoOf = (of, { day: { state }, me }) => {
  const one = state.people.find((each) => each.uid === of);
  const at = sitting(state).find((each) => each.uid === of) ?? (of && sittingOf(state, of)) ?? (me && !one ? sittingOf(state, me) : null);
  if (at) return table(state, at);
  const past = [...state.sittings].reverse().find((each) => each.members.includes(of));
  const helpers = past ? table(state, past).helpers : state.people.filter((each) => isIn(each) && each.helping && !each.looking).length === 1 ? [state.people.find((each) => isIn(each) && each.helping && !each.looking).uid] : [];
  if (!one) return { helped: [], helpers: me ? [me] : [] };
  return one.helping && !one.looking ? { helped: [], helpers: [of] } : { helped: [of], helpers: me ? [me] : helpers };
};

const note = {
  blank(of, app) {
    const before = app.day.state.notes.find((one) => one.uid === of);
    if (before) return { ...emptyNote(), ...noNulls(before), known: true, uid: of, missing: "" };
    const who = whoOf(of, app);
    return { ...emptyNote(), ...who, known: who.helped.length > 0 && who.helpers.length > 0, missing: "" };
  },
  missing(draft) {
    if (!draft.helped.length && !draft.helpers.length) return "Who was helped? One name is enough.";
    return draft.result ? "" : "What came of it? One tap is enough.";
  },
  entries(draft, about) {
    const said = Object.fromEntries([...LISTS, ...TEXTS].map((name) => [name, typeof draft[name] === "string" ? draft[name].trim() : draft[name]]));
    Object.assign(said, { minutes: Number.parseInt(draft.minutes, 10) || null, next_by: draft.next_by || null, quote_by: draft.quote_by || null });
    const quoted = said.quote && said.quote_by ? [{ kind: "quoted", about: said.quote_by, said: { yes: true } }] : [];
    return [{ kind: "noted", about, said }, ...quoted];
  },
};

const noNulls = (one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value != null));

const introduce = {
  blank: (uids, app) => ({ who: uids, how: app.hows[0]?.[0] ?? "met", words: "", suggested: uids.length > 1, missing: "" }),
};

export const sheets = { someone, note, introduce };
