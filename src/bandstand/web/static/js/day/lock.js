// The lock on what lies on this phone: AES-GCM with a key the browser keeps and never shows, not even to us.
// It guards what is copied off the phone or looked through in its files without the browser; it cannot guard against
// somebody holding the unlocked phone. Wiping throws the key away, so what might be left of the files says nothing.

export const newKey = () => crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** Return `{iv, box}` for anything JSON can say. */
export const locked = async (key, thing) => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(thing));
  return { iv, box: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text) };
};

/** Return what was locked, or null where the key does not fit. */
export const opened = async (key, kept) => {
  if (!kept) return null;
  try {
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, key, kept.box);
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return null;
  }
};
