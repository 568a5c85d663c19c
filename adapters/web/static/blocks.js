// A panel's blocks and spans -> elements.
import { el, icon, mint, press, say } from "./dom.js";
import { moment } from "./moments.js";
import { picture } from "./pictures.js";
import { words } from "./words.js";

const spans = {
  text: (span) => document.createTextNode(span.text),
  bold: (span) => el("strong", {}, span.text),
  code: (span) => el("code", {}, span.text),
  mention: (span) => el("bdi", { className: "mention" }, span.name),
  moment: (span) => moment(span.at, span.style),
};

const line = (list) => list.map((span) => spans[span.kind](span));

const blocks = {
  paragraph,
  quote: (block) =>
    el("blockquote", { dir: "auto", tabIndex: 0, "aria-label": words.quote }, block.text),
  source,
  bullets: (block) => el("ul", {}, block.items.map(bullet)),
  table,
  picture,
  file,
};

/** An item that begins with a box of its own has that for a bullet. */
function bullet(item) {
  const [, box, rest] = /^([☑☐])\s*(.*)$/su.exec(item[0]?.text ?? "") ?? [];
  if (!box) return el("li", { dir: "auto" }, line(item));
  const words = el("span", {}, line([{ ...item[0], text: rest }, ...item.slice(1)]));
  return el("li", { dir: "auto", className: "boxed" }, el("span", {}, box), " ", words);
}

export const blockElements = (list) => list.map((block) => blocks[block.kind](block));

/** The first words of a panel, for screen readers when it changes in place. */
export function gist({ title, blocks }) {
  const first = blocks.find(({ kind }) => kind === "paragraph");
  const said = first?.spans.map((span) => span.text ?? span.name ?? "").join("");
  // A question is asked by its picture, which comes before anything else.
  const asked = (blocks[0]?.images ?? []).map(({ alt }) => alt).join(" ");
  return [title, said, asked].filter(Boolean).join(". ").slice(0, 800);
}

const LONG = 1500;

/** A very long one is folded, with a button to unfold it. */
function paragraph(block) {
  const text = el("p", { dir: "auto", id: mint("text") }, line(block.spans));
  if (text.textContent.length <= LONG) return text;
  text.classList.add("folded");
  const more = press("button small", words.showAll, { "aria-expanded": "false", "aria-controls": text.id });
  more.addEventListener("click", () => {
    const folded = text.classList.toggle("folded");
    more.setAttribute("aria-expanded", String(!folded));
    more.textContent = folded ? words.showAll : words.showLess;
  });
  return el("div", { className: "long" }, text, more);
}

function source(block) {
  const reachable = { tabIndex: 0, role: "group", "aria-label": words.source };
  const text = el("pre", { dir: "auto", ...reachable }, block.text);
  const label = outcome(words.copy);
  const copy = press("copy", [icon("copy"), label]);
  copy.addEventListener("click", async () => {
    tell(label, (await copyText(block.text, text)) ? words.copied : words.copyFailed);
    setTimeout(() => (label.textContent = words.copy), 2500);
  });
  return el("div", { className: "source" }, text, copy);
}

/** A part of a button that tells what came of pressing it: by ear `tell` does, once. */
const outcome = (text, className = "") => el("span", { className, ariaLive: "off" }, text);

function tell(part, text) {
  part.textContent = text;
  say(text);
}

/** Browsers give the clipboard to secure pages only; elsewhere the old way, by selection. */
async function copyText(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection().selectAllChildren(shown);
    const copied = document.execCommand("copy");
    if (copied) getSelection().removeAllRanges();
    return copied;
  }
}

const WORDY = 40;

const isNumber = (text) => /^[\d\s.,:%+−–-]+$/u.test(text);

function table(block) {
  const numeric = block.header.map((_, i) => block.rows.every((row) => isNumber(row[i])));
  const wordy = block.header.map((_, i) => block.rows.some((row) => row[i].length > WORDY));
  const kind = (i) => (numeric[i] ? "number" : wordy[i] ? "wordy" : "");
  const head = block.header.map((text, i) =>
    el("th", { scope: "col", dir: "auto", className: kind(i) }, text),
  );
  // A column has one side, whichever way each of its names is read.
  const cell = (text, i) => el("td", { className: kind(i) }, el("bdi", {}, text));
  const rows = block.rows.map((row) => el("tr", {}, row.map(cell)));
  return el(
    "div",
    { className: "table", tabIndex: 0, role: "group", "aria-label": words.table },
    el("table", {}, el("thead", {}, el("tr", {}, head)), el("tbody", {}, rows)),
  );
}

function sized(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function file(block) {
  const size = sized(block.size);
  const note = outcome(size, "file-size");
  const name = el("bdi", { className: "file-name" }, block.name);
  const does = el("span", { className: "unseen" }, words.download);
  const button = press("file", [icon("file"), does, name, note, icon("down")]);
  button.addEventListener("click", async () => {
    if (await download(block)) note.textContent = size;
    else tell(note, words.downloadFailed);
  });
  return button;
}

async function download(block) {
  try {
    const answer = await fetch(block.href);
    if (!answer.ok) return false;
    const address = URL.createObjectURL(await answer.blob());
    el("a", { href: address, download: block.name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    return true;
  } catch {
    return false;
  }
}
