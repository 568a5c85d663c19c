// What this tab remembers across a reload: its name, what it was told privately, its drafts.

const MOST = 50;

function read(key, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function write(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

export const keptName = () => read("name", "");
export const keepName = (name) => write("name", name);

export const keptPrivate = (member) => read(`private:${member}`, []);

/** The newest fifty; fewer where the browser's room is small. */
export function keepPrivate(member, posts) {
  let kept = posts.slice(-MOST);
  while (!write(`private:${member}`, kept) && kept.length) kept = kept.slice(Math.ceil(kept.length / 4));
}

/** Private words on messages, by the key of each. */
export const keptNotes = (member) => new Map(read(`notes:${member}`, []));
export const keepNotes = (member, notes) => write(`notes:${member}`, [...notes]);

/** What a member began to write in one place, and has not sent yet. */
export function draftOf(member, place) {
  const key = `draft:${member}:${place}`;
  return { kept: () => read(key, null), keep: (written) => write(key, written), drop: () => write(key, null) };
}

export function dropDrafts() {
  try {
    const drafts = Object.keys(sessionStorage).filter((key) => key.startsWith("draft:"));
    for (const key of drafts) sessionStorage.removeItem(key);
  } catch {
    // Nothing was kept, then.
  }
}
