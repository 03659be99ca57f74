// What the sheet says: the server's latest state with what this phone has not sent so far applied on top.
// Pure: nothing here knows the page, the store or the time.

const EMPTY = { version: 0, people: [], sittings: [], notes: [], met: [], met_before: [], pairs: [], apart: [], rounds: [], met_groups: {} };

const copied = (state) => ({
  ...state,
  people: state.people.map((one) => ({ ...one })),
  sittings: state.sittings.map((one) => ({ ...one, members: [...one.members] })),
  notes: [...state.notes],
  met: [...state.met],
});

const newcomer = ({ about, at }, facts) => ({
  uid: about, name: "", group: "", kind: "", wants: "", looking: true, helping: false, running: false,
  booked: "none", arrival: "here", arrived_at: at, left_at: null, standing: "", no_phone: false, leaving_early: false,
  first_time: false, extra: 0, language: "", topics: [], can: [], speaks: "", wins: [], named: false, seats: {}, beside: [], ...facts,
});

const person = (state, uid) => state.people.find((one) => one.uid === uid);
const put = (list, row) => {
  const at = list.findIndex((one) => one.uid === row.uid);
  if (at < 0) list.push(row);
  else list[at] = { ...list[at], ...row };
};
const drop = (list, uid) => {
  const at = list.findIndex((one) => one.uid === uid);
  if (at >= 0) list.splice(at, 1);
};

/** Who is helped at a table: everybody looking for help, but those who help another there. */
export const helpedAt = (state, members) => {
  const there = members.map((uid) => person(state, uid)).filter(Boolean);
  const helpers = there.filter((one) => one.helping && !one.looking);
  const both = there.filter((one) => one.helping && one.looking);
  const also = helpers.length ? both : both.slice(1);
  return [...there.filter((one) => one.looking && !one.helping), ...also];
};

const stand = (one, standing) => {
  if (one) one.standing = standing;
};
const up = (state, uid) => {
  const one = person(state, uid);
  if (one?.standing === "with") stand(one, one.looking ? "waiting" : "");
};

// Nobody sits together alone: with one left, or none, it is over.
const leaveTable = (state, uid, at, but = "") => {
  for (const one of state.sittings) {
    if (one.ended || one.uid === but || !one.members.includes(uid)) continue;
    one.members = one.members.filter((each) => each !== uid);
    if (one.members.length > 1) continue;
    one.ended = at;
    for (const left of one.members) up(state, left);
  }
};

const done = (state, uid, at) => {
  const one = person(state, uid);
  if (!one) return;
  Object.assign(one, { standing: "done", looking: true, arrival: "here" });
  leaveTable(state, uid, at);
};

const pairUp = (state, uid, other, yes) => {
  for (const [one, friend] of [[uid, other], [other, uid]]) {
    const beside = (person(state, one)?.beside ?? []).filter((each) => each !== friend);
    set(state, one, { beside: yes ? [...beside, friend] : beside });
  }
};

const DO = {
  arrived(state, { about, at }) {
    const one = person(state, about);
    if (!one) return;
    const before = one.arrival === "here" && one.arrived_at && one.arrived_at < at;
    Object.assign(one, { arrival: "here", arrived_at: before ? one.arrived_at : at, left_at: null });
    if (one.looking && !one.standing) one.standing = "waiting";
  },
  absent: (state, { about }) => set(state, about, { arrival: "absent" }),
  left(state, { about, at }) {
    set(state, about, { left_at: at });
    leaveTable(state, about, at);
  },
  walked_in(state, entry) {
    const { name, group_words = "", looking, helping, wants = "" } = entry.said;
    const told = { name, wants, looking, helping, group: entry.local?.group || group_words, kind: entry.local?.kind ?? "" };
    put(state.people, newcomer(entry, { ...told, standing: looking ? "waiting" : "" }));
  },
  ticked(state, entry) {
    const { helping } = entry.said;
    put(state.people, newcomer(entry, { looking: !helping, helping, standing: helping ? "" : "waiting" }));
  },
  roles(state, { about, said }) {
    const one = person(state, about);
    if (!one) return;
    Object.assign(one, said);
    if (one.looking && !one.standing && one.arrival === "here") one.standing = "waiting";
    if (!one.looking) one.standing = "";
  },
  badges: (state, { about, said }) => set(state, about, said),
  standing(state, { about, at, said }) {
    set(state, about, { standing: said.to });
    leaveTable(state, about, at);
  },
  named: (state, { about, said }) => set(state, about, { named: said.yes }),
  sat(state, { about, at, said }) {
    for (const uid of said.members) leaveTable(state, uid, at, about);
    put(state.sittings, { uid: about, members: [...said.members], table: said.table ?? "", began: at, ended: null });
    for (const uid of said.members) stand(person(state, uid), "with");
  },
  parted(state, { about, at }) {
    const sitting = state.sittings.find((one) => one.uid === about);
    if (!sitting || sitting.ended) return;
    sitting.ended = at;
    for (const uid of sitting.members) up(state, uid);
  },
  seated(state, { about, said }) {
    const seats = person(state, about)?.seats ?? {};
    if (!said.late || !seats[said.round]) set(state, about, { seats: { ...seats, [said.round]: said.table } });
  },
  beside: (state, { about, said }) => pairUp(state, about, said.friend, said.yes !== false),
  noted(state, { about, at, said }) {
    const first = !state.notes.some((one) => one.uid === about);
    put(state.notes, { uid: about, at, ...said });
    if (!first) return;
    for (const uid of said.helpers ?? []) set(state, uid, { helping: true, arrival: "here" });
    for (const uid of said.helped ?? []) done(state, uid, at);
  },
  met: (state, { about, at, said }) => put(state.met, { uid: about, at, ...said }),
  quoted() {},
};

const set = (state, uid, facts) => Object.assign(person(state, uid) ?? {}, facts);

// What an entry that was sent did, taken back here until the server says so; `before` is what stood there.
const BACK = {
  walked_in: (state, { about }) => drop(state.people, about),
  ticked: (state, { about }) => drop(state.people, about),
  sat(state, { about }) {
    const sitting = state.sittings.find((one) => one.uid === about);
    for (const uid of sitting?.ended ? [] : sitting?.members ?? []) up(state, uid);
    drop(state.sittings, about);
  },
  parted(state, { about }) {
    const sitting = state.sittings.find((one) => one.uid === about);
    if (!sitting) return;
    sitting.ended = null;
    for (const uid of sitting.members) stand(person(state, uid), "with");
  },
  noted(state, { about, before, said }) {
    if (before) return void put(state.notes, before);
    drop(state.notes, about);
    for (const uid of said.helped ?? []) if (person(state, uid)?.standing === "done") set(state, uid, { standing: "waiting" });
  },
  met: (state, { about }) => drop(state.met, about),
  beside: (state, { about, said }) => pairUp(state, about, said.friend, said.yes === false),
};

const takenBack = (state, done) => {
  const back = BACK[done.kind] ?? ((_, { about, before }) => set(state, about, before ?? {}));
  back(state, done);
};

const inOrder = (one, other) => (one.at === other.at ? (one.id < other.id ? -1 : 1) : one.at < other.at ? -1 : 1);

/**
 * Return the state with these entries on top. `sent` are entries of this phone the state has already: an undo among
 * the waiting may name one of them.
 */
export const applied = (base, waiting, sent = []) => {
  const state = copied({ ...EMPTY, ...base });
  const undone = new Set(waiting.filter((one) => one.kind === "undo").map((one) => one.about));
  for (const one of sent.filter((each) => undone.has(each.id)).sort(inOrder).reverse()) takenBack(state, one);
  for (const entry of [...waiting].sort(inOrder)) {
    if (!undone.has(entry.id)) DO[entry.kind]?.(state, entry);
  }
  return state;
};

/** Return what an entry of this kind is about to change, to be kept with it for an undo after it was sent. */
export const standsNow = (state, kind, about) => {
  if (kind === "noted") return state.notes.find((one) => one.uid === about) ?? null;
  const one = person(state, about);
  if (!one) return null;
  const { arrival, arrived_at, left_at, standing, looking, helping, no_phone, leaving_early, named, seats } = one;
  return { arrival, arrived_at, left_at, standing, looking, helping, no_phone, leaving_early, named, seats };
};
