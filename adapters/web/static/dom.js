// Building the page. Text goes in as text, never as markup.

export const $ = (id) => document.getElementById(id);

/** An element; `props` are properties, or attributes where the name has a dash. */
export function el(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "data") Object.assign(made.dataset, value);
    else if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** A button with this look; `props` as for `el`. */
export function press(className, content, props = {}) {
  return el("button", { type: "button", className, ...props }, content);
}

/** A button that is a sign only; `label` is its name for those who cannot see it. */
export function sign(name, label, className = "quiet") {
  return press(className, icon(name), { "aria-label": label, title: label });
}

const icons = {
  lock: "M7 11V8a5 5 0 0 1 10 0v3M6 11h12a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1z",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM5 15V4h10",
  check: "M5 12.5l4.5 4.5L19 7.5",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 13h6M9 17h6",
  down: "M12 4v12M6 11l6 6 6-6M5 20h14",
  send: "M4 12l16-8-5 16-3.5-6.5z",
  sun:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2" +
    "M5 5l1.5 1.5M17.5 17.5L19 19M19 5l-1.5 1.5M6.5 17.5L5 19",
  moon: "M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5z",
  auto: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 3v18M12 7h6M12 11h8.5M12 15h8M12 19h4",
  plus: "M12 5v14M5 12h14",
  clip: "M8 12l6-6a3 3 0 0 1 4.5 4.5L10 19a5 5 0 0 1-7-7l8-8",
  people: "M9 4a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.5a3.5 3.5 0 0 1 0 6.5M18.5 14a6.5 6.5 0 0 1 3 6",
  alert: "M12 4l9 16H3zM12 10v4M12 17v.5",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", icons[name]);
  svg.append(path);
  return svg;
}

const segments = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const initials = (name) =>
  name
    .split(/\s+/u)
    .slice(0, 2)
    .map((word) => [...segments.segment(word)][0]?.segment ?? "")
    .join("")
    .toUpperCase();

/** A round badge; the same member always has the same one of eight colours. */
export function avatar(member, name) {
  let hash = 0;
  for (const letter of member) hash = (hash * 31 + letter.codePointAt(0)) >>> 0;
  return el("span", { className: `avatar tone-${hash % 8}`, "aria-hidden": "true" }, initials(name));
}

export const logo = new URL("./logo.svg", import.meta.url).pathname;

export function botAvatar() {
  return el("img", { className: "avatar", src: logo, alt: "", width: 40, height: 40 });
}

let announced = 0;

/** Said to screen readers only, politely. */
export function say(text) {
  const mine = ++announced;
  $("said").textContent = "";
  setTimeout(() => {
    if (mine === announced) $("said").textContent = text;
  }, 50);
}

let minted = 0;
export const mint = (prefix) => `${prefix}-${++minted}`;
